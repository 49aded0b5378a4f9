"""What a command is asked about: assignments, or single functions such as `activations/relu`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..course import paths
from ..course.errors import CourseError
from ..exercises import AnyExercise, find, of_assignment


class Selection(NamedTuple):
    """An assignment, and one of its functions or "" for all of them."""

    assignment: str
    name: str


def select(words: Sequence[str]) -> list[Selection]:
    """Return what `A` and `A/f` name; without words, every assignment.

    Raises
    ------
    CourseError
        If there is no such assignment; the message lists those that there are.
    """
    selected = []
    for word in words or paths.assignments():
        assignment, _, name = word.strip("/").partition("/")
        if assignment not in paths.assignments():
            known = ", ".join(paths.assignments())
            raise CourseError(f"no assignment {assignment!r}; there are: {known}")
        selected.append(Selection(assignment, name))
    return selected


def exercises_of(selected: Iterable[Selection]) -> list[AnyExercise]:
    """Return the exercises that are selected.

    Raises
    ------
    CourseError
        If an assignment has no such function; the message lists those that it has.
    """
    found: list[AnyExercise] = []
    for assignment, name in selected:
        if assignment in paths.quizzes():
            continue
        try:
            found += [find(assignment, name)] if name else of_assignment(assignment)
        except LookupError as error:
            raise CourseError(str(error)) from None
    return found
