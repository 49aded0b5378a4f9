// The logistic loss in two ways, each operation rounded to the float that is chosen.

import { exactly, floatOf, relativeError } from "./exact.js";

export const LIMIT = 60;
export const INITIAL = { z: -20, y: 0, float: "float64" };

/** `digits` is how many a float surely holds, `step` from 1 to the next float. */
export const FLOATS = {
  float64: { round: (value) => value, digits: 16, step: 2 ** -52 },
  float32: { round: Math.fround, digits: 7, step: 2 ** -23 },
};

/** First the probability, then the loss: with all that is on the way. */
export function naive({ z, y, float }) {
  const { round } = FLOATS[float];
  const a = round(1 / round(1 + round(Math.exp(-z))));
  const rest = round(1 - a);
  const loss = round(-y * round(Math.log(a)) - (1 - y) * round(Math.log(rest)));
  return { a, rest, loss };
}

/** The loss from the logit. */
export function stable({ z, y, float }) {
  const { round } = FLOATS[float];
  const small = round(Math.log1p(round(Math.exp(-Math.abs(z)))));
  return round(Math.max(z, 0) - y * z + small);
}

/** How many leading digits of a value are right: off by half a unit of the last one at most. */
export function rightDigits(value, exact, float) {
  const { digits, step } = FLOATS[float];
  if (!Number.isFinite(value)) return 0;
  const error = relativeError(value, exact);
  // Nearer than this no float of the format need be.
  if (error <= step) return digits;
  const mantissa = Number(floatOf(exact).toExponential().split("e")[0]);
  const right = Math.floor(1 - Math.log10(2 * error * mantissa));
  return Math.min(digits, Math.max(0, right));
}

const judged = (value, exact, float) => ({
  value,
  exact: floatOf(exact),
  right: rightDigits(value, exact, float),
});

/** Every number of the computation with the exact one and how many digits are right. */
export function computation(state) {
  const exact = exactly(state.y, state.z);
  const ways = naive(state);
  return {
    a: judged(ways.a, exact.a, state.float),
    rest: judged(ways.rest, exact.rest, state.float),
    naive: judged(ways.loss, exact.loss, state.float),
    stable: judged(stable(state), exact.loss, state.float),
  };
}

/** log10 of the relative error, for a drawing: nan where there is no finite loss. */
export function errorPower(value, exact) {
  if (!Number.isFinite(value)) return NaN;
  return Math.log10(Math.max(relativeError(value, exact), 1e-18));
}

export const PLACES = Array.from({ length: 4 * LIMIT + 1 }, (_, i) => i / 2 - LIMIT);
const kept = new Map();

/** Losses and errors over all z; kept, for the exact ones take a moment. */
export function curves({ y, float }) {
  const key = `${y} ${float}`;
  if (!kept.has(key)) {
    const rows = PLACES.map((z) => {
      const exact = exactly(y, z).loss;
      const losses = { naive: naive({ z, y, float }).loss, stable: stable({ z, y, float }) };
      const errors = Object.entries(losses).map(([way, loss]) => [way, errorPower(loss, exact)]);
      return { z, losses, errors: Object.fromEntries(errors) };
    });
    kept.set(key, rows);
  }
  return kept.get(key);
}

/** Where the naive loss is no finite number: from this z on, or null. */
export const brokenFrom = (state) =>
  curves(state).find(({ losses }) => !Number.isFinite(losses.naive))?.z ?? null;
