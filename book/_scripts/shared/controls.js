// Native controls. Each is made by its options and then gets `update(change)`, where `change` takes
// a state and returns the next. It returns { element, show(state) }; `show` also serves the reset.

import { figures } from "../texts.js";
import { coloured, html, plainText, richText, uniqueId } from "./elements.js";
import { brief } from "./numbers.js";
import { get, put } from "./state.js";

/**
 * A range input for the number at `path`, with its value as text. `text` writes the value; `max` is
 * a number or a function of the state.
 */
export const slider =
  ({ path, name, min, max, step, text = brief, colour, spoken = text }) =>
  (update) => {
    const id = uniqueId("slider");
    const limit = typeof max === "function" ? max : () => max;
    const input = html("input", { id, type: "range", min, step });
    // The slider itself says its value; an output would say it again.
    const output = html("output", { for: id, "aria-live": "off" });
    // A browser fires "input" at every step of the arrow keys too.
    input.addEventListener("input", () =>
      update((state) => put(state, path, Number(input.value))),
    );
    return {
      element: html(
        "div",
        { class: "live-slider", ...coloured(colour) },
        html("label", { for: id }, richText(name)),
        input,
        output,
      ),
      show(state) {
        const value = get(state, path);
        // First the limit, for it cuts off the value.
        input.max = limit(state);
        input.value = value;
        input.setAttribute("aria-valuetext", plainText(spoken(value)));
        output.textContent = text(value);
      },
    };
  };

function options(type, legend, items, connect) {
  const inputs = [];
  const name = uniqueId(type);
  const element = html(
    "fieldset",
    { class: "live-choices" },
    html("legend", {}, richText(legend)),
    items.map((item) => {
      const input = html("input", { type, name, value: item.value });
      inputs.push(input);
      input.addEventListener("change", () => connect(item, input));
      return html("label", coloured(item.colour), input, html("span", {}, richText(item.name)));
    }),
  );
  return { element, inputs };
}

/** Radio buttons: the state at `path` becomes the `value` of one of `items` { value, name, colour }. */
export const choice =
  ({ path, legend, items }) =>
  (update) => {
    const { element, inputs } = options("radio", legend, items, (item) =>
      update((state) => put(state, path, item.value)),
    );
    const show = (state) =>
      inputs.forEach((input, i) => {
        input.checked = items[i].value === get(state, path);
      });
    return { element, show };
  };

/** Tick boxes: the state at each item's `path` becomes true or false. */
export const switches =
  ({ legend, items }) =>
  (update) => {
    const { element, inputs } = options("checkbox", legend, items, (item, input) =>
      update((state) => put(state, item.path, input.checked)),
    );
    const show = (state) =>
      inputs.forEach((input, i) => {
        input.checked = get(state, items[i].path);
      });
    return { element, show };
  };

/** A button that replaces the state by `act(state)`; it is out of use while `possible` says no. */
export const button =
  ({ name, act, possible = () => true }) =>
  (update) => {
    const element = html("button", { type: "button", class: "live-button" }, richText(name));
    // Not `disabled`: that would take the focus away from whoever just pressed it.
    element.addEventListener("click", () =>
      update((state) => (possible(state) ? act(state) : state)),
    );
    return { element, show: (state) => element.setAttribute("aria-disabled", !possible(state)) };
  };

/** Several controls in one line. */
export const row =
  (...controls) =>
  (update) => {
    const made = controls.map((control) => control(update));
    return {
      element: html("div", { class: "live-row" }, made.map(({ element }) => element)),
      show: (state) => made.forEach(({ show }) => show(state)),
      stop: () => made.forEach(({ stop }) => stop?.()),
    };
  };

/**
 * A button that starts and stops an animation: `act(state)` every `period` milliseconds until
 * `done(state)`. It never starts by itself. Whoever asked for less motion gets `jump` steps at once,
 * less often.
 */
export const player =
  ({ name = figures.play, act, done, period = 50, jump = 10 }) =>
  (update) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const element = html("button", { type: "button", class: "live-button" }, name);
    let timer = null;
    let finished = false;
    const stop = () => {
      clearInterval(timer);
      timer = null;
      element.textContent = name;
    };
    const advance = (state) => {
      let next = state;
      for (let i = 0; i < (calm ? jump : 1) && !done(next); i += 1) next = act(next);
      return next;
    };
    const start = () => {
      element.textContent = figures.pause;
      timer = setInterval(() => update(advance), calm ? period * jump : period);
    };
    element.addEventListener("click", () => {
      if (timer !== null) stop();
      else if (!finished) start();
    });
    return {
      element,
      stop,
      show(state) {
        finished = done(state);
        if (finished) stop();
        element.setAttribute("aria-disabled", finished);
      },
    };
  };
