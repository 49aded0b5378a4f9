// Questions whose answer is a number.

import { quiz as texts } from "../../texts.js";
import { entryField } from "../fields/entry.js";
import { comparing, reading } from "../rules.js";
import { isTooLong } from "../typed.js";

const WRITTEN_NUMBER = new RegExp(`^(?:${reading.number})$`);
const { rounding, recognised } = comparing.number;

export const number = {
  nothing: texts.writeNumber,
  field: entryField,
  mark({ answer, tolerance, unit, wrong }, text) {
    const given = readNumber(text, unit);
    if (given === null) return { unreadable: texts.noNumber };
    const near = tolerance + rounding * Math.max(1, Math.abs(answer));
    if (Math.abs(given - answer) <= near) return { right: true };
    const distances = wrong.map((value) => Math.abs(given - value));
    const mistake = distances.indexOf(Math.min(...distances));
    const isKnown =
      mistake >= 0 && distances[mistake] <= Math.max(near, recognised * Math.abs(wrong[mistake]));
    return isKnown ? { right: false, mistake } : { right: false };
  },
};

function readNumber(text, unit = "") {
  if (isTooLong(text)) return null;
  let written = text;
  if (unit && written.endsWith(unit)) written = written.slice(0, -unit.length).trimEnd();
  const percent = written.endsWith("%") && unit !== "%";
  if (written.endsWith("%")) written = written.slice(0, -1).trimEnd();
  const read = writtenNumber(written) / (percent ? 100 : 1);
  return Number.isFinite(read) ? read : null;
}

// The value of a number or of a fraction of two; a comma is a decimal comma.
function writtenNumber(text) {
  const parts = text.split("/").map((part) => part.replace(/^ +| +$/g, ""));
  if (parts.length > 2 || !parts.every((part) => WRITTEN_NUMBER.test(part))) return NaN;
  const [numerator, denominator = 1] = parts.map((part) => Number(part.replace(",", ".")));
  return numerator / denominator;
}
