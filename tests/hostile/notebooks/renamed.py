"""The notebook as a browser names the second download of it."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path.with_name("forward_propagation (1).ipynb"))
