"""A folder with the name of the notebook, with a notebook in it."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    path.mkdir()
    write(notebook, path / path.name)
