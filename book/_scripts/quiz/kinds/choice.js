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
    const parts = [
      slips && `${slips} ${slips === 1 ? "choice" : "choices"} too many`,
      missed && `${missed} right ${missed === 1 ? "one" : "ones"} missing`,
    ];
    return { right: false, says: `${parts.filter(Boolean).join(", and ")}.` };
  },
};
