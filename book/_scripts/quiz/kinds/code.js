// Questions whose answer is the code that fills in a blank.

import { quiz as texts } from "../../texts.js";
import { entryField } from "../fields/entry.js";
import { form } from "../python/form.js";
import { PythonError } from "../python/tokens.js";
import { comparing } from "../rules.js";
import { isTooLong } from "../typed.js";

export const code = {
  nothing: texts.writeCode,
  field: entryField,
  mark({ line, accept, wrong }, text) {
    const given = text.replace(/^`+|`+$/g, "").trim();
    if (isTooLong(given)) return { unreadable: texts.longCode };
    if (!isPython(given)) return { unreadable: texts.noPython };
    if (accept.some((wanted) => fits(line, given, wanted))) return { right: true };
    const mistake = wrong.findIndex((wanted) => fits(line, given, wanted));
    return mistake >= 0 ? { right: false, mistake } : { right: false };
  },
};

// Whether `given` is equivalent to `wanted`: to the missing part, or to its whole line.
function fits(line, given, wanted) {
  const { gap } = comparing;
  const lines = line === gap ? [wanted] : [wanted, line.replaceAll(gap, () => wanted)];
  const formGiven = form(given);
  return lines.some((text) => isPython(text) && form(text) === formGiven);
}

function isPython(line) {
  try {
    form(line);
    return true;
  } catch (error) {
    if (error instanceof PythonError) return false;
    throw error;
  }
}
