import { button, player, row, slider } from "../shared/controls.js";
import { brief, fixed } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { counted, fillIn, gradientDescent as texts } from "../texts.js";
import { cost, INITIAL, outcome, path, rateOf, slope, STEPS } from "./model.js";

const SIDES = { x: [-3.8, 3.8], y: [0, 5] };
const REACH = 0.9;
const inside = (w) => Math.abs(w) <= SIDES.x[1] && cost(w) <= SIDES.y[1];

function draw(state, width) {
  const axes = plot({
    width,
    height: width < PHONE ? 260 : 320,
    x: { domain: SIDES.x, name: texts.parameter, ticks: [-3, -2, -1, 0, 1, 2, 3] },
    y: { domain: SIDES.y, name: texts.cost, ticks: 5 },
  });
  axes.graph(cost, { colour: "muted", look: "thick" });
  const found = path(state).slice(0, state.steps + 1);
  axes.line(found.map((w) => [w, cost(w)]), { colour: "orange", look: "thin" });
  for (const w of found.filter(inside)) axes.mark([w, cost(w)], { colour: "orange", size: 0.55 });
  const w = found.at(-1);
  if (!inside(w)) return axes.element;
  const tangent = [-REACH, REACH].map((by) => [w + by, cost(w) + slope(w) * by]);
  axes.line(tangent, { colour: "blue", look: "dashed" });
  axes.mark([w, cost(w)], { colour: "orange", size: 1.5 });
  return axes.element;
}

const number = (value) => (Math.abs(value) < 1e4 ? fixed(value, 3) : texts.far);

const describe = (state) =>
  fillIn(texts.described, {
    after: counted(texts.after, state.steps),
    w: number(outcome(state).w),
    cost: number(cost(outcome(state).w)),
    slope: number(slope(outcome(state).w)),
  });

const judged = ({ kind, valley, over, crossed }) => {
  if (kind === "far") return texts.away;
  if (kind === "rest") return valley === 0 ? texts.restLow : texts.restHigh;
  if (crossed) return texts.crossed;
  return over ? texts.over : texts.towards;
};

function sentence(state) {
  const found = outcome(state);
  const { w, before, kind } = found;
  if (kind === "far") return texts.away;
  const alpha = rateOf(state.rate);
  const next = fillIn(texts.next, {
    slope: number(slope(w)),
    w: number(w),
    alpha: brief(alpha),
    move: number(-alpha * slope(w)),
  });
  if (state.steps === 0) return next;
  const last = fillIn(texts.last, { before: number(before), w: number(w) });
  return `${last} ${judged(found)}${kind === "rest" ? "" : ` ${next}`}`;
}

const table = (state) => ({
  caption: texts.steps,
  corner: texts.step,
  columns: ["*w*", "*J*", texts.slope],
  rows: path(state)
    .slice(0, state.steps + 1)
    .map((w, t) => ({
      name: `${t}`,
      cells: [w, cost(w), slope(w)].map(number),
    })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    row(
      button({
        name: texts.oneStep,
        act: (state) => ({ ...state, steps: state.steps + 1 }),
        possible: ({ steps }) => steps < STEPS,
      }),
      player({
        act: (state) => ({ ...state, steps: state.steps + 1 }),
        done: ({ steps }) => steps >= STEPS,
        period: 250,
        jump: 10,
      }),
      button({
        name: texts.toTheStart,
        act: (state) => ({ ...state, steps: 0 }),
        possible: ({ steps }) => steps > 0,
      }),
    ),
    slider({
      path: "rate",
      name: texts.rate,
      colour: "orange",
      min: -2,
      max: 0.3,
      step: 0.02,
      text: (power) => brief(rateOf(power)),
    }),
    slider({ path: "start", name: texts.start, min: -3.5, max: 3.5, step: 0.1, text: (w) => fixed(w, 1) }),
  ],
  draw,
  describe,
  sentence,
  table,
};
