"""What is wrong with the cases, mistakes and right ways of one exercise. Needs no TensorFlow."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from ..assignments.source import parameters_of, solution_of
from ..checks.compare import alike, fault
from ..checks.run import Case, Outcome, run
from ..course import paths
from ..course.errors import Fault
from ..exercises import AnyExercise, Exercise, ModelExercise
from ..specification.exercise import Misconception
from ..specification.signatures import mismatch
from ..tables.visible import path_of
from .places import at_exercise

# Errors that no student's mistake consists of: the author's function names what is not there.
UNWRITTEN = ("NameError", "UnboundLocalError", "ImportError", "ModuleNotFoundError")


def specification_faults(exercise: AnyExercise) -> Iterator[Fault]:
    """Yield what is wrong with an exercise's own functions."""
    try:
        cases = exercise.visible_cases()
        drawn = exercise.fresh_cases(np.random.default_rng(0))
    except Exception as error:
        yield at_exercise(
            exercise,
            f"its cases cannot be made: {type(error).__name__}: {error}",
            "mend `visible` and `fresh`",
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
        solution = solution_of(exercise)
    except Exception as error:
        yield Fault(
            paths.source_of(exercise.assignment),
            1,
            f"the solution of {exercise.name} cannot be had: {type(error).__name__}: {error}",
            f"mend the setup cell and the solution cells down to {exercise.name}",
        )
        return
    if found := mismatch(solution, [*cases, *drawn]):
        remedy = "mend the cases, or the parameters in the notebook"
        yield at_exercise(exercise, f"the solution {found}", remedy)
        return
    yield from _mistake_faults(exercise)
    yield from _stale(exercise)


def _signature_faults(exercise: AnyExercise, cases: Sequence[Any]) -> Iterator[Fault]:
    mistakes = {item.name: item.function for item in exercise.misconceptions}
    for name, function in {**mistakes, **exercise.correct}.items():
        if found := mismatch(function, cases):
            yield Fault.at(function, f"{name}: {found}", "give it the parameters of the solution")
    for function in exercise.conventions if isinstance(exercise, Exercise) else ():
        if found := mismatch(function, cases):
            yield Fault.at(function, found, "give it the parameters of the solution")


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
        if all(outcome.raised in UNWRITTEN for outcome in outcomes):
            yield Fault.at(
                mistake.function,
                f"{mistake.name}: every call raises {outcomes[0].raised}: {outcomes[0].message}",
                "a mistake must run as a student's function does",
            )
            continue
        twins = [name for name, other in known.items() if _same(outcomes, other, cases, exercise)]
        if _is_right(outcomes, right, cases, exercise):
            twins.append("the solution")
        for name in twins:
            yield Fault.at(
                mistake.function,
                f"{mistake.name}: gives what {name} gives in every visible case",
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
    if all(outcome.raised for outcome in one):  # then the words of the errors tell them apart
        return [o.message for o in one] == [o.message for o in other]
    return all(alike(*trio, exercise.returns) for trio in zip(one, other, cases))


def _stale(exercise: Exercise) -> Iterator[Fault]:
    """Yield a fault if the stored table has other cases or mistakes, by their names."""
    path = path_of(exercise)
    if not path.exists():
        return  # a fault of the notebook's `check`
    table = json.loads(path.read_text("utf-8"))
    stored = {
        "parameters": table["parameters"],
        "cases": [case["label"] for case in table["cases"]],
        "misconceptions": [item["name"] for item in table["misconceptions"]],
    }
    now = {
        "parameters": list(parameters_of(exercise)),
        "cases": [case.label for case in exercise.visible_cases()],
        "misconceptions": [mistake.name for mistake in exercise.misconceptions],
    }
    if stored != now:
        yield at_exercise(
            exercise,
            "the stored right values are those of other cases or mistakes",
            f"make them anew with `autograder golden {exercise.assignment}/{exercise.name}`",
        )
