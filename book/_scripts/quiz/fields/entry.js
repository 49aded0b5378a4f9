// How an answer is given by writing it: the text.

export const entryField = ([input], [explanation]) => ({
  given: () => input.value.trim(),
  accepts: () => true,
  put(given) {
    input.value = given;
  },
  refuse() {
    input.setAttribute("aria-invalid", "true");
  },
  advice: "Try again, or unfold the answer.",
  explain(right) {
    explanation.open = right;
  },
});
