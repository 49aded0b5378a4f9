// What the reader has done, kept in this browser and nowhere else.

const ROOT = "dense-to-adam";
// Storage may be refused (private windows, settings) or full: then things last as long as the page.
const unsaved = new Map();

export const quizKey = (stem) => `${ROOT}/quiz/${stem}`;
export const practiceKey = (assignment, name) => `${ROOT}/practice/${assignment}/${name}`;

export function load(key) {
  if (unsaved.has(key)) return unsaved.get(key);
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function save(key, value) {
  unsaved.delete(key);
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    unsaved.set(key, value);
  }
}

export function forget(key) {
  unsaved.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // It was not kept either.
  }
}
