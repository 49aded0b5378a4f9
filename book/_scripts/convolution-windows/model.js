// A window that steps over a heart signal, and what its units compute with one kernel.

import { SIGNALS } from "./signals.js";

export const VALUES = SIGNALS[0].length;
export const SIZES = { min: 5, max: 40 };
export const STRIDES = { min: 1, max: 20 };
export const INITIAL = { label: 1, kernel: "down", size: 20, stride: 10, k: 4 };

const bump = (width) => (place) => Math.exp(-((place / width) ** 2));
const hill = bump(3);
// As wide as the parts of the signal that they are to find.
const SHAPES = { peak: bump(0.8), up: hill, down: (place) => -hill(place) };

export const signal = ({ label }) => SIGNALS[label];
export const weights = ({ kernel, size }) =>
  Array.from({ length: size }, (_, i) => SHAPES[kernel](i - (size - 1) / 2));

/** How many windows there are, and so how many units. */
export const units = ({ size, stride }) => 1 + Math.floor((VALUES - size) / stride);

/** The index of the first and of the last value of window `k`. */
export const span = ({ size, stride }, k) => [k * stride, k * stride + size - 1];

/** How many values at the end are in no window. */
export const leftOut = (state) => VALUES - 1 - span(state, units(state) - 1)[1];

/** One line for each value of window `k`: its index, the weight, the value and their product. */
export function products(state, k) {
  const [first] = span(state, k);
  return weights(state).map((weight, i) => {
    const value = signal(state)[first + i];
    return { index: first + i, weight, value, product: weight * value };
  });
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/** The logit of each unit; the bias is 0. */
export const logits = (state) =>
  Array.from({ length: units(state) }, (_, k) =>
    sum(products(state, k).map(({ product }) => product)),
  );

export const relu = (z) => Math.max(0, z);
export const activations = (state) => logits(state).map(relu);

/** Logits of a window at every place, for an axis that stays when the stride changes. */
export const everywhere = (state) => logits({ ...state, stride: 1 });

/** A state whose window exists. */
export function settle(state) {
  const last = units(state) - 1;
  return state.k > last ? { ...state, k: last } : state;
}
