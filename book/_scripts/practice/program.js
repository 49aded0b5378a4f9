// What runs when a function is checked: the notebook's set-up, the functions before it as the reader
// has solved them, what was written, and the notebook's own check. The reference is never among it.

import { practice, fillIn } from "../texts.js";
import { checkCell, setupCells, solutionCells } from "./notebook.js";

const UNWRITTEN = "raise NotImplementedError";
const mentions = (code, name) => new RegExp(`\\b${name}\\b`).test(code);

export function program(content, name, code, kept) {
  const { assignment, notebook } = content;
  const cells = solutionCells(notebook).map(([cell]) => cell);
  const parts = setupCells(notebook).map((text) => ({ file: practice.firstCell, text }));
  for (const cell of cells.slice(0, cells.indexOf(name))) {
    if (content.borrowed[cell]) parts.push(...borrowedParts(content, cell, kept));
    else if (content.functions.includes(cell)) parts.push(ownPart(assignment, cell, kept));
  }
  return {
    assignment,
    name,
    earlier: parts.filter((part) => part.text !== null),
    missing: parts.filter((part) => part.text === null),
    own: { file: practice.yourCode, text: code },
    check: checkCell(notebook, name),
    files: content.files,
  };
}

// The texts for the notebook's solution cells, as far as there are any.
export function handedIn(content, kept) {
  const codes = solutionCells(content.notebook).map(([cell]) => [
    cell,
    content.borrowed[cell]
      ? borrowedParts(content, cell, kept, true).map(({ text }) => text.trimEnd()).join("\n\n\n")
      : kept(content.assignment, cell)?.code,
  ]);
  return new Map(codes.filter(([, code]) => code !== undefined));
}

function ownPart(assignment, name, kept) {
  const record = kept(assignment, name);
  if (record?.solved) return { name, file: fillIn(practice.yourFunction, { name }), text: record.code };
  return { name, text: null, message: fillIn(practice.notSolved, { name }) };
}

// A cell that asks for functions of earlier assignments: those that were written into it, else the
// reader's solved ones with what they call, else nothing, or the stub where `withStubs`.
function borrowedParts(content, cell, kept, withStubs = false) {
  const stubs = functionsIn(new Map(solutionCells(content.notebook)).get(cell));
  const written = functionsIn(kept(content.assignment, cell)?.code ?? "");
  const parts = written.filter((part) => !stubs.some(({ name }) => name === part.name));
  for (const { name, text } of stubs) {
    const own = written.find((part) => part.name === name && !part.text.includes(UNWRITTEN));
    const origin = content.borrowed[cell][name];
    const solved = origin && kept(origin.assignment, name)?.solved;
    if (own) parts.push({ ...own, file: fillIn(practice.yourFunction, { name }) });
    else if (solved) parts.push(...withHelpers(name, origin, kept));
    else if (withStubs) parts.push({ name, text });
    else parts.push({ name, text: null, message: notSolved(name, origin) });
  }
  return parts.filter((part, i) => parts.findIndex(({ name }) => name === part.name) === i);
}

const notSolved = (name, origin) =>
  fillIn(practice.notSolved, { name }) +
  (origin ? fillIn(practice.belongsTo, { assignment: origin.assignment }) : "");

// A solved function of another assignment, after those functions of that assignment that it calls.
function withHelpers(name, { assignment, earlier }, kept) {
  const { code } = kept(assignment, name);
  const helpers = earlier.flatMap((helper, i) =>
    mentions(code, helper) && kept(assignment, helper)?.solved
      ? withHelpers(helper, { assignment, earlier: earlier.slice(0, i) }, kept)
      : [],
  );
  return [...helpers, { name, file: fillIn(practice.yourFunction, { name }), text: code }];
}

// The functions of a text, each with what stands before the next one.
function functionsIn(code) {
  const pieces = code.split(/^(?=(?:@.*\n)*def )/m).filter((piece) => piece.trim());
  return pieces.map((text) => ({
    name: text.match(/^def\s+(\w+)/m)?.[1] ?? "",
    file: practice.yourCode,
    text,
  }));
}
