// How an answer is given by choosing among options: what was chosen is a string of letters.

export const optionsField = (inputs, explanations) => ({
  given: () => inputs.filter((input) => input.checked).map((input) => input.value).join(""),
  accepts: (given) =>
    [...given].every((letter) => inputs.some((input) => input.value === letter)),
  put(given) {
    for (const input of inputs) input.checked = given.includes(input.value);
  },
  refuse() {},
  advice: "The reason is below your choice.",
  // Unfold what is said about the options chosen, or about all if the answer is right.
  explain(right) {
    inputs.forEach((input, place) => {
      const explanation = explanations[place];
      explanation.open = right || input.checked;
      if (explanation.open) input.setAttribute("aria-describedby", explanation.id);
    });
  },
});
