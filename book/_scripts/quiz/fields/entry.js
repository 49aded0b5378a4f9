// How an answer is given by writing it: the text.

import { quiz as texts } from "../../texts.js";

export const entryField = ([input], [explanation]) => ({
  given: () => input.value.trim(),
  accepts: () => true,
  put(given) {
    input.value = given;
  },
  refuse() {
    input.setAttribute("aria-invalid", "true");
  },
  advice: texts.tryAgain,
  explain(right) {
    explanation.open = right;
  },
});
