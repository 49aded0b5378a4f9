// The numbers of the network in words and formulas.

import { brief, fixed, listed } from "../shared/numbers.js";
import { factors, isFeature, isKnown, numbersOf, ORDER, UNITS } from "./model.js";

export const QUESTIONS = ["warm enough?", "too hot?", "too windy?", "good ride?"];
export const FEATURES = [
  { name: "temperature", unit: "°C" },
  { name: "wind", unit: "m/s" },
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
  const said = (i) => numbers[`a${i + 1}`] > 0.5;
  const quoted = (i) => `“${QUESTIONS[i]}”`;
  const down = [1, 2].filter(said).map(quoted);
  const lift = said(0) ? `${quoted(0)} lifts it` : "nothing lifts it";
  if (!down.length) return `${lift}, nothing pulls it down`;
  return `${lift}, ${listed(down)} ${down.length > 1 ? "pull" : "pulls"} it down`;
}

function ofLogit(state, name) {
  const i = place(name);
  const equals = i === 3 ? "≈" : "=";
  const formula = [symbol(name), terms(state, i), shown(state, name)].join(` ${equals} `);
  const sum = `Unit ${i + 1} adds up its products and its bias: ${formula}.`;
  if (i < 3) {
    const blind = UNITS[i].w.indexOf(0);
    return `${sum} It ignores the ${FEATURES[blind].name}, for that weight is 0.`;
  }
  return `${sum} It sees only three answers: ${pushes(state)}.`;
}

function verdict(a) {
  if (a === 0.5) return "It cannot tell";
  if (a > 0.5) return a > 0.9 ? "Yes" : "Rather yes";
  return a < 0.1 ? "No" : "Rather no";
}

function ofActivation(state, name) {
  const i = place(name);
  const numbers = numbersOf(state);
  const logit = `z${i + 1}`;
  const opposite = i === 3 ? fixed(-numbers[logit], 2) : brief(-numbers[logit]);
  const question = QUESTIONS[i][0].toUpperCase() + QUESTIONS[i].slice(1);
  return (
    `Unit ${i + 1} squashes its pre-activation: ${symbol(name)} = *g*(${shown(state, logit)}) = ` +
    `1 / (1 + *e*^{${opposite}}) ≈ ${shown(state, name)}. ${question} ${verdict(numbers[name])}.`
  );
}

export function sentence(state) {
  const { asked } = state;
  if (isFeature(asked)) {
    const { name, unit } = FEATURES[place(asked)];
    return (
      `The ${name} is a feature: ${symbol(asked)} = ${shown(state, asked)} ${unit}. ` +
      "It is given, not computed, and all three units of layer 1 read it."
    );
  }
  return asked[0] === "z" ? ofLogit(state, asked) : ofActivation(state, asked);
}

/** What a button is called when it is read aloud: what it shows, and then more. */
export function spoken(state, name) {
  if (isFeature(name)) {
    const { name: feature, unit } = FEATURES[place(name)];
    return `${name} = ${shown(state, name)}, ${feature} in ${unit}`;
  }
  const kind = `${name[0] === "z" ? "pre-activation" : "activation"} of unit ${name[1]}`;
  const value = isKnown(state, name) ? shown(state, name) : "?, not computed yet";
  return `${name} = ${value}, ${kind}, ${QUESTIONS[place(name)]}`;
}

export function describe(state) {
  const known = ORDER.filter((name) => isKnown(state, name));
  const numbers = listed(known.map((name) => `${symbol(name)} = ${shown(state, name)}`));
  return (
    `The network: two features, temperature ${state.x[0]} °C and wind ${state.x[1]} m/s; three ` +
    "units in layer 1, which ask: warm enough, too hot, too windy; and one unit in layer 2, good ride. " +
    `${known.length} of its 8 numbers are computed: ${numbers}. Press a number for its formula.`
  );
}
