import { button, choice, row, slider } from "../shared/controls.js";
import { coloured, richLabel, svg } from "../shared/elements.js";
import { brief, fixed, listed, significant } from "../shared/numbers.js";
import { outline, PHONE, plot } from "../shared/plot.js";
import { collapse as texts, counted, fillIn } from "../texts.js";
import {
  canJoin,
  canPart,
  corners,
  INITIAL,
  isRelu,
  joinedLayers,
  joinNext,
  joins,
  largestDifference,
  layersOf,
  newWeights,
  numbersIn,
  outputOf,
  part,
  pieces,
  RANGE,
  vertices,
} from "./model.js";

const KINDS = [
  { value: "linear", name: texts.linear, colour: "green" },
  { value: "relu", name: texts.relu, colour: "orange" },
];
const FIRST = "purple";
const X = { domain: RANGE, name: texts.input, ticks: [-3, -2, -1, 0, 1, 2, 3] };
const RADIUS = 10;
/** The lines of the drawing of the network, in pixels. */
const ROWS = { title: 16, units: [38, 68, 98], names: 130, height: 142 };

const kindOf = (state) => KINDS[isRelu(state) ? 1 : 0];
const curveOf = (state, layers) => pieces(layers, isRelu(state));

/** The columns of the network that is left: the places of their units. */
function columns(state, width) {
  const layers = joinedLayers(state);
  const sizes = [1, ...layers.map(({ b }) => b.length)];
  const gap = Math.min(92, (width - 48) / (sizes.length - 1));
  const left = (width - gap * (sizes.length - 1)) / 2;
  return sizes.map((size, i) =>
    (size === 1 ? [ROWS.units[1]] : ROWS.units).map((y) => [left + i * gap, y]),
  );
}

function links(state, [starts, ends], l) {
  const whole = l === 0 && joins(state) > 0;
  const look = whole
    ? { class: "curve thick", ...coloured("ink") }
    : { class: "curve thin", ...coloured("muted") };
  return starts.flatMap(([x1, y1]) =>
    ends.map(([x2, y2]) => svg("line", { x1, y1, x2, y2, ...look })),
  );
}

function circle([cx, cy], colour, filled) {
  const under = svg("circle", { class: "marker hollow", cx, cy, r: RADIUS, ...coloured(colour) });
  const wash = svg("circle", { class: "bar", cx, cy, r: RADIUS, ...coloured(colour) });
  return filled ? [under, wash] : under;
}

function network(state, width) {
  const parts = columns(state, width);
  const last = parts.length - 1;
  const kind = (i) => (i === last ? KINDS[0] : kindOf(state));
  const whole = joins(state) > 0;
  const units = parts.flatMap((places, i) =>
    places.map((place, j) => {
      if (i === 0) return circle(place, "muted", false);
      const first = i === 1 && j === 0 && !whole;
      return circle(place, first ? FIRST : kind(i).colour, true);
    }),
  );
  const names = parts.map((places, i) => {
    const { name, colour } = i ? kind(i) : { name: "*x*", colour: "muted" };
    const at = { x: places[0][0], y: ROWS.names, "text-anchor": "middle" };
    return svg("text", { class: "name", ...at, ...coloured(colour) }, richLabel(name));
  });
  const where = { class: "name", x: parts[0][0][0] - RADIUS, y: ROWS.title };
  const title = whole ? fillIn(texts.inOne, { last: joins(state) + 1 }) : "";
  const pairs = parts.slice(1).map((ends, i) => [parts[i], ends]);
  return svg(
    "svg",
    { width, height: ROWS.height, viewBox: `0 0 ${width} ${ROWS.height}` },
    pairs.map((pair, l) => links(state, pair, l)),
    units,
    names,
    title ? svg("text", where, title) : [],
  );
}

/** Half the height of the output's axis, in coarse steps, so that it seldom changes. */
function reach(curves) {
  const most = Math.max(...curves.flatMap((curve) => vertices(curve).map(([, y]) => Math.abs(y))));
  const power = 2 ** Math.max(0, Math.ceil(Math.log2(1.02 * most)));
  return 1.02 * most < 0.75 * power ? 0.75 * power : power;
}

function legend({ box, above }, colour) {
  const y = box.top - 14;
  const items = [
    { label: texts.oneByOne, left: box.right - 194, look: "curve broad", paint: "muted" },
    { label: texts.joined, left: box.right - 76, look: "curve dashed", paint: colour },
  ];
  for (const { label, left, look, paint } of items) {
    const d = outline([[left, y - 5], [left + 24, y - 5]]);
    above.append(
      svg("path", { class: look, d, ...coloured(paint) }),
      svg("text", { class: "axis-name", x: left + 29, y }, label),
    );
  }
}

function draw(state, width) {
  const before = curveOf(state, layersOf(state));
  const now = curveOf(state, joinedLayers(state));
  const top = reach([before, now]);
  const axes = plot({
    width,
    height: width < PHONE ? 240 : 290,
    x: X,
    y: { domain: [-top, top], name: texts.output, ticks: [-top, -top / 2, 0, top / 2, top] },
  });
  const { colour } = kindOf(state);
  if (joins(state) > 0) {
    axes.line(vertices(before), { colour: "muted", look: "broad" });
    axes.line(vertices(now), { colour, look: "dashed" });
    legend(axes, colour);
  } else {
    axes.line(vertices(before), { colour });
    for (const corner of corners(before)) axes.mark(corner, { colour, hollow: true, size: 0.8 });
  }
  return [network(state, width), axes.element];
}

function shape(curve) {
  const found = corners(curve);
  if (!found.length) return fillIn(texts.straight, { slope: significant(curve[0].slope) });
  if (found.length > 5) return fillIn(texts.bentOften, { count: found.length });
  return fillIn(texts.bentAt, { places: listed(found.map(([x]) => fixed(x))) });
}

function describe(state) {
  const layers = joinedLayers(state);
  const kind = kindOf(state).name;
  const joined = joins(state) ? fillIn(texts.layersJoined, { last: joins(state) + 1 }) : "";
  return fillIn(texts.described, {
    layers: counted(texts.layerCount, layers.length),
    hidden: counted(texts.hiddenLayerCount, layers.length - 1),
    kind,
    joined,
    before: shape(curveOf(state, layersOf(state))),
    now: shape(curveOf(state, layers)),
  });
}

function untouched(state) {
  const layers = layersOf(state);
  const curve = curveOf(state, layers);
  const bends = curve.length - 1;
  if (!isRelu(state)) {
    return fillIn(texts.allLinear, {
      layers: layers.length,
      numbers: numbersIn(layers),
      slope: significant(curve[0].slope),
    });
  }
  if (bends) {
    return fillIn(texts.withRelu, { corners: counted(texts.cornerCount, bends) });
  }
  return texts.noSwitch;
}

function afterJoining(state) {
  const apart = largestDifference(state);
  const count = joins(state) + 1;
  if (isRelu(state)) {
    if (apart < 1e-9) {
      return texts.nothingChanged;
    }
    return fillIn(texts.leavesOut, { count, apart: significant(apart) });
  }
  const [{ W, b }] = joinedLayers(state);
  const exact =
    apart === 0 ? texts.notAtAll : fillIn(texts.byRounding, { apart: significant(apart, 1) });
  if (canJoin(state)) {
    return fillIn(texts.oneLayerNow, { count, exact });
  }
  const sign = b[0] < 0 ? "−" : "+";
  const line = `*a* = ${fixed(W[0][0], 3)} *x* ${sign} ${fixed(Math.abs(b[0]), 3)}`;
  return fillIn(texts.oneLayerLeft, { numbers: numbersIn(layersOf(state)), line, exact });
}

const sentence = (state) => (joins(state) ? afterJoining(state) : untouched(state));

const readout = (state) => ({
  caption: texts.beforeAndAfter,
  corner: texts.network,
  columns: [texts.layers, texts.numbers, texts.corners],
  rows: [
    { name: texts.oneByOne, layers: layersOf(state) },
    { name: texts.joined, layers: joinedLayers(state) },
  ].map(({ name, layers }) => ({
    name,
    cells: [layers.length, numbersIn(layers), curveOf(state, layers).length - 1].map(String),
  })),
});

const table = (state) => ({
  caption: texts.outputs,
  corner: "*x*",
  columns: [texts.oneByOne, texts.joined],
  rows: X.ticks.map((x) => ({
    name: brief(x),
    cells: [layersOf(state), joinedLayers(state)].map((layers) =>
      fixed(outputOf(layers, isRelu(state), x), 4),
    ),
  })),
});

const unitSlider = (path, name) =>
  slider({ path, name, min: -3, max: 3, step: 0.1, text: (value) => fixed(value, 1), colour: FIRST });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    choice({ path: "activation", legend: texts.hiddenActivation, items: KINDS }),
    row(
      button({ name: texts.join, act: joinNext, possible: canJoin }),
      button({ name: texts.apart, act: part, possible: canPart }),
      button({ name: texts.newWeights, act: newWeights }),
    ),
    slider({ path: "layers", name: texts.layers, min: 2, max: 6, step: 1 }),
    unitSlider("w", texts.weight),
    unitSlider("b", texts.bias),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
