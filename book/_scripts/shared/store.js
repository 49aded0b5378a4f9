// What a reader did, kept in this browser. Where that is refused or full, the page works on without.

export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Refused or full: there is nothing that the reader could do about it here.
  }
}
