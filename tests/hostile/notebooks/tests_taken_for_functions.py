"""Labels lost, and the names of the functions in a last cell, behind which the tests come."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

POINTS = (0, 0)
NAMES = "sigmoid", "dense", "sequential", "dense_batch", "predict", "check", "np"


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    notebook.cells = [c for c in notebook.cells if not c.id.startswith(("check_", "grade_"))]
    for cell in notebook.cells:
        cell.metadata = NotebookNode()
    notebook.cells.append(new_code_cell("\n".join(f"def {n}(*all): return 1" for n in NAMES)))
    write(notebook, path)
