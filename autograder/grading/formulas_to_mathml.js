// For each line of the input, a list of formulas, writes {mathml, seconds}: the list of their MathML,
// null where KaTeX fails, and the CPU time that it took.
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
  const before = process.cpuUsage();
  const made = JSON.parse(line).map(mathml);
  const { user, system } = process.cpuUsage(before);
  const seconds = (user + system) / 1e6;
  process.stdout.write(`${JSON.stringify({ mathml: made, seconds })}\n`);
});
