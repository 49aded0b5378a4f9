// What was written for a function: {code, solved}, or null while nothing is.

import { load, save } from "../shared/store.js";

export const keyOf = (assignment, name) => `dense-to-adam/practice/${assignment}/${name}`;

export function kept(assignment, name) {
  const record = load(keyOf(assignment, name));
  return typeof record?.code === "string" ? { code: record.code, solved: record.solved === true } : null;
}

export const keep = (assignment, name, record) => save(keyOf(assignment, name), record);
