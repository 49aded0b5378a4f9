// Reads a list of formulas from each line of the input, and writes a list of MathML, null where KaTeX fails.
const readline = require("readline");
const katex = require(process.argv[2]);

const options = {
  output: "mathml", throwOnError: true, strict: "ignore", trust: false, maxExpand: 200, maxSize: 20,
};
const MATH = /^<span class="katex">(<math[^]*<\/math>)<\/span>$/;

function mathml({ tex, display }) {
  try {
    const made = katex.renderToString(tex, { ...options, displayMode: display, globalGroup: false });
    const found = MATH.exec(made);
    // A wide one can be scrolled, so a keyboard must reach it.
    return found ? found[1].replace('display="block"', 'display="block" tabindex="0"') : null;
  } catch {
    return null;
  }
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  process.stdout.write(`${JSON.stringify(JSON.parse(line).map(mathml))}\n`);
});
