// Tables of numbers, in which every row and column is named.

import { coloured, html, richText } from "./elements.js";

const header = (scope, text, colour) =>
  html("th", { scope, ...coloured(colour) }, richText(text));

const content = (cell) => (typeof cell === "string" ? richText(cell) : cell);

/**
 * `columns` are names; `rows` are { name, cells, colour }. Cells are text in which *z*_1 may stand,
 * or elements.
 * `corner` names the first column.
 */
export const numberTable = ({ caption, corner, columns, rows }) =>
  html(
    "table",
    { class: "live-table" },
    html("caption", {}, richText(caption)),
    html("thead", {}, html("tr", {}, [corner, ...columns].map((name) => header("col", name)))),
    html(
      "tbody",
      {},
      rows.map(({ name, cells, colour }) =>
        html("tr", {}, header("row", name, colour), cells.map((cell) => html("td", {}, content(cell)))),
      ),
    ),
  );
