// Reads the rows of a report and writes the list that the page makes of them, as nested arrays.
import { readFileSync } from "node:fs";
import { report } from "../../../book/_scripts/practice/report.js";

globalThis.document = {
  createElement: (tag) => ({
    made: [tag, {}],
    setAttribute(name, value) {
      this.made[1][name] = value;
    },
    append(...children) {
      this.made.push(...children.map((child) => child.made ?? child));
    },
  }),
};

process.stdout.write(JSON.stringify(report(JSON.parse(readFileSync(0, "utf8")), "../").made));
