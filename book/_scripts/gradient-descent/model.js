// Gradient descent on a cost of one parameter with two valleys.

export const STEPS = 50;
/** `rate` is log10 of the learning rate. */
export const INITIAL = { start: 3, rate: -0.7, steps: 0 };
/** The middle between the valleys, and their lowest points, to the last digit of a double. */
export const RIDGE = 0.25410168836505;
export const LOWEST = [-2.11490754147676, 1.8608058531117];
const FAR = 1e6;

export const cost = (w) => w ** 4 / 16 - w ** 2 / 2 + w / 4 + 2;
export const slope = (w) => w ** 3 / 4 - w + 1 / 4;

/** The learning rate of the slider: 10 to a power, to two digits. */
export const rateOf = (power) => Number((10 ** power).toPrecision(2));

/** The parameter before the first step and after each; once it is far away it stays there. */
export function path({ start, rate }, steps = STEPS) {
  const alpha = rateOf(rate);
  const found = [start];
  for (let t = 1; t <= steps; t += 1) {
    const w = found.at(-1);
    found.push(Math.abs(w) > FAR ? w : w - alpha * slope(w));
  }
  return found;
}

/**
 * What becomes of it: "far" away, at "rest" in a valley (1 the right one, 0 the left one), or still
 * "moving"; and whether the last move jumped over that valley's lowest point.
 */
export function outcome(state) {
  const found = path(state).slice(0, state.steps + 1);
  const [before, w] = [found.at(-2) ?? found[0], found.at(-1)];
  const valley = w > RIDGE ? 1 : 0;
  const over = (before - LOWEST[valley]) * (w - LOWEST[valley]) < 0;
  const resting = Math.abs(slope(w)) < 0.001;
  const kind = Math.abs(w) > FAR ? "far" : resting ? "rest" : "moving";
  return { w, before, valley, over, kind, crossed: before > RIDGE !== w > RIDGE };
}
