// A row of horizontal bars with their values, one below the other.

import { coloured, richLabel, svg } from "./elements.js";

const ROW = 34;
const TOP = 30;

/**
 * `rows` are { name, value, text, colour, strong }. The longest bar leaves `textWidth` pixels for
 * its text; `largest` is the value that a bar of full length stands for.
 */
export function bars({ width, title, rows, largest, nameWidth = 22, textWidth = 62, total }) {
  const room = width - nameWidth - textWidth;
  const height = TOP + ROW * rows.length + (total ? 26 : 6);
  const draw = (row, i) => {
    const middle = TOP + ROW * (i + 0.5);
    const length = Math.max(0, (row.value / largest) * room);
    const look = row.strong ? "bar strong" : "bar";
    return svg(
      "g",
      coloured(row.colour),
      svg("text", { class: "name", x: 2, y: middle, dy: "0.35em" }, richLabel(row.name)),
      svg("rect", { class: look, x: nameWidth, y: middle - 12, width: length, height: 24 }),
      svg("text", { class: "name", x: nameWidth + length + 7, y: middle, dy: "0.35em" }, row.text),
    );
  };
  return svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}` },
    svg("text", { class: "axis-name", x: nameWidth, y: 16 }, richLabel(title)),
    svg("line", { class: "axis", x1: nameWidth, x2: nameWidth, y1: TOP, y2: TOP + ROW * rows.length }),
    rows.map(draw),
    total ? svg("text", { class: "tick", x: nameWidth, y: height - 6 }, total) : [],
  );
}
