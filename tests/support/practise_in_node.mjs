// Runs practice jobs in Pyodide under Node, through the page's own program.js and runner.py.
// node practise_in_node.mjs <input.json> <output.json>

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [input, output] = process.argv.slice(2);
const { pyodide: folder, scripts, assignments, jobs } = JSON.parse(readFileSync(input, "utf-8"));
const { program } = await import(pathToFileURL(`${scripts}/program.js`));
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));

const pyodide = await loadPyodide({ indexURL: `${folder}/` });
await pyodide.loadPackage("numpy", { messageCallback: () => {} });
pyodide.FS.mkdirTree("/practice/site-packages");
for (const name of ["runner.py", "float_errors.py", "like_the_notebook.py"]) {
  pyodide.FS.writeFile(`/practice/site-packages/${name}`, readFileSync(`${scripts}/${name}`, "utf-8"));
}
pyodide.runPython('import sys; sys.path.append("/practice/site-packages")');
const check = pyodide.pyimport("runner").check_json;

const laid = new Set();
const done = jobs.map(({ assignment, name, code, solved }) => {
  const kept = (home, other) => {
    const text = solved[`${home}/${other}`];
    return text === undefined ? null : { code: text, solved: true };
  };
  const request = program(assignments[assignment], name, code, kept);
  if (laid.has(assignment)) request.files = {};
  laid.add(assignment);
  const start = performance.now();
  const result = JSON.parse(check(JSON.stringify(request)));
  return { request, result, milliseconds: performance.now() - start };
});
writeFileSync(output, JSON.stringify(done));
