"""A file of 3 GB that takes no room on the disk."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    with open(path, "wb") as file:
        file.truncate(3 * 2**30)
