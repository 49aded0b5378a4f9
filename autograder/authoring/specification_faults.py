"""What is wrong with an exercise: cases, mistakes, correct variants. Needs no TensorFlow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..assignments.source import parameters_of, solution_of
from ..checks.alike import alike
from ..checks.compare import fault
from ..checks.run import Case, Outcome, run
from ..course.errors import Fault
from ..exercises import AnyExercise, Exercise, ModelExercise
from ..specification.exercise import Misconception, MissingPartError
from ..specification.signatures import mismatch
from .places import at_cell, at_exercise

# Raised where an author's function uses a name that does not exist; no misconception is that.
UNDEFINED_NAME = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")


def specification_faults(exercise: AnyExercise) -> Iterator[Fault]:
    """Yield what is wrong with an exercise's own functions."""
    try:
        cases = exercise.visible_cases()
        drawn = exercise.fresh_cases(np.random.default_rng(0))
    except Exception as error:
        yield at_exercise(
            exercise,
            f"its cases cannot be made: {type(error).__name__}: {error}",
            "correct `visible` and `fresh`",
        )
        return
    for kind, made in (("visible", cases), ("fresh", drawn)):
        if not made:
            yield at_exercise(
                exercise, f"{exercise.name} has no {kind} case", f"yield one in `{kind}`"
            )
    yield from _repeated_names(exercise.misconceptions)
    yield from _signature_faults(exercise, [*cases, *drawn])
    if isinstance(exercise, ModelExercise):
        return  # its solution imports Keras: `autograder proof` tries it
    try:
        exercise.oracle_function  # noqa: B018
    except MissingPartError:
        yield at_exercise(
            exercise, f"{exercise.name} has no oracle", "decorate one with `@exercise.oracle`"
        )
    yield from _unexplained_conventions(exercise)
    try:
        solution = solution_of(exercise)
    except Exception as error:
        yield at_cell(
            exercise.assignment,
            error,
            f"the solution of {exercise.name} cannot be run: {type(error).__name__}: {error}",
            "correct this cell; `setup` and the solution cells run in the notebook's order",
        )
        return
    if reason := mismatch(solution, [*cases, *drawn]):
        remedy = "correct the cases, or the parameters in the notebook"
        yield at_exercise(exercise, f"the solution {reason}", remedy)
        return
    yield from _mistake_faults(exercise)


def _signature_faults(exercise: AnyExercise, cases: Sequence[Any]) -> Iterator[Fault]:
    mistakes = {item.name: item.function for item in exercise.misconceptions}
    for name, function in {**mistakes, **exercise.correct}.items():
        if reason := mismatch(function, cases):
            yield Fault.at(function, f"{name}: {reason}", "give it the parameters of the solution")
    for function in exercise.conventions if isinstance(exercise, Exercise) else ():
        if reason := mismatch(function, cases):
            yield Fault.at(function, reason, "give it the parameters of the solution")


def _unexplained_conventions(exercise: Exercise) -> Iterator[Fault]:
    for function in exercise.conventions:
        if not function.__doc__:
            yield Fault.at(
                function,
                f"the convention {function.__name__} has no docstring",
                "write one; students read its first line",
            )


def _repeated_names(mistakes: Sequence[Misconception]) -> Iterator[Fault]:
    names: set[str] = set()
    for mistake in mistakes:
        if mistake.name in names:
            yield Fault.at(
                mistake.function,
                f"two mistakes are called {mistake.name!r}",
                "give each a name of its own",
            )
        names.add(mistake.name)


def _mistake_faults(exercise: Exercise) -> Iterator[Fault]:
    """Yield each mistake that does not run, or gives what the solution or another one gives."""
    cases = exercise.visible_cases()
    right = run(solution_of(exercise), cases)
    known: dict[str, list[Outcome]] = {}
    for mistake in exercise.misconceptions:
        if mismatch(mistake.function, cases):
            continue
        outcomes = run(mistake.function, cases)
        if all(outcome.raised in UNDEFINED_NAME for outcome in outcomes):
            yield Fault.at(
                mistake.function,
                f"the mistake {mistake.name!r}: every call raises {outcomes[0].raised}: "
                f"{outcomes[0].message}",
                "a mistake must run as a student's function does",
            )
            continue
        twins = [name for name, other in known.items() if _same(outcomes, other, cases, exercise)]
        if _is_right(outcomes, right, cases, exercise):
            twins.append("the solution")
        for name in twins:
            yield Fault.at(
                mistake.function,
                f"the mistake {mistake.name!r} gives what {name} gives in every visible case",
                "add a case that tells them apart, or take the mistake out",
            )
        known[f"the mistake {mistake.name!r}"] = outcomes


def _is_right(
    outcomes: Sequence[Outcome], right: Sequence[Outcome], cases: Sequence[Case], exercise: Exercise
) -> bool:
    """Return whether the visible check finds nothing wrong with these outcomes."""
    names = parameters_of(exercise)
    trios = zip(outcomes, right, cases)
    return not any(fault(one, r.value, exercise.returns, case, names) for one, r, case in trios)


def _same(
    one: Sequence[Outcome], other: Sequence[Outcome], cases: Sequence[Case], exercise: Exercise
) -> bool:
    if all(outcome.raised for outcome in one):  # then only the messages tell them apart
        return [o.message for o in one] == [o.message for o in other]
    return all(alike(*trio, exercise.returns) for trio in zip(one, other, cases))
