"""What students are told about an exercise's values: sentences and links, apart from the values.

A stored table names its mistakes and conventions; their explanations stand in the exercise's
specification and are filled in when the table is copied beside a notebook or read by the grader.
So a changed sentence makes no table stale, and nobody needs TensorFlow to change one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from ..checks.models import Blueprint
from ..checks.table import Table
from ..course.book_links import link
from ..course.errors import CourseError
from .exercise import Exercise
from .model_exercise import ModelExercise

AnyTable = TypeVar("AnyTable", Table, Blueprint, Table | Blueprint)


class UnexplainedError(CourseError):
    """A table holds the values of a mistake or a convention that its exercise does not know."""


@dataclass(frozen=True)
class Explanations:
    """The sentence and the link of each mistake, and the words for each convention, by name."""

    mistakes: dict[str, tuple[str, str]]
    conventions: dict[str, str]

    @staticmethod
    def from_data(data: dict[str, Any]) -> Explanations:
        """Return what `to_data` wrote."""
        mistakes = {name: (text, read) for name, (text, read) in data["mistakes"].items()}
        return Explanations(mistakes, data["conventions"])

    def to_data(self) -> dict[str, Any]:
        """Return the explanations as data that `json.dumps` takes."""
        return asdict(self)


def explanations_of(exercise: Exercise | ModelExercise) -> Explanations:
    """Return what the specification of `exercise` says today."""
    conventions = exercise.conventions if isinstance(exercise, Exercise) else []
    return Explanations(
        mistakes={
            item.name: (item.explanation, link(exercise.chapter, item.section))
            for item in exercise.misconceptions
        },
        conventions={function.__name__: _first_line(function) for function in conventions},
    )


def explain(table: AnyTable, explanations: Explanations) -> AnyTable:
    """Return `table` with the explanations of all that it names.

    Raises
    ------
    UnexplainedError
        If it names something that has no explanation.
    """
    changes: dict[str, Any] = {
        "misconceptions": tuple(map(_explained(explanations, table), table.misconceptions))
    }
    if isinstance(table, Table):
        changes["conventions"] = tuple(
            replace(item, name=_known(table, explanations.conventions, item.name))
            for item in table.conventions
        )
    return replace(table, **changes)


def _explained(explanations: Explanations, table: Table | Blueprint) -> Callable[[Any], Any]:
    def explained(misconception: Any) -> Any:
        text, read = _known(table, explanations.mistakes, misconception.name)
        return replace(misconception, explanation=text, read=read)

    return explained


def _known(table: Table | Blueprint, explanations: dict[str, Any], name: str) -> Any:
    if name not in explanations:
        known = ", ".join(map(repr, explanations)) or "none"
        raise UnexplainedError(
            f"the table of {table.name} holds values of {name!r}, which its exercise does not "
            f"explain (it explains {known}); make the table anew with `autograder golden`"
        )
    return explanations[name]


def _first_line(function: Callable[..., Any]) -> str:
    """Return the first line of a docstring without its full stop."""
    return str(function.__doc__).splitlines()[0].rstrip(".")
