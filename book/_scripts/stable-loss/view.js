import { choice, slider } from "../shared/controls.js";
import { markedDigits } from "../shared/digits.js";
import { coloured, svg } from "../shared/elements.js";
import { brief, fixed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { fillIn, stableLoss as texts } from "../texts.js";
import { brokenFrom, computation, curves, errorPower, FLOATS, INITIAL, LIMIT } from "./model.js";
import { exactly } from "./exact.js";

const NAIVE = { name: texts.naive, colour: "orange", look: "dashed", shape: "square" };
const STABLE = { name: texts.stable, colour: "blue", look: "thick", shape: "circle" };
const WAYS = { stable: STABLE, naive: NAIVE };
const X = { domain: [-LIMIT, LIMIT], name: texts.logit, ticks: [-60, -40, -20, 0, 20, 40, 60] };
const RAISED = { 0: "1", "-4": "10⁻⁴", "-8": "10⁻⁸", "-12": "10⁻¹²", "-16": "10⁻¹⁶" };
const PANELS = {
  losses: { domain: [-5, 65], ticks: [0, 20, 40, 60], name: texts.loss },
  errors: {
    domain: [-21, 3],
    ticks: [-16, -12, -8, -4, 0],
    text: (power) => RAISED[power],
    name: texts.error,
  },
};

/** What the naive loss is where it is no number: infinite with label 0, nan with label 1. */
const broken = ({ y }) => (y === 0 ? texts.infinite : texts.nan);

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
    axes.write(fillIn(texts.naiveIs, { broken: broken(state) }), [LIMIT, state.y === 0 ? 6 : 35], { ...NAIVE, anchor: "end", dx: -4 });
  }
  return mark(axes, state, { naive: naive.value, stable: stable.value });
}

function errors(state, width) {
  const axes = board(state, width, width < PHONE ? 220 : 260, "errors");
  const { naive, stable } = computation(state);
  const exact = exactly(state.y, state.z).loss;
  const left = { ...NAIVE, dx: 6 };
  const beside = { ...NAIVE, anchor: "end" };
  if (state.y === 0) axes.write(texts.naive, [-LIMIT, 0.6], left);
  else axes.write(texts.naive, [brokenFrom(state) - 5, -1.2], beside);
  axes.write(texts.stable, [-LIMIT, -20.3], { ...STABLE, dx: 6 });
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
  const brokenPart = { z: brief(from ?? 0), broken: broken(state) };
  return fillIn(texts.described, {
    y: state.y,
    float: state.float,
    where: state.y === 0 ? texts.toBothSides : texts.withZ,
    broken: from === null ? texts.neverBroken : fillIn(texts.brokenFrom, brokenPart),
    z: brief(state.z),
    naive: written(state, naive.value),
    stable: written(state, stable.value),
  });
}

const counted = (count, all) =>
  count === all ? fillIn(texts.allDigits, { all }) : fillIn(texts.someDigits, { count, all });

function sentence(state) {
  const { a, rest, naive, stable } = computation(state);
  const right = fillIn(texts.fromLogit, {
    loss: significant(stable.value),
    digits: counted(stable.right, digitsOf(state)),
  });
  if (naive.value === Infinity) {
    return fillIn(texts.roundedInfinite, { right });
  }
  if (Number.isNaN(naive.value)) {
    return fillIn(texts.roundedNan, { right });
  }
  const all = digitsOf(state);
  if (naive.right >= all - 1) {
    const form = naive.right === all ? texts.losesNothing : texts.losesLittle;
    return fillIn(form, { digits: counted(naive.right, all), right });
  }
  const near = state.y === 0 ? rest : a;
  const name = state.y === 0 ? "1 − *a*" : "*a*";
  if (near.value === 1) {
    return fillIn(texts.noRightDigit, { name, right });
  }
  const kept = fillIn(texts.kept, { digits: counted(naive.right, all) });
  if (near.value > 0.5) {
    return fillIn(texts.nearOne, { name, kept, right });
  }
  return fillIn(texts.fewDigits, { count: rest.right, kept, right });
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
    caption: fillIn(texts.at, { z: brief(state.z) }),
    corner: texts.number,
    columns: [fillIn(texts.inFormat, { float: state.float }), texts.right],
    rows: [
      line("*a*", a),
      line("1 − *a*", rest),
      line(texts.naiveLoss, naive, "orange"),
      line(texts.stableLoss, stable, "blue"),
      { name: texts.exactLoss, cells: [markedDigits(exact, digitsOf(state)), texts.all] },
    ],
  };
}

const table = (state) => ({
  caption: fillIn(texts.lossFor, { y: state.y, float: state.float }),
  corner: "*z*",
  columns: [texts.naive, texts.rightDigits, texts.stable, texts.rightDigits],
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
  title: texts.title,
  initial: INITIAL,
  controls: [
    slider({ path: "z", name: texts.logit, min: -LIMIT, max: LIMIT, step: 0.5, text: (z) => fixed(z, 1) }),
    choice({ path: "y", legend: texts.label, items: [0, 1].map((y) => ({ value: y, name: `*y* = ${y}` })) }),
    choice({
      path: "float",
      legend: texts.numbers,
      items: Object.keys(FLOATS).map((name) => ({ value: name, name })),
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
