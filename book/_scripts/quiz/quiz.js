// One quiz: its questions, how many are right, and what the browser keeps of it.

import { forget, load, onKeeping, quizKey, save } from "../shared/store.js";
import { quiz as texts, fillIn } from "../texts.js";
import { mark } from "./kinds/index.js";
import { QuestionView } from "./question.js";

export function startQuiz(section) {
  const key = quizKey(section.dataset.quiz);
  const questions = JSON.parse(section.querySelector(".quiz-data").textContent);
  const tally = section.querySelector(".quiz-tally");
  const restart = section.querySelector(".quiz-restart");
  const answers = new Map();
  const views = questions.map((question) => {
    const form = section.querySelector(`form[data-question="${question.id}"]`);
    return new QuestionView(question, form, {
      check: (given) => check(question, given, true),
      clear: () => settle(question, null),
    });
  });

  function check(question, given, isNew) {
    const result = mark(question, given);
    view(question).show(result, isNew);
    if (!result.unreadable) settle(question, { given, right: result.right }, isNew);
  }

  function settle(question, answer, isNew = true) {
    if (answer) answers.set(question.id, answer);
    else answers.delete(question.id);
    const right = [...answers.values()].filter((each) => each.right).length;
    tally.textContent = fillIn(texts.tally, { right, total: questions.length });
    restart.hidden = answers.size === 0;
    if (isNew) keep(right);
  }

  function keep(right) {
    if (answers.size === 0) return forget(key);
    const given = Object.fromEntries([...answers].map(([id, answer]) => [id, answer.given]));
    save(key, { answers: given, right, total: questions.length });
  }

  const view = (question) => views[questions.indexOf(question)];

  restart.querySelector("button").addEventListener("click", () => {
    for (const each of views) each.clear();
    for (const question of questions) settle(question, null);
    views[0].focus();
  });

  function restore() {
    const kept = load(key)?.answers ?? {};
    for (const question of questions) {
      const given = kept[question.id];
      // What was kept may belong to an older question of this name.
      if (view(question).accepts(given)) {
        view(question).put(given);
        check(question, given, false);
      } else if (answers.has(question.id)) {
        view(question).clear();
        settle(question, null, false);
      }
    }
  }

  const warning = document.createElement("p");
  warning.className = "quiz-unkept";
  warning.setAttribute("role", "status");
  tally.after(warning);
  // A page with a review has two quizzes, and says it once.
  const isFirst = section === document.querySelector("section.quiz");
  onKeeping((keeps) => {
    warning.hidden = keeps || !isFirst;
    warning.textContent = warning.hidden ? "" : texts.notKept;
  });
  tally.hidden = false;
  tally.textContent = fillIn(texts.tally, { right: 0, total: questions.length });
  restore();
  // Another window has this quiz too; or this one was left so fast that its answers come late.
  window.addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) restore();
  });
}
