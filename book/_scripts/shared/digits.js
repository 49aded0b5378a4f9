// A number of which only the first digits are right: the others are struck through.

import { split } from "./digit_text.js";
import { html } from "./elements.js";
import "./digits.css";

export function markedDigits(text, right) {
  const [good, bad, power] = split(text, right);
  return html("span", { class: "live-digits" }, good, bad && html("s", {}, bad), power);
}
