"""A notebook of which the second half is missing."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    text = path.read_text("utf-8")
    path.write_text(text[: len(text) // 2], "utf-8")
