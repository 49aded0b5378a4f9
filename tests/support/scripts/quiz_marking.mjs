// Reads {"forms": [line], "marks": [[question, given]]} and writes what the page's script makes of it.
import { readFileSync } from "node:fs";
import { form } from "../../../book/_scripts/quiz/python/form.js";
import { PythonError } from "../../../book/_scripts/quiz/python/tokens.js";
import { mark } from "../../../book/_scripts/quiz/marking.js";

const formOrNothing = (line) => {
  try {
    return form(line);
  } catch (error) {
    if (error instanceof PythonError) return null;
    throw new Error(`${line}: ${error}`, { cause: error });
  }
};

const { forms, marks } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(
  JSON.stringify({
    forms: forms.map(formOrNothing),
    marks: marks.map(([question, given]) => mark(question, given)),
  }),
);
