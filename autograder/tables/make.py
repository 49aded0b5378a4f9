"""Make the table of an exercise: right values from Keras and from the reference, and mistakes.

`make_values` gives what is stored; `make_table` tells in addition what the values mean.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, overload

import numpy as np

from ..assignments.source import parameters_of, solution_of
from ..checks.compare import close
from ..checks.models import Blueprint, Call, KnownMistake, inspect, marks_of
from ..checks.run import Case, copy, run
from ..checks.table import Convention, Mistake, Table
from ..course.errors import CourseError
from ..exercises import Exercise, ModelExercise
from ..specification.explanations import explain, explanations_of


class OracleDisagreesError(CourseError):
    """The reference solution and Keras give different values: one of the two is wrong."""


@overload
def make_table(exercise: Exercise, cases: list[Case]) -> Table: ...


@overload
def make_table(exercise: ModelExercise, cases: list[Call]) -> Blueprint: ...


@overload
def make_table(exercise: Exercise | ModelExercise, cases: list[Any]) -> Table | Blueprint: ...


def make_table(exercise: Exercise | ModelExercise, cases: list[Any]) -> Table | Blueprint:
    """Return the table of `exercise` on `cases`, with the sentences of its specification."""
    return explain(make_values(exercise, cases), explanations_of(exercise))


def make_values(exercise: Exercise | ModelExercise, cases: list[Any]) -> Table | Blueprint:
    """Return the values alone: the right ones are Keras's, in float64.

    For a model it is the blueprint, with the marks of every known mistake. Mistakes and conventions
    are named, and explained nowhere.

    Raises
    ------
    OracleDisagreesError
        If the reference is not right by its own check, or differs from Keras.
    """
    if isinstance(exercise, ModelExercise):
        return _blueprint(exercise, cases)
    outcomes = run(solution_of(exercise), cases)
    asked = [copy(exercise.ask_keras(case)) for case in cases]
    for case, outcome, keras in zip(cases, outcomes, asked):
        if outcome.raised or not _agree(outcome.value, keras, case):
            raise OracleDisagreesError(
                f"{exercise.assignment}/{exercise.name}, {case.label}: "
                f"reference {outcome.raised or outcome.value!r}, Keras {keras!r}"
            )
    table = Table(
        name=exercise.name,
        parameters=parameters_of(exercise),
        oracle=exercise.oracle_name,
        returns=exercise.returns,
        cases=tuple(cases),
        expected=tuple(map(_plain, asked)),
        conventions=tuple(
            Convention(function.__name__, tuple(_plain(o.value) for o in run(function, cases)))
            for function in exercise.conventions
        ),
        mistakes=tuple(
            Mistake(item.name, "", "", tuple(run(item.function, cases)))
            for item in exercise.misconceptions
        ),
    )
    if any(faults := table.faults(outcomes)):
        raise OracleDisagreesError(f"{exercise.assignment}/{exercise.name}: {faults}")
    return table


def _blueprint(exercise: ModelExercise, calls: list[Call]) -> Blueprint:
    plan = exercise.plan(parameters_of(exercise), calls)
    faults = inspect(solution_of(exercise), plan).faults
    if any(faults.values()):
        raise OracleDisagreesError(f"{exercise.assignment}/{exercise.name}: {faults}")
    mistakes = tuple(
        KnownMistake(item.name, "", "", marks_of(item.function, plan))
        for item in exercise.misconceptions
    )
    return replace(plan, mistakes=mistakes)


def _plain(value: Any) -> Any:
    """Keep tuples, turn every number and list of numbers into an array or a scalar."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return np.asarray(value)[()]


def _agree(one: Any, other: Any, case: Case) -> bool:
    if isinstance(other, tuple):
        return len(one) == len(other) and all(_agree(a, b, case) for a, b in zip(one, other))
    return np.shape(one) == np.shape(other) and close(one, other, case)
