"""Run the students' notebooks as they are released, then filled in with the solutions.

For systems that only students use: it needs what `requirements-student.lock` installs, and
TensorFlow for the assignments that import it. `python tools/try_notebooks.py [ASSIGNMENT ...]`.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[1]
IMPORT = re.compile(r'"(?:import|from) (?:tensorflow|keras)')
NOT_WRITTEN = re.compile(r"is not written yet|NotImplementedError|NameError|not answered yet")


def main(names: list[str]) -> int:
    """Try the named assignments, by default all; print one line per notebook and fault."""
    faults: list[str] = []
    for path in sorted((ROOT / "exercises").glob("*/*.ipynb")):
        if names and path.stem not in names:
            continue
        if IMPORT.search(path.read_text("utf-8")) and not find_spec("tensorflow"):
            print(f"{path.stem}: left out, since TensorFlow is not installed")
            continue
        for kind, errors in tried(path).items():
            print(f"{path.stem}, {kind}: {len(errors)} unexpected errors", *errors, sep="\n  ")
            faults += errors
    return 1 if faults else 0


def tried(path: Path) -> dict[str, list[str]]:
    """Return the unexpected errors of a notebook as released, and with the author's solutions."""
    empty = [error for error in _errors(path, {}) if not NOT_WRITTEN.search(error)]
    source = ROOT / "solutions" / path.stem / f"{path.stem}.py"
    if not source.is_file():
        return {"as released": empty}
    solutions = _solutions(source.read_text("utf-8"))
    return {"as released": empty, "filled in": _errors(path, solutions)}


def _solutions(text: str) -> dict[str, str]:
    """Return the code of the cells marked `# %% solution NAME`."""
    cells = re.split(r"^# %%", text, flags=re.MULTILINE)
    marks = ((re.match(r" (?:solution|manual) (\w+)[^\n]*\n", cell), cell) for cell in cells)
    return {mark[1]: cell[mark.end() :] for mark, cell in marks if mark}


def _errors(path: Path, codes: dict[str, str]) -> list[str]:
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = codes.get(name, cell.source)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(shutil.copytree(path.parent, Path(folder, path.stem)))
        place = {"metadata": {"path": str(copy)}}
        NotebookClient(notebook, allow_errors=True, resources=place).execute()
    return [error for cell in notebook.cells for error in _errors_of(cell)]


def _errors_of(cell: NotebookNode) -> list[str]:
    outputs = (output for output in cell.get("outputs", []) if output.output_type == "error")
    first = cell.get("source", "").partition("\n")[0]
    return [f"{output.ename}: {output.evalue} (in the cell {first!r})" for output in outputs]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
