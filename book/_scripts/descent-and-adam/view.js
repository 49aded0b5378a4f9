import { button, choice, player, row, slider } from "../shared/controls.js";
import { brief, fixed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { counted, descent as texts, fillIn } from "../texts.js";
import { ellipse, factors, INITIAL, rate, run, STEPS, turn } from "./model.js";

const LOOKS = {
  descent: { name: texts.descent, colour: "orange", shape: "square" },
  adam: { name: texts.adam, colour: "blue", shape: "circle" },
};
const LEVELS = [0.1, 0.6, 1.8, 4, 8, 14];
const VIEWS = {
  straight: { x: [-4.7, 1.4], y: [-1.15, 1.15], height: 270 },
  diagonal: { x: [-4.2, 1.6], y: [-3.4, 1.2], height: 430 },
};
const LOWEST = 1e-8;
// From here on a path would only fill the picture with lines, and in the end overflow.
const FAR = 8;
const power = (exponent) => ({ "-8": "10⁻⁸", "-6": "10⁻⁶", "-4": "10⁻⁴", "-2": "0.01", 0: "1", 2: "100" })[exponent];

/** A path up to the first step that ends far outside of the picture. */
function visible(path) {
  const away = path.findIndex((w) => !w.every((value) => Math.abs(value) < FAR));
  return away === -1 ? path : path.slice(0, away + 1);
}

function valley(state, width) {
  const view = VIEWS[state.diagonal ? "diagonal" : "straight"];
  const axes = plot({
    width,
    height: Math.min(view.height, Math.round(width * (state.diagonal ? 0.95 : 0.72))),
    x: { domain: view.x, name: "*w*_1", ticks: [-4, -3, -2, -1, 0, 1] },
    y: { domain: view.y, name: "*w*_2", ticks: state.diagonal ? [-3, -2, -1, 0, 1] : [-1, 0, 1] },
  });
  for (const level of LEVELS) {
    axes.line(ellipse(level, state.diagonal), { colour: "line", look: "thin" });
  }
  for (const [name, { path }] of Object.entries(run(state))) {
    const steps = visible(path.slice(0, state.steps + 1));
    axes.line(steps, { ...LOOKS[name], look: "thin" });
    steps.forEach((w, t) => {
      if (inside(w, view)) axes.mark(w, { ...LOOKS[name], size: t === state.steps ? 1.1 : 0.5 });
    });
  }
  axes.mark([0, 0], { colour: "ink", shape: "diamond", hollow: true, size: 0.8 });
  axes.write(texts.start, turn([-4, 0.8], state.diagonal), { colour: "ink", dx: 10, dy: -4 });
  return axes.element;
}

const inside = ([w1, w2], { x, y }) => w1 >= x[0] && w1 <= x[1] && w2 >= y[0] && w2 <= y[1];

function curve(state, width) {
  const axes = plot({
    width,
    height: width < PHONE ? 200 : 230,
    x: { domain: [0, STEPS], name: texts.step, ticks: 5 },
    y: { domain: [-8.3, 2.9], name: texts.cost, ticks: [-8, -6, -4, -2, 0, 2], text: power },
  });
  for (const [name, { costs }] of Object.entries(run(state))) {
    const shown = costs.slice(0, state.steps + 1).map((value) => {
      const seen = Number.isFinite(value) ? Math.max(value, LOWEST / 10) : Infinity;
      return Math.log10(Math.min(seen, 1e6));
    });
    const look = name === "adam" ? "thick" : "dashed";
    axes.line(shown.map((value, t) => [t, value]), { ...LOOKS[name], look });
    const last = shown.at(-1);
    if (last > -8.3 && last < 2.9) axes.mark([state.steps, last], LOOKS[name]);
  }
  return axes.element;
}

const draw = (state, width) => [valley(state, width), curve(state, width)];

const place = (w) => `(${w.map((value) => significant(value)).join(", ")})`;
const after = (count) => counted(texts.after, count);

function describe(state) {
  const { descent, adam } = run(state);
  const at = ({ path, costs }) =>
    fillIn(texts.at, { place: place(path[state.steps]), cost: significant(costs[state.steps]) });
  return fillIn(texts.described, {
    diagonal: state.diagonal ? texts.diagonalValley : "",
    after: after(state.steps),
    descent: at(descent),
    adam: at(adam),
  });
}

function judgeDescent(state) {
  const { along, across } = factors(state);
  const times = { across: fillIn(texts.across, { factor: significant(across) }) };
  if (across < -1) return fillIn(texts.growing, times);
  if (across === -1) return fillIn(texts.forever, times);
  if (across < -0.05) return fillIn(texts.shrinking, times);
  const left = along ** state.steps;
  return fillIn(texts.along, {
    factor: significant(along, 4),
    steps: state.steps,
    left: fixed(100 * left, left < 0.1 ? 1 : 0),
  });
}

function judgeAdam(state) {
  const alpha = brief(rate(state.adam));
  if (state.diagonal) {
    return texts.diagonalRate;
  }
  if (state.unit !== 1) {
    return texts.sameSteps;
  }
  return fillIn(texts.firstStep, { alpha });
}

const sentence = (state) => `${judgeDescent(state)} ${judgeAdam(state)}`;

const readout = (state) => ({
  caption: after(state.steps),
  corner: texts.method,
  columns: [texts.cost, texts.needed],
  rows: Object.entries(run(state)).map(([name, { costs, needed }]) => ({
    name: name === "adam" ? texts.adam : texts.descentInShort,
    colour: LOOKS[name].colour,
    cells: [
      significant(costs[state.steps]),
      needed === null ? "–" : `${needed}`,
    ],
  })),
});

const table = (state) => ({
  caption: texts.firstSteps,
  corner: texts.step,
  columns: [texts.descentWeight, "*w*_2", "*J*", texts.adamWeight, "*w*_2", "*J*"],
  rows: [0, 1, 2, 3, 4, 5, 10, 20, 40, 60, 80, 100].map((t) => ({
    name: `${t}`,
    cells: Object.values(run(state)).flatMap(({ path, costs }) =>
      [...path[t], costs[t]].map((value) => significant(value)),
    ),
  })),
});

const rateSlider = (name, text, min, max) =>
  slider({
    path: name,
    name: text,
    colour: LOOKS[name].colour,
    min,
    max,
    step: 0.02,
    text: (exponent) => brief(rate(exponent)),
  });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    rateSlider("descent", texts.descentRate, -4.5, -1),
    rateSlider("adam", texts.adamRate, -2.5, 0),
    slider({ path: "steps", name: texts.steps, min: 0, max: STEPS, step: 1 }),
    row(
      button({
        name: texts.toTheStart,
        act: (state) => ({ ...state, steps: 0 }),
        possible: ({ steps }) => steps > 0,
      }),
      player({
        act: (state) => ({ ...state, steps: state.steps + 1 }),
        done: ({ steps }) => steps >= STEPS,
        period: 150,
        jump: 10,
      }),
    ),
    choice({
      path: "unit",
      legend: texts.unitOfCost,
      items: [
        { value: 1, name: "*J*" },
        { value: 100, name: "100 *J*" },
      ],
    }),
    choice({
      path: "diagonal",
      legend: texts.valley,
      items: [
        { value: false, name: texts.alongAxis },
        { value: true, name: texts.diagonal },
      ],
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
