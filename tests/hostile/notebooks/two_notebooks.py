"""Two notebooks, both under other names."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path.with_name("a.ipynb"))
    write(notebook, path.with_name("b.ipynb"))
