// The first network of the chapter, number by number.

import { sigmoid } from "../activations/model.js";

/** Its four units: which numbers each reads, and its parameters. The last one is layer 2. */
export const UNITS = [
  { reads: ["x1", "x2"], w: [0.5, 0], b: -7 },
  { reads: ["x1", "x2"], w: [1, 0], b: -30 },
  { reads: ["x1", "x2"], w: [0, 1], b: -8 },
  { reads: ["a1", "a2", "a3"], w: [8, -8, -8], b: -4 },
];
/** The numbers in the order in which they are computed. */
export const ORDER = UNITS.flatMap((_, i) => [`z${i + 1}`, `a${i + 1}`]);
/** `step` of them are known, and `asked` is the number that the reader asks about. */
export const INITIAL = { x: [20, 5], step: 1, asked: "z1" };

/** Every number of the network by its name, such as "z2". */
export function numbersOf({ x }) {
  const numbers = { x1: x[0], x2: x[1] };
  for (const [i, { reads, w, b }] of UNITS.entries()) {
    const z = reads.reduce((sum, name, k) => sum + w[k] * numbers[name], 0) + b;
    numbers[`z${i + 1}`] = z;
    numbers[`a${i + 1}`] = sigmoid(z);
  }
  return numbers;
}

export const isFeature = (name) => name[0] === "x";
export const isKnown = ({ step }, name) => isFeature(name) || ORDER.indexOf(name) < step;

/** Ask about a number; it and all that come before it are computed if they are not yet. */
export const ask = (state, name) => ({
  ...state,
  asked: name,
  step: Math.max(state.step, ORDER.indexOf(name) + 1),
});

export const canGoOn = ({ step }) => step < ORDER.length;
export const next = (state) => ask(state, ORDER[state.step]);
export const canGoBack = ({ step }) => step > 1;
export const back = ({ step, ...state }) => ({ ...state, step: step - 1, asked: ORDER[step - 2] });
export const all = (state) => ask(state, ORDER.at(-1));

/** What unit `i` multiplies: pairs of a weight and the name of a number. */
export const factors = (i) => UNITS[i].reads.map((name, k) => ({ weight: UNITS[i].w[k], name }));
