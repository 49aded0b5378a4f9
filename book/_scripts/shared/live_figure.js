// Bring a live figure to life in the place that the `live-figure` directive left for it.

import { figures } from "../texts.js";
import { drawing } from "./drawing.js";
import { html, plainText, richText, uniqueId } from "./elements.js";
import { numberTable } from "./table.js";
import "./live_figure.css";

// A screen reader should hear where a slider came to rest, not every step on the way.
const SILENCE = 600;

function speaker() {
  const element = html("p", { class: "live-status", role: "status" });
  let timer = null;
  const say = (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      element.textContent = text;
    }, SILENCE);
  };
  return { element, say };
}

function foldedTable(table) {
  const body = html("div", { class: "live-scroll", role: "region", tabindex: "0" });
  const element = html(
    "details",
    { class: "live-details" },
    html("summary", {}, figures.table),
    body,
  );
  let current = null;
  const fill = () => {
    if (!element.open || current === null) return;
    const content = table(current);
    body.setAttribute("aria-label", plainText(content.caption));
    body.replaceChildren(numberTable(content));
  };
  element.addEventListener("toggle", fill);
  return {
    element,
    show(state) {
      current = state;
      fill();
    },
  };
}

function drawingBoard(draw, describe) {
  const element = html("div", { class: "live-drawing", role: "img" });
  return drawing(element, (state, width) => {
    element.replaceChildren(...[draw(state, width)].flat());
    element.setAttribute("aria-label", plainText(describe(state)));
  });
}

function sentenceLine(sentence) {
  const element = html("p", { class: "live-sentence", "aria-hidden": "true" });
  return { element, show: (state) => element.replaceChildren(...richText(sentence(state))) };
}

function readoutTable(readout) {
  const element = html("div", { class: "live-readout" });
  return { element, show: (state) => element.replaceChildren(numberTable(readout(state))) };
}

function build(root, figure) {
  let state = figure.initial;
  const status = speaker();
  const update = (change) => {
    const next = change(state);
    if (next === state) return;
    state = next;
    show();
    status.say(plainText(figure.sentence(state)));
  };
  const controls = figure.controls.map((control) => control(update));
  const reset = html("button", { type: "button", class: "live-button" }, figures.reset);
  reset.addEventListener("click", () => {
    controls.forEach((control) => control.stop?.());
    update(() => ({ ...figure.initial }));
  });
  const pieces = [
    figure.draw && drawingBoard(figure.draw, figure.describe),
    ...controls,
    // Below the controls: when it takes another line, no slider moves away under the thumb.
    sentenceLine(figure.sentence),
    figure.readout && readoutTable(figure.readout),
    figure.table && foldedTable(figure.table),
  ].filter(Boolean);
  const show = () => {
    pieces.forEach((piece) => piece.show(state));
    const atStart = JSON.stringify(state) === JSON.stringify(figure.initial);
    reset.setAttribute("aria-disabled", atStart);
  };
  const elements = pieces.map(({ element }) => element);
  elements.splice(elements.length - (figure.table ? 1 : 0), 0, reset);
  root.append(...elements, status.element);
  root.setAttribute("aria-label", figure.title);
  show();
  root.hidden = false;
  root.closest("figure")?.classList.add("is-live");
}

/**
 * Make the live figure `name`. What `figure` holds is pure but for `controls`:
 *
 * - `title`: what the figure is called when read aloud;
 * - `initial`: the first state, a plain object;
 * - `controls`: from controls.js, or a function of the same kind;
 * - `draw(state, width)`: one SVG element or several, `width` pixels wide; `describe(state)`: the
 *   same in words. Without `draw`, a control must be the drawing;
 * - `sentence(state)`: what there is to see now, in a sentence or two;
 * - `readout(state)`: a small table beside the controls, for everybody; may be left out;
 * - `table(state)`: all numbers of the drawing, folded; may be left out. Both as for `numberTable`.
 */
export function liveFigure(name, figure) {
  const start = () =>
    document
      .querySelectorAll(`[data-live-figure="${name}"]`)
      .forEach((root) => build(root, { ...figure, id: uniqueId(name) }));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
