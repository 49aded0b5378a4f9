"""On which line of which file an author wrote something."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from ..assignments.marks import cell_lines
from ..assignments.source import read
from ..course import paths
from ..course.errors import Fault
from ..exercises import AnyExercise
from ..exercises.registry import FOLDER, place_of

CELL = re.compile(r"<solutions/\w+: (.+)>")  # see `source.run_cell`


def at_exercise(exercise: AnyExercise, what: str, remedy: str) -> Fault:
    """Return a fault at the line that makes the exercise."""
    return Fault(*place_of(exercise), what, remedy)


def at_cell(assignment: str, error: Exception, what: str, remedy: str) -> Fault:
    """Return a fault at the solution cell, run by `source.run_cell`, that raised an exception."""
    path = paths.source_of(assignment)
    lines = cell_lines(path.read_text("utf-8"))
    starts = {cell["id"]: line for cell, line in zip(read(assignment).cells, lines)}
    for frame in traceback.extract_tb(error.__traceback__)[::-1]:
        if cell := CELL.fullmatch(frame.filename):
            return Fault(path, starts[cell[1]] + (frame.lineno or 0), what, remedy)
    return Fault(path, 1, what, remedy)


def at_exception(error: Exception) -> Fault:
    """Return a fault at the line of an author's file that raised an exception.

    Raises
    ------
    Exception
        The exception itself, if it was raised elsewhere: it is no author's.
    """
    what = f"{type(error).__name__}: {error}"
    if isinstance(error, SyntaxError) and _is_authors(error.filename or ""):
        what = f"not Python: {error.msg}"
        return Fault(
            Path(error.filename or ""), error.lineno or 1, what, "correct the syntax there"
        )
    frames = traceback.extract_tb(error.__traceback__)
    if authors := [frame for frame in frames if _is_authors(frame.filename)]:
        last = authors[-1]
        return Fault(
            Path(last.filename), last.lineno or 1, what, "correct this line or what it calls"
        )
    raise error


def _is_authors(name: str) -> bool:
    path = Path(name)
    in_folders = path.is_relative_to(FOLDER) or path.is_relative_to(paths.SOLUTIONS)
    return in_folders and path != FOLDER / "registry.py"
