import { player, row, slider, switches } from "../shared/controls.js";
import { brief, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { adamParts as texts, counted, fillIn } from "../texts.js";
import { ellipse } from "../descent-and-adam/model.js";
import { cost, firstStep, INITIAL, PLAIN, rate, run, STEPS } from "./model.js";

const LEVELS = [0.1, 0.6, 1.8, 4, 8, 14];
const VIEW = { x: [-4.7, 1.4], y: [-1.15, 1.15] };
const inside = ([w1, w2]) => w1 >= VIEW.x[0] && w1 <= VIEW.x[1] && Math.abs(w2) <= VIEW.y[1];
// From here on a path would only fill the picture with lines, and in the end overflow.
const FAR = 8;
const OUTSIDE = 100;
const HUGE = 1e6;

function visible(path) {
  const away = path.findIndex((w) => !w.every((value) => Math.abs(value) < FAR));
  return away === -1 ? path : path.slice(0, away + 1);
}

function draw(state, width) {
  const axes = plot({
    width,
    height: width < PHONE ? 240 : 300,
    x: { domain: VIEW.x, name: "*w*_1", ticks: [-4, -3, -2, -1, 0, 1] },
    y: { domain: VIEW.y, name: "*w*_2", ticks: [-1, 0, 1] },
  });
  for (const level of LEVELS) axes.line(ellipse(level, false), { colour: "line", look: "thin" });
  const plain = run({ ...state, ...PLAIN }).path.slice(0, state.steps + 1);
  axes.line(visible(plain), { colour: "muted", look: "thin dashed" });
  const shown = visible(run(state).path.slice(0, state.steps + 1));
  axes.line(shown, { colour: "blue", look: "thin" });
  shown.filter(inside).forEach((w) => axes.mark(w, { colour: "blue", size: 0.5 }));
  if (inside(shown.at(-1))) axes.mark(shown.at(-1), { colour: "blue", size: 1.1 });
  axes.mark([0, 0], { colour: "ink", shape: "diamond", hollow: true, size: 0.8 });
  return axes.element;
}

function nameOf({ momentum, divide, correct }) {
  if (momentum && divide) return correct ? texts.adam : texts.uncorrected;
  if (divide) return texts.rmsprop;
  return momentum ? texts.momentumName : texts.plain;
}

function firstStepWords(state) {
  const [along, across] = firstStep(state).map((value) => significant(value));
  if (along === across) return fillIn(texts.evenStep, { along });
  return fillIn(texts.unevenStep, { along, across });
}

function judged(state) {
  const { path, costs, needed } = run(state);
  if (!(costs[state.steps] < OUTSIDE)) return needed === null ? texts.lost : texts.outside;
  const steps = path.slice(1, state.steps + 1);
  const crossings = steps.filter((w, t) => w[1] * path[t][1] < 0).length;
  return `${firstStepWords(state)} ${counted(texts.crossings, crossings)}`;
}

const sentence = (state) => `${nameOf(state)} ${judged(state)}`;

const place = (w) => `(${w.map((value) => significant(value)).join(", ")})`;

const describe = (state) => {
  const { path, costs } = run(state);
  return fillIn(texts.described, {
    name: nameOf(state),
    after: counted(texts.after, state.steps),
    place: place(path[state.steps]),
    cost: significant(costs[state.steps]),
  });
};

const readout = (state) => ({
  caption: counted(texts.after, state.steps),
  corner: texts.method,
  columns: [texts.cost, texts.needed],
  rows: [
    { name: texts.switched, colour: "blue", found: run(state) },
    { name: texts.plainRow, colour: "muted", found: run({ ...state, ...PLAIN }) },
  ].map(({ found: { costs, needed }, ...name }) => ({
    ...name,
    cells: [
      costs[state.steps] < HUGE ? significant(costs[state.steps]) : texts.huge,
      needed === null ? "–" : `${needed}`,
    ],
  })),
});

const table = (state) => ({
  caption: texts.firstSteps,
  corner: texts.step,
  columns: ["*w*_1", "*w*_2", "*J*"],
  rows: [0, 1, 2, 3, 4, 5, 10, 20, 40, 60, 80, 100].map((t) => ({
    name: `${t}`,
    cells: [...run(state).path[t], cost(run(state).path[t])].map((value) => significant(value)),
  })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    switches({
      legend: texts.parts,
      items: [
        { path: "momentum", name: texts.momentum },
        { path: "divide", name: texts.divide },
        { path: "correct", name: texts.correct },
      ],
    }),
    slider({
      path: "alpha",
      name: texts.alpha,
      colour: "blue",
      min: -3,
      max: 0,
      step: 0.02,
      text: (power) => brief(rate(power)),
    }),
    slider({ path: "steps", name: texts.steps, min: 0, max: STEPS, step: 1 }),
    row(
      player({
        act: (state) => ({ ...state, steps: state.steps + 1 }),
        done: ({ steps }) => steps >= STEPS,
        period: 150,
        jump: 10,
      }),
    ),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
