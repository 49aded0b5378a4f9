"""The folder is a link to that of another student."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.parent.rmdir()
    path.parent.symlink_to(path.parents[2] / "aaa_honest" / path.parent.name)
