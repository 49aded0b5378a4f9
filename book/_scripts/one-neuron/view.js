import { button, row, slider } from "../shared/controls.js";
import { coloured, richLabel, svg, uniqueId } from "../shared/elements.js";
import { brief, fixed, listed } from "../shared/numbers.js";
import { CLASS_MARKERS, PHONE, plot, spaced } from "../shared/plot.js";
import { sigmoid } from "../activations/model.js";
import { oneNeuron as texts, fillIn } from "../texts.js";
import {
  BIAS,
  canScale,
  DAYS,
  degreesPerWind,
  doubtfulWidth,
  INITIAL,
  isSolved,
  logit,
  output,
  RANGES,
  scaled,
  segment,
  WEIGHT,
} from "./model.js";

const X = { domain: RANGES[0], name: texts.temperatureAxis, ticks: [0, 6, 12, 18, 24, 30, 36] };
const Y = { domain: RANGES[1], name: texts.windAxis, ticks: [0, 4, 8, 12, 16] };
// No stronger, for words stand on it.
const STRONGEST = 0.5;
// Beyond these logits the sigmoid is 0 or 1 to the eye.
const FAR = 8;

const stop = (offset, a) =>
  svg("stop", { offset, "stop-opacity": STRONGEST * a, style: "stop-color: var(--book-blue)" });

/** A wash over the plane, as strong as the output is large. */
function wash({ box, x, y, inside }, state) {
  const [middle, up, right] = [[18, 8], [18, 9], [19, 8]].map((place) => logit(state, place));
  const slope = [(right - middle) / (x(1) - x(0)), (up - middle) / (y(1) - y(0))];
  const size = slope[0] ** 2 + slope[1] ** 2;
  const [across, down] = [box.right - box.left, box.bottom - box.top];
  const area = { x: box.left, y: box.top, width: across, height: down };
  if (size === 0) {
    const look = { "fill-opacity": STRONGEST * sigmoid(middle), style: "fill: var(--book-blue)" };
    inside.append(svg("rect", { ...area, ...look }));
    return;
  }
  const at = (z) => [x(18), y(8)].map((centre, i) => centre + ((z - middle) / size) * slope[i]);
  const id = uniqueId("wash");
  const [[x1, y1], [x2, y2]] = [at(-FAR), at(FAR)];
  const stops = spaced(-FAR, FAR, 33).map((z) => stop((z + FAR) / (2 * FAR), sigmoid(z)));
  inside.append(
    svg("linearGradient", { id, gradientUnits: "userSpaceOnUse", x1, y1, x2, y2 }, stops),
    svg("rect", { ...area, fill: `url(#${id})` }),
  );
}

/** What the wash means, above the plane at the right. */
function legend({ box, above }) {
  const id = uniqueId("legend");
  const [left, y] = [box.right - 92, box.top - 14];
  const bar = { x: left, y: y - 11, width: 78, height: 13, rx: 2 };
  above.append(
    svg("linearGradient", { id }, stop(0, 0), stop(1, 1)),
    svg(
      "text",
      { class: "axis-name", x: left - 16, y, "text-anchor": "end" },
      richLabel(texts.output),
    ),
    svg("text", { class: "tick", x: left - 4, y, "text-anchor": "end" }, "0"),
    svg("rect", { ...bar, fill: `url(#${id})`, style: "stroke: var(--book-line)" }),
    svg("text", { class: "tick", x: box.right, y, "text-anchor": "end" }, "1"),
  );
}

const anchorOf = ([temperature]) => (temperature > 24 ? "end" : "start");

/** Where on the line its name is farthest from the names of the days, in pixels. */
function quietPlace({ x, y, box }, ends) {
  const half = (place) => (anchorOf(place) === "end" ? -38 : 38);
  const busy = DAYS.map((day) => [x(day.x[0]) + half(day.x), y(day.x[1])]);
  // Words are about three times as long as high.
  const apart = ([a, b], [c, d]) => Math.max(Math.abs(a - c) / 70, Math.abs(b - d) / 24);
  const room = (place) => Math.min(...busy.map((day) => apart(day, place)));
  const [from, to] = ends.map((end) => [x(end[0]), y(end[1])]);
  const places = spaced(0.06, 0.94, 23).map((t) => [
    Math.min(box.right - 24, Math.max(box.left + 24, from[0] + t * (to[0] - from[0]) + 30)),
    Math.min(box.bottom - 10, Math.max(box.top + 16, from[1] + t * (to[1] - from[1]))),
  ]);
  return places.reduce((best, place) => (room(place) > room(best) ? place : best));
}

function lines(axes, state) {
  for (const level of [-Math.log(9), Math.log(9)]) {
    const ends = segment(state, level);
    if (ends) axes.line(ends, { colour: "ink", look: "thin dotted" });
  }
  const ends = segment(state);
  if (!ends) return;
  axes.line(ends, { colour: "ink" });
  const [left, middle] = quietPlace(axes, ends);
  const name = { class: "name", x: left, y: middle, dy: "0.35em", "text-anchor": "middle" };
  axes.above.append(svg("text", { ...name, ...coloured("ink") }, richLabel("*z* = 0")));
}

function draw(state, width) {
  const height = width < PHONE ? 290 : 360;
  const axes = plot({ width, height, x: X, y: Y, margin: { right: 18 } });
  wash(axes, state);
  legend(axes);
  lines(axes, state);
  for (const [i, { name, x }] of DAYS.entries()) {
    const a = output(state, x);
    const anchor = anchorOf(x);
    axes.mark(x, { colour: "ink", shape: CLASS_MARKERS[i], hollow: a <= 0.5, size: 1.2 });
    axes.write(`${name} ${fixed(a)}`, x, { anchor, dx: anchor === "end" ? -12 : 12, dy: 5 });
  }
  return axes.element;
}

// A number and its unit stay in one line.
const degrees = (value) => fillIn(texts.degrees, { value: fixed(value, 1) });
const metres = (value) => fillIn(texts.speed, { value: fixed(value, 1) });
const place = ([temperature, wind]) =>
  fillIn(texts.place, { temperature: degrees(temperature), wind: metres(wind) });

function describe(state) {
  const ends = segment(state);
  const line = ends
    ? fillIn(texts.line, { from: place(ends[0]), to: place(ends[1]) })
    : texts.noLine;
  const days = DAYS.map(({ name, x }) =>
    fillIn(texts.day, { name, place: place(x), output: fixed(output(state, x), 3) }),
  );
  return fillIn(texts.described, { line, days: listed(days) });
}

function direction(state) {
  const { w, b } = state;
  if (w[0] === 0 && w[1] === 0) {
    return fillIn(texts.noWeather, { output: fixed(sigmoid(b), 3) });
  }
  if (!segment(state)) {
    return logit(state, [18, 8]) > 0 ? texts.everyDayMore : texts.everyDayLess;
  }
  if (w[0] === 0) {
    return fillIn(texts.level, { wind: metres(-b / w[1]) });
  }
  if (w[1] === 0) return fillIn(texts.upright, { temperature: degrees(-b / w[0]) });
  const shift = degreesPerWind(state);
  const form = shift > 0 ? texts.needsMore : texts.needsLess;
  return fillIn(form, { degrees: degrees(Math.abs(shift)) });
}

function doubt(state) {
  if (!segment(state)) return "";
  const apart =
    state.w[0] === 0 ? metres(doubtfulWidth(state, 1)) : degrees(doubtfulWidth(state, 0));
  return fillIn(texts.doubt, { apart });
}

const praise = (state) => (isSolved(state) ? texts.solved : "");

const sentence = (state) => `${direction(state)}${doubt(state)}${praise(state)}`;

const readout = (state) => ({
  caption: fillIn(texts.threeDays, { bias: brief(state.b) }),
  corner: texts.dayColumn,
  columns: ["*w*_1*x*_1", "*w*_2*x*_2", "*z*", "*a*"],
  rows: DAYS.map(({ name, x }) => ({
    name: `${name} (${x[0]}, ${x[1]})`,
    cells: [
      brief(state.w[0] * x[0]),
      brief(state.w[1] * x[1]),
      brief(logit(state, x)),
      fixed(output(state, x), 3),
    ],
  })),
});

const table = (state) => ({
  caption: texts.everyOutput,
  corner: texts.windColumn,
  columns: X.ticks.map((temperature) => fillIn(texts.temperatureColumn, { temperature })),
  rows: Y.ticks.map((wind) => ({
    name: `${wind}`,
    cells: X.ticks.map((temperature) => fixed(output(state, [temperature, wind]), 3)),
  })),
});

const scaleButton = (name, factor) =>
  button({
    name,
    act: (state) => scaled(state, factor),
    possible: (state) => canScale(state, factor),
  });

const weightSlider = (i, name) =>
  slider({ path: ["w", i], name, ...WEIGHT, text: (value) => fixed(value, 2) });

export const figure = {
  title: texts.title,
  initial: INITIAL,
  controls: [
    weightSlider(0, texts.weight1),
    weightSlider(1, texts.weight2),
    slider({ path: "b", name: texts.bias, ...BIAS, text: (value) => fixed(value, 1) }),
    row(scaleButton(texts.double, 2), scaleButton(texts.halve, 0.5)),
  ],
  draw,
  describe,
  sentence,
  readout,
  table,
};
