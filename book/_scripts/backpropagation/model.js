// The chapter's network of 2 inputs, 2 hidden units and 1 output unit, forward and backward.

import { sigmoid } from "../activations/model.js";

export const X = [2, 3];
/** W1 row by row, b1, W2, b2: the order in which the chapter flattens them. */
const START = [1.5, 0.4, -1, 0.2, 0, 0, 3, -2, 0.6];
export const NAMES = [
  "W1[0, 0]",
  "W1[0, 1]",
  "W1[1, 0]",
  "W1[1, 1]",
  "b1[0]",
  "b1[1]",
  "W2[0, 0]",
  "W2[1, 0]",
  "b2[0]",
];
export const RATE = 0.5;
export const REACH = 1;
/** `step` of the five steps backwards are done; parameter `chosen` is moved by `nudge`. */
export const INITIAL = { p: START, y: 1, step: 0, chosen: 6, nudge: 0.5, descents: 0 };
export const STEPS = 5;

/** The cost from the logit, so that no probability is rounded to 1 first. */
const loss = (z, y) => Math.max(z, 0) - y * z + Math.log1p(Math.exp(-Math.abs(z)));

export function forward(p, y) {
  const z1 = [0, 1].map((j) => X[0] * p[j] + X[1] * p[2 + j] + p[4 + j]);
  const a1 = z1.map(sigmoid);
  const z2 = a1[0] * p[6] + a1[1] * p[7] + p[8];
  return { z1, a1, z2, f: sigmoid(z2), cost: loss(z2, y) };
}

/** All derivatives of the cost; `all` are those of the nine parameters, in their order. */
export function backward(p, y) {
  const { a1, f } = forward(p, y);
  const dz2 = f - y;
  const dW2 = a1.map((a) => a * dz2);
  const da1 = [p[6] * dz2, p[7] * dz2];
  const dz1 = da1.map((da, j) => da * a1[j] * (1 - a1[j]));
  const dW1 = X.map((x) => dz1.map((dz) => x * dz));
  return { dz2, da1, dz1, all: [...dW1.flat(), ...dz1, ...dW2, dz2] };
}

/** After which of the steps a parameter's derivative is known. */
export const knownFrom = (k) => (k < 6 ? 5 : 2);
export const isKnown = ({ step }, k) => step >= knownFrom(k);

/** The cost when the chosen parameter alone is moved. */
export const costAt = ({ p, y, chosen }, by) =>
  forward(p.map((value, k) => (k === chosen ? value + by : value)), y).cost;

/** What the derivative predicts for the nudge, and what the cost really does. */
export function changes(state) {
  const { p, y, chosen, nudge } = state;
  return {
    slope: backward(p, y).all[chosen],
    predicted: backward(p, y).all[chosen] * nudge,
    real: costAt(state, nudge) - costAt(state, 0),
  };
}

export const canGoOn = ({ step }) => step < STEPS;
export const next = (state) => ({ ...state, step: state.step + 1 });
export const canUndo = ({ step }) => step > 0;
export const undo = (state) => ({ ...state, step: state.step - 1 });
export const all = (state) => ({ ...state, step: STEPS });

/** One step of gradient descent, for which all nine derivatives must be known. */
export const canDescend = ({ step }) => step === STEPS;
export function descend(state) {
  const { all: slopes } = backward(state.p, state.y);
  const p = state.p.map((value, k) => value - RATE * slopes[k]);
  return { ...state, p, step: 0, descents: state.descents + 1 };
}
