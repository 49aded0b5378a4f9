// Where the browser does not keep what is written: say so, offer the way out, and ask before it is lost.

import { notKept, onKeeping, practiceKey } from "../shared/store.js";
import { notebooks } from "../texts.js";
import { button, element } from "./dom.js";
import { kept } from "./kept.js";
import { filled, solutionCells } from "./notebook.js";
import { handedIn } from "./program.js";

const exported = new Map();
const flushes = [];

// A notice that shows while things are not kept, with a button that calls `give`.
export function keepingNotice(give) {
  const message = element("p", { role: "status" });
  const notice = element("div", { class: "practice-unkept" }, message, button(notebooks.exportWritten, give));
  onKeeping((keeps) => {
    notice.hidden = keeps;
    message.textContent = keeps ? "" : notebooks.notKept;
  });
  return notice;
}

// Hand over the assignment's notebook with what was written.
export function exportNotebook(content) {
  for (const flush of flushes) flush();
  const text = JSON.stringify(filled(content.notebook, handedIn(content, kept)), null, 1) + "\n";
  const address = URL.createObjectURL(new Blob([text], { type: "application/x-ipynb+json" }));
  element("a", { href: address, download: `${content.assignment}.ipynb` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  for (const [name] of solutionCells(content.notebook)) {
    exported.set(practiceKey(content.assignment, name), kept(content.assignment, name)?.code);
  }
}

// Let `flush` store what is still being typed before anything is exported or the page is left.
export function beforeLeaving(flush) {
  flushes.push(flush);
}

addEventListener("beforeunload", (event) => {
  for (const flush of flushes) flush();
  const lost = notKept("practice/").filter(([key, record]) => record && record.code !== exported.get(key));
  if (!lost.length) return;
  event.preventDefault();
  event.returnValue = true; // as older browsers ask for it
});
