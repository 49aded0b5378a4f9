// Fill the list of chapters with what this browser has kept of quizzes and of practice.

import "./progress.css";
import { keeps, load, practiceKey, quizKey } from "../shared/store.js";
import { progress as texts, fillIn } from "../texts.js";
import { inWords, progressOf, sum } from "./progress.js";

function fill(list) {
  const all = [...list.querySelectorAll("li[data-quiz], li[data-practice]")].map((entry) => {
    const progress = progressOf(entry.dataset, {
      quiz: (stem) => load(quizKey(stem)),
      practice: (name) => load(practiceKey(...name.split("/"))),
    });
    show(entry, progress);
    return progress;
  });
  const total = list.querySelector(".chapters-total");
  total.hidden = false;
  total.textContent = fillIn(texts.soFar, { done: inWords(sum(all)) }) + (keeps() ? "" : texts.notCounted);
}

function show(entry, progress) {
  const place = entry.querySelector(".chapter-progress");
  place.textContent = inWords(progress);
  const done = progress.right + progress.solved;
  const share = done / (progress.questions + progress.functions);
  entry.style.setProperty("--done", `${100 * share}%`);
  entry.classList.toggle("chapter-done", share === 1);
}

const fillAll = () => document.querySelectorAll(".chapters").forEach(fill);

fillAll();
// Coming back to the page, or answering in another tab, changes what is kept.
window.addEventListener("pageshow", fillAll);
window.addEventListener("storage", fillAll);
