// Reads requests, one per line, and writes what the page's script makes of each, one per line:
//   {"form": line}                the form of a line of Python, or null if it is not Python
//   {"mark": [question, given]}   the mark of an answer
import { createInterface } from "node:readline";
import { mark } from "../../../book/_scripts/quiz/kinds/index.js";
import { form } from "../../../book/_scripts/quiz/python/form.js";
import { PythonError } from "../../../book/_scripts/quiz/python/tokens.js";

const formOrNothing = (line) => {
  try {
    return form(line);
  } catch (error) {
    if (error instanceof PythonError) return null;
    throw new Error(`${line}: ${error}`, { cause: error });
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.mark ? mark(...request.mark) : formOrNothing(request.form);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
