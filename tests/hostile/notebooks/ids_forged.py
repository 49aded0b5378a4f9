"""No labels, but the ids of the tests, on cells that pass, and a `check` that says yes to all."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.source = "24.0"
        cell.metadata = NotebookNode()
    notebook.cells.insert(2, new_code_cell("check = grade = lambda *all: 24.0"))
    write(notebook, path)
