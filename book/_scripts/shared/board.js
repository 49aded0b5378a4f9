// A drawing with buttons on it, for what can be asked about one by one.

import { drawing } from "./drawing.js";
import { coloured, html, plainText, richText } from "./elements.js";
import "./board.css";

/**
 * A control that is the drawing. `items` are { key, colour, act }: a button each, and what becomes
 * of the state when it is pressed. The rest is pure:
 *
 * - `layout(width)`: { height, places }, in pixels; `places[key]` is { x, y, width, height };
 * - `draw(state, width)`: one SVG element of that size, to lie behind the buttons;
 * - `face(state, key)`: { text, below, name, pressed, pending }: what the button shows, in one line or
 *   two, what it is called when read aloud, whether it is the one that is asked about, and whether it
 *   has no answer yet;
 * - `describe(state)`: the drawing in words.
 */
export const board =
  ({ items, layout, draw, face, describe }) =>
  (update) => {
    const behind = html("div", { "aria-hidden": "true" });
    const buttons = items.map(({ key, colour, act }) => {
      const element = html("button", { type: "button", ...coloured(colour) });
      element.addEventListener("click", () => update(act));
      return { key, element };
    });
    const inner = html("div", { class: "live-board" }, behind, buttons.map(({ element }) => element));
    const element = html("div", { class: "live-drawing", role: "group" }, inner);

    return drawing(element, (state, width) => {
      const { height, places } = layout(width);
      inner.style.width = `${width}px`;
      inner.style.height = `${height}px`;
      behind.replaceChildren(draw(state, width));
      for (const { key, element: control } of buttons) {
        const { text, below, name, pressed, pending = false } = face(state, key);
        const { x, y, ...size } = places[key];
        const box = { left: x, top: y, ...size };
        for (const [side, pixels] of Object.entries(box)) control.style[side] = `${pixels}px`;
        control.replaceChildren(...richText(text), below ? html("small", {}, richText(below)) : "");
        control.setAttribute("aria-label", plainText(name));
        control.setAttribute("aria-pressed", pressed);
        control.classList.toggle("pending", pending);
      }
      element.setAttribute("aria-label", plainText(describe(state)));
    });
  };
