// Questions whose answer is one of several options, or each that is right.

import { optionsField } from "../fields/options.js";

const isRight = (letters, chosen) =>
  chosen.length === letters.length && [...chosen].every((letter) => letters.includes(letter));

export const one = {
  nothing: "Choose an answer first.",
  field: optionsField,
  mark: ({ right }, chosen) => ({ right: isRight(right, chosen) }),
};

export const many = {
  nothing: "Choose at least one answer first.",
  field: optionsField,
  mark({ right }, chosen) {
    if (isRight(right, chosen)) return { right: true };
    const hits = [...chosen].filter((letter) => right.includes(letter)).length;
    const slips = chosen.length - hits;
    const missed = right.length - hits;
    const count = (number) => (number === 1 ? "one" : number);
    const parts = [
      slips && `chose ${count(slips)} too many`,
      missed && `missed ${count(missed)}`,
    ];
    return { right: false, message: `You ${parts.filter(Boolean).join(", and ")}.` };
  },
};
