"""Make the table of an exercise: right values from Keras and from the reference, and mistakes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, overload

import numpy as np

from ..assignments.source import parameters_of, solution_of
from ..checks.compare import close
from ..checks.models import Blueprint, Call, KnownMistake, inspect, marks_of
from ..checks.run import Case, copy, run
from ..checks.table import Convention, Mistake, Table
from ..course.book_links import link
from ..course.errors import CourseError
from ..exercises import Exercise, ModelExercise


class OracleDisagreesError(CourseError):
    """The reference solution and Keras give different values: one of the two is wrong."""


@overload
def make_table(exercise: Exercise, cases: list[Case]) -> Table: ...


@overload
def make_table(exercise: ModelExercise, cases: list[Call]) -> Blueprint: ...


@overload
def make_table(exercise: Exercise | ModelExercise, cases: list[Any]) -> Table | Blueprint: ...


def make_table(exercise: Exercise | ModelExercise, cases: list[Any]) -> Table | Blueprint:
    """Return the table of `exercise` on `cases`: the right values are Keras's, in float64.

    For a model it is the blueprint, with the marks of every known mistake.

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
            Convention(_words(function), tuple(_plain(o.value) for o in run(function, cases)))
            for function in exercise.conventions
        ),
        mistakes=tuple(
            Mistake(
                item.name,
                item.says,
                link(exercise.chapter, item.section),
                tuple(run(item.function, cases)),
            )
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
        KnownMistake(
            item.name,
            item.says,
            link(exercise.chapter, item.section),
            marks_of(item.function, plan),
        )
        for item in exercise.misconceptions
    )
    return replace(plan, mistakes=mistakes)


def _words(function: Any) -> str:
    """Return the first line of a docstring without its full stop."""
    return str(function.__doc__).splitlines()[0].rstrip(".")


def _plain(value: Any) -> Any:
    """Keep tuples, turn every number and list of numbers into an array or a scalar."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return np.asarray(value)[()]


def _agree(one: Any, other: Any, case: Case) -> bool:
    if isinstance(other, tuple):
        return len(one) == len(other) and all(_agree(a, b, case) for a, b in zip(one, other))
    return np.shape(one) == np.shape(other) and close(one, other, case)
