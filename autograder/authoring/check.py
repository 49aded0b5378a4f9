"""`autograder check`: find an author's faults in seconds, all of them, before students do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from ..assignments.source import read
from ..course import paths
from ..course.errors import CourseError, Fault, FaultsFoundError
from ..exercises import AnyExercise
from .book_faults import book_faults
from .dry_run import dry_run_faults
from .notebook_faults import notebook_faults, syntax_faults
from .page_faults import page_faults
from .places import at_exception
from .selection import Selection, exercises_of
from .specification_faults import specification_faults
from .table_faults import table_faults


def faults_of(selected: Iterable[Selection]) -> list[str]:
    """Return every fault of the selected assignments and functions, as an author reads it."""
    faults: list[str] = []
    selected = list(selected)
    if {assignment for assignment, name in selected if not name} >= set(paths.assignments()):
        faults += _reported(page_faults)
    for one in selected:
        faults += _of_quiz(one.assignment) if _is_quiz(one) else _of(one)
    return _distinct(faults)


def faultless(selected: Iterable[Selection]) -> tuple[list[AnyExercise], list[str]]:
    """Return the exercises whose files have no fault, and the faults of the others.

    `autograder golden` and `proof` begin with this: it looks at what an author writes, and neither
    at stored values, which may have to be made first, nor at the points that the solution earns.
    """
    exercises: list[AnyExercise] = []
    faults: list[str] = []
    for one in selected:
        if _is_quiz(one):
            continue
        if shared := _of_notebook(one.assignment):
            faults += shared
            continue
        for exercise in exercises_of([one]):
            own = _reported(partial(_of_exercise, exercise))
            faults += own
            exercises += [] if own else [exercise]
    return exercises, _distinct(faults)


def _of(selected: Selection) -> list[str]:
    """Look at all that is written, and run it if nothing is wrong with that."""
    assignment, name = selected
    if faults := _reported(lambda: syntax_faults(assignment)):
        return faults  # then no cell can be read
    faults = _reported(lambda: notebook_faults(assignment))
    faults += _reported(lambda: list(_of_exercises(selected)))
    return faults or _reported(lambda: dry_run_faults(assignment, name))


def _of_notebook(assignment: str) -> list[str]:
    syntax = _reported(lambda: syntax_faults(assignment))
    return syntax or _reported(lambda: notebook_faults(assignment))


def _of_exercises(selected: Selection) -> Iterator[Fault]:
    for exercise in exercises_of([selected]):
        yield from _of_exercise(exercise)
        yield from table_faults(exercise)


def _of_exercise(exercise: AnyExercise) -> list[Fault]:
    return [*book_faults(exercise), *specification_faults(exercise)]


def _of_quiz(assignment: str) -> list[str]:
    def questions_faults() -> list[Fault]:
        read(assignment)  # raises where a file is no quiz
        return []

    return _reported(questions_faults)


def _is_quiz(selected: Selection) -> bool:
    return selected.assignment in paths.quizzes()


def _reported(find: Callable[[], Sequence[Fault]]) -> list[str]:
    """Return the faults that `find` returns or raises, as lines of text."""
    try:
        return list(map(str, find()))
    except FaultsFoundError as error:
        return list(map(str, error.faults))
    except CourseError as error:
        return [str(error)]
    except Exception as error:  # raised by an author's file while it is imported or run
        return [str(at_exception(error))]


def _distinct(faults: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(faults))
