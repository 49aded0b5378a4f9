// The numbers of the network in sentences and formulas.

import { brief, fixed, listed } from "../shared/numbers.js";
import { counted, network as texts, fillIn } from "../texts.js";
import { factors, isFeature, isKnown, numbersOf, ORDER, UNITS } from "./model.js";

export const QUESTIONS = [texts.warmEnough, texts.tooHot, texts.tooWindy, texts.goodRide];
const ASKED = [texts.warmEnoughAsked, texts.tooHotAsked, texts.tooWindyAsked, texts.goodRideAsked];
export const FEATURES = [
  { name: texts.temperature, unit: texts.degrees },
  { name: texts.wind, unit: texts.speed },
];

const place = (name) => Number(name[1]) - 1;
export const symbol = (name) => `*${name[0]}*_${name[1]}`;
export const bracketed = (text) => (text.startsWith("−") ? `(${text})` : text);

/** A number as it is shown everywhere: features and whole pre-activations in full, others rounded. */
export function shown(state, name) {
  const value = numbersOf(state)[name];
  if (name[0] === "a") return fixed(value, 3);
  return name === "z4" ? fixed(value, 2) : brief(value);
}

const terms = (state, i) =>
  [
    ...factors(i).map(({ weight, name }) =>
      [brief(weight), shown(state, name)].map(bracketed).join("\u00a0·\u00a0"),
    ),
    bracketed(brief(UNITS[i].b)),
  ].join(" + ");

/** What moves the last unit's pre-activation. */
function pushes(state) {
  const numbers = numbersOf(state);
  const isYes = (i) => numbers[`a${i + 1}`] > 0.5;
  const quoted = (i) => fillIn(texts.quoted, { question: QUESTIONS[i] });
  const down = [1, 2].filter(isYes).map(quoted);
  const lift = isYes(0) ? fillIn(texts.lifts, { question: quoted(0) }) : texts.nothingLifts;
  if (!down.length) return fillIn(texts.nothingPulls, { lift });
  return counted(texts.pulls, down.length, { lift, questions: listed(down) });
}

function ofLogit(state, name) {
  const i = place(name);
  const equals = i === 3 ? "≈" : "=";
  const formula = [symbol(name), terms(state, i), shown(state, name)].join(` ${equals} `);
  const sum = fillIn(texts.sum, { unit: i + 1, formula });
  if (i < 3) {
    const blind = UNITS[i].w.indexOf(0);
    return fillIn(texts.ignores, { sum, feature: FEATURES[blind].name });
  }
  return fillIn(texts.threeAnswers, { sum, pushes: pushes(state) });
}

function verdict(a) {
  if (a === 0.5) return texts.cannotTell;
  if (a > 0.5) return a > 0.9 ? texts.yes : texts.ratherYes;
  return a < 0.1 ? texts.no : texts.ratherNo;
}

function ofActivation(state, name) {
  const i = place(name);
  const numbers = numbersOf(state);
  const logit = `z${i + 1}`;
  const opposite = i === 3 ? fixed(-numbers[logit], 2) : brief(-numbers[logit]);
  return fillIn(texts.squashes, {
    unit: i + 1,
    symbol: symbol(name),
    z: shown(state, logit),
    opposite,
    value: shown(state, name),
    question: ASKED[i],
    verdict: verdict(numbers[name]),
  });
}

export function sentence(state) {
  const { asked } = state;
  if (isFeature(asked)) {
    const { name, unit } = FEATURES[place(asked)];
    return fillIn(texts.feature, { name, symbol: symbol(asked), value: shown(state, asked), unit });
  }
  return asked[0] === "z" ? ofLogit(state, asked) : ofActivation(state, asked);
}

/** What a button is called when it is read aloud: what it shows, and then more. */
export function spoken(state, name) {
  if (isFeature(name)) {
    const { name: feature, unit } = FEATURES[place(name)];
    return fillIn(texts.spokenFeature, { key: name, value: shown(state, name), name: feature, unit });
  }
  const form = name[0] === "z" ? texts.spokenPreActivation : texts.spokenActivation;
  const value = isKnown(state, name) ? shown(state, name) : texts.notComputed;
  return fillIn(form, { key: name, value, unit: name[1], question: QUESTIONS[place(name)] });
}

export function describe(state) {
  const known = ORDER.filter((name) => isKnown(state, name));
  const numbers = listed(known.map((name) => `${symbol(name)} = ${shown(state, name)}`));
  const [temperature, wind] = state.x;
  return fillIn(texts.described, { temperature, wind, known: known.length, numbers });
}
