import { bars } from "../shared/bars.js";
import { button, row } from "../shared/controls.js";
import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { fillIn, softmax as texts } from "../texts.js";
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
    panel(texts.exponential, e, Math.max(...e), half, fillIn(texts.sum, { sum: significant(total(z), 4) })),
    panel(texts.probability, softmax(z), 1, half, fillIn(texts.sum, { sum: 1 })),
  ];
}

const numbered = (values) => listed(values.map((value) => significant(value)));

const describe = ({ z }) =>
  fillIn(texts.described, {
    exponentials: numbered(exponentials(z)),
    probabilities: numbered(softmax(z)),
  });

function sentence({ z }) {
  const largest = Math.max(...z);
  const leaders = z.flatMap((logit, i) => (logit === largest ? [i + 1] : []));
  if (leaders.length === z.length) return texts.allEqual;
  if (leaders.length > 1) {
    return fillIn(texts.leaders, { leaders: listed(leaders) });
  }
  const [first] = leaders;
  const [second] = z.map((logit, i) => i).filter((i) => i + 1 !== first).sort((i, j) => z[j] - z[i]);
  const lead = Math.round((largest - z[second]) * 10) / 10;
  const times = significant(Math.exp(lead));
  return fillIn(texts.leads, { first, second: second + 1, lead: brief(lead), times });
}

const table = ({ z }) => ({
  caption: texts.fromLogits,
  corner: texts.class,
  columns: ["*z*_j", texts.exponentialColumn, "*a*_j"],
  rows: z.map((logit, i) => ({
    name: `${i + 1}`,
    colour: COLOURS[i],
    cells: [fixed(logit, 1), significant(Math.exp(logit), 4), significant(softmax(z)[i], 4)],
  })),
});

const shiftButton = (by) =>
  button({
    name: by > 0 ? texts.add : texts.subtract,
    act: (state) => ({ ...state, z: shift(state.z, by) }),
    possible: (state) => canShift(state.z, by),
  });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [...logitSliders, row(shiftButton(1), shiftButton(-1))],
  draw,
  describe,
  sentence,
  table,
};
