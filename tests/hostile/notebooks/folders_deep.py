"""Folders in folders, more than Python can go down and than can be copied elsewhere."""

import os
from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    longest = os.pathconf(path.parent, "PC_PATH_MAX") - 270
    for name, most in (("a", 1100), ("b" * 250, 100)):
        place = str(path.parent)
        for _ in range(most):
            if len(place) < longest:
                place += f"/{name}"
                os.mkdir(place)
    Path(place, "notes.txt").write_text("No folder with a longer name can hold this.")
