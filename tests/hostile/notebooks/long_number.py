"""JSON with a number of a million digits."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.write_text('{"cells": [' + "1" * 10**6 + "]}")
