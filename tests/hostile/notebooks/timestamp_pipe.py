"""A timestamp that is a pipe."""

import os
from pathlib import Path

from hostile_class import write
from nbformat import NotebookNode

POINTS = (24, 24)


def hand_in(path: Path, notebook: NotebookNode) -> None:
    write(notebook, path)
    os.mkfifo(path.with_name("timestamp.txt"))
