import { choice } from "../shared/controls.js";
import { fixed, listed, significant } from "../shared/numbers.js";
import { CLASS_MARKERS, PHONE, plot } from "../shared/plot.js";
import { COLOURS, logitSliders } from "../softmax-sliders/logits.js";
import { fillIn, softmaxLoss as texts } from "../texts.js";
import { INITIAL, losses, lossOf, reach, softmax } from "./model.js";

const CLASSES = COLOURS.map((colour, i) => ({
  value: i + 1,
  name: `*y* = ${i + 1}`,
  colour,
  shape: CLASS_MARKERS[i],
}));
const X = { domain: [0, 1], name: texts.probability, ticks: 5 };

function draw({ z, y }, width) {
  const top = reach(z);
  const axes = plot({
    width,
    height: width < PHONE ? 280 : 340,
    x: X,
    y: { domain: [-0.04 * top, top], name: texts.loss, ticks: 5 },
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
  axes.write(fillIn(texts.lossOf, { loss: significant(loss) }), [a, loss], { colour, ...side });
  return axes.element;
}

const describe = ({ z, y }) =>
  fillIn(texts.described, {
    probabilities: listed(softmax(z).map((a) => significant(a))),
    y,
    loss: significant(lossOf(softmax(z)[y - 1])),
  });

function sentence({ z, y }) {
  const a = softmax(z)[y - 1];
  const loss = losses(z)[y - 1];
  const judged =
    z[y - 1] === Math.max(...z)
      ? texts.noLarger
      : texts.anotherLarger;
  return fillIn(texts.sentence, { y, probability: significant(a), loss: significant(loss), judged });
}

const readout = ({ z, y }) => ({
  caption: texts.eachLabel,
  corner: texts.class,
  columns: ["*z*_j", "*a*_j", "−log *a*_j"],
  rows: CLASSES.map(({ value, colour }, i) => ({
    name: value === y ? fillIn(texts.trueClass, { y }) : `${value}`,
    colour,
    cells: [fixed(z[i], 1), significant(softmax(z)[i]), significant(losses(z)[i])],
  })),
});

const table = ({ z }) => ({
  caption: texts.points,
  corner: "*a*",
  columns: ["−log *a*"],
  rows: [...new Set([0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 1, ...softmax(z)])]
    .sort((first, second) => first - second)
    .map((a) => ({ name: significant(a), cells: [significant(Math.abs(lossOf(a)))] })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [choice({ path: "y", legend: texts.trueLegend, items: CLASSES }), ...logitSliders],
  draw,
  describe,
  sentence,
  readout,
  table,
};
