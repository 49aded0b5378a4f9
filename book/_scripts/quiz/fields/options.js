// How an answer is given by choosing among options: what was chosen is a string of letters.

import { quiz as texts } from "../../texts.js";

export const optionsField = (inputs, explanations) => ({
  given: () => inputs.filter((input) => input.checked).map((input) => input.value).join(""),
  accepts: (given) =>
    [...given].every((letter) => inputs.some((input) => input.value === letter)),
  put(given) {
    for (const input of inputs) input.checked = given.includes(input.value);
  },
  refuse() {},
  advice: texts.lookBelow,
  // Unfold the explanations of the options chosen, or all if the answer is right.
  explain(right) {
    inputs.forEach((input, place) => {
      const explanation = explanations[place];
      explanation.open = right || input.checked;
      if (explanation.open) input.setAttribute("aria-describedby", explanation.id);
    });
  },
});
