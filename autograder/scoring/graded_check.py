"""The visible check in a graded run: the stored cases, then the inputs of the hidden test.

The right values of the stored cases are in files beside the notebook, where everybody can read
them. So passing them earns points only together with right answers to inputs that nobody has seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..checks.check import expect_right, load_table
from ..checks.code_in import source_of
from ..checks.models import Blueprint, expect_as_asked, inspect
from ..checks.report import CheckFailed, Report, Row, advice
from ..checks.run import run
from ..checks.table import Table
from ..reports.cell_report import CHECK
from ..reports.collecting import record
from ..tables import hidden
from .course_fault import course_at_fault
from .exercise_reports import Trial, recognise_trial, report_of_model, report_of_trial
from .functions import fresh_trial

LEARNT_BY_HEART = (
    "{name} gives the right answer for the inputs shown in the notebook's check, "
    "but for only {passed} of {cases} other inputs of the same kind."
)


def graded_check(assignment: str) -> Callable[[str, Callable[..., Any]], None]:
    """Return the function that replaces `checks.check` in test cells."""

    def check(name: str, function: Callable[..., Any]) -> None:
        with course_at_fault():
            table = load_table(name)
        check_one = _check_model if isinstance(table, Blueprint) else _check_function
        print(check_one(assignment, table, function))

    return check


def _check_model(_assignment: str, blueprint: Blueprint, function: Callable[..., Any]) -> str:
    """Return the line of a model that is as asked for: it is compared, nothing can be memorised."""
    inspection = inspect(function, blueprint)
    record(report_of_model(CHECK, blueprint, inspection))
    line: str = expect_as_asked(blueprint, inspection)
    return line


def _check_function(assignment: str, table: Table, function: Callable[..., Any]) -> str:
    """Return the line of a function that is right on the cases shown, and on others like them."""
    outcomes = run(function, table.cases)
    trial = Trial(outcomes, table.faults(outcomes), source_of(function))
    report = report_of_trial(CHECK, table, trial, recognise_trial(table, trial))
    if any(trial.faults):
        record(report)
    line: str = expect_right(table, trial.outcomes, trial.faults, trial.source)
    with course_at_fault():
        unseen = hidden.table(assignment, table.name)
    assert isinstance(unseen, Table)
    _expect_unseen_right(unseen, fresh_trial(assignment, unseen, function), table)
    record(report)
    return line


def _expect_unseen_right(table: Table, trial: Trial, shown: Table) -> None:
    """Raise CheckFailed at the first wrong outcome in an aspect of the cases that are shown.

    The inputs of the cases of `table` are not shown.
    """
    aspects = {case.aspect for case in shown.cases}
    results = zip(table.cases, trial.outcomes, trial.faults)
    tried = [result for result in results if result[0].aspect in aspects]
    wrong = [result for result in tried if result[2]]
    if not wrong:
        return
    found = recognise_trial(table, trial)
    report = report_of_trial(CHECK, table, trial, found)
    mine = tuple(one for one in report.aspects if one.aspect in aspects)
    record(replace(report, aspects=mine, only_shown_inputs=True))
    case, outcome, fault = wrong[0]
    headline = LEARNT_BY_HEART.format(
        name=table.name, passed=len(tried) - len(wrong), cases=len(tried)
    )
    rows = (Row("Wrong", f"{case.label}: {fault}"), *advice(found, outcome))
    raise CheckFailed(Report(headline, rows, found.names))


def read_tables(folder: Path) -> None:
    """Let `check` use the tables in `folder`, and read them once, before judges are forked."""
    _check_module().FOLDER = folder
    for path in folder.glob("*.json"):
        table = load_table(path.stem)
        if isinstance(table, Table):
            table.prepare()


def replace_check(assignment: str) -> None:
    """Let test cells that import `check` get the one for graded runs."""
    graded = graded_check(assignment)
    for module in (_check_module(), sys.modules["checks"]):
        vars(module)["check"] = graded


def _check_module() -> Any:
    return sys.modules["checks.check"]  # `checks.check` is the function
