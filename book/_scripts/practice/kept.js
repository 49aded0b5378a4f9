// What was written for a function: {code, solved}, or null while nothing is.

import { load, practiceKey, save } from "../shared/store.js";

export function kept(assignment, name) {
  const record = load(practiceKey(assignment, name));
  return typeof record?.code === "string" ? { code: record.code, solved: record.solved === true } : null;
}

export const keep = (assignment, name, record) => save(practiceKey(assignment, name), record);
