// Reads requests, one per line, and writes what the page's script makes of each, one per line:
//   {"form": line}                the form of a line of Python, or null if it is not Python
//   {"mark": [question, given]}   the mark of an answer, or {"error": message}
// The scripts named on the command line are run first; they may add kinds of questions.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
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

const markOrError = (question, given) => {
  try {
    return mark(question, given);
  } catch (error) {
    return { error: error.message };
  }
};

for (const path of process.argv.slice(2)) await import(pathToFileURL(path));

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const answer = request.mark ? markOrError(...request.mark) : formOrNothing(request.form);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
