// Write numbers for people: true minus signs, few digits, powers of ten where they help.

import { figures, fillIn } from "../texts.js";

const RAISED = { "-": "⁻", ...Object.fromEntries([..."⁰¹²³⁴⁵⁶⁷⁸⁹"].map((sign, i) => [i, sign])) };

const special = (value) => {
  if (Number.isNaN(value)) return "nan";
  return value === Infinity ? "∞" : "−∞";
};

const withMinus = (text) => (Number(text) === 0 ? text.replace("-", "") : text.replace("-", "−"));

/** A fixed number of decimals: fixed(-0.5, 2) is "−0.50". */
export const fixed = (value, decimals = 2) =>
  Number.isFinite(value) ? withMinus(value.toFixed(decimals)) : special(value);

/** As briefly as can be: brief(-0.5) is "−0.5". */
export const brief = (value) =>
  Number.isFinite(value) ? withMinus(String(Number(value.toPrecision(12)))) : special(value);

/** A number of significant digits: "0.644", "403", "6.14 × 10⁻⁶". */
export function significant(value, digits = 3) {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return "0";
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  const power = Number(exponent);
  if (power < -3 || power > 5) {
    const raised = [...String(power)].map((sign) => RAISED[sign]).join("");
    return `${withMinus(mantissa)} × 10${raised}`;
  }
  // Of a large number all whole digits are written, for a 0 in their place would be wrong.
  return withMinus(value.toFixed(Math.max(0, digits - 1 - power)));
}

/** "a", "a and b", "a, b and c". */
export const listed = (items) =>
  items.length < 2
    ? items.join("")
    : fillIn(figures.and, { start: items.slice(0, -1).join(figures.listed), last: items.at(-1) });
