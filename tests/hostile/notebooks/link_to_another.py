"""A link to the notebook of another student."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.symlink_to(path.parents[2] / "aaa_honest" / path.parent.name / path.name)
