"""Put a graded submission together beside its place: half of one must not look complete."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from nbgrader import utils


def remove(folder: Path) -> None:
    """Remove a folder if it exists."""
    if folder.exists():
        utils.rmtree(str(folder))


def move(staged: Path, final: Path) -> None:
    """Put a finished submission in its place, over an earlier one."""
    final.parent.mkdir(parents=True, exist_ok=True)
    remove(final)
    staged.rename(final)
    with contextlib.suppress(OSError):  # not empty: others are being graded
        staged.parent.rmdir()
        staged.parent.parent.rmdir()


def make(folder: Path) -> None:
    """Make a folder in one that a run on another assignment may be removing."""
    while not folder.is_dir():
        with contextlib.suppress(FileNotFoundError):
            folder.mkdir(parents=True, exist_ok=True)


def keep_other_notebooks(final: Path, staged: Path) -> None:
    """Take over the notebooks of an earlier grading that this one does not grade."""
    for notebook in final.glob("*.ipynb"):
        if not (staged / notebook.name).exists():
            shutil.copy2(notebook, staged)
