import { board } from "../shared/board.js";
import { button, row, slider } from "../shared/controls.js";
import { coloured, richLabel, svg } from "../shared/elements.js";
import { brief } from "../shared/numbers.js";
import { network as texts, fillIn } from "../texts.js";
import { arrange, layout } from "./layout.js";
import {
  all,
  ask,
  back,
  canGoBack,
  canGoOn,
  factors,
  INITIAL,
  isKnown,
  next,
  ORDER,
  UNITS,
} from "./model.js";
import {
  bracketed,
  describe,
  FEATURES,
  QUESTIONS,
  sentence,
  shown,
  spoken,
  symbol,
} from "./sentences.js";

const COLOURS = ["blue", "orange", "green", "ink"];
const colourOf = (name) => (name[0] === "x" ? "ink" : COLOURS[Number(name[1]) - 1]);

const text = (x, y, label, { colour = "ink", anchor = "middle", look = "name" } = {}) =>
  svg("text", { class: look, x, y, "text-anchor": anchor, ...coloured(colour) }, richLabel(label));

function unit({ box, narrow }, i) {
  const { x, y, width, height } = box;
  const look = { rx: 10, class: "bar", ...coloured(COLOURS[i]) };
  const bias = fillIn(texts.biasOf, { bias: brief(UNITS[i].b) });
  const middle = x + width / 2;
  const labels = narrow
    ? [
        text(middle, y + 20, QUESTIONS[i], { look: "title narrow" }),
        text(middle, y + 39, bias, { look: "title" }),
      ]
    : [
        text(x + 10, y + 20, QUESTIONS[i], { anchor: "start", look: "title" }),
        text(x + width - 10, y + 20, bias, { anchor: "end", look: "title" }),
      ];
  const inside = { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
  return [svg("rect", { ...inside, ...look }), labels];
}

/** The links into a unit; where its logit is asked about, with the weights. */
function links(state, parts, i) {
  const { features, units, leaves, enters } = parts;
  const asked = state.asked === `z${i + 1}`;
  const [x2, y2] = enters(units[i].box);
  const from = (name) => (name[0] === "x" ? features : units.map(({ box }) => box))[name[1] - 1];
  const look = asked
    ? { class: "curve", ...coloured(COLOURS[i]) }
    : { class: "curve thin", ...coloured("line") };
  const lines = [];
  const factorLabels = [];
  for (const { weight, name } of factors(i)) {
    const [x1, y1] = leaves(from(name));
    lines.push(svg("line", { x1, y1, x2, y2, ...look }));
    if (asked) {
      const [x, y] = [x1 + 0.52 * (x2 - x1), y1 + 0.52 * (y2 - y1) + 5];
      const look = { colour: COLOURS[i], look: "name on-line" };
      factorLabels.push(text(x, y, `×\u00a0${bracketed(brief(weight))}`, look));
    }
  }
  return { lines, factorLabels };
}

function draw(state, width) {
  const parts = arrange(width);
  const { height, features, units, labels } = parts;
  const linked = units.map((_, i) => links(state, parts, i));
  return svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    linked.map(({ lines }) => lines),
    units.map(unit),
    features.map(({ x, y, width: wide }, i) =>
      text(x + wide / 2, y - 7, FEATURES[i].name, { look: "axis-name" }),
    ),
    labels.map(({ text: label, x, y }) => text(x, y, label, { look: "axis-name tick" })),
    linked.map(({ factorLabels }) => factorLabels),
  );
}

const written = (state, name) => (isKnown(state, name) ? shown(state, name) : "?");

const network = board({
  items: ["x1", "x2", ...ORDER].map((key) => ({
    key,
    colour: colourOf(key),
    act: (state) => ask(state, key),
  })),
  layout,
  draw,
  describe,
  face: (state, key) => ({
    text: `${symbol(key)} = ${written(state, key)}`,
    name: spoken(state, key),
    pressed: state.asked === key,
    pending: !isKnown(state, key),
  }),
});

const table = (state) => ({
  caption: texts.fourUnits,
  corner: texts.unit,
  columns: [texts.weights, texts.bias, "*z*", "*a*"],
  rows: UNITS.map(({ w, b }, i) => ({
    name: `${i + 1} ${QUESTIONS[i]}`,
    colour: COLOURS[i],
    cells: [
      w.map(brief).join(", "),
      brief(b),
      ...[`z${i + 1}`, `a${i + 1}`].map((name) => written(state, name)),
    ],
  })),
});

const featureSlider = (i, max) =>
  slider({
    path: ["x", i],
    name: FEATURES[i].name,
    min: 0,
    max,
    step: 1,
    text: (value) => `${value}\u00a0${FEATURES[i].unit}`,
  });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    featureSlider(0, 42),
    featureSlider(1, 20),
    network,
    row(
      button({ name: texts.next, act: next, possible: canGoOn }),
      button({ name: texts.back, act: back, possible: canGoBack }),
      button({ name: texts.all, act: all, possible: canGoOn }),
    ),
  ],
  sentence,
  table,
};
