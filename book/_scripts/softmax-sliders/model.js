// Softmax over four logits, and its loss.

export const LIMIT = 6;
export const INITIAL = { z: [2, 1, 0, -1] };

export const COLDEST = 0.5;
export const HOTTEST = 5;

/** The logits divided by a temperature, which comes before everything else. */
export const divided = (z, temperature) => z.map((logit) => logit / temperature);

const sum = (values) => values.reduce((total, value) => total + value, 0);

export const exponentials = (z) => z.map(Math.exp);
export const total = (z) => sum(exponentials(z));

/** The largest logit is subtracted first, so that no exponential overflows. */
export function softmax(z) {
  const largest = Math.max(...z);
  const e = z.map((logit) => Math.exp(logit - largest));
  return e.map((value) => value / sum(e));
}

/** The loss for each class that the label could be: log of the sum of e^z, minus z. */
export function losses(z) {
  const largest = Math.max(...z);
  const logSum = Math.log(sum(z.map((logit) => Math.exp(logit - largest))));
  return z.map((logit) => largest - logit + logSum);
}

/** All logits moved by the same step; rounded, for tenths are not exact in binary. */
export const shift = (z, by) => z.map((logit) => Math.round((logit + by) * 10) / 10);
export const canShift = (z, by) => shift(z, by).every((logit) => Math.abs(logit) <= LIMIT);
