import { choice } from "../shared/controls.js";
import { fixed, listed, significant } from "../shared/numbers.js";
import { CLASS_MARKERS, PHONE, plot } from "../shared/plot.js";
import { COLOURS, logitSliders } from "../softmax-sliders/logits.js";
import { INITIAL, losses, lossOf, reach, softmax } from "./model.js";

const CLASSES = COLOURS.map((colour, i) => ({
  value: i + 1,
  name: `*y* = ${i + 1}`,
  colour,
  shape: CLASS_MARKERS[i],
}));
const X = { domain: [0, 1], name: "probability *a*_y of the true class", ticks: 5 };

function draw({ z, y }, width) {
  const top = reach(z);
  const axes = plot({
    width,
    height: width < PHONE ? 280 : 340,
    x: X,
    y: { domain: [-0.04 * top, top], name: "loss, −log *a*_y", ticks: 5 },
  });
  const a = softmax(z)[y - 1];
  const loss = losses(z)[y - 1];
  const { colour, shape } = CLASSES[y - 1];
  axes.line([[a, -top], [a, loss], [-1, loss]], { colour, look: "thin dashed" });
  // The curve by equal steps of the loss, for it is steep near 0.
  const steps = Array.from({ length: 241 }, (_, i) => (i * top * 1.05) / 240);
  axes.line(steps.map((step) => [Math.exp(-step), step]), { colour: "muted" });
  for (const [i, other] of CLASSES.entries()) {
    axes.mark([softmax(z)[i], losses(z)[i]], { ...other, hollow: true });
  }
  axes.mark([a, loss], { colour, shape });
  const side = a > 0.75 ? { anchor: "end", dx: 6, dy: -26 } : { dx: 10, dy: -12 };
  axes.write(`loss ${significant(loss)}`, [a, loss], { colour, ...side });
  return axes.element;
}

const describe = ({ z, y }) =>
  "The falling curve of minus log a, for a from 0 to 1: steep near 0, and 0 at a = 1. Four marks on " +
  `it stand for the four classes, at the probabilities ${listed(softmax(z).map((a) => significant(a)))}. ` +
  `The filled one is class ${y}, with loss ${significant(lossOf(softmax(z)[y - 1]))}.`;

function sentence({ z, y }) {
  const a = softmax(z)[y - 1];
  const loss = losses(z)[y - 1];
  const judged =
    z[y - 1] === Math.max(...z)
      ? "No class has a larger probability."
      : "Another class has a larger probability, and the loss says how far off that is.";
  return `The true class is ${y} and got the probability ${significant(a)}: the loss is ${significant(loss)}. ${judged}`;
}

const readout = ({ z, y }) => ({
  caption: "The loss for each label *j*",
  corner: "class *j*",
  columns: ["*z*_j", "*a*_j", "−log *a*_j"],
  rows: CLASSES.map(({ value, colour }, i) => ({
    name: value === y ? `${value}, true` : `${value}`,
    colour,
    cells: [fixed(z[i], 1), significant(softmax(z)[i]), significant(losses(z)[i])],
  })),
});

const table = ({ z }) => ({
  caption: "Points of the curve",
  corner: "*a*",
  columns: ["−log *a*"],
  rows: [...new Set([0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 1, ...softmax(z)])]
    .sort((first, second) => first - second)
    .map((a) => ({ name: significant(a), cells: [significant(Math.abs(lossOf(a)))] })),
});

export const figure = {
  title: "Live figure: the loss of softmax",
  initial: INITIAL,
  controls: [choice({ path: "y", legend: "True class", items: CLASSES }), ...logitSliders],
  draw,
  describe,
  sentence,
  readout,
  table,
};
