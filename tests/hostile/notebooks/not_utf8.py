"""A notebook in UTF-16."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    path.write_text(path.read_text("utf-8"), "utf-16")
