"""Tests without labels made raw cells, and others that define the functions of the exercise."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode
from nbformat.v4 import new_raw_cell

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for index, cell in enumerate(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            notebook.cells[index] = new_raw_cell("def check_dense(): return 5\ngrade_dense = 5")
    write(notebook, path)
