// The loss with far more digits than a float has, in whole numbers: 1 stands as 10^90.

export const ONE = 10n ** 90n;

/** e to the power of halves / 2, not negative, by its series: no term cancels another. */
function exponential(halves) {
  let term = ONE;
  let sum = 0n;
  for (let k = 1n; term > 0n; k += 1n) {
    sum += term;
    term = (term * halves) / (2n * k);
  }
  return sum;
}

/** log(1 + t) for t from 0 to 1, as twice the area tangent of t / (2 + t). */
function logOnePlus(t) {
  const u = (t * ONE) / (2n * ONE + t);
  const square = (u * u) / ONE;
  let power = u;
  let sum = 0n;
  for (let k = 1n; power > 0n; k += 2n) {
    sum += power / k;
    power = (power * square) / ONE;
  }
  return 2n * sum;
}

/** What `computation` computes, for a z that is a multiple of one half. */
export function exactly(y, z) {
  const halves = BigInt(Math.abs(2 * z));
  const t = (ONE * ONE) / exponential(halves);
  const large = (ONE * ONE) / (ONE + t);
  const small = (t * ONE) / (ONE + t);
  const rises = y === 1 ? -z : z;
  const loss = logOnePlus(t) + (rises > 0 ? (halves * ONE) / 2n : 0n);
  return { a: z >= 0 ? large : small, rest: z >= 0 ? small : large, loss };
}

/** A float as such a whole number. */
export function wholeOf(value) {
  let part = value;
  let doublings = 0n;
  while (!Number.isInteger(part)) {
    part *= 2;
    doublings += 1n;
  }
  return (BigInt(part) * ONE) / 2n ** doublings;
}

/** The nearest float. */
export const floatOf = (whole) => {
  const text = whole.toString().padStart(91, "0");
  return Number(`${text.slice(0, -90)}.${text.slice(-90)}`);
};

/** |value - exact| / exact, as a float. */
export function relativeError(value, exact) {
  const error = wholeOf(value) - exact;
  return floatOf(((error < 0n ? -error : error) * ONE) / exact);
}
