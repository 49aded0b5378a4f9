"""Outputs that say that all tests have passed."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode
from nbformat.v4 import new_output

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                new_output("execute_result", {"text/plain": "1000.0"}, execution_count=1)
            ]
    write(notebook, path)
