// The list of an assignment: the states, checking all that was written, the notebook out and in.

import { notebooks, practice, fillIn } from "../texts.js";
import { assignment } from "./assignment.js";
import { button, element, enable } from "./dom.js";
import { exportNotebook, keepingNotice } from "./keeping.js";
import { keep, kept } from "./kept.js";
import { readBack, solutionCells, stubOf } from "./notebook.js";
import { program } from "./program.js";

export function practiceList(box, python, source) {
  const home = box.dataset.practiceList;
  const items = [...box.querySelectorAll("[data-practice-item]")].map((item) => {
    const state = element("span", { class: "practice-state" });
    item.querySelector("a").after(" ", state);
    return { name: item.dataset.practiceItem.split("/")[1], state };
  });
  const status = element("p", { class: "practice-headline", role: "status" });
  const progress = element("p", { class: "practice-amount" });
  const file = element("input", { type: "file", accept: ".ipynb", hidden: "", "aria-label": notebooks.file });
  const checkAll = button(notebooks.checkWritten, () => guarded(check));
  const stop = button(practice.stop, () => {
    stopped = true;
    python.stop();
  });
  const undo = button(notebooks.undoImport, () => guarded(takeBack));
  let before = null;
  let stopped = false;
  enable(stop, false);
  undo.hidden = true;
  file.addEventListener("change", () => file.files.length && guarded(() => take(file.files[0])));

  box.append(
    keepingNotice(() => guarded(give)),
    element(
      "div",
      { class: "practice-bar" },
      checkAll,
      stop,
      button(notebooks.exportNotebook, () => guarded(give)),
      button(notebooks.importNotebook, () => file.click()),
      undo,
      file,
    ),
    status,
    progress,
  );
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();

  async function guarded(action) {
    try {
      await action(await assignment(source.root, home));
    } catch (error) {
      status.textContent = error.message;
    }
    show();
  }

  function show() {
    for (const { name, state } of items) {
      const record = kept(home, name);
      const unsolved = record ? practice.written : practice.notStarted;
      state.textContent = record?.solved ? practice.solved : unsolved;
      state.classList.toggle("is-solved", record?.solved === true);
    }
  }

  async function check(content) {
    const written = items.filter(({ name }) => kept(home, name));
    if (!written.length) return void (status.textContent = notebooks.nothingWritten);
    stopped = false;
    enable(checkAll, false);
    enable(stop, true);
    const wrong = [];
    for (const { name } of written) {
      const { code } = kept(home, name);
      const showProgress = (stage, amount = "") => {
        const text = fillIn(notebooks.state, { name, state: stage });
        if (status.textContent !== text) status.textContent = text;
        progress.textContent = amount;
      };
      const outcome = await python.check(program(content, name, code, kept), showProgress, () => stopped);
      if (outcome.state === "unavailable" || stopped) {
        wrong.push(outcome.message);
        break;
      }
      keep(home, name, { code, solved: outcome.state === "solved" });
      if (outcome.state !== "solved") wrong.push(fillIn(notebooks.notRightYet, { name }));
      show();
    }
    progress.textContent = "";
    enable(checkAll, true);
    enable(stop, false);
    status.textContent = wrong.join(" ") || fillIn(notebooks.allRight, { count: written.length });
  }

  function give(content) {
    exportNotebook(content);
    const done = items.filter(({ name }) => kept(home, name)).length;
    status.textContent = fillIn(notebooks.holds, { file: `${home}.ipynb`, done, total: items.length });
  }

  async function take(chosen) {
    const content = await assignment(source.root, home);
    const text = await chosen.text();
    file.value = "";
    const codes = readBack(text, content.notebook, content.title);
    before = solutionCells(content.notebook).map(([name]) => [name, kept(home, name)]);
    let count = 0;
    for (const [name, code] of codes) {
      if (code === stubOf(content.notebook, name)) continue;
      count += 1;
      // An imported function that is the one that was solved here stays solved.
      const same = kept(home, name)?.code === code;
      keep(home, name, { code, solved: same && kept(home, name).solved });
    }
    undo.hidden = false;
    status.textContent = fillIn(notebooks.taken, { count, file: chosen.name });
  }

  function takeBack() {
    for (const [name, record] of before) keep(home, name, record);
    undo.hidden = true;
    status.textContent = notebooks.importUndone;
  }
}
