// What was done of a chapter, counted; pure, so that it can be tested without a page.

import { progress, fillIn } from "../texts.js";

const names = (text) => (text ?? "").split(" ").filter(Boolean);

// `kept` has two functions that give what the store holds, or nothing.
export function progressOf({ quiz, questions, practice }, kept) {
  const quizzes = names(quiz).map(kept.quiz);
  const functions = names(practice);
  const total = Number(questions ?? 0);
  // A quiz that has since become shorter cannot have more right answers than questions.
  const right = quizzes.reduce((count, one) => count + (Number(one?.right) || 0), 0);
  return {
    questions: total,
    right: Math.min(right, total),
    functions: functions.length,
    solved: functions.filter((name) => kept.practice(name)?.solved === true).length,
  };
}

export const sum = (all) => ({
  questions: add(all, "questions"),
  right: add(all, "right"),
  functions: add(all, "functions"),
  solved: add(all, "solved"),
});

const add = (all, name) => all.reduce((count, one) => count + one[name], 0);

export function inWords({ questions, right, functions, solved }) {
  const parts = [];
  if (questions) parts.push(fillIn(progress.questions, { right, total: questions }));
  if (functions) parts.push(fillIn(progress.functions, { solved, total: functions }));
  return parts.join(", ");
}
