// One practice cell: the stub becomes an editor with Check, Stop and Reset.

import { notebooks, practice, fillIn } from "../texts.js";
import { assignment } from "./assignment.js";
import { button, element, enable } from "./dom.js";
import { lazyEditor } from "./lazy_editor.js";
import { beforeLeaving, exportNotebook, keepingNotice } from "./keeping.js";
import { keep, kept } from "./kept.js";
import { program } from "./program.js";
import { Result } from "./result.js";

const PAUSE = 300;

export function practiceCell(box, python, source) {
  const [home, name] = box.dataset.practiceCell.split("/");
  const stub = box.querySelector(".practice-stub pre").textContent.replace(/\n$/, "");
  const before = kept(home, name);
  let solvedText = before?.solved ? before.code : null;
  let cancelled = false;
  let pending = null;

  const state = element("span", { class: "practice-state" });
  const result = new Result(source.root);
  const help = element("p", { class: "practice-help", id: `${box.id}-help` }, helpText(source));
  const host = element("div", { class: "practice-editor" });
  const after = box.querySelector(".practice-after");
  const check = button(practice.check, press);
  const stop = button(practice.stop, () => {
    cancelled = true;
    python.stop();
  });
  const reset = button(practice.reset, () => {
    edit.replace(stub);
    edit.focus();
    result.note(practice.stubIsBack);
  });
  check.classList.add("practice-check");
  enable(stop, false);

  box.querySelector(".practice-title").append(" ", state);
  const bar = element("div", { class: "practice-bar" }, check, stop, reset);
  box.querySelector(".practice-stub").after(element("div", { class: "practice-live" }, keepingNotice(give), host, bar, help, result.root));
  const edit = lazyEditor(host, {
    text: before?.code ?? stub,
    label: fillIn(practice.editor, { name }),
    describedBy: help.id,
    onChange: () => {
      clearTimeout(pending);
      pending = setTimeout(write, PAUSE);
    },
    onCheck: press,
  });
  box.classList.add("is-live");
  addEventListener("pagehide", write);
  beforeLeaving(write);
  // Another page, such as an import, may have written meanwhile.
  addEventListener("storage", takeOver);
  // A page that was reloaded at once may have been read before the browser had stored all.
  addEventListener("pageshow", takeOver);
  show();

  function write() {
    if (pending === null) return;
    clearTimeout(pending);
    pending = null;
    const code = edit.text();
    if (code === (kept(home, name)?.code ?? stub)) return;
    keep(home, name, code === stub ? null : { code, solved: code === solvedText });
    show();
  }

  function takeOver() {
    const record = kept(home, name);
    const code = record?.code ?? stub;
    if (record?.solved) solvedText = code;
    if (pending === null && code !== edit.text()) {
      edit.replace(code);
      clearTimeout(pending);
      pending = null;
    }
    show();
  }

  function show() {
    const solved = kept(home, name)?.solved === true;
    box.classList.toggle("is-solved", solved);
    after.hidden = !solved;
    state.textContent = solved ? practice.solved : "";
  }

  async function press() {
    if (check.getAttribute("aria-disabled") === "true") return;
    write();
    cancelled = false;
    enable(check, false);
    enable(stop, true);
    result.progress(practice.preparing);
    const code = edit.text();
    const outcome = await ask(code);
    if (outcome.state === "solved") {
      solvedText = code;
      // What was typed meanwhile is not what was checked.
      keep(home, name, { code: edit.text(), solved: edit.text() === code });
    }
    enable(check, true);
    enable(stop, false);
    show();
    result.show(outcome, name);
  }

  async function give() {
    try {
      exportNotebook(await assignment(source.root, home));
      result.note(fillIn(notebooks.holdsThisPage, { file: `${home}.ipynb` }));
    } catch (error) {
      result.note(error.message);
    }
  }

  async function ask(code) {
    try {
      const request = program(await assignment(source.root, home), name, code, kept);
      return await python.check(request, (...progress) => result.progress(...progress), () => cancelled);
    } catch (error) {
      return { state: "unavailable", message: error.message, printed: "" };
    }
  }
}

const helpText = ({ host }) => fillIn(practice.help, { host: host || practice.thisBook });
