"""Five thousand files beside the notebook."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    for number in range(5000):
        path.with_name(f"{number}.txt").touch()
