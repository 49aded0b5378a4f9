import { choice, slider } from "../shared/controls.js";
import { markedDigits } from "../shared/digits.js";
import { coloured, svg } from "../shared/elements.js";
import { brief, fixed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { brokenFrom, computation, curves, errorPower, FLOATS, INITIAL, LIMIT } from "./model.js";
import { exactly } from "./exact.js";

const NAIVE = { name: "naive", colour: "orange", look: "dashed", shape: "square" };
const STABLE = { name: "from the logit", colour: "blue", look: "thick", shape: "circle" };
const WAYS = { stable: STABLE, naive: NAIVE };
const X = { domain: [-LIMIT, LIMIT], name: "logit *z*", ticks: [-60, -40, -20, 0, 20, 40, 60] };
const RAISED = { 0: "1", "-4": "10⁻⁴", "-8": "10⁻⁸", "-12": "10⁻¹²", "-16": "10⁻¹⁶" };
const PANELS = {
  losses: { domain: [-5, 65], ticks: [0, 20, 40, 60], name: "loss *L*" },
  errors: {
    domain: [-21, 3],
    ticks: [-16, -12, -8, -4, 0],
    text: (power) => RAISED[power],
    name: "relative error: 10⁻⁸ is 8 right digits",
  },
};

/** What the naive loss is where it is no number: infinite with label 0, nan with label 1. */
const broken = ({ y }) => (y === 0 ? "infinite" : "nan");

function shade(axes, state) {
  const from = brokenFrom(state);
  if (from === null) return;
  const { top, bottom, right } = axes.box;
  const left = axes.x(from);
  const place = { x: left, y: top, width: right - left, height: bottom - top };
  axes.inside.append(svg("rect", { class: "area", ...place, ...coloured("orange") }));
}

function board(state, width, height, kind) {
  const axes = plot({ width, height, x: X, y: PANELS[kind] });
  const { domain } = PANELS[kind];
  shade(axes, state);
  axes.line(domain.map((end) => [state.z, end]), { colour: "muted", look: "thin dotted" });
  for (const [way, look] of Object.entries(WAYS)) {
    axes.line(curves(state).map((row) => [row.z, row[kind][way]]), look);
  }
  return axes;
}

function mark(axes, state, values) {
  for (const [way, look] of Object.entries(WAYS)) {
    if (Number.isFinite(values[way])) axes.mark([state.z, values[way]], look);
  }
  return axes.element;
}

function losses(state, width) {
  const axes = board(state, width, width < PHONE ? 200 : 230, "losses");
  const { naive, stable } = computation(state);
  const from = brokenFrom(state);
  if (from !== null) {
    axes.write(`naive: ${broken(state)}`, [LIMIT, state.y === 0 ? 6 : 35], { ...NAIVE, anchor: "end", dx: -4 });
  }
  return mark(axes, state, { naive: naive.value, stable: stable.value });
}

function errors(state, width) {
  const axes = board(state, width, width < PHONE ? 220 : 260, "errors");
  const { naive, stable } = computation(state);
  const exact = exactly(state.y, state.z).loss;
  const left = { ...NAIVE, dx: 6 };
  const beside = { ...NAIVE, anchor: "end" };
  if (state.y === 0) axes.write("naive", [-LIMIT, 0.6], left);
  else axes.write("naive", [brokenFrom(state) - 5, -1.2], beside);
  axes.write("from the logit", [-LIMIT, -20.3], { ...STABLE, dx: 6 });
  return mark(axes, state, {
    naive: errorPower(naive.value, exact),
    stable: errorPower(stable.value, exact),
  });
}

const draw = (state, width) => [losses(state, width), errors(state, width)];

const digitsOf = ({ float }) => FLOATS[float].digits;
const written = (state, value) => significant(value, digitsOf(state));

function describe(state) {
  const { naive, stable } = computation(state);
  const from = brokenFrom(state);
  return (
    `Two plots over the logit from −60 to 60, for label ${state.y} in ${state.float}: above the loss, below its ` +
    "relative error on a logarithmic scale, each computed naively and from the logit. The error of the loss from " +
    "the logit stays at the limit of the format. That of the naive loss grows " +
    (state.y === 0 ? "to both sides of 0" : "with z") +
    (from === null ? ". " : `, and from z = ${brief(from)} on, where an area is shaded, the naive loss is ${broken(state)}. `) +
    `At z = ${brief(state.z)} the naive loss is ${written(state, naive.value)} and the one from the logit ` +
    `${written(state, stable.value)}.`
  );
}

const counted = (number, all) => (number === all ? `all ${all}` : `${number} of ${all}`);

function sentence(state) {
  const { a, rest, naive, stable } = computation(state);
  const right = `From the logit the loss is ${significant(stable.value)}, with ${counted(stable.right, digitsOf(state))} digits right.`;
  if (naive.value === Infinity) {
    return `*a* has been rounded to exactly 1, so 1 − *a* is 0 and the naive loss is infinite. ${right}`;
  }
  if (Number.isNaN(naive.value)) {
    return `*a* has been rounded to exactly 1, and 0 times the infinite log(1 − *a*) is nan. A single nan spoils the whole cost. ${right}`;
  }
  const all = digitsOf(state);
  if (naive.right >= all - 1) {
    const lost = naive.right === all ? "nothing" : "next to nothing";
    return `Here the naive way loses ${lost}: ${counted(naive.right, all)} digits are right. ${right}`;
  }
  const near = state.y === 0 ? rest : a;
  const name = state.y === 0 ? "1 − *a*" : "*a*";
  if (near.value === 1) {
    return `${name} has been rounded to exactly 1, and its logarithm is 0: the naive loss has no right digit. ${right}`;
  }
  const kept = `the naive loss keeps ${counted(naive.right, all)} digits`;
  if (near.value > 0.5) {
    return `${name} lies near 1, and floats there are too far apart for the little that it differs from 1: ${kept}. ${right}`;
  }
  return `*a* lies near 1, and 1 − *a* has only ${rest.right} right digits left: ${kept}. ${right}`;
}

function readout(state) {
  const { a, rest, naive, stable } = computation(state);
  const line = (name, { value, right }, colour) => ({
    name,
    colour,
    cells: [markedDigits(written(state, value), right), `${right}`],
  });
  const exact = written(state, stable.exact);
  return {
    caption: `At *z* = ${brief(state.z)}; wrong digits are struck through`,
    corner: "number",
    columns: [`in ${state.float}`, "right"],
    rows: [
      line("*a*", a),
      line("1 − *a*", rest),
      line("naive *L*", naive, "orange"),
      line("*L* from *z*", stable, "blue"),
      { name: "exact *L*", cells: [markedDigits(exact, digitsOf(state)), "all"] },
    ],
  };
}

const table = (state) => ({
  caption: `The loss for label ${state.y} in ${state.float}`,
  corner: "*z*",
  columns: ["naive", "right digits", "from the logit", "right digits"],
  rows: X.ticks
    .flatMap((z) => [z, z + 10])
    .filter((z) => z <= LIMIT)
    .map((z) => {
      const { naive, stable } = computation({ ...state, z });
      const cells = [naive, stable].flatMap(({ value, right }) => [written(state, value), `${right}`]);
      return { name: brief(z), cells };
    }),
});

export const figure = {
  title: "Live figure: the digits of the naive and of the stable loss",
  initial: INITIAL,
  controls: [
    slider({ path: "z", name: "logit *z*", min: -LIMIT, max: LIMIT, step: 0.5, text: (z) => fixed(z, 1) }),
    choice({ path: "y", legend: "Label", items: [0, 1].map((y) => ({ value: y, name: `*y* = ${y}` })) }),
    choice({
      path: "float",
      legend: "Numbers",
      items: Object.keys(FLOATS).map((name) => ({ value: name, name })),
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
