import { button, choice, player, row, slider } from "../shared/controls.js";
import { coloured, svg } from "../shared/elements.js";
import { listed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { convolution as texts, counted, fillIn } from "../texts.js";
import {
  activations,
  everywhere,
  INITIAL,
  leftOut,
  logits,
  products,
  relu,
  settle,
  signal,
  SIZES,
  span,
  STRIDES,
  units,
  VALUES,
} from "./model.js";

const X = { domain: [-1, VALUES], ticks: [0, 20, 40, 60, 80] };
const KERNELS = { peak: texts.peak, up: texts.up, down: texts.down };
const UNIT = { colour: "blue", shape: "circle" };

/** Shade the indices from `first` to `last`. */
function shade(axes, first, last, colour) {
  const [left, right] = [axes.x(first - 0.5), axes.x(last + 0.5)];
  const { top, bottom } = axes.box;
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  axes.inside.append(svg("rect", { class: "area", ...place, ...coloured(colour) }));
}

function above(state, width) {
  const axes = plot({
    width,
    height: width < PHONE ? 230 : 250,
    x: { ...X, name: texts.index },
    y: { domain: [-1.2, 1.3], name: texts.signal, ticks: [-1, 0, 1] },
  });
  const [first, last] = span(state, state.k);
  shade(axes, first, last, "blue");
  const rest = leftOut(state);
  if (rest > 0) shade(axes, VALUES - rest, VALUES - 1, "muted");
  axes.line(signal(state).map((value, i) => [i, value]), { colour: "ink" });
  const kernel = products(state, state.k).map(({ index, weight }) => [index, weight]);
  axes.line(kernel, { colour: "orange", look: "dashed" });
  return axes.element;
}

function below(state, width) {
  const top = 1.15 * Math.max(...everywhere(state).map(Math.abs));
  const axes = plot({
    width,
    height: width < PHONE ? 200 : 220,
    x: { ...X, name: texts.middle },
    y: { domain: [-top, top], name: texts.activation, ticks: 4 },
  });
  const middle = (k) => (span(state, k)[0] + span(state, k)[1]) / 2;
  const zs = logits(state);
  // What a window at any place would give: a large stride may step over the best one.
  const anywhere = everywhere(state).map((z, start) => [start + (state.size - 1) / 2, z]);
  axes.line(anywhere, { colour: "muted", look: "thin dotted" });
  const small = zs.length > MANY ? 0.4 : 0.6;
  zs.forEach((z, k) => {
    axes.line([[middle(k), 0], [middle(k), relu(z)]], { ...UNIT, look: k === state.k ? "thick" : "thin" });
    axes.mark([middle(k), relu(z)], { ...UNIT, size: k === state.k ? 1.2 : small, hollow: k !== state.k });
  });
  axes.mark([middle(state.k), zs[state.k]], { colour: "orange", shape: "diamond", size: 0.8 });
  axes.write("*z*_k", [middle(state.k), zs[state.k]], { colour: "orange", dx: 9, dy: zs[state.k] < 0 ? 12 : 4 });
  return axes.element;
}

const draw = (state, width) => [above(state, width), below(state, width)];

function compared(state) {
  const all = activations(state);
  const largest = Math.max(...all);
  if (largest === 0) return texts.noAnswer;
  if (all[state.k] === largest) return texts.noLarger;
  return fillIn(texts.largest, { unit: all.indexOf(largest), value: significant(largest) });
}

const MANY = 20;

/** All activations, or of many only the largest. */
function summary(state) {
  const all = activations(state).map((a, k) => ({ a, k }));
  if (all.length <= MANY) return all.map(({ a }) => significant(a)).join(", ");
  const largest = [...all].sort((one, other) => other.a - one.a).slice(0, 3);
  const units = largest.map(({ a, k }) => fillIn(texts.ofUnit, { value: significant(a), unit: k }));
  return fillIn(texts.theLargest, { units: listed(units) });
}

function describe(state) {
  const [first, last] = span(state, state.k);
  const { label, k } = state;
  const kernel = KERNELS[state.kernel];
  const all = { units: units(state), summary: summary(state) };
  return fillIn(texts.described, { values: VALUES, label, k, first, last, kernel, ...all });
}

function neighbours({ size, stride }) {
  if (stride < size) return fillIn(texts.shared, { count: size - stride });
  if (stride === size) return texts.sideBySide;
  return counted(texts.skipped, stride - size);
}

function sentence(state) {
  const [first, last] = span(state, state.k);
  const z = logits(state)[state.k];
  const outcome = fillIn(z > 0 ? texts.passes : texts.becomesZero, { z: significant(z) });
  const rest = leftOut(state);
  const end = rest === 0 ? "" : counted(texts.leftOver, rest);
  const remarks = { compared: compared(state), neighbours: neighbours(state), end };
  return fillIn(texts.sentence, { k: state.k, first, last, outcome, ...remarks });
}

const readout = (state) => {
  const z = logits(state)[state.k];
  const [first, last] = span(state, state.k);
  return {
    caption: fillIn(texts.unit, { k: state.k }),
    corner: texts.what,
    columns: [texts.number],
    rows: [
      { name: texts.units, cells: [`${units(state)}`] },
      { name: texts.itsWindow, cells: [fillIn(texts.span, { first, last })] },
      { name: "*z*_k", colour: "orange", cells: [significant(z, 4)] },
      { name: "*a*_k", colour: "blue", cells: [significant(relu(z), 4)] },
    ],
  };
};

const table = (state) => ({
  caption: fillIn(texts.products, { k: state.k }),
  corner: texts.index,
  columns: [texts.weight, texts.value, texts.product],
  rows: [
    ...products(state, state.k).map(({ index, weight, value, product }) => ({
      name: `${index}`,
      cells: [weight, value, product].map((number) => significant(number)),
    })),
    { name: texts.sum, cells: ["", "", significant(logits(state)[state.k], 4)] },
  ],
});

/** A larger stride or window leaves fewer windows: then the last one is chosen. */
const settled = (control) => (update) =>
  control((change) => update((state) => settle(change(state))));

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    slider({ path: "k", name: texts.window, min: 0, max: (state) => units(state) - 1, step: 1, colour: "blue" }),
    settled(slider({ path: "size", name: texts.size, ...SIZES, step: 1 })),
    settled(slider({ path: "stride", name: texts.stride, ...STRIDES, step: 1 })),
    row(
      button({
        name: texts.toTheStart,
        act: (state) => ({ ...state, k: 0 }),
        possible: ({ k }) => k > 0,
      }),
      player({
        name: texts.stepOn,
        act: (state) => ({ ...state, k: state.k + 1 }),
        done: (state) => state.k >= units(state) - 1,
        period: 400,
        jump: 1,
      }),
    ),
    choice({
      path: "kernel",
      legend: texts.kernel,
      items: Object.entries(KERNELS).map(([value, name]) => ({ value, name })),
    }),
    choice({
      path: "label",
      legend: texts.signalLegend,
      items: [0, 1].map((label) => ({ value: label, name: fillIn(texts.label, { label }) })),
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
