"""Which column of a roster the points of an assignment belong into, and what it can hold."""

from __future__ import annotations

from collections.abc import Sequence

from ..course.errors import CourseError
from ..course.printable import one_line
from .roster import name_key
from .systems.system import System
from .tables import points_text


def column_for(system: System, header: Sequence[str], assignment: str, wanted: str) -> str:
    """Return the header of the roster's column for an assignment, or the title of a new one.

    Raises
    ------
    CourseError
        If a column was asked for that is not there.
    """
    titles = {name: system.title_of(name) for name in header}
    name = wanted or assignment
    for head, title in titles.items():
        if name in (head, title) or (title and name_key(title) == name_key(name)):
            return head
    if wanted:
        known = named_columns(system, header) or "none"
        raise CourseError(
            f"the roster has no column {wanted!r} with points; {system.title} calls them: {known}. "
            "Export the roster again after the assignment was made there"
        )
    return assignment


def named_columns(system: System, header: Sequence[str]) -> str:
    """Return the titles of the roster's columns with points, as one line."""
    return ", ".join(one_line(title) for title in map(system.title_of, header) if title)


def check_maximum(
    system: System, rows: Sequence[Sequence[str]], column: str, max_score: float
) -> None:
    """Refuse to write points for a column in which they would mean something else.

    Raises
    ------
    CourseError
        If the system expects another maximum.
    """
    maximum = system.maximum_in(rows, column)
    if maximum is not None and abs(maximum - max_score) > 0.005:
        there, here = points_text(maximum), points_text(max_score)
        raise CourseError(
            f"{system.title} gives {there} points for this assignment, and the notebook {here}: "
            f"set the points to {here} in {system.title} and export the roster again, or add "
            f"`--out-of {there}` to convert the points"
        )
