import { button, player, row, slider, switches } from "../shared/controls.js";
import { segments, stretches } from "../shared/contours.js";
import { coloured, svg } from "../shared/elements.js";
import { fixed, significant } from "../shared/numbers.js";
import { PHONE, plot, scale } from "../shared/plot.js";
import { counted, regions as texts, fillIn } from "../texts.js";
import { alwaysZero, data, EPOCHS, grid, HIDDEN, INITIAL, now, region, SIDE, training } from "./model.js";

const LOOKS = {
  linear: { name: texts.linear, colour: "green", shape: "triangle", look: "" },
  relu: { name: texts.relu, colour: "orange", shape: "square", look: "dashed" },
};
const CELLS = 60;
// The logits of the probabilities 0.1 to 0.9.
const LEVELS = Array.from({ length: 9 }, (_, i) => Math.log((i + 1) / (9 - i)));

/** The grid's place in the plane. */
const at = scale([0, CELLS], [-SIDE, SIDE]);

/** One strip for each row of the grid, from where the logits reach the level to where they leave. */
function shade(axes, logits, level) {
  const edge = (place) => Math.round(axes.y(at(Math.min(CELLS, Math.max(0, place)))));
  return logits.flatMap((values, i) => {
    const [top, bottom] = [edge(i + 0.5), edge(i - 0.5)];
    return stretches(values, level).map(([from, to]) => {
      const [left, right] = [from, to].map((place) => axes.x(at(place)).toFixed(1));
      return `M${left},${top}H${right}V${bottom}H${left}Z`;
    });
  });
}

function dots(axes, label, radius, every) {
  const { points, labels } = data();
  const r = radius;
  const circle = ([x1, x2]) =>
    `M${(axes.x(x1) - r).toFixed(1)},${axes.y(x2).toFixed(1)}a${r},${r} 0 1,0 ${2 * r},0a${r},${r} 0 1,0 ${-2 * r},0Z`;
  const shown = points.filter((_, i) => labels[i] === label && i % every === 0);
  const look = label === 1 ? "dots" : "dots hollow";
  return svg("path", { class: look, d: shown.map(circle).join(""), ...coloured("ink") });
}

/** Where the pre-activation of a unit of the first layer is 0: there its ReLU bends. */
function bends(axes, { layers }) {
  const [{ W, b }] = layers;
  b.forEach((bias, j) => {
    const [w1, w2] = [W[0][j], W[1][j]];
    const size = w1 ** 2 + w2 ** 2;
    const near = [(-bias * w1) / size, (-bias * w2) / size];
    const ends = [-9, 9].map((t) => [near[0] - t * w2, near[1] + t * w1]);
    axes.line(ends, { colour: "ink", look: "thin dashed" });
  });
}

function panel(state, width, hidden) {
  const narrow = width < 240;
  const margin = { left: narrow ? 31 : 34, right: 8, top: 34, bottom: 44 };
  const side = width - margin.left - margin.right;
  const ticks = [-3, 0, 3];
  const axes = plot({
    width,
    height: side + margin.top + margin.bottom,
    margin,
    x: { domain: [-SIDE, SIDE], name: "*x*_1", ticks },
    y: { domain: [-SIDE, SIDE], name: "*x*_2", ticks },
  });
  const { colour, name } = LOOKS[hidden];
  const network = now(state, hidden);
  const logits = grid(network.layers, hidden, CELLS);
  for (const level of LEVELS) {
    const d = shade(axes, logits, level).join("");
    if (d) axes.inside.append(svg("path", { class: "shade", d, ...coloured(colour) }));
  }
  for (const ends of segments(logits, 0)) {
    axes.inside.append(svg("path", { class: "curve", d: joined(axes, ends), ...coloured(colour) }));
  }
  axes.inside.append(...[0, 1].map((label) => dots(axes, label, narrow ? 1.6 : 2.4, narrow ? 3 : 1)));
  if (state.lines && hidden === "relu") bends(axes, network);
  axes.write(name, [SIDE, SIDE], { colour, anchor: "end", dy: -12 });
  return axes.element;
}

const joined = (axes, ends) =>
  ends.map(([x, y], i) => `${i ? "L" : "M"}${axes.x(at(x)).toFixed(1)},${axes.y(at(y)).toFixed(1)}`).join("");

function costs(state, width) {
  const axes = plot({
    width,
    height: width < PHONE ? 170 : 190,
    x: { domain: [0, EPOCHS], name: texts.epoch, ticks: 5 },
    y: { domain: [0, 1], name: texts.cost, ticks: [0, 0.5, 1] },
  });
  for (const hidden of HIDDEN) {
    const snapshots = training(state, hidden);
    axes.line(snapshots.map(({ cost }, t) => [t, cost]), LOOKS[hidden]);
    const { cost } = snapshots.at(-1);
    if (cost <= 1) axes.mark([state.epoch, cost], LOOKS[hidden]);
  }
  return axes.element;
}

function draw(state, width) {
  const half = Math.floor(width / 2);
  return [...HIDDEN.map((hidden) => panel(state, half, hidden)), costs(state, width)];
}

const percent = (share) => fillIn(texts.percent, { share: fixed(100 * share, 1) });
const regionOf = (state, hidden) => region(grid(now(state, hidden).layers, hidden, CELLS));
const REGIONS = {
  nowhere: texts.nowhere,
  everywhere: texts.everywhere,
  open: texts.open,
  closed: texts.closed,
};
const done = ({ epoch }) => (epoch === 0 ? texts.before : counted(texts.after, epoch));

function describe(state) {
  const each = (hidden) =>
    fillIn(texts.network, {
      kind: LOOKS[hidden].name,
      region: REGIONS[regionOf(state, hidden)],
      right: percent(now(state, hidden).right),
    });
  return fillIn(texts.described, { done: done(state), linear: each("linear"), relu: each("relu") });
}

function judgeRelu(state) {
  const place = regionOf(state, "relu");
  const right = percent(now(state, "relu").right);
  if (place === "closed") return fillIn(texts.reluClosed, { right });
  if (place === "open") {
    const few = state.units < 3 ? texts.fewUnits : "";
    return fillIn(texts.reluOpen, { region: REGIONS.open, right, few });
  }
  const hint = state.epoch < 50 ? texts.moreEpochs : texts.stuck;
  return fillIn(texts.reluToo, { region: REGIONS[place], right, hint });
}

function sentence(state) {
  const place = regionOf(state, "linear");
  const right = percent(now(state, "linear").right);
  if (state.epoch === 0) {
    return fillIn(texts.guess, { linear: right, relu: percent(now(state, "relu").right) });
  }
  const rule = place === "nowhere" ? texts.ruleWithoutWeights : "";
  return fillIn(texts.sentence, { region: REGIONS[place], rule, right, relu: judgeRelu(state) });
}

const readout = (state) => ({
  caption: fillIn(texts.alwaysZero, { done: done(state), right: percent(alwaysZero) }),
  corner: texts.hiddenLayers,
  columns: [texts.cost, texts.right],
  rows: HIDDEN.map((hidden) => {
    const { cost, right } = now(state, hidden);
    const { name, colour } = LOOKS[hidden];
    return { name, colour, cells: [significant(cost, 4), percent(right)] };
  }),
});

const table = (state) => ({
  caption: texts.soFar,
  corner: texts.epoch,
  columns: [texts.linearCost, texts.right, texts.reluCost, texts.right],
  rows: [...new Set([0, 1, 2, 5, 10, 20, 50, 100, state.epoch])]
    .filter((epoch) => epoch <= state.epoch)
    .sort((first, second) => first - second)
    .map((epoch) => ({
      name: `${epoch}`,
      cells: HIDDEN.flatMap((hidden) => {
        const { cost, right } = training(state, hidden)[epoch];
        return [significant(cost, 4), percent(right)];
      }),
    })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    slider({ path: "epoch", name: texts.epoch, min: 0, max: EPOCHS, step: 1 }),
    slider({ path: "units", name: texts.units, min: 1, max: 8, step: 1 }),
    row(
      button({
        name: texts.toTheStart,
        act: (state) => ({ ...state, epoch: 0 }),
        possible: ({ epoch }) => epoch > 0,
      }),
      player({
        name: texts.train,
        act: (state) => ({ ...state, epoch: state.epoch + 1 }),
        done: ({ epoch }) => epoch >= EPOCHS,
        period: 100,
        jump: 10,
      }),
      button({
        name: texts.otherWeights,
        act: (state) => ({ ...state, seed: state.seed + 1 }),
      }),
    ),
    switches({
      legend: texts.show,
      items: [{ path: "lines", name: texts.bends }],
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
