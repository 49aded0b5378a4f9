import { board } from "../shared/board.js";
import { button, choice, row, slider } from "../shared/controls.js";
import { coloured, richLabel, svg } from "../shared/elements.js";
import { brief, fixed } from "../shared/numbers.js";
import { plot } from "../shared/plot.js";
import { backpropagation as texts, fillIn } from "../texts.js";
import { arrange, enters, layout, leaves, lineOf } from "./layout.js";
import {
  all,
  backward,
  canDescend,
  canGoOn,
  canUndo,
  changes,
  costAt,
  descend,
  forward,
  INITIAL,
  isKnown,
  NAMES,
  next,
  RATE,
  REACH,
  undo,
  X,
} from "./model.js";
import { describe, sentence, short, spoken } from "./sentences.js";

const link = (from, to) => {
  const [[x1, y1], [x2, y2]] = [leaves(from), enters(to)];
  return svg("line", { class: "curve thin", x1, y1, x2, y2, ...coloured("line") });
};

/** A unit: its value in blue, and below it the derivatives that are known by now, in orange. */
function unit(box, lines) {
  const { x, y, width, height } = box;
  const inside = { x: x + 1, y: y + 1, width: width - 2, height: height - 2, rx: 10 };
  return [
    svg("rect", { class: "bar", ...inside, ...coloured(lines[0].colour) }),
    lines.map(({ text, colour }, i) => {
      const [centre, line] = lineOf(box, i);
      const place = { x: centre, y: line, "text-anchor": "middle" };
      return svg("text", { class: "inside", ...place, ...coloured(colour) }, richLabel(text));
    }),
  ];
}

const line = (text, colour) => ({ text, colour });
const derivative = (name, value, known) =>
  line(`${name} = ${known ? short(value) : "?"}`, known ? "orange" : "muted");

function units(state, { inputs, hidden, output }) {
  const { a1, f } = forward(state.p, state.y);
  const { dz2, da1, dz1 } = backward(state.p, state.y);
  return [
    inputs.map((box, i) => unit(box, [line(`${X[i]}`, "ink")])),
    hidden.map((box, j) =>
      unit(box, [
        line(`*a* = ${short(a1[j])}`, "blue"),
        derivative("d*a*", da1[j], state.step >= 3),
        derivative("d*z*", dz1[j], state.step >= 4),
      ]),
    ),
    unit(output, [
      line(`*f* = ${short(f)}`, "blue"),
      line(`*y* = ${state.y}`, "ink"),
      derivative("d*z*", dz2, state.step >= 1),
    ]),
  ];
}

/** The cost over the nudge of the chosen parameter, and the line that its derivative predicts. */
function curve(state, { x, y, width, height }) {
  const { slope, predicted, real } = changes(state);
  const now = costAt(state, 0);
  const costs = [-REACH, 0, REACH].map((by) => costAt(state, by));
  const [lowest, highest] = [Math.min(...costs) - 0.1, Math.max(...costs) + 0.1];
  const axes = plot({
    width,
    height,
    x: { domain: [-REACH, REACH], name: fillIn(texts.nudgeOf, { parameter: NAMES[state.chosen] }), ticks: [-1, 0, 1] },
    y: { domain: [lowest, highest], name: texts.cost, ticks: 4 },
  });
  axes.graph((by) => costAt(state, by), { colour: "blue", look: "thick", samples: 80 });
  if (isKnown(state, state.chosen)) {
    const ends = [-REACH, REACH].map((by) => [by, now + slope * by]);
    axes.line(ends, { colour: "orange", look: "dashed" });
    const end = now + predicted;
    if (end > lowest) axes.mark([state.nudge, end], { colour: "orange", shape: "square", hollow: true });
  }
  axes.mark([0, now], { colour: "ink", shape: "diamond", size: 0.8 });
  axes.mark([state.nudge, now + real], { colour: "blue" });
  axes.element.setAttribute("x", x);
  axes.element.setAttribute("y", y);
  return axes.element;
}

function draw(state, width) {
  const parts = arrange(width);
  const { inputs, hidden, output, height } = parts;
  return svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    inputs.map((from) => hidden.map((to) => link(from, to))),
    hidden.map((from) => link(from, output)),
    units(state, parts),
    curve(state, parts.curve),
  );
}

const network = board({
  items: NAMES.map((_, k) => ({
    key: k,
    colour: "ink",
    act: (state) => (state.chosen === k ? state : { ...state, chosen: k }),
  })),
  layout,
  draw,
  describe,
  face: (state, k) => ({
    text: brief(Number(state.p[k].toFixed(2))),
    below: isKnown(state, k) ? short(backward(state.p, state.y).all[k]) : "",
    name: spoken(state, k),
    pressed: state.chosen === k,
  }),
});

const digits = (value) => fixed(value, 4);

const table = (state) => ({
  caption: texts.allNine,
  corner: texts.parameter,
  columns: [texts.value, texts.derivative],
  rows: NAMES.map((name, k) => ({
    name,
    cells: [
      digits(state.p[k]),
      isKnown(state, k) ? digits(backward(state.p, state.y).all[k]) : "?",
    ],
  })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    network,
    row(
      button({ name: texts.next, act: next, possible: canGoOn }),
      button({ name: texts.undo, act: undo, possible: canUndo }),
      button({ name: texts.all, act: all, possible: canGoOn }),
    ),
    slider({
      path: "nudge",
      name: texts.nudge,
      min: -REACH,
      max: REACH,
      step: 0.05,
      text: (value) => fixed(value, 2),
    }),
    row(
      button({
        name: fillIn(texts.descend, { rate: RATE }),
        act: descend,
        possible: canDescend,
      }),
      choice({
        path: "y",
        legend: texts.label,
        items: [1, 0].map((value) => ({ value, name: `*y* = ${value}` })),
      }),
    ),
  ],
  sentence,
  table,
};
