// What the network shows, in words.

import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { backpropagation as texts, counted, fillIn } from "../texts.js";
import { backward, changes, forward, isKnown, NAMES, STEPS } from "./model.js";

export const short = (value) => fixed(value, 2);
const digits = (value) => fixed(value, 4);

/** What the last of the steps backwards computed, with its numbers. */
function stepWords({ p, y, step }) {
  const { a1, f } = forward(p, y);
  const { dz2, da1, dz1, all } = backward(p, y);
  const values = [
    () => ({ f: short(f) }),
    () => ({ f: short(f), y, dz2: short(dz2) }),
    () => ({ dz2: short(dz2), a: short(a1[0]), product: short(all[6]) }),
    () => ({ dz2: short(dz2), weight: significant(p[6]), product: short(da1[0]) }),
    () => ({ a: short(a1[0]), da: short(da1[0]), product: short(dz1[0]) }),
    () => ({ dz: short(dz1[0]), product: short(all[0]) }),
  ];
  return fillIn(texts.steps[step], values[step]());
}

function nudgeWords(state) {
  const { predicted, real } = changes(state);
  const moved = { parameter: NAMES[state.chosen], nudge: brief(state.nudge), real: digits(real) };
  if (state.nudge === 0) return fillIn(texts.noNudge, { parameter: moved.parameter });
  if (!isKnown(state, state.chosen)) return fillIn(texts.unpredicted, moved);
  return fillIn(texts.predicted, { ...moved, predicted: digits(predicted) });
}

export const sentence = (state) => `${stepWords(state)} ${nudgeWords(state)}`;

/** What a parameter's button is called when it is read aloud; it begins with what it shows. */
export function spoken(state, k) {
  const value = brief(Number(state.p[k].toFixed(2)));
  const parameter = NAMES[k];
  if (!isKnown(state, k)) return fillIn(texts.spokenParameter, { value, parameter });
  const slope = short(backward(state.p, state.y).all[k]);
  return fillIn(texts.spokenKnown, { value, slope, parameter });
}

export function describe(state) {
  const { p, y, step, descents } = state;
  const { a1, f, cost } = forward(p, y);
  const known = NAMES.flatMap((name, k) =>
    isKnown(state, k) ? [`${name}: ${short(backward(p, y).all[k])}`] : [],
  );
  return fillIn(texts.described, {
    hidden: listed(a1.map(short)),
    f: short(f),
    y,
    cost: digits(cost),
    step,
    steps: STEPS,
    known: known.length ? fillIn(texts.known, { known: listed(known) }) : texts.noneKnown,
    parameter: NAMES[state.chosen],
    change: digits(changes(state).real),
    descents: descents ? counted(texts.descents, descents) : "",
  });
}
