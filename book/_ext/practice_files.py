"""What practising needs beside the pages: each assignment packed for the browser, and as a folder.

`scripts/practice/<assignment>.js` holds the notebook and the very files of its `checks/`. It is a
classic script that hands over data, because a page opened as a file may not fetch. The folder with
the notebook, the checks and the data is `notebooks/<assignment>.zip`.
"""

import ast
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import nbformat
from released import released, solution_cells, title
from sphinx.application import Sphinx

from autograder.course import paths
from autograder.exercises import Exercise, all_exercises

# Zip files remember when; the same content shall give the same file.
EPOCH = (1980, 1, 1, 0, 0, 0)


def practised() -> dict[str, list[str]]:
    """The functions that are practised in the page: those that need NumPy only."""
    found: dict[str, list[str]] = {}
    for exercise in all_exercises():
        if isinstance(exercise, Exercise):
            found.setdefault(exercise.assignment, []).append(exercise.name)
    return found


def borrowed(assignment: str) -> dict[str, dict[str, Any]]:
    """Which functions of other assignments a notebook asks for again: cell -> name -> origin.

    An origin is the other assignment, and the functions that come before this one in it.
    """
    own = practised()[assignment]
    origin = {
        name: {"assignment": other, "earlier": names[: names.index(name)]}
        for other, names in practised().items()
        if other != assignment
        for name in names
    }
    cells = {
        cell: {name: origin[name] for name in functions(stub) if name in origin}
        for cell, stub in solution_cells(assignment).items()
        if cell not in own
    }
    return {cell: names for cell, names in cells.items() if names}


def functions(code: str) -> list[str]:
    """The names of the functions that a cell defines."""
    return [node.name for node in ast.parse(code).body if isinstance(node, ast.FunctionDef)]


def checks(assignment: str) -> dict[str, Path]:
    """The files of `checks/`, by their places beside the notebook."""
    folder = paths.EXERCISES / assignment
    found = [path for kind in ("*.py", "*.json") for path in (folder / "checks").rglob(kind)]
    return {path.relative_to(folder).as_posix(): path for path in sorted(found)}


def packed(assignment: str) -> str:
    """The script that hands an assignment to the page."""
    content = {
        "assignment": assignment,
        "title": title(assignment),
        "functions": practised()[assignment],
        "borrowed": borrowed(assignment),
        "notebook": json.loads(nbformat.writes(released(assignment))),
        "files": {place: path.read_text("utf-8") for place, path in checks(assignment).items()},
    }
    return f"denseToAdamAssignment({json.dumps(content, ensure_ascii=False)});\n"


def write_zip(assignment: str, target: Path) -> None:
    """Write the folder in which the notebook runs."""
    folder = paths.EXERCISES / assignment
    files = {f"{assignment}.ipynb": nbformat.writes(released(assignment)).encode() + b"\n"}
    files |= {place: path.read_bytes() for place, path in checks(assignment).items()}
    for path in sorted(folder.glob("*.npy")):
        files[path.name] = path.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(f"{assignment}/{name}", EPOCH)
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_all(app: Sphinx) -> None:
    if app.builder.format != "html":
        return
    scripts = Path(app.outdir) / "scripts" / "practice"
    shutil.rmtree(scripts, ignore_errors=True)
    scripts.mkdir(parents=True)
    for assignment in practised():
        (scripts / f"{assignment}.js").write_text(packed(assignment), "utf-8")
    for assignment in paths.assignments():
        write_zip(assignment, Path(app.outdir) / "notebooks" / f"{assignment}.zip")
