import { button, choice, player, row, slider } from "../shared/controls.js";
import { coloured, svg } from "../shared/elements.js";
import { listed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
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
const KERNELS = { peak: "peak", up: "hill upwards", down: "hill downwards" };
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
    x: { ...X, name: "index" },
    y: { domain: [-1.2, 1.3], name: "signal, and the kernel in its window", ticks: [-1, 0, 1] },
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
    x: { ...X, name: "middle of the window" },
    y: { domain: [-top, top], name: "activation *a*_k (dotted: *z* anywhere)", ticks: 4 },
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
  if (largest === 0) return "No unit answers: no window looks like the kernel.";
  if (all[state.k] === largest) return "No other unit has a larger activation.";
  return `Unit ${all.indexOf(largest)} has the largest activation, ${significant(largest)}.`;
}

const MANY = 20;

/** All activations, or of many only the largest. */
function summary(state) {
  const all = activations(state).map((a, k) => ({ a, k }));
  if (all.length <= MANY) return all.map(({ a }) => significant(a)).join(", ");
  const largest = [...all].sort((one, other) => other.a - one.a).slice(0, 3);
  return `the largest are ${listed(largest.map(({ a, k }) => `${significant(a)} of unit ${k}`))}`;
}

function describe(state) {
  const [first, last] = span(state, state.k);
  return (
    `Above, a heart signal of ${VALUES} values with label ${state.label}. Window ${state.k}, from index ${first} to ${last}, ` +
    `is shaded, and the kernel, a ${KERNELS[state.kernel]}, is drawn in it. Below, the activations of all ${units(state)} units ` +
    `over the middles of their windows: ${summary(state)}. ` +
    "A dotted line shows z for a window at any place."
  );
}

function neighbours({ size, stride }) {
  if (stride < size) return `Each window shares ${size - stride} values with the next.`;
  if (stride === size) return "The windows stand side by side.";
  return `Between two windows ${stride - size} ${stride - size === 1 ? "value is" : "values are"} skipped.`;
}

function sentence(state) {
  const [first, last] = span(state, state.k);
  const z = logits(state)[state.k];
  const outcome = z > 0 ? `*z* = ${significant(z)} passes ReLU` : `*z* = ${significant(z)}, and ReLU makes it 0`;
  const rest = leftOut(state);
  const end = rest === 0 ? "" : ` The last ${rest === 1 ? "value is" : `${rest} values are`} in no window.`;
  return `Window ${state.k} holds the indices ${first} to ${last}: ${outcome}. ${compared(state)} ${neighbours(state)}${end}`;
}

const readout = (state) => {
  const z = logits(state)[state.k];
  const [first, last] = span(state, state.k);
  return {
    caption: `Unit ${state.k}`,
    corner: "what",
    columns: ["number"],
    rows: [
      { name: "units", cells: [`${units(state)}`] },
      { name: "its window", cells: [`${first} to ${last}`] },
      { name: "*z*_k", colour: "orange", cells: [significant(z, 4)] },
      { name: "*a*_k", colour: "blue", cells: [significant(relu(z), 4)] },
    ],
  };
};

const table = (state) => ({
  caption: `The products of window ${state.k}; their sum is *z*_k`,
  corner: "index",
  columns: ["weight", "value", "product"],
  rows: [
    ...products(state, state.k).map(({ index, weight, value, product }) => ({
      name: `${index}`,
      cells: [weight, value, product].map((number) => significant(number)),
    })),
    { name: "sum", cells: ["", "", significant(logits(state)[state.k], 4)] },
  ],
});

/** A larger stride or window leaves fewer windows: then the last one is chosen. */
const settled = (control) => (update) =>
  control((change) => update((state) => settle(change(state))));

export const figure = {
  title: "Live figure: a window steps over a heart signal",
  initial: INITIAL,
  controls: [
    slider({ path: "k", name: "window *k*", min: 0, max: (state) => units(state) - 1, step: 1, colour: "blue" }),
    settled(slider({ path: "size", name: "size", ...SIZES, step: 1 })),
    settled(slider({ path: "stride", name: "stride", ...STRIDES, step: 1 })),
    row(
      button({
        name: "To the start",
        act: (state) => ({ ...state, k: 0 }),
        possible: ({ k }) => k > 0,
      }),
      player({
        name: "Step on",
        act: (state) => ({ ...state, k: state.k + 1 }),
        done: (state) => state.k >= units(state) - 1,
        period: 400,
        jump: 1,
      }),
    ),
    choice({
      path: "kernel",
      legend: "Kernel",
      items: Object.entries(KERNELS).map(([value, name]) => ({ value, name })),
    }),
    choice({
      path: "label",
      legend: "Signal",
      items: [0, 1].map((label) => ({ value: label, name: `label ${label}` })),
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
