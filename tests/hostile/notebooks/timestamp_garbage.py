"""A timestamp that is no time."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    path.with_name("timestamp.txt").write_text("the day before yesterday")
