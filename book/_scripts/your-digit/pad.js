// A control that is a drawing with a board on it, on which the reader draws with a finger, a mouse or
// the keyboard.

import { drawing } from "../shared/drawing.js";
import { html, plainText } from "../shared/elements.js";
import { drawAt, moveCursor, SIDE } from "./model.js";
import "./pad.css";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * `layout(width)` gives { height, board: { x, y, size } } in pixels; `draw(state, width)` the drawing
 * behind the board; `name` what the board is called; `describe(state)` the drawing in words.
 */
export const pad =
  ({ layout, draw, name, describe }) =>
  (update) => {
    const behind = html("div", { "aria-hidden": "true" });
    const board = html("div", { class: "live-pad", role: "application", tabindex: "0", "aria-label": name });
    const inner = html("div", { class: "live-board" }, behind, board);
    const element = html("div", { class: "live-drawing", role: "group" }, inner);

    const cell = ({ clientX, clientY }) => {
      const { left, top, width, height } = board.getBoundingClientRect();
      return [
        Math.floor(((clientY - top) / height) * SIDE),
        Math.floor(((clientX - left) / width) * SIDE),
      ];
    };
    const drawUnder = (event) => {
      const [row, column] = cell(event);
      if (Math.min(row, column) < 0 || Math.max(row, column) >= SIDE) return;
      update((state) => drawAt(state, row, column));
    };
    board.addEventListener("pointerdown", (event) => {
      board.setPointerCapture(event.pointerId);
      drawUnder(event);
    });
    board.addEventListener("pointermove", (event) => {
      // A fast pen moves on by more than a pixel between two frames.
      if (event.buttons) [...(event.getCoalescedEvents?.() ?? []), event].forEach(drawUnder);
    });
    // Else the text around is selected when the pen leaves the board.
    board.addEventListener("mousedown", (event) => event.preventDefault());
    board.addEventListener("keydown", (event) => {
      if (event.key === " " || event.key === "Enter") {
        update((state) => drawAt(state, ...state.cursor));
      } else if (ARROWS[event.key]) {
        update((state) => moveCursor(state, ARROWS[event.key]));
      } else return;
      event.preventDefault();
    });

    return drawing(element, (state, width) => {
      const { height, board: place } = layout(width);
      inner.style.width = `${width}px`;
      inner.style.height = `${height}px`;
      board.style.left = `${place.x}px`;
      board.style.top = `${place.y}px`;
      board.style.width = board.style.height = `${place.size}px`;
      behind.replaceChildren(draw(state, width));
      element.setAttribute("aria-label", plainText(describe(state)));
    });
  };
