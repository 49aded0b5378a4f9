"""JSON that is nested very deeply."""

from pathlib import Path

from nbformat import NotebookNode

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    path.write_text('{"cells": ' + "[" * 10**6 + "]" * 10**6 + "}")
