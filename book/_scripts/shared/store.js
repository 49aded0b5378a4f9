// What the reader has done, kept in this browser and nowhere else.

const ROOT = "dense-to-adam";
const PROBE = `${ROOT}/probe`;
// Storage may be refused (private windows, settings) or full: then things last as long as the page.
const unsaved = new Map();
const listeners = [];
let refused = !holds(PROBE, "1");
remove(PROBE);

export const quizKey = (stem) => `${ROOT}/quiz/${stem}`;
export const practiceKey = (assignment, name) => `${ROOT}/practice/${assignment}/${name}`;

// Whether what is saved outlasts the page, as far as was seen up to now.
export const keeps = () => !refused && unsaved.size === 0;

// What is not kept, of the keys that begin with `start`: [[key, value], ...].
export const notKept = (start = "") => [...unsaved].filter(([key]) => key.startsWith(`${ROOT}/${start}`));

// Call `listener` now, and whenever the browser begins or ceases to keep things.
export function onKeeping(listener) {
  listeners.push(listener);
  listener(keeps());
}

export function load(key) {
  if (unsaved.has(key)) return unsaved.get(key);
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function save(key, value) {
  changing(() => {
    unsaved.delete(key);
    if (!holds(key, JSON.stringify(value))) unsaved.set(key, value);
  });
}

export function forget(key) {
  changing(() => {
    unsaved.delete(key);
    // What cannot be removed is forgotten for as long as the page lasts.
    if (!remove(key)) unsaved.set(key, null);
  });
}

function changing(action) {
  const before = keeps();
  action();
  for (const [key, value] of unsaved) {
    // There may be room again.
    if (holds(key, JSON.stringify(value))) unsaved.delete(key);
  }
  if (unsaved.size === 0 && refused) refused = !holds(PROBE, "1") || !remove(PROBE);
  if (keeps() !== before) for (const listener of listeners) listener(keeps());
}

// Whether the browser takes a text and gives it back.
function holds(key, text) {
  try {
    // What stands in for a storage that is refused (_ext/fixes/refused_storage.py) ends with the page.
    if (localStorage.endsWithPage) return false;
    localStorage.setItem(key, text);
    return localStorage.getItem(key) === text;
  } catch {
    return false;
  }
}

function remove(key) {
  try {
    if (localStorage.endsWithPage) return true;
    localStorage.removeItem(key);
    return localStorage.getItem(key) === null;
  } catch {
    return false;
  }
}
