// Practising in the page: the cells in the chapters, and the lists on the page “Practise”.

import { practiceCell } from "./cell.js";
import { practiceList } from "./list.js";
import "./practice.css";
import { Python } from "./python.js";

const found = [...document.querySelectorAll("[data-practice-cell], [data-practice-list]")];
if (found.length) {
  const { root, pyodide, pyodideHost, pyodideFiles } = found[0].dataset;
  const files = pyodideFiles.split(" ").filter(Boolean);
  const source = { root, address: pyodide, host: pyodideHost, files };
  const python = new Python(source);
  for (const box of found) {
    (box.dataset.practiceCell ? practiceCell : practiceList)(box, python, source);
  }
}
