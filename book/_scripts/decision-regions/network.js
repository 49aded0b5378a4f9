// A small network for yes or no: two features, two hidden layers, one sigmoid unit. A layer is
// { W, b } with W[i][j] from input i to unit j; weights are replaced, never changed.

import { generator } from "../shared/random.js";

const G = { relu: (z) => Math.max(0, z), linear: (z) => z };
const SLOPE = { relu: (z) => (z > 0 ? 1 : 0), linear: () => 1 };

/** Weights as Keras draws them (Glorot's range), biases 0. */
export function beginning(units, seed) {
  const random = generator(seed);
  const sizes = [2, units, units, 1];
  return sizes.slice(1).map((units_l, l) => {
    const limit = Math.sqrt(6 / (sizes[l] + units_l));
    const row = () => Array.from({ length: units_l }, () => limit * (2 * random() - 1));
    return { W: Array.from({ length: sizes[l] }, row), b: Array(units_l).fill(0) };
  });
}

const logits = ({ W, b }, a) =>
  b.map((bias, j) => {
    let z = bias;
    for (let i = 0; i < a.length; i += 1) z += a[i] * W[i][j];
    return z;
  });

/** The logits of every layer for one example. */
function forward(layers, x, hidden) {
  const zs = [];
  let a = x;
  for (const layer of layers) {
    const z = logits(layer, a);
    zs.push(z);
    a = z.map(G[hidden]);
  }
  return zs;
}

/** The logit of the output unit: above 0 the network says 1. */
export const logit = (layers, x, hidden) => forward(layers, x, hidden).at(-1)[0];

export const probability = (layers, x, hidden) => 1 / (1 + Math.exp(-logit(layers, x, hidden)));

const zeros = ({ W, b }) => ({ W: W.map((row) => row.map(() => 0)), b: b.map(() => 0) });

/** Add one example's gradients to `sums`, from the last layer back to the first. */
function addGradients(sums, layers, x, y, hidden) {
  const zs = forward(layers, x, hidden);
  let dz = [1 / (1 + Math.exp(-zs.at(-1)[0])) - y];
  for (let l = layers.length - 1; l >= 0; l -= 1) {
    const a = l === 0 ? x : zs[l - 1].map(G[hidden]);
    const { W } = layers[l];
    for (let j = 0; j < dz.length; j += 1) {
      sums[l].b[j] += dz[j];
      for (let i = 0; i < a.length; i += 1) sums[l].W[i][j] += a[i] * dz[j];
    }
    if (l === 0) return;
    const after = dz;
    dz = zs[l - 1].map((z, i) => {
      let back = 0;
      for (let j = 0; j < after.length; j += 1) back += W[i][j] * after[j];
      return back * SLOPE[hidden](z);
    });
  }
}

/** One step of gradient descent on the mean loss of a batch. */
export function step(layers, points, labels, hidden, learningRate) {
  const sums = layers.map(zeros);
  points.forEach((x, i) => addGradients(sums, layers, x, labels[i], hidden));
  const rate = learningRate / points.length;
  return layers.map(({ W, b }, l) => ({
    W: W.map((row, i) => row.map((weight, j) => weight - rate * sums[l].W[i][j])),
    b: b.map((bias, j) => bias - rate * sums[l].b[j]),
  }));
}

/** The mean loss, from the logits, and the share of right answers. */
export function judge(layers, points, labels, hidden) {
  let loss = 0;
  let right = 0;
  points.forEach((x, i) => {
    const z = logit(layers, x, hidden);
    loss += Math.max(z, 0) - labels[i] * z + Math.log1p(Math.exp(-Math.abs(z)));
    if (z >= 0 === (labels[i] === 1)) right += 1;
  });
  return { cost: loss / points.length, right: right / points.length };
}
