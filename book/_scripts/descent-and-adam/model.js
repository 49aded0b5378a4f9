// Gradient descent and Adam in the chapter's valley, J = w1^2 / 2 + 20 w2^2.

const START = [-4, 0.8];
const HALF = Math.SQRT1_2;
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;
const TRIED = 2000;

export const STEPS = 100;
/** `descent` and `adam` are log10 of the learning rates; `unit` multiplies the cost. */
export const INITIAL = { descent: -1.32, adam: -0.52, steps: 40, unit: 1, diagonal: false };
export const GOAL = 0.001;

/** The learning rate of a slider: 10 to a power, to two digits. */
export const rate = (power) => Number((10 ** power).toPrecision(2));

/** From the valley's own directions, along and across, to the parameters; and back. */
export const turn = ([along, across], diagonal) =>
  diagonal ? [HALF * (along - across), HALF * (along + across)] : [along, across];
export const turnBack = ([w1, w2], diagonal) =>
  diagonal ? [HALF * (w1 + w2), HALF * (w2 - w1)] : [w1, w2];

/** The cost in the first unit, so that the two units can be compared. */
export function cost(w, diagonal = false) {
  const [along, across] = turnBack(w, diagonal);
  return along ** 2 / 2 + 20 * across ** 2;
}

export function gradient(w, { unit, diagonal }) {
  const [along, across] = turnBack(w, diagonal);
  return turn([unit * along, unit * 40 * across], diagonal);
}

/** The parameters before the first step and after each. */
export function descentPath(state, steps) {
  const alpha = rate(state.descent);
  const path = [turn(START, state.diagonal)];
  for (let t = 1; t <= steps; t += 1) {
    const w = path.at(-1);
    const g = gradient(w, state);
    path.push(w.map((value, i) => value - alpha * g[i]));
  }
  return path;
}

export function adamPath(state, steps) {
  const alpha = rate(state.adam);
  const path = [turn(START, state.diagonal)];
  let m = [0, 0];
  let v = [0, 0];
  for (let t = 1; t <= steps; t += 1) {
    const w = path.at(-1);
    const g = gradient(w, state);
    m = m.map((value, i) => BETA_1 * value + (1 - BETA_1) * g[i]);
    v = v.map((value, i) => BETA_2 * value + (1 - BETA_2) * g[i] ** 2);
    const mHat = m.map((value) => value / (1 - BETA_1 ** t));
    const vHat = v.map((value) => value / (1 - BETA_2 ** t));
    path.push(w.map((value, i) => value - (alpha * mHat[i]) / (Math.sqrt(vHat[i]) + EPSILON)));
  }
  return path;
}

export const PATHS = { descent: descentPath, adam: adamPath };

/** Steps until the cost stays below the goal, or null: not in 2,000. */
export function stepsNeeded(path, diagonal) {
  const last = path.findLastIndex((w) => !(cost(w, diagonal) < GOAL));
  return last === path.length - 1 ? null : last + 1;
}

const kept = new Map();

/** What depends on the learning rates and the valley, not on how many steps are shown. */
export function run({ descent, adam, unit, diagonal }) {
  const state = { descent, adam, unit, diagonal };
  const key = JSON.stringify(state);
  if (!kept.has(key)) {
    kept.clear();
    const runs = Object.entries(PATHS).map(([name, follow]) => {
      const path = follow(state, TRIED);
      const shown = path.slice(0, STEPS + 1);
      const costs = shown.map((w) => cost(w, diagonal));
      return [name, { path: shown, costs, needed: stepsNeeded(path, diagonal) }];
    });
    kept.set(key, Object.fromEntries(runs));
  }
  return kept.get(key);
}

/** What one step of gradient descent multiplies the distance to the goal by. */
export function factors({ descent, unit }) {
  const alpha = rate(descent) * unit;
  return { along: 1 - alpha, across: 1 - 40 * alpha };
}

/** The parameters on the ellipse where the cost is `level`. */
export const ellipse = (level, diagonal) =>
  Array.from({ length: 97 }, (_, i) => {
    const angle = (i * 2 * Math.PI) / 96;
    return turn(
      [Math.sqrt(2 * level) * Math.cos(angle), Math.sqrt(level / 20) * Math.sin(angle)],
      diagonal,
    );
  });
