"""A pipe into which nobody writes."""

import os
from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    os.mkfifo(path)
