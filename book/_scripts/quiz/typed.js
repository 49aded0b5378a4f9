// An answer as it was meant: without the invisible characters that copying brings along, with plain
// spaces, hyphens and letters for those of other keyboards and of formulas. Line breaks are spaces.

import { reading } from "./rules.js";

const WIDE_OFFSET = 0xfee0;

// The characters of a list such as "00AD 200B-200F".
function characters(list) {
  const ranges = list.split(" ").map((range) =>
    range.split("-").map((code) => `\\u{${code}}`).join("-"));
  return new RegExp(`[${ranges.join("")}]`, "gu");
}

const INVISIBLE = characters(reading.typed.invisible);
const SPACES = characters(reading.typed.space);
const MINUS = characters(reading.typed.minus);
const WIDE = characters(reading.typed.wide);
const narrow = (letter) => String.fromCodePoint(letter.codePointAt(0) - WIDE_OFFSET);

export const plain = (text) =>
  text.replace(INVISIBLE, "").replace(SPACES, " ").replace(MINUS, "-").replace(WIDE, narrow).trim();

// Counted as Python counts: an emoji is one character.
export const isTooLong = (text) => [...text].length > reading.max_answer_length;
