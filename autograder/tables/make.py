"""Make the table of an exercise: right values from Keras and from the reference, and mistakes.

`make_values` gives what is stored; `make_table` tells in addition what the values mean.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any, overload

import numpy as np

from ..assignments.source import parameters_of, solution_of
from ..checks.compare import close
from ..checks.models import Blueprint, Call, ModelMisconception, differences_of, inspect
from ..checks.run import Case, Outcome, copy, run
from ..checks.sizes import Size
from ..checks.table import Convention, Misconception, Table
from ..course.errors import CourseError, Fault, FaultsFoundError
from ..exercises import Exercise, ModelExercise
from ..specification.explanations import explain, explanations_of
from .families import faults_of_families, made_together

# As closely as float32 can hold a number.
SINGLE = 2e-6
CHECK_BOTH = "one of the two is wrong: check the solution in the notebook and the oracle"
KEEP_OUTSIDE_KERAS = (
    "this is float32's rounding: Keras turns a Python number, such as a slope, into float32. "
    "Multiply outside Keras, as in `factor * as_numpy(...)`"
)


class OracleDisagreesError(FaultsFoundError):
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
    asked = [_ask(exercise, case) for case in cases]
    trios = zip(cases, outcomes, asked)
    if disagreements := [found for trio in trios if (found := disagreement(exercise, *trio))]:
        raise OracleDisagreesError(disagreements)
    table = with_mistakes(
        exercise,
        Table(
            name=exercise.name,
            parameters=parameters_of(exercise),
            oracle=exercise.oracle_name,
            returns=exercise.returns,
            cases=tuple(cases),
            expected=tuple(map(_plain, asked)),
            misconceptions=(),
        ),
    )
    if faults := [fault for fault in table.faults(outcomes) if fault]:
        raise OracleDisagreesError([_of_oracle(exercise, f"{faults[0]}", CHECK_BOTH)])
    return table


def with_mistakes(exercise: Exercise, table: Table) -> Table:
    """Return `table` with what the exercise's conventions and mistakes give on its cases.

    Raises
    ------
    FaultsFoundError
        If mistakes cannot be combined as the exercise asks for.
    """
    cases = list(table.cases)
    table = replace(
        table,
        conventions=tuple(
            Convention(function.__name__, tuple(_plain(o.value) for o in run(function, cases)))
            for function in exercise.conventions
        ),
        misconceptions=tuple(
            Misconception(item.name, "", "", tuple(run(item.function, cases)))
            for item in exercise.misconceptions
        ),
        sizes=tuple(Size(item.name, item.kind, "", "") for item in exercise.sizes),
        combinations=(),
    )
    if faults := list(faults_of_families(exercise, table)):
        raise FaultsFoundError(faults)
    return replace(table, combinations=tuple(made_together(exercise, table)))


def _ask(exercise: Exercise, case: Case) -> Any:
    try:
        return copy(exercise.ask_keras(case))
    except CourseError:
        raise
    except Exception as error:
        what = f"{case.label}: the oracle raises {type(error).__name__}: {error}"
        raise FaultsFoundError([_of_oracle(exercise, what, "correct the oracle")]) from error


def disagreement(exercise: Exercise, case: Case, outcome: Outcome, keras: Any) -> Fault | None:
    """Return where the reference and Keras disagree on a case, with the likely reason."""
    if not outcome.raised and _agree(outcome.value, keras, case):
        return None
    raised = f"raises {outcome.raised}: {outcome.message}"
    given = raised if outcome.raised else f"gives {_all_digits(outcome.value)}"
    single = not outcome.raised and _agree(outcome.value, keras, case, SINGLE)
    what = f"{case.label}: the solution {given}, Keras {_all_digits(keras)}"
    return _of_oracle(exercise, what, KEEP_OUTSIDE_KERAS if single else CHECK_BOTH)


def _all_digits(value: Any) -> str:
    """Return a value as text in which a difference of float32's rounding shows."""
    with np.printoptions(precision=17):
        return repr(value)


def _of_oracle(exercise: Exercise, what: str, remedy: str) -> Fault:
    name = f"{exercise.assignment}/{exercise.name}"
    return Fault.at(exercise.oracle_function, f"{name}: {what}", remedy)


def _blueprint(exercise: ModelExercise, calls: list[Call]) -> Blueprint:
    plan = exercise.plan(parameters_of(exercise), calls)
    faults = inspect(solution_of(exercise), plan).faults
    if any(faults.values()):
        what = f"{exercise.assignment}/{exercise.name}: {' '.join(chain(*faults.values()))}"
        remedy = "the solution in the notebook is not what `layers` asks for: check both"
        raise OracleDisagreesError([Fault.at(exercise.layers, what, remedy)])
    misconceptions = tuple(
        ModelMisconception(item.name, "", "", differences_of(item.function, plan))
        for item in exercise.misconceptions
    )
    return replace(plan, misconceptions=misconceptions)


def _plain(value: Any) -> Any:
    """Keep tuples, turn every number and list of numbers into an array or a scalar."""
    if isinstance(value, tuple):
        return tuple(_plain(item) for item in value)
    return np.asarray(value)[()]


def _agree(one: Any, other: Any, case: Case, tolerance: float = 0) -> bool:
    """Return whether two values agree: as a check asks for, or within a relative tolerance."""
    if isinstance(other, tuple):
        if not isinstance(one, (tuple, list)) or len(one) != len(other):
            return False
        return all(_agree(a, b, case, tolerance) for a, b in zip(one, other))
    if np.shape(one) != np.shape(other):
        return False
    if tolerance:
        return bool(np.allclose(one, other, tolerance, tolerance, equal_nan=True))
    return bool(close(one, other, case))
