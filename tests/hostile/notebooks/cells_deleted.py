"""The cells of `dense` and its tests are deleted."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 16)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    gone = ("dense", "check_dense", "grade_dense")
    notebook.cells = [cell for cell in notebook.cells if cell.id not in gone]
    write(notebook, path)
