// What the page's scripts say to readers, ready to be translated: one object per subject. What
// stands in braces is filled in; `said` refuses a text whose values are not those that it names.

export const progress = {
  soFar: "So far: {done}.",
  notCounted: " This browser keeps nothing of what you do, so nothing is counted from one page to the next.",
  questions: "{right} of {total} questions right",
  functions: "{solved} of {total} functions solved",
};

export const practice = {
  check: "Check",
  stop: "Stop",
  reset: "Reset",
  firstCell: "<the first cell>",
  yourCode: "<your code>",
  yourFunction: "<your {name}>",
  notSolved: "your own {name} is called here, and it is not solved yet. Solve it first",
  belongsTo: ": it belongs to the assignment {assignment}",
  stubIsBack: "The stub is back. Ctrl+Z brings back what you had written.",
  editor: "Your code for {name}",
  help: "Ctrl+Enter checks. Esc, then Tab leaves the editor. The first check loads Python from {host} (16 MB).",
  thisBook: "this book",
  solved: "✓ solved",
  written: "written, not yet solved",
  notStarted: "not started",
  preparing: "Preparing.",
  waiting: "Waiting for another check to end.",
  loading: "Loading Python and NumPy.",
  loaded: "{loaded} of {total} MB",
  checking: "Checking.",
  printed: "Printed:",
  isRight: "Solved: {name} is right.",
  stoppedWithError: "Your code stopped with an error.",
  noPython: "Python is not available.",
  stopped: "Stopped.",
  tooLong: "Stopped after {seconds} seconds. Is there a loop that never ends?",
  noWorker: "no worker could be started",
  gaveUp: "Python gave up: {reason}. What you wrote is still here; the next check starts Python anew.",
  notLoaded:
    "Python could not be loaded ({reason}). It comes from {host}: is there a network? What you wrote is still here. " +
    "The notebook works without.",
  notRead: "{address} could not be read; is the book complete?",
};

export const notebooks = {
  notKept:
    "This browser does not keep what you write: it is lost when you leave this page. Export the notebook before you do.",
  exportWritten: "Export what I wrote",
  exportNotebook: "Export the notebook",
  importNotebook: "Import a notebook",
  undoImport: "Undo the import",
  file: "Notebook",
  checkWritten: "Check what is written",
  nothingWritten: "Nothing is written yet.",
  state: "{name}: {state}",
  notRightYet: "{name} is not right yet.",
  allRight: "All {count} that are written are right.",
  holdsThisPage: "{file} holds what you wrote on this page.",
  holds: "{file} holds what you wrote: {done} of {total} functions.",
  taken: "{count} cells taken from {file}. Check what is written to see what is right.",
  importUndone: "What was there before the import is back.",
  notJson: "This file is no notebook: it cannot be read as JSON. Choose a file that ends in .ipynb.",
  notFormat4: "This file is no notebook of format 4. Open and save it in JupyterLab, then try again.",
  another: "This is not the notebook “{title}”: it has no cell {missing}.",
};

export const figures = {
  table: "The numbers in a table",
  reset: "Reset",
  play: "Play",
  pause: "Pause",
  power: " to the power of {exponent}",
};

const PLACE = /\{(\w+)\}/g;

/** A text with its values filled in: said(progress.questions, { right: 2, total: 5 }). */
export function said(text, values = {}) {
  const unused = new Set(Object.keys(values));
  const filled = text.replace(PLACE, (_, name) => {
    if (!(name in values)) throw new Error(`no value for {${name}} in “${text}”`);
    unused.delete(name);
    return values[name];
  });
  if (unused.size) throw new Error(`no place for ${[...unused].join(", ")} in “${text}”`);
  return filled;
}
