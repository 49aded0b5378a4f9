// An assignment's notebook: its cells, and the way of the written code into it and out of it.

import { notebooks, fillIn } from "../texts.js";

const text = (source) => (Array.isArray(source) ? source.join("") : source);
const nbgrader = (cell) => cell.metadata?.nbgrader ?? {};
const isSolution = (cell) => cell.cell_type === "code" && nbgrader(cell).solution === true;

export const setupCells = (notebook) =>
  notebook.cells
    .filter((cell) => cell.cell_type === "code" && cell.metadata.tags?.includes("setup"))
    .map((cell) => text(cell.source));

// The cells that students write, in their order: [[name, text], ...].
export const solutionCells = (notebook) =>
  notebook.cells.filter(isSolution).map((cell) => [nbgrader(cell).grade_id, text(cell.source)]);

export const stubOf = (notebook, name) => new Map(solutionCells(notebook)).get(name);

// The first test cell after the cell `name`: it calls the visible check.
export function checkCell(notebook, name) {
  const start = notebook.cells.findIndex((cell) => isSolution(cell) && nbgrader(cell).grade_id === name);
  const check = notebook.cells.slice(start + 1).find((cell) => nbgrader(cell).grade === true);
  return text(check.source);
}

// The notebook with the given texts in its solution cells; the others stay as they are.
export const filled = (notebook, codes) => ({
  ...notebook,
  cells: notebook.cells.map((cell) =>
    isSolution(cell) && codes.has(nbgrader(cell).grade_id)
      ? { ...cell, source: codes.get(nbgrader(cell).grade_id) }
      : cell,
  ),
});

// What stands in the solution cells of a file: Map of name to text. It must be the same notebook.
export function readBack(content, notebook, title) {
  let found;
  try {
    found = JSON.parse(content);
  } catch {
    throw new Error(notebooks.notJson);
  }
  if (!Array.isArray(found?.cells) || found.nbformat !== 4) {
    throw new Error(notebooks.notFormat4);
  }
  const cells = new Map(solutionCells(found));
  const wanted = solutionCells(notebook).map(([name]) => name);
  const missing = wanted.filter((name) => !cells.has(name));
  if (missing.length) {
    throw new Error(fillIn(notebooks.another, { title, missing: missing.join(", ") }));
  }
  return new Map(wanted.map((name) => [name, cells.get(name)]));
}
