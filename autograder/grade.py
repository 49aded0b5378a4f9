"""The hidden test of an exercise: fresh inputs, partial credit by aspect."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import expected
from .checks.report import advice
from .checks.run import ASPECTS, run
from .checks.table import Table


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
    Prints a line for each aspect; the inputs are never shown.
    """
    available = expected.points(assignment, f"grade_{name}")
    judgement = judge(expected.table(assignment, name), function, available)
    print(judgement.report)
    return judgement.earned


def judge(table: Table, function: Callable[..., Any], available: float) -> Judgement:
    """Judge `function` by the cases of `table`."""
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
