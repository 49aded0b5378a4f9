"""A notebook without cells."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    notebook.cells = []
    write(notebook, path)
