// Mark an answer by the rules of autograder/quizzes/marking.py and checks/quiz.py.
// mark(question, given) gives {right, mistake?, says?} or {unreadable}: why it cannot be marked.

import { form } from "./python/form.js";
import { PythonError } from "./python/tokens.js";

const GAP = "____";
const LONGEST = 500;
const ROUNDING = 1e-9; // 0.3 - 0.29 is a little more than 0.01
const RECOGNISED = 0.005; // how far, relatively, a typical wrong number may be off
const WRITTEN_NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

export function mark(question, answer) {
  const given = plain(answer);
  if (given.length === 0) return { unreadable: NOTHING[question.kind] };
  if (question.kind === "number") return markNumber(question, given);
  if (question.kind === "code") return markCode(question, given);
  return markChoice(question, given);
}

// An answer as it was meant: without the invisible characters that copying brings along, with plain
// spaces, hyphens and letters for those of other keyboards and of formulas. The lists are those of
// checks/quiz.py.
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const SPACES = /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;
const DASHES = /[\u2010-\u2013\u2212\ufe63]/g;
const WIDE = /[\uff01-\uff5e]/g;
const narrow = (letter) => String.fromCodePoint(letter.codePointAt(0) - 0xfee0);

export const plain = (text) =>
  text.replace(INVISIBLE, "").replace(SPACES, " ").replace(DASHES, "-").replace(WIDE, narrow).trim();

const NOTHING = {
  one: "Choose an answer first.",
  many: "Choose at least one answer first.",
  number: "Write a number first.",
  code: "Write the missing code first.",
};

function markChoice({ kind, letters, right }, chosen) {
  const hits = [...chosen].filter((letter) => right.includes(letter)).length;
  const slips = chosen.length - hits;
  const isRight = hits === right.length && slips === 0;
  if (isRight || kind === "one") return { right: isRight };
  const missed = right.length - hits;
  const parts = [
    slips && `${slips} ${slips === 1 ? "choice" : "choices"} too many`,
    missed && `${missed} right ${missed === 1 ? "one" : "ones"} missing`,
  ];
  return { right: false, says: `${parts.filter(Boolean).join(", and ")}.` };
}

export function readNumber(text, unit = "") {
  let written = text.trim();
  if (unit && written.endsWith(unit)) written = written.slice(0, -unit.length).trimEnd();
  const percent = written.endsWith("%") && unit !== "%";
  if (written.endsWith("%")) written = written.slice(0, -1).trimEnd();
  const number = WRITTEN_NUMBER.test(written) ? Number(written) / (percent ? 100 : 1) : NaN;
  return Number.isFinite(number) ? number : null;
}

function markNumber({ answer, tolerance, unit, wrong }, text) {
  const given = readNumber(text, unit);
  if (given === null) return { unreadable: "Write a number, such as 0.25." };
  const near = tolerance + ROUNDING * Math.max(1, Math.abs(answer));
  if (Math.abs(given - answer) <= near) return { right: true };
  const distances = wrong.map((value) => Math.abs(given - value));
  const mistake = distances.indexOf(Math.min(...distances));
  const known = mistake >= 0 && distances[mistake] <= Math.max(near, RECOGNISED * Math.abs(wrong[mistake]));
  return known ? { right: false, mistake } : { right: false };
}

export const readLine = (text) =>
  text.trim().replace(/^`+|`+$/g, "").replaceAll("\n", " ").trim();

function markCode({ line, accept, wrong }, text) {
  const given = readLine(text);
  if (given.length > LONGEST) return { unreadable: "Write one line of Python." };
  if (!isPython(given)) return { unreadable: "This cannot be read as a line of Python. Look at brackets and quotes." };
  if (accept.some((code) => fits(line, given, code))) return { right: true };
  const mistake = wrong.findIndex((code) => fits(line, given, code));
  return mistake >= 0 ? { right: false, mistake } : { right: false };
}

// Whether `given` says what `wanted` says: the missing part, or its whole line.
function fits(line, given, wanted) {
  const lines = line === GAP ? [wanted] : [wanted, line.replace(GAP, () => wanted)];
  const says = form(given);
  return lines.some((text) => isPython(text) && form(text) === says);
}

function isPython(line) {
  try {
    form(line);
    return true;
  } catch (error) {
    if (error instanceof PythonError) return false;
    throw error;
  }
}
