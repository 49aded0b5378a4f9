import { button, row, slider } from "../shared/controls.js";
import { richLabel, svg } from "../shared/elements.js";
import { brief, fixed } from "../shared/numbers.js";
import { counted, fillIn, yourDigit as texts } from "../texts.js";
import { activations, EMPTY, INITIAL, isEmpty, PICTURES, probability, REACH, seen, SIDE } from "./model.js";
import { pad } from "./pad.js";

const TOP = 30;
const COLUMNS = [
  { units: 25, perColumn: 13 },
  { units: 15, perColumn: 8 },
  { units: 1, perColumn: 1 },
];

/** The board, and the places of all units: in one row with the board, or below it on a phone. */
function layout(width) {
  const beside = width >= 480;
  const size = beside ? 256 : Math.min(256, width);
  const board = { x: beside ? 0 : (width - size) / 2, y: TOP, size };
  const network = beside
    ? { x: size + 40, y: TOP, width: width - size - 40, height: size }
    : { x: 0, y: TOP + size + 44, width, height: 200 };
  return { board, network, height: network.y + network.height + 14 };
}

/** Where unit `i` of a layer is: in two columns, for a layer of many. */
function placeOf({ units, perColumn }, i, x, { y, height }) {
  const column = Math.floor(i / perColumn);
  const inColumn = Math.min(perColumn, units - column * perColumn);
  const step = height / perColumn;
  return [x + column * 18, y + height / 2 + (i - column * perColumn - (inColumn - 1) / 2) * step];
}

function image(state, { x, y, size }) {
  const side = size / SIDE;
  const square = (row, column) => ({ x: x + column * side, y: y + row * side, width: side, height: side });
  return [
    svg("rect", { class: "paper", x, y, width: size, height: size }),
    seen(state).map((ink, i) =>
      svg("rect", { class: "pixel", ...square(Math.floor(i / SIDE), i % SIDE), "fill-opacity": ink }),
    ),
    svg("rect", { class: "cursor", ...square(...state.cursor) }),
  ];
}

function unit([x, y], radius, activation) {
  return [
    svg("circle", { class: "unit", cx: x, cy: y, r: radius }),
    svg("circle", { class: "filling", cx: x, cy: y, r: radius * Math.sqrt(activation) }),
  ];
}

const label = (x, y, text) => svg("text", { class: "axis-name", x, y, "text-anchor": "middle" }, richLabel(text));

function draw(state, width) {
  const { board, network, height } = layout(width);
  const layers = activations(seen(state)).slice(1);
  const xs = [0.1, 0.48, 0.86].map((share) => network.x + share * network.width);
  const top = network.y - 12;
  return svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    label(board.x + board.size / 2, board.y - 12, texts.pixels),
    image(state, board),
    layers.map((layer, l) => [
      label(xs[l] + (l < 2 ? 9 : 0), top, fillIn(texts.layer, { units: COLUMNS[l].units })),
      layer.map((a, i) => unit(placeOf(COLUMNS[l], i, xs[l], network), l === 2 ? 16 : 7, a)),
    ]),
    label(xs[2], network.y + network.height / 2 + 40, fixed(layers[2][0], 2)),
  );
}

const describe = (state) => {
  const rows = Array.from({ length: SIDE }, (_, row) =>
    seen(state).slice(row * SIDE, (row + 1) * SIDE).map((ink) => (ink > 0.5 ? "#" : ".")).join(""),
  );
  const values = { rows: rows.join(" "), probability: fixed(probability(state), 2) };
  const [row, column] = state.cursor;
  return fillIn(texts.described, { ...values, row: row + 1, column: column + 1 });
};

function judged(a) {
  if (a > 0.9) return texts.one;
  if (a >= 0.5) return texts.ratherOne;
  return a < 0.1 ? texts.zero : texts.ratherZero;
}

function sentence(state) {
  const a = probability(state);
  if (isEmpty(state)) return fillIn(texts.empty, { probability: fixed(a, 2) });
  const says = fillIn(texts.says, { probability: fixed(a, 2), judged: judged(a) });
  if (state.shift === 0) return says;
  const way = state.shift > 0 ? texts.right : texts.left;
  return `${counted(way, Math.abs(state.shift))} ${says}`;
}

const table = (state) => ({
  caption: texts.activations,
  corner: texts.unit,
  columns: [1, 2, 3].map((l) => fillIn(texts.layerColumn, { l })),
  rows: Array.from({ length: 25 }, (_, i) => ({
    name: `${i + 1}`,
    cells: activations(seen(state))
      .slice(1)
      .map((layer) => (i < layer.length ? fixed(layer[i], 3) : "")),
  })),
});

const picture = (name, pixels) =>
  button({ name, act: (state) => ({ ...state, pixels, shift: 0 }) });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    pad({ layout, draw, name: texts.board, describe }),
    row(
      picture(texts.clear, EMPTY),
      picture(texts.showOne, PICTURES.one),
      picture(texts.showZero, PICTURES.zero),
    ),
    slider({ path: "shift", name: texts.shift, min: -REACH, max: REACH, step: 1, text: brief }),
  ],
  sentence,
  table,
};
