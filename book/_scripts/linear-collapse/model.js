// A network of one input and one output whose layers can be joined, and the exact curve it draws.

import { spaced } from "../shared/plot.js";

export const RANGE = [-3, 3];
export const UNITS = 3;
export const INITIAL = { layers: 4, activation: "linear", joined: 0, w: 1, b: 0.5, draw: 0 };

/** Of these weights ReLU makes a clearly bent curve at every depth; of many others a level line. */
const SEEDS = [8556, 2358, 15128, 11452, 17435, 6434];

/** Numbers from 0 to 1 that look random and are the same for the same seed. */
function generator(seed) {
  let state = seed;
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    // The low bits repeat soon.
    return (state >>> 8) / 2 ** 24;
  };
  // The first numbers of neighbouring seeds are alike.
  for (let i = 0; i < 8; i += 1) draw();
  return draw;
}

function drawnLayer(draw, nIn, units) {
  const upTo = (size) => Math.round((2 * draw() - 1) * size * 10) / 10;
  return {
    W: Array.from({ length: nIn }, () => Array.from({ length: units }, () => upTo(1.4))),
    b: Array.from({ length: units }, () => upTo(1)),
  };
}

/** The layers { W, b } of the network, `W[i][j]` from input i to unit j. */
export function layersOf({ layers: count, draw: place, w, b }) {
  const draw = generator(SEEDS[place % SEEDS.length]);
  const last = drawnLayer(draw, UNITS, 1);
  const hidden = [drawnLayer(draw, 1, UNITS)];
  while (hidden.length < count - 1) hidden.push(drawnLayer(draw, UNITS, UNITS));
  hidden[0].W[0][0] = w;
  hidden[0].b[0] = b;
  return [...hidden, last];
}

const sum = (values) => values.reduce((total, value) => total + value, 0);
const times = (row, W) => W[0].map((_, j) => sum(row.map((value, i) => value * W[i][j])));
const plus = (first, second) => first.map((value, i) => value + second[i]);

/** The first `count` + 1 layers as one linear layer, and the others as they are. */
export function join(layers, count) {
  const [first, ...rest] = layers;
  const front = rest.slice(0, count).reduce(
    ({ W, b }, next) => ({ W: W.map((row) => times(row, next.W)), b: plus(times(b, next.W), next.b) }),
    first,
  );
  return [front, ...rest.slice(count)];
}

/** How many joins there are; a network that was made smaller has room for fewer. */
export const joins = ({ joined, layers }) => Math.min(joined, layers - 1);
export const joinedLayers = (state) => join(layersOf(state), joins(state));
export const canJoin = (state) => joins(state) < state.layers - 1;
export const joinNext = (state) => ({ ...state, joined: joins(state) + 1 });
export const canPart = (state) => joins(state) > 0;
export const part = (state) => ({ ...state, joined: joins(state) - 1 });

export const isRelu = ({ activation }) => activation === "relu";
export const numbersIn = (layers) => sum(layers.map(({ W, b }) => W.flat().length + b.length));

/** The network's output for x, layer by layer. */
export function outputOf(layers, relu, x) {
  const last = layers.length - 1;
  const step = (a, { W, b }, l) =>
    plus(times(a, W), b).map((z) => (relu && l < last ? Math.max(0, z) : z));
  return layers.reduce(step, [x])[0];
}

/** Cut a piece where a unit's logit changes its sign, and switch the negative ones off. */
function rectified({ from, to, w, b }) {
  const cuts = w
    .map((slope, j) => -b[j] / slope)
    .filter((x) => x > from && x < to)
    .sort((first, second) => first - second);
  const edges = [from, ...new Set(cuts), to];
  return edges.slice(1).map((end, k) => {
    const middle = (edges[k] + end) / 2;
    const on = w.map((slope, j) => slope * middle + b[j] > 0);
    const keep = (values) => values.map((value, j) => (on[j] ? value : 0));
    return { from: edges[k], to: end, w: keep(w), b: keep(b) };
  });
}

const sameLine = (first, second) =>
  Math.abs(first.slope - second.slope) < 1e-9 && Math.abs(first.height - second.height) < 1e-9;

/** The straight pieces of the network's curve, { from, to, slope, height }: exact, not sampled. */
export function pieces(layers, relu) {
  let found = [{ from: RANGE[0], to: RANGE[1], w: [1], b: [0] }];
  for (const [l, { W, b }] of layers.entries()) {
    found = found.map((piece) => ({ ...piece, w: times(piece.w, W), b: plus(times(piece.b, W), b) }));
    if (relu && l < layers.length - 1) found = found.flatMap(rectified);
  }
  const straight = found.map(({ from, to, w, b }) => ({ from, to, slope: w[0], height: b[0] }));
  return straight.reduce((merged, piece) => {
    const before = merged.at(-1);
    if (before && sameLine(before, piece)) before.to = piece.to;
    else merged.push(piece);
    return merged;
  }, []);
}

const heightAt = ({ slope, height }, x) => slope * x + height;

/** The points between which the curve is straight. */
export const vertices = (curve) => [
  [curve[0].from, heightAt(curve[0], curve[0].from)],
  ...curve.map((piece) => [piece.to, heightAt(piece, piece.to)]),
];

/** Where the curve bends. */
export const corners = (curve) => vertices(curve).slice(1, -1);

/** How far the network and the joined one are apart at most. */
export function largestDifference(state) {
  const [layers, joined] = [layersOf(state), joinedLayers(state)];
  const relu = isRelu(state);
  // Between corners the difference is straight: it is largest at one of them or at an end.
  const places = [layers, joined].flatMap((some) => vertices(pieces(some, relu)).map(([x]) => x));
  const apart = (x) => Math.abs(outputOf(layers, relu, x) - outputOf(joined, relu, x));
  return Math.max(...[...spaced(...RANGE, 25), ...places].map(apart));
}

export const newWeights = (state) => ({ ...state, draw: (state.draw + 1) % SEEDS.length });
