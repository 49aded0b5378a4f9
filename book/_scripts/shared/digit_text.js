// The text of a number and its right digits.

/** Split "0.00123 × 10⁻⁶" behind its first `right` digits; zeros in front do not count. */
export function split(text, right) {
  const power = text.search(/ ×|$/);
  let seen = 0;
  let end = 0;
  while (end < power && seen < right) {
    if (/[1-9]/.test(text[end]) || (seen > 0 && text[end] === "0")) seen += 1;
    end += 1;
  }
  return [right > 0 ? text.slice(0, end) : "", text.slice(right > 0 ? end : 0, power), text.slice(power)];
}
