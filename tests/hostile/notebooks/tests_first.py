"""All test cells before everything else."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    notebook.cells.sort(key=lambda cell: not cell.metadata.get("nbgrader", {}).get("grade", False))
    write(notebook, path)
