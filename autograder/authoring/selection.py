"""The arguments of a command: assignments, or single functions such as `activations/relu`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ..course import paths
from ..course.errors import CourseError, FaultsFoundError
from ..exercises import AnyExercise, of_assignment
from ..exercises.registry import functions_of
from .places import at_exception


class Selection(NamedTuple):
    """An assignment, and one of its functions or "" for all of them."""

    assignment: str
    name: str


def select(names: Sequence[str]) -> list[Selection]:
    """Return what `A` and `A/f` name; by default every assignment.

    Raises
    ------
    CourseError
        If there is no such assignment; the message lists those that there are.
    """
    selected = []
    for each in names or paths.assignments():
        assignment, _, name = each.strip("/").partition("/")
        if assignment not in paths.assignments():
            known = ", ".join(paths.assignments())
            raise CourseError(
                f"no assignment {assignment!r}; there are: {known}. "
                "A function is named with its assignment, as in activations/relu"
            )
        selected.append(Selection(assignment, name))
    return selected


def exercises_of(selected: Iterable[Selection]) -> list[AnyExercise]:
    """Return the exercises that are selected.

    Raises
    ------
    CourseError
        If an assignment has no such function; the message lists those that it has.
    FaultsFoundError
        If a file of an author cannot be imported.
    """
    exercises: list[AnyExercise] = []
    for assignment, name in selected:
        if assignment in paths.quizzes():
            continue
        functions = functions_of(assignment)
        if name and name not in functions:
            raise CourseError(
                f"{assignment} has no exercise {name!r}; it has: {', '.join(functions)}"
            )
        try:
            complete = of_assignment(assignment)
        except CourseError:
            raise
        except Exception as error:
            raise FaultsFoundError([at_exception(error)]) from error
        exercises += [exercise for exercise in complete if name in ("", exercise.name)]
    return exercises
