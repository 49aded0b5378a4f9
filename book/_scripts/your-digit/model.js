// The opening picture's network, which reads an image of 8 by 8 pixels as a 0 or a 1.

import { sigmoid } from "../activations/model.js";
import { LAYERS, ONE, ZERO } from "./network.js";

export const SIDE = 8;
export const REACH = 3;
const HALO = 0.4;

export const PICTURES = { one: ONE.map((ink) => ink / 16), zero: ZERO.map((ink) => ink / 16) };
export const EMPTY = PICTURES.one.map(() => 0);
/** `cursor` is where the keyboard draws. */
export const INITIAL = { pixels: PICTURES.one, shift: 0, cursor: [3, 3] };

const inside = (row, column) => row >= 0 && row < SIDE && column >= 0 && column < SIDE;

/** Ink at a place, and a little to both sides, as a pen of the data set leaves it. */
export function ink(pixels, row, column) {
  const drawn = [...pixels];
  for (const [step, amount] of [[-1, HALO], [0, 1], [1, HALO]]) {
    if (!inside(row, column + step)) continue;
    const place = row * SIDE + column + step;
    drawn[place] = Math.max(drawn[place], amount);
  }
  return drawn;
}

/** The image moved to the right by whole pixels; what leaves it is lost. */
export const moved = (pixels, shift) =>
  pixels.map((_, place) => {
    const [row, column] = [Math.floor(place / SIDE), (place % SIDE) - shift];
    return inside(row, column) ? pixels[row * SIDE + column] : 0;
  });

/** The activations of all layers, the image first. */
export function activations(pixels) {
  return LAYERS.reduce(
    (found, { W, b }) => {
      const a = found.at(-1);
      const z = b.map((bias, j) => a.reduce((sum, value, i) => sum + value * W[i][j], bias));
      return [...found, z.map(sigmoid)];
    },
    [pixels],
  );
}

export const seen = ({ pixels, shift }) => moved(pixels, shift);
export const probability = (state) => activations(seen(state)).at(-1)[0];
export const isEmpty = (state) => seen(state).every((value) => value === 0);

/** Draw at a place of the image as it is shown; the shift is then part of what was drawn. */
export const drawAt = (state, row, column) => ({
  pixels: ink(seen(state), row, column),
  shift: 0,
  cursor: [row, column],
});

export function moveCursor(state, [down, right]) {
  const [row, column] = [state.cursor[0] + down, state.cursor[1] + right];
  return inside(row, column) ? { ...state, cursor: [row, column] } : state;
}
