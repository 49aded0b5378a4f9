"""The exercises of the course: one module an assignment, one specification an exercise."""

from __future__ import annotations

import importlib.util
from functools import cache

from ..course import paths
from ..specification.exercise import Exercise, Misconception
from ..specification.model_exercise import ModelExercise

__all__ = ["Exercise", "Misconception", "ModelExercise", "all_exercises", "find", "of_assignment"]


@cache
def of_assignment(assignment: str) -> tuple[Exercise | ModelExercise, ...]:
    """Return the exercises of `assignment`, in the order of its notebook."""
    name = f"{__name__}.{assignment}"
    if importlib.util.find_spec(name) is None:
        raise LookupError(f"no exercises for the assignment {assignment!r}: {name} is missing")
    module = importlib.import_module(name)
    return tuple(
        item for item in vars(module).values() if isinstance(item, (Exercise, ModelExercise))
    )


def find(assignment: str, name: str) -> Exercise | ModelExercise:
    """Return one exercise.

    Raises
    ------
    LookupError
        If there is none of that name; the message lists those that there are.
    """
    exercises = of_assignment(assignment)
    for exercise in exercises:
        if exercise.name == name:
            return exercise
    known = ", ".join(exercise.name for exercise in exercises)
    raise LookupError(f"{assignment} has no exercise {name!r}; it has: {known}")


def all_exercises() -> list[Exercise | ModelExercise]:
    """Return every exercise of every assignment that has a specification."""
    with_spec = [
        name for name in paths.assignments() if importlib.util.find_spec(f"{__name__}.{name}")
    ]
    return [exercise for name in with_spec for exercise in of_assignment(name)]
