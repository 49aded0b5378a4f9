// The kinds of questions. Each is an object:
//   nothing                the message if no answer was given
//   mark(question, given)  {right, message?, mistake?}, or {unreadable}: the message if it cannot be marked
//   field                  how an answer is given in the page: see fields/
// The grader's side of each is a module in autograder/quizzes/kinds/.

import { plain } from "../typed.js";
import { many, one } from "./choice.js";
import { code } from "./code.js";
import { number } from "./number.js";

export const KINDS = { one, many, number, code };

export function kindOf(question) {
  if (Object.hasOwn(KINDS, question.kind)) return KINDS[question.kind];
  const known = Object.keys(KINDS).join(", ");
  throw new Error(`book/_scripts/quiz/kinds/index.js: question ${question.id}: `
    + `no kind ${question.kind}; there are: ${known}; add an object for it`);
}

export function mark(question, answer) {
  const kind = kindOf(question);
  const given = plain(answer);
  return given.length === 0 ? { unreadable: kind.nothing } : kind.mark(question, given);
}
