"""`autograder check`: find an author's faults in seconds, all of them, before students do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ..assignments.source import read
from ..course import paths
from ..course.errors import CourseError, Fault, FaultsFoundError
from ..exercises import of_assignment
from .book_faults import book_faults
from .dry_run import dry_run_faults
from .notebook_faults import notebook_faults
from .page_faults import page_faults
from .selection import Selection
from .specification_faults import specification_faults


def faults_of(selected: Iterable[Selection]) -> list[str]:
    """Return every fault of the selected assignments and functions, as an author reads it."""
    faults: list[str] = []
    selected = list(selected)
    if {assignment for assignment, name in selected if not name} >= set(paths.assignments()):
        faults += _reported(page_faults)
    for assignment, name in selected:
        faults += _of_quiz(assignment) if assignment in paths.quizzes() else _of(assignment, name)
    return list(dict.fromkeys(faults))


def _of_quiz(assignment: str) -> list[str]:
    def read_it() -> list[Fault]:
        read(assignment)
        return []

    return _reported(read_it)


def _of(assignment: str, name: str) -> list[str]:
    """Look at all that is written, and run it if nothing is wrong with that."""
    faults = _reported(lambda: notebook_faults(assignment))
    faults += _reported(lambda: _of_exercises(assignment, name))
    return faults or _reported(lambda: dry_run_faults(assignment, name))


def _of_exercises(assignment: str, name: str) -> list[Fault]:
    exercises = [item for item in of_assignment(assignment) if name in ("", item.name)]
    return [
        fault
        for exercise in exercises
        for fault in (*book_faults(exercise), *specification_faults(exercise))
    ]


def _reported(find: Callable[[], Sequence[Fault]]) -> list[str]:
    try:
        return list(map(str, find()))
    except FaultsFoundError as error:
        return list(map(str, error.faults))
    except CourseError as error:
        return [str(error)]
