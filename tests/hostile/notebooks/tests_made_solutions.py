"""Test cells marked as solutions, unlocked, and worth 1000 points."""

from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.update(
                solution=True, locked=False, points=1000, checksum="0" * 32
            )
            cell.source = "1000.0"
    write(notebook, path)
