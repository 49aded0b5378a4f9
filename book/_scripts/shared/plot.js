// Axes with curves and marks, drawn at the width that the page has to give.

import { ticks as niceTicks } from "d3-array";
import { coloured, richLabel, svg, uniqueId } from "./elements.js";
import { brief } from "./numbers.js";

const MARGIN = { top: 30, right: 14, bottom: 46, left: 46 };
/** Below this width a drawing should be lower, so that its sliders are on the screen too. */
export const PHONE = 420;
const MARKERS = {
  circle: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0Z",
  square: "M-5.5,-5.5h11v11h-11Z",
  triangle: "M0,-7L6.5,5H-6.5Z",
  diamond: "M0,-7.5L7.5,0L0,7.5L-7.5,0Z",
};
/** The markers of four classes, as in the book's static pictures. */
export const CLASS_MARKERS = ["circle", "square", "triangle", "diamond"];

/** A linear map from `domain` to `range`. */
export const scale =
  ([from, to], [start, end]) =>
  (value) =>
    start + ((value - from) / (to - from)) * (end - start);

/** `count` evenly spaced numbers, both ends included. */
export const spaced = (from, to, count) =>
  Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

/** The outline of a line through points; a point that is not a number lifts the pen. */
export function outline(points) {
  let drawing = false;
  return points
    .map(([x, y]) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) {
        drawing = false;
        return "";
      }
      const command = drawing ? "L" : "M";
      drawing = true;
      return `${command}${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join("");
}

const chosenTicks = ({ domain, ticks = 6 }) =>
  Array.isArray(ticks) ? ticks : niceTicks(...domain, ticks);

function axisX(axis, at, { left, right, top, bottom }) {
  const write = axis.text ?? brief;
  const marks = chosenTicks(axis).map((value) => [
    svg("line", { class: "grid", x1: at(value), x2: at(value), y1: top, y2: bottom }),
    svg("text", { class: "tick", x: at(value), y: bottom + 18, "text-anchor": "middle" }, write(value)),
  ]);
  const name = { class: "axis-name", x: right, y: bottom + 37, "text-anchor": "end" };
  return [
    marks,
    svg("line", { class: "axis", x1: left, x2: right, y1: bottom, y2: bottom }),
    svg("text", name, richLabel(axis.name)),
  ];
}

function axisY(axis, at, { left, right, top }) {
  const write = axis.text ?? brief;
  const marks = chosenTicks(axis).map((value) => [
    svg("line", { class: "grid", x1: left, x2: right, y1: at(value), y2: at(value) }),
    svg(
      "text",
      { class: "tick", x: left - 8, y: at(value), dy: "0.35em", "text-anchor": "end" },
      write(value),
    ),
  ]);
  return [marks, svg("text", { class: "axis-name", x: 4, y: top - 14 }, richLabel(axis.name))];
}

/**
 * Axes to draw on. `x` and `y` are { domain, name, ticks, text }: `ticks` a number or a list,
 * `text` writes a tick. The methods take values of the axes, not pixels, and return the plot.
 */
export function plot({ width, height, x, y, margin = {} }) {
  const m = { ...MARGIN, ...margin };
  const box = { left: m.left, right: width - m.right, top: m.top, bottom: height - m.bottom };
  const atX = scale(x.domain, [box.left, box.right]);
  const atY = scale(y.domain, [box.bottom, box.top]);
  const clip = uniqueId("clip");
  const inside = svg("g", { "clip-path": `url(#${clip})` });
  const above = svg("g");
  const frame = { x: box.left, y: box.top, width: box.right - box.left };
  const element = svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    svg("clipPath", { id: clip }, svg("rect", { ...frame, height: box.bottom - box.top })),
    axisX(x, atX, box),
    axisY(y, atY, box),
    inside,
    above,
  );
  const placed = (points) => outline(points.map(([a, b]) => [atX(a), atY(b)]));
  const path = (points, { colour, look = "" }) =>
    svg("path", { class: `curve ${look}`, d: placed(points), ...coloured(colour) });

  return {
    element,
    /** The pixels of a value, for what these methods do not draw. */
    x: atX,
    y: atY,
    box,
    /** Groups to append to: `inside` is cut off at the axes, `above` is not. */
    inside,
    above,
    /** A line through points. `look`: "thick", "thin", "broad", "dashed" or "dotted". */
    line(points, options = {}) {
      inside.append(path(points, options));
      return this;
    },
    /** The graph of a function of x; at each of `breaks` it jumps, and the pen is lifted. */
    graph(f, options = {}) {
      const { samples = 240, breaks = [] } = options;
      const points = spaced(...x.domain, samples)
        .filter((value) => !breaks.includes(value))
        .map((value) => [value, f(value)]);
      const jumps = breaks.map((value) => [value, NaN]);
      return this.line([...points, ...jumps].sort(([a], [b]) => a - b), options);
    },
    /** A marker: "circle", "square", "triangle" or "diamond". */
    mark([a, b], { colour, shape = "circle", hollow = false, size = 1 } = {}) {
      const look = hollow ? "marker hollow" : "marker";
      const place = `translate(${atX(a).toFixed(1)},${atY(b).toFixed(1)}) scale(${size})`;
      const attributes = { class: look, d: MARKERS[shape], transform: place };
      above.append(svg("path", { ...attributes, ...coloured(colour) }));
      return this;
    },
    /** Words at a place; `dx` and `dy` are pixels, `anchor` is start, middle or end. */
    write(text, [a, b], { colour, anchor = "start", dx = 0, dy = 0 } = {}) {
      const place = { x: atX(a) + dx, y: atY(b) + dy, "text-anchor": anchor };
      above.append(svg("text", { class: "name", ...place, ...coloured(colour) }, richLabel(text)));
      return this;
    },
  };
}
