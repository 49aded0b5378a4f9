"""The folder is a link that leads nowhere."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.parent.rmdir()
    path.parent.symlink_to(path.parents[2] / "nobody")
