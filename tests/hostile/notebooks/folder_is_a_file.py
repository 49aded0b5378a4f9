"""A file in the place of the submission's folder."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.parent.rmdir()
    path.parent.write_text("my homework")
