"""The notebook of another assignment."""

import shutil
from pathlib import Path

from nbformat import NotebookNode

from autograder.course import paths

POINTS = (0, 0)


def hand_in(path: Path, _notebook: NotebookNode) -> None:
    shutil.copy(paths.EXERCISES / "keras_models" / "keras_models.ipynb", path)
