// One unit with two features, and the line on which it cannot tell.

import { sigmoid } from "../activations/model.js";

export const INITIAL = { w: [0.5, -0.4], b: -7 };
/** The plane that is drawn: temperature and wind. */
export const RANGES = [
  [0, 36],
  [0, 16],
];
/** What the sliders can be set to. */
export const WEIGHT = { min: -2, max: 2, step: 0.05 };
export const BIAS = { min: -30, max: 30, step: 0.5 };
export const DAYS = [
  { name: "A", x: [20, 5] },
  { name: "B", x: [8, 2] },
  { name: "C", x: [30, 14] },
];

// A sum of decimals that should be 0 may be 1e-15; that would be a yes or a no by accident.
const clean = (value) => Math.round(value * 1e9) / 1e9;

export const logit = ({ w, b }, x) => clean(w[0] * x[0] + w[1] * x[1] + b);
export const output = (state, x) => sigmoid(logit(state, x));

/**
 * The part of the line w · x + b = `level` that crosses the plane, by its ends; null when it does
 * not cross it.
 */
export function segment({ w, b }, level = 0) {
  const size = w[0] ** 2 + w[1] ** 2;
  if (size === 0) return null;
  const along = [-w[1], w[0]];
  const start = w.map((weight) => (weight * (level - b)) / size);
  let [first, last] = [-Infinity, Infinity];
  for (const [i, [low, high]] of RANGES.entries()) {
    if (along[i] === 0) {
      if (start[i] < low || start[i] > high) return null;
      continue;
    }
    const meets = [low, high].map((edge) => (edge - start[i]) / along[i]);
    first = Math.max(first, Math.min(...meets));
    last = Math.min(last, Math.max(...meets));
  }
  if (first >= last) return null;
  return [first, last].map((t) => start.map((place, i) => place + t * along[i]));
}

/** How many degrees to the right the line lies with each further metre a second of wind. */
export const degreesPerWind = ({ w }) => -w[1] / w[0];

/** How far it is from output 0.1 to output 0.9 along feature `i`. */
export const doubtfulWidth = ({ w }, i) => (2 * Math.log(9)) / Math.abs(w[i]);

/** Whether the unit says yes to day A, and no to the other two. */
export const isSolved = (state) =>
  DAYS.every(({ name, x }) => output(state, x) > 0.5 === (name === "A"));

export const scaled = ({ w, b }, factor) => ({
  w: w.map((weight) => clean(weight * factor)),
  b: b * factor,
});

const fits = (value, { min, max, step }) =>
  value >= min && value <= max && Math.abs(value / step - Math.round(value / step)) < 1e-6;

/** Whether the sliders can be set to `factor` times the parameters; not all of them are 0. */
export function canScale(state, factor) {
  const { w, b } = scaled(state, factor);
  if (b === 0 && w.every((weight) => weight === 0)) return false;
  return w.every((weight) => fits(weight, WEIGHT)) && fits(b, BIAS);
}
