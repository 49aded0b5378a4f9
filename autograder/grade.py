"""The hidden test of an exercise: fresh inputs, partial credit by aspect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import expected
from .checks.models import MODEL_ASPECTS, Blueprint, inspect, recognise
from .checks.report import advice
from .checks.run import ASPECTS, run
from .checks.table import Table
from .firm_ground import firm_ground


@dataclass(frozen=True)
class Judgement:
    """The points earned, the report that the student reads, and the known mistake if it is one."""

    earned: float
    report: str
    mistake: str = ""


def grade(assignment: str, name: str, function: Callable[..., Any]) -> float:
    """Try `function` on inputs that only the grader knows and return the points it earns.

    Every aspect of the exercise (values, shapes and types, numerical stability, agreement with
    Keras) is worth the same share of the cell's points, and is earned when all its cases are right.
    Where `function` calls other functions of its notebook it gets right ones, so that a mistake
    costs once. Prints a line for each aspect; the inputs are never shown.
    """
    available = expected.points(assignment, f"grade_{name}")
    table = expected.table(assignment, name)
    with firm_ground(function, name, expected.right_functions(assignment)):
        judgement = judge(table, function, available)
    print(judgement.report)
    return judgement.earned


def judge(table: Table | Blueprint, function: Callable[..., Any], available: float) -> Judgement:
    """Judge `function` by the cases of `table`, or by a blueprint if it builds a model."""
    if isinstance(table, Blueprint):
        return _judge_model(table, function, available)
    outcomes = run(function, table.cases)
    faults = table.faults(outcomes)
    aspects = [aspect for aspect in ASPECTS if any(case.aspect == aspect for case in table.cases)]
    share = available / len(aspects)
    rows, earned = [], 0.0
    for aspect in aspects:
        mine = [(case, text) for case, text in zip(table.cases, faults) if case.aspect == aspect]
        wrong = [(case, text) for case, text in mine if text]
        earned += 0 if wrong else share
        rows.append(
            f"  {aspect:<22}{0 if wrong else share:g} of {share:g}  {_summary(mine, wrong)}"
        )
    earned = round(earned, 6)
    rows.insert(0, f"{table.name}: {earned:g} of {available:g} points")
    mistake = table.recognise(outcomes) if any(faults) else None
    report = "\n".join(rows + advice(mistake))
    return Judgement(earned, report, mistake.name if mistake else "")


def _summary(mine: list[Any], wrong: list[Any]) -> str:
    if not wrong:
        return f"all {len(mine)} right"
    case, text = wrong[0]
    return f"{len(wrong)} of {len(mine)} wrong. {case.label}: {text}"


def _judge_model(blueprint: Blueprint, function: Callable[..., Any], available: float) -> Judgement:
    found = inspect(function, blueprint)
    share = available / len(MODEL_ASPECTS)
    rows, earned = [], 0.0
    for aspect in MODEL_ASPECTS:
        faults = found.faults[aspect]
        mine = 0 if faults else share
        earned += mine
        rows.append(f"  {aspect:<22}{mine:g} of {share:g}  {' '.join(faults) or 'as asked for'}")
    earned = round(earned, 6)
    rows.insert(0, f"{blueprint.name}: {earned:g} of {available:g} points")
    mistakes = recognise(found.marks, blueprint.mistakes)
    report = "\n".join(rows + [line for mistake in mistakes for line in advice(mistake)])
    return Judgement(earned, report, mistakes[0].name if mistakes else "")
