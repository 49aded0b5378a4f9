// Two networks, alike but for the hidden activation, learn the chapter's ring.

import { generator } from "../shared/random.js";
import { beginning, judge, logit, step } from "./network.js";

export { beginning, judge, logit, probability, step } from "./network.js";

export const SIDE = 3;
export const EPOCHS = 100;
export const BATCH = 20;
export const RATE = 0.1;
export const HIDDEN = ["linear", "relu"];
export const INITIAL = { epoch: 10, units: 8, seed: 1, lines: false };

/** Points in the square, label 1 within the circle of radius 2. They come in no order. */
export function ring(count = 400) {
  const random = generator(5);
  const points = Array.from({ length: count }, () => [
    SIDE * (2 * random() - 1),
    SIDE * (2 * random() - 1),
  ]);
  return { points, labels: points.map(([x1, x2]) => (x1 ** 2 + x2 ** 2 < 4 ? 1 : 0)) };
}

const DATA = ring();
export const data = () => DATA;
/** How often a rule that always says 0 is right. */
export const alwaysZero = DATA.labels.filter((label) => label === 0).length / DATA.labels.length;

/** One pass over all points, in batches. */
export function epoch(layers, hidden) {
  let next = layers;
  for (let i = 0; i < DATA.points.length; i += BATCH) {
    const batch = [DATA.points.slice(i, i + BATCH), DATA.labels.slice(i, i + BATCH)];
    next = step(next, ...batch, hidden, RATE);
  }
  return next;
}

const withJudgement = (layers, hidden) => ({
  layers,
  ...judge(layers, DATA.points, DATA.labels, hidden),
});
const kept = new Map();

/** The network before the first epoch and after each, up to `state.epoch`. */
export function training({ epoch: last, units, seed }, hidden) {
  const key = `${units} ${seed} ${hidden}`;
  if (!kept.has(key)) kept.set(key, [withJudgement(beginning(units, seed), hidden)]);
  const snapshots = kept.get(key);
  while (snapshots.length <= last) {
    snapshots.push(withJudgement(epoch(snapshots.at(-1).layers, hidden), hidden));
  }
  return snapshots.slice(0, last + 1);
}

export const now = (state, hidden) => training(state, hidden).at(-1);

/** Logits on a grid of (cells + 1)^2 places, a row for each x2 from below. */
export function grid(layers, hidden, cells) {
  const places = Array.from({ length: cells + 1 }, (_, i) => SIDE * ((2 * i) / cells - 1));
  return places.map((x2) => places.map((x1) => logit(layers, [x1, x2], hidden)));
}

/** Where the network says 1: "nowhere", "everywhere", "closed" (not at the edge) or "open". */
export function region(logits) {
  const all = logits.flat();
  if (all.every((z) => z < 0)) return "nowhere";
  if (all.every((z) => z >= 0)) return "everywhere";
  const last = logits.length - 1;
  const atEdge = logits.some((row, i) => row.some((z, j) =>
    z >= 0 && [i, j].some((place) => place === 0 || place === last)));
  return atEdge ? "open" : "closed";
}
