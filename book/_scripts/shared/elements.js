// Build HTML and SVG elements, and the little rich text that figures need.

import { figures, fillIn } from "../texts.js";

const SVG = "http://www.w3.org/2000/svg";
const MARKS = /(\*[^*]+\*|[_^]\{[^}]+\}|[_^][\w−])/;
// Each figure is a script of its own: they count together.
const ids = (globalThis.denseToAdamIds ??= { count: 0 });

/** Return an id that no other element of the page has. */
export const uniqueId = (prefix) => `live-${prefix}-${++ids.count}`;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat(Infinity));
  return element;
}

export const html = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

export const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, tag), attributes, children);

/** Set the colour of an element to one of `_style/palette.py`, such as "blue" or "blue_wash". */
export const coloured = (name) =>
  name ? { style: `--colour: var(--book-${name.replaceAll("_", "-")})` } : {};

const KINDS = { "*": "italic", _: "below", "^": "above" };

const parts = (text) =>
  text
    .split(MARKS)
    .filter(Boolean)
    .map((part) => {
      if (!part.match(MARKS)) return { kind: "plain", text: part };
      return { kind: KINDS[part[0]], text: part.slice(1).replace(/^\{|[*}]$/g, "") };
    });

// In the field's notation a letter is a variable, and slanted; a number is upright.
const isLetter = (text) => /^[a-z]$/i.test(text);

/**
 * "*z*_1^2" as HTML: an italic z with the index 1 and the exponent 2. `_{12}` and `^{12}` for longer
 * ones.
 */
export const richText = (text) =>
  parts(text).map(({ kind, text: inner }) => {
    if (kind === "plain") return inner;
    if (kind === "italic") return html("i", {}, inner);
    const content = isLetter(inner) ? html("i", {}, inner) : inner;
    return html(kind === "below" ? "sub" : "sup", {}, content);
  });

/** The same without marks, to be read aloud: "*e*^z" is "e to the power of z". */
export const plainText = (text) =>
  parts(text)
    .map(({ kind, text: inner }) => {
      if (kind === "above") return fillIn(figures.power, { exponent: inner });
      return kind === "below" ? ` ${inner}` : inner;
    })
    .join("");

/** The same as parts of an SVG text. */
export function richLabel(text) {
  const LEVELS = { below: 4, above: -6 };
  let level = 0;
  return parts(text).map(({ kind, text: inner }) => {
    const next = LEVELS[kind] ?? 0;
    const dy = next - level;
    level = next;
    const looks = [
      next && "small",
      (kind === "italic" || (next && isLetter(inner))) && "italic",
    ];
    const look = looks.filter(Boolean).join(" ");
    return svg("tspan", { class: look || null, dy: dy || null }, inner);
  });
}
