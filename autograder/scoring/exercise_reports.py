"""What a test found of a function, put together as a report: aspects, mistakes, points."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..checks.hints import hint, hint_on
from ..checks.models import MODEL_ASPECTS, Blueprint, recognise
from ..checks.models.inspection import Inspection
from ..checks.run import ASPECTS, Outcome
from ..checks.table import Table
from ..reports.cell_report import UNWRITTEN, AspectReport, ExerciseReport, MisconceptionReport
from .course_fault import course_at_fault


@dataclass(frozen=True)
class Trial:
    """What a function did on the cases of a table, and what is wrong with it, or "", for each."""

    outcomes: Sequence[Outcome]
    faults: Sequence[str]


def report_of_trial(
    test: str, table: Table, trial: Trial, available: float = 0.0
) -> ExerciseReport:
    """Return the report of a function that was called on the cases of `table`.

    A test that earns points by aspect has `available` ones, which the aspects share equally.
    """
    with course_at_fault():
        mistake = table.recognise(trial.outcomes) if any(trial.faults) else None
    raised = next((outcome for outcome in trial.outcomes if outcome.raised), None)
    return _report(
        test, table.name, _aspects(table, trial), [mistake] if mistake else [],
        hint(raised) if raised else "", available,
    )  # fmt: skip


def report_of_model(
    test: str, blueprint: Blueprint, inspection: Inspection, available: float = 0.0
) -> ExerciseReport:
    """Return the report of a function that builds a model, which was inspected."""
    aspects = [
        AspectReport(
            aspect,
            right=not faults,
            fault=" ".join(faults),
            raised=UNWRITTEN if faults and inspection.unwritten else "",
        )
        for aspect, faults in ((name, inspection.faults[name]) for name in MODEL_ASPECTS)
    ]
    mistakes = recognise(inspection.differences, blueprint.misconceptions)
    hint_on_faults = hint_on(" ".join(one.fault for one in aspects))
    return _report(test, blueprint.name, aspects, mistakes, hint_on_faults, available)


def _aspects(table: Table, trial: Trial) -> Iterator[AspectReport]:
    tried = list(zip(table.cases, trial.outcomes, trial.faults))
    for aspect in ASPECTS:
        mine = [one for one in tried if one[0].aspect == aspect]
        wrong = [one for one in mine if one[2]]
        if not mine:
            continue
        report = AspectReport(aspect, right=not wrong, cases=len(mine), wrong=len(wrong))
        if wrong:
            case, outcome, fault = wrong[0]
            report = replace(report, case=case.label, fault=fault, raised=outcome.raised)
        yield report


def _report(
    test: str, name: str, aspects: Iterable[AspectReport], mistakes: Iterable[Any], hint: str,
    available: float,
) -> ExerciseReport:  # fmt: skip
    """Give every aspect that is right its share of the points."""
    aspects = tuple(aspects)
    share = available / len(aspects)
    earned = round(share * sum(one.right for one in aspects), 6)
    shared = tuple(
        replace(one, points=share, earned=share if one.right else 0.0) for one in aspects
    )
    misconceptions = tuple(
        MisconceptionReport(one.name, one.explanation, one.read) for one in mistakes
    )
    return ExerciseReport(
        test, name, available, earned, shared, misconceptions, "" if misconceptions else hint
    )
