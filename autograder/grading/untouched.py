"""Notice a template that was submitted as it was handed out, beside the notebook with the work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from nbformat import NotebookNode
from nbgrader import utils

from ..course.printable import one_line
from . import find_notebook

MAX_NAMED = 3


def note_of(notebook: NotebookNode, path: Path) -> Iterator[str]:
    """Yield what is odd about a restored notebook in which nobody has written, if something is."""
    answers = [cell for cell in notebook.cells if utils.is_solution(cell)]
    if not answers or not all(_is_untouched(cell) for cell in answers):
        return
    others = [
        other.relative_to(path.parent).as_posix()
        for other in find_notebook.candidates(path.parent, path.stem)
        if other.suffix.lower() == ".ipynb"
    ]
    if others:
        names = ", ".join(map(one_line, others[:MAX_NAMED]))
        yield (
            f"nobody has written in {path.name}, and it was graded; the submission also holds "
            f"{names}: if that is the work, rename it to {path.name}"
        )


def _is_untouched(cell: NotebookNode) -> bool:
    known = cell.metadata.nbgrader.get("checksum")
    return bool(known) and known == utils.compute_checksum(cell)
