// Questions whose answer is one of several options, or each that is right.

import { counted, quiz as texts, fillIn } from "../../texts.js";
import { optionsField } from "../fields/options.js";

const isRight = (letters, chosen) =>
  chosen.length === letters.length && [...chosen].every((letter) => letters.includes(letter));

export const one = {
  nothing: texts.chooseOne,
  field: optionsField,
  mark: ({ right }, chosen) => ({ right: isRight(right, chosen) }),
};

export const many = {
  nothing: texts.chooseSome,
  field: optionsField,
  mark({ right }, chosen) {
    if (isRight(right, chosen)) return { right: true };
    const hits = [...chosen].filter((letter) => right.includes(letter)).length;
    const surplus = chosen.length - hits;
    const missed = right.length - hits;
    const tooMany = surplus && counted(texts.tooMany, surplus);
    const tooFew = missed && counted(texts.missed, missed);
    const message =
      tooMany && tooFew
        ? fillIn(texts.twoFaults, { tooMany, missed: tooFew })
        : fillIn(texts.oneFault, { fault: tooMany || tooFew });
    return { right: false, message };
  },
};
