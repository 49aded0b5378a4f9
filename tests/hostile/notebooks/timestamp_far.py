"""A timestamp of the year 99999, in numbers that overflow."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    path.with_name("timestamp.txt").write_text("99999-99-99 99:99:99 +99:99")
