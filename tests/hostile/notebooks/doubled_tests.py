"""Every test cell twice, the second time with `pass`."""

from copy import deepcopy
from pathlib import Path

from hostile_class import unwrite, write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    unwrite(notebook)
    for cell in list(notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("grade"):
            twin = deepcopy(cell)
            twin.source, twin.id = "pass", f"{cell.id}-2"
            notebook.cells.append(twin)
    write(notebook, path)
