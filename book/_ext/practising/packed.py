"""What practising needs beside the pages: each assignment packed for the browser.

`scripts/practice/<assignment>.js` holds the notebook and the very files of its `checks/`. It is a
classic script that hands over data, because a page opened as a file may not fetch.
"""

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
from sphinx.application import Sphinx

from autograder.exercises import Exercise, all_exercises

from ..notebooks.folders import checks
from ..notebooks.released import released, solution_cells, title


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


def write_all(app: Sphinx) -> None:
    """Write the script of each assignment that is practised."""
    if app.builder.format != "html":
        return
    scripts = Path(app.outdir) / "scripts" / "practice"
    shutil.rmtree(scripts, ignore_errors=True)
    scripts.mkdir(parents=True)
    for assignment in practised():
        (scripts / f"{assignment}.js").write_text(packed(assignment), "utf-8")


def setup(app: Sphinx) -> None:
    app.connect("builder-inited", write_all)
