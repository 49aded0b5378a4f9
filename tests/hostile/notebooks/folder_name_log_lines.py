"""The notebook in a folder whose name turns the direction of writing and begins new lines."""

from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    folder = path.parent / "\u202egnidarg\x1b]0;graded\x07\n[AutogradeApp | ERROR] Interrupted."
    folder.mkdir()
    write(notebook, folder / path.name)
