"""Test cells without their metadata, and `pass` in them."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata, cell.source = NotebookNode(), "pass"
    write(notebook, path)
