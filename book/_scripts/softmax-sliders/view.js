import { bars } from "../shared/bars.js";
import { button, row, slider } from "../shared/controls.js";
import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { fillIn, softmax as texts } from "../texts.js";
import { COLOURS, logitSliders } from "./logits.js";
import {
  canShift,
  COLDEST,
  divided,
  exponentials,
  HOTTEST,
  INITIAL as LOGITS,
  shift,
  softmax,
  total,
} from "./model.js";

const INITIAL = { ...LOGITS, temperature: 1 };

const panel = (title, values, largest, width, sum) =>
  bars({
    width,
    title,
    largest,
    total: sum,
    textWidth: 100,
    rows: values.map((value, i) => ({
      name: `${i + 1}`,
      value,
      text: significant(value),
      colour: COLOURS[i],
    })),
  });

function draw({ z, temperature }, width) {
  const half = Math.floor(width / 2);
  const logits = divided(z, temperature);
  const e = exponentials(logits);
  const title = temperature === 1 ? texts.exponential : texts.exponentialDivided;
  const sum = significant(total(logits), 4);
  return [
    panel(title, e, Math.max(...e), half, fillIn(texts.sum, { sum })),
    panel(texts.probability, softmax(logits), 1, half, fillIn(texts.sum, { sum: 1 })),
  ];
}

const numbered = (values) => listed(values.map((value) => significant(value)));

const describe = ({ z, temperature }) =>
  fillIn(texts.described, {
    exponentials: numbered(exponentials(divided(z, temperature))),
    probabilities: numbered(softmax(divided(z, temperature))),
  });

function sentence({ z, temperature }) {
  const largest = Math.max(...z);
  const leaders = z.flatMap((logit, i) => (logit === largest ? [i + 1] : []));
  if (leaders.length === z.length) return texts.allEqual;
  if (leaders.length > 1) {
    return fillIn(texts.leaders, { leaders: listed(leaders) });
  }
  const [first] = leaders;
  const [second] = z.map((logit, i) => i).filter((i) => i + 1 !== first).sort((i, j) => z[j] - z[i]);
  const lead = Math.round((largest - z[second]) * 10) / 10;
  const times = significant(Math.exp(lead / temperature));
  const values = { first, second: second + 1, lead: brief(lead), times };
  if (temperature === 1) return fillIn(texts.leads, values);
  const [ratio] = divided([lead], temperature);
  return fillIn(texts.leadsDivided, {
    ...values,
    temperature: brief(temperature),
    divided: significant(ratio),
  });
}

const table = ({ z, temperature }) => ({
  caption: texts.fromLogits,
  corner: texts.class,
  columns: ["*z*_j", texts.exponentialColumn, "*a*_j"],
  rows: z.map((logit, i) => ({
    name: `${i + 1}`,
    colour: COLOURS[i],
    cells: [
      fixed(logit, 1),
      significant(Math.exp(logit / temperature), 4),
      significant(softmax(divided(z, temperature))[i], 4),
    ],
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
  controls: [
    ...logitSliders,
    slider({
      path: "temperature",
      name: texts.temperature,
      min: COLDEST,
      max: HOTTEST,
      step: 0.1,
      text: (value) => fixed(value, 1),
    }),
    row(shiftButton(1), shiftButton(-1)),
  ],
  draw,
  describe,
  sentence,
  table,
};
