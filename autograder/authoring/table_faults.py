"""Stored values that are missing, or belong to other cases: `autograder golden` makes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..assignments.source import parameters_of
from ..course.errors import Fault
from ..exercises import AnyExercise, Exercise
from ..tables.visible import changed_without_keras, path_of
from .places import at_exercise


def table_faults(exercise: AnyExercise) -> Iterator[Fault]:
    """Yield a fault if an exercise has no stored table, or one of other cases or mistakes.

    Whether the right values are Keras's only Keras can tell.
    """
    command = f"`autograder golden {exercise.assignment}/{exercise.name}`"
    path = path_of(exercise)
    if not path.exists():
        what = f"{exercise.name} has no table of right values"
        yield at_exercise(exercise, what, f"make it with {command}")
        return
    try:
        current = _names(exercise)
    except Exception:
        return  # what an author wrote cannot be run, which `specification_faults` reports
    if _names_stored(json.loads(path.read_text("utf-8")), exercise) != current:
        what = "the stored right values are those of other cases or mistakes"
        yield at_exercise(exercise, what, f"make them anew with {command}")
    elif isinstance(exercise, Exercise) and (where := changed_without_keras(exercise)):
        what = f"the stored values are those of earlier cases or mistakes ({where})"
        yield at_exercise(exercise, what, f"make them anew with {command}")


def _names(exercise: AnyExercise) -> dict[str, list[str]]:
    names = {"misconceptions": [mistake.name for mistake in exercise.misconceptions]}
    if isinstance(exercise, Exercise):  # a model's parameters cannot be read without Keras
        names["parameters"] = list(parameters_of(exercise))
        names["cases"] = [case.label for case in exercise.visible_cases()]
    return names


def _names_stored(table: dict[str, Any], exercise: AnyExercise) -> dict[str, list[str]]:
    names = {"misconceptions": [item["name"] for item in table["misconceptions"]]}
    if isinstance(exercise, Exercise):
        names["parameters"] = table["parameters"]
        names["cases"] = [case["label"] for case in table["cases"]]
    return names
