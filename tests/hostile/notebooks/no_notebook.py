"""A text file, and no notebook."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.with_suffix(".txt").write_text("see my other file")
