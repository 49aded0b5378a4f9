import { slider, switches } from "../shared/controls.js";
import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { PHONE, plot } from "../shared/plot.js";
import { activations as texts, fillIn } from "../texts.js";
import { ACTIVATIONS, INITIAL, ranges, shown, sigmoidSlope } from "./model.js";

const FROM = -6;
const TO = 6;
const LOOKS = {
  sigmoid: { name: texts.sigmoid, colour: "blue", shape: "circle", look: "" },
  relu: { name: texts.relu, colour: "orange", shape: "square", size: 1.5, look: "thick" },
  linear: { name: texts.linear, colour: "green", shape: "triangle", look: "dashed" },
};
const X = { domain: [FROM, TO], name: texts.preActivation, ticks: [-6, -4, -2, 0, 2, 4, 6] };

/** Where a curve has room for its name: [z, pixels up]. */
const NAMES = {
  value: { sigmoid: [-5.9, 9], relu: [2.4, 26], linear: [-3.4, -30] },
  slope: { sigmoid: [2.2, 10], relu: [-5.9, 9], linear: [-5.9, -18] },
};

const heading = { value: texts.activation, slope: texts.slope };
const ofKind = (name, kind) => ACTIVATIONS[name][kind === "value" ? "g" : "slope"];

function nameOfCurve(axes, state, name, kind) {
  const { name: text, colour } = LOOKS[name];
  const [z, up] = NAMES[kind][name];
  const above = kind === "value" && name === "linear" && !state.relu ? -up : up;
  axes.write(text, [z, ofKind(name, kind)(z)], { colour, dy: -above });
}

function board(state, width, height, kind) {
  const ticks = kind === "value" ? 6 : [0, 0.25, 1].filter((tick) => tick < ranges(state)[kind][1]);
  const y = { domain: ranges(state)[kind], name: heading[kind], ticks };
  const axes = plot({ width, height, x: X, y });
  const upright = [
    [state.z, y.domain[0]],
    [state.z, y.domain[1]],
  ];
  axes.line(upright, { colour: "muted", look: "thin dotted" });
  // The linear curve is dashed, so that ReLU is seen below it where they coincide.
  for (const name of shown(state)) {
    const breaks = kind === "slope" && name === "relu" ? [0] : [];
    axes.graph(ofKind(name, kind), { ...LOOKS[name], breaks });
  }
  return axes;
}

function values(state, width) {
  const axes = board(state, width, width < PHONE ? 280 : 330, "value");
  for (const name of shown(state)) {
    const { g, slope } = ACTIVATIONS[name];
    const tangent = [-1.6, 1.6].map((step) => [state.z + step, g(state.z) + step * slope(state.z)]);
    axes.line(tangent, { colour: "ink", look: "thin" });
  }
  return axes;
}

function finish(axes, state, kind) {
  for (const name of shown(state)) {
    nameOfCurve(axes, state, name, kind);
    axes.mark([state.z, ofKind(name, kind)(state.z)], LOOKS[name]);
  }
  return axes.element;
}

function draw(state, width) {
  const slopes = board(state, width, width < PHONE ? 180 : 220, "slope");
  return [finish(values(state, width), state, "value"), finish(slopes, state, "slope")];
}

const now = (name, z) => {
  const { g, slope } = ACTIVATIONS[name];
  const numbers = { value: significant(g(z), 4), slope: significant(slope(z), 4) };
  return fillIn(texts.now, { name: LOOKS[name].name, ...numbers });
};

function describe(state) {
  const names = shown(state);
  if (!names.length) return texts.empty;
  const curves = listed(names.map((name) => LOOKS[name].name));
  const numbers = listed(names.map((name) => now(name, state.z)));
  return fillIn(texts.described, { curves, z: brief(state.z), numbers });
}

const COMMENTS = {
  sigmoid(z) {
    const slope = sigmoidSlope(z);
    if (z === 0) return texts.sigmoidSteepest;
    const times = 0.25 / slope;
    const factor = times < 10 ? fixed(times, 1) : fixed(times, 0);
    return fillIn(texts.sigmoidSlope, { slope: significant(slope), factor });
  },
  relu(z) {
    if (z === 0) return texts.reluCorner;
    return z > 0 ? texts.reluPositive : texts.reluNegative;
  },
  linear: () => texts.linearSlope,
};

const sentence = (state) =>
  shown(state)
    .map((name) => COMMENTS[name](state.z))
    .join(" ") || texts.choose;

const readout = (state) => ({
  caption: fillIn(texts.at, { z: brief(state.z) }),
  corner: texts.function,
  columns: ["*g*(*z*)", texts.slope],
  rows: shown(state).map((name) => ({
    name: LOOKS[name].name,
    colour: LOOKS[name].colour,
    cells: [ACTIVATIONS[name].g, ACTIVATIONS[name].slope].map((f) => significant(f(state.z), 4)),
  })),
});

const table = (state) => ({
  caption: texts.values,
  corner: "*z*",
  columns: shown(state).flatMap((name) => [LOOKS[name].name, texts.slopeColumn]),
  rows: Array.from({ length: TO - FROM + 1 }, (_, i) => FROM + i).map((z) => ({
    name: brief(z),
    cells: shown(state)
      .flatMap((name) => [ACTIVATIONS[name].g, ACTIVATIONS[name].slope])
      .map((f) => significant(f(z))),
  })),
});

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    slider({ path: "z", name: texts.preActivation, min: FROM, max: TO, step: 0.1, text: (z) => fixed(z, 1) }),
    switches({
      legend: texts.show,
      items: Object.entries(LOOKS).map(([path, { name, colour }]) => ({ path, name, colour })),
    }),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
