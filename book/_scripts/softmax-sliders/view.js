import { bars } from "../shared/bars.js";
import { button, row } from "../shared/controls.js";
import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { COLOURS, logitSliders } from "./logits.js";
import { canShift, exponentials, INITIAL, shift, softmax, total } from "./model.js";

const panel = (title, values, largest, width, sum) =>
  bars({
    width,
    title,
    largest,
    total: sum,
    textWidth: width < 220 ? 66 : 100,
    rows: values.map((value, i) => ({
      name: `${i + 1}`,
      value,
      text: significant(value),
      colour: COLOURS[i],
    })),
  });

function draw({ z }, width) {
  const half = Math.floor(width / 2);
  const e = exponentials(z);
  return [
    panel("exponential of *z*_j", e, Math.max(...e), half, `sum ${significant(total(z), 4)}`),
    panel("probability *a*_j", softmax(z), 1, half, "sum 1"),
  ];
}

const numbered = (values) => listed(values.map((value) => significant(value)));

const describe = ({ z }) =>
  `Two bar charts with a bar for each of the four classes. Left, the exponentials of the logits: ` +
  `${numbered(exponentials(z))}. Right, the probabilities: ${numbered(softmax(z))}. ` +
  "The bars on both sides have the same proportions.";

function sentence({ z }) {
  const largest = Math.max(...z);
  const leaders = z.flatMap((logit, i) => (logit === largest ? [i + 1] : []));
  if (leaders.length === z.length) return "Equal logits give equal probabilities: 0.25 each.";
  if (leaders.length > 1) {
    return `Classes ${listed(leaders)} share the largest logit, and so the largest probability.`;
  }
  const [first] = leaders;
  const [second] = z.map((logit, i) => i).filter((i) => i + 1 !== first).sort((i, j) => z[j] - z[i]);
  const lead = Math.round((largest - z[second]) * 10) / 10;
  return (
    `Class ${first} leads class ${second + 1} by ${brief(lead)}, so its probability is ` +
    `*e*^{${brief(lead)}} = ${significant(Math.exp(lead))} times as large.`
  );
}

const table = ({ z }) => ({
  caption: "From logits to probabilities",
  corner: "class *j*",
  columns: ["*z*_j", "exponential", "*a*_j"],
  rows: z.map((logit, i) => ({
    name: `${i + 1}`,
    colour: COLOURS[i],
    cells: [fixed(logit, 1), significant(Math.exp(logit), 4), significant(softmax(z)[i], 4)],
  })),
});

const shiftButton = (by) =>
  button({
    name: `${by > 0 ? "Add 1 to" : "Subtract 1 from"} all logits`,
    act: (state) => ({ ...state, z: shift(state.z, by) }),
    possible: (state) => canShift(state.z, by),
  });

export const figure = {
  title: "Live figure: four logits and their probabilities",
  initial: INITIAL,
  controls: [...logitSliders, row(shiftButton(1), shiftButton(-1))],
  draw,
  describe,
  sentence,
  table,
};
