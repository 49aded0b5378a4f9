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
from .exercise import Exercise, Misconception
from .model_exercise import ModelExercise
from .sizes import SizeOfMistake

AnyTable = TypeVar("AnyTable", Table, Blueprint, Table | Blueprint)


class UnexplainedError(CourseError):
    """A table holds the values of a mistake or a convention that its exercise does not know."""


@dataclass(frozen=True)
class Explanations:
    """The sentence and the link of each mistake, and the words for each convention, by name."""

    mistakes: dict[str, dict[str, Any]]
    conventions: dict[str, str]

    @staticmethod
    def from_data(data: dict[str, Any]) -> Explanations:
        """Return what `to_data` wrote."""
        return Explanations(data["mistakes"], data["conventions"])

    def to_data(self) -> dict[str, Any]:
        """Return the explanations as data that `json.dumps` takes."""
        return asdict(self)


def explanations_of(exercise: Exercise | ModelExercise) -> Explanations:
    """Return what the specification of `exercise` says today."""
    conventions = exercise.conventions if isinstance(exercise, Exercise) else []
    sizes = exercise.sizes if isinstance(exercise, Exercise) else []
    told: list[Misconception | SizeOfMistake] = [*exercise.misconceptions, *sizes]
    return Explanations(
        mistakes={item.name: _explanation(exercise, item) for item in told},
        conventions={function.__name__: _first_line(function) for function in conventions},
    )


def _explanation(
    exercise: Exercise | ModelExercise, item: Misconception | SizeOfMistake
) -> dict[str, Any]:
    found = {"explanation": item.explanation, "read": link(exercise.chapter, item.section)}
    if isinstance(item, Misconception) and item.quotes:
        return {**found, "quotes": list(item.quotes), "of_result": item.of_result}
    return found


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
        changes["sizes"] = tuple(map(_explained(explanations, table), table.sizes))
    return replace(table, **changes)


def _explained(explanations: Explanations, table: Table | Blueprint) -> Callable[[Any], Any]:
    def explained(misconception: Any) -> Any:
        found = dict(_known(table, explanations.mistakes, misconception.name))
        if "quotes" in found:
            found["quotes"] = tuple(found["quotes"])
        return replace(misconception, **found)

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
