// Adam put together from its parts, in the valley of descent-and-adam.

import { cost, gradient, rate, stepsNeeded, turn } from "../descent-and-adam/model.js";

const START = [-4, 0.8];
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;
const TRIED = 2000;
const VALLEY = { unit: 1, diagonal: false };

export const STEPS = 100;
/** `alpha` is log10 of the learning rate; the other three are Adam's parts. */
export const INITIAL = { momentum: true, divide: true, correct: true, alpha: -0.52, steps: 40 };
export const PLAIN = { momentum: false, divide: false, correct: false };
export { cost, rate };

/** The parameters before the first step and after each, with the parts that are switched on. */
export function path({ momentum, divide, correct, alpha }, steps) {
  const found = [turn(START, false)];
  let m = [0, 0];
  let v = [0, 0];
  for (let t = 1; t <= steps; t += 1) {
    const w = found.at(-1);
    const g = gradient(w, VALLEY);
    m = m.map((value, i) => BETA_1 * value + (1 - BETA_1) * g[i]);
    v = v.map((value, i) => BETA_2 * value + (1 - BETA_2) * g[i] ** 2);
    const [forM, forV] = correct ? [1 - BETA_1 ** t, 1 - BETA_2 ** t] : [1, 1];
    const way = momentum ? m.map((value) => value / forM) : g;
    const size = v.map((value) => (divide ? Math.sqrt(value / forV) + EPSILON : 1));
    found.push(w.map((value, i) => value - (rate(alpha) * way[i]) / size[i]));
  }
  return found;
}

/** The path, its costs, and how many steps it takes until the cost stays below 0.001. */
export function run(state) {
  const long = path(state, TRIED);
  const shown = long.slice(0, STEPS + 1);
  return { path: shown, costs: shown.map((w) => cost(w)), needed: stepsNeeded(long, false) };
}

/** How long the first step is along each parameter. */
export const firstStep = (state) => {
  const [before, after] = path(state, 1);
  return after.map((value, i) => Math.abs(value - before[i]));
};
