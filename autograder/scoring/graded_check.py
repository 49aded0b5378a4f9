"""The visible check in a graded run: the stored cases, then the inputs of the hidden test.

The right values of the stored cases are in files beside the notebook, where everybody can read
them. So passing them earns points only together with right answers to inputs that nobody has seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..checks import check as check_visible
from ..checks.check import load_table, try_cases
from ..checks.report import CheckFailed, Report, Row, advice
from ..checks.table import Table
from ..tables import hidden
from .course_fault import course_at_fault
from .functions import Trial, fresh_trial, recognise_trial

LEARNT_BY_HEART = (
    "{name} gives the right answer for the inputs shown in the notebook's check, "
    "but for only {passed} of {cases} other inputs of the same kind."
)


def graded_check(assignment: str) -> Callable[[str, Callable[..., Any]], None]:
    """Return the function that replaces `checks.check` in test cells."""

    def check(name: str, function: Callable[..., Any]) -> None:
        with course_at_fault():
            table = load_table(name)
        if not isinstance(table, Table):  # a model is compared: there is no answer to learn
            check_visible(name, function)
            return
        report = try_cases(table, function)
        with course_at_fault():
            unseen = hidden.table(assignment, name)
        assert isinstance(unseen, Table)
        trial = fresh_trial(assignment, unseen, function)
        _expect_right(unseen, trial, {case.aspect for case in table.cases})
        print(report)

    return check


def _expect_right(table: Table, trial: Trial, aspects: set[str]) -> None:
    """Raise CheckFailed at the first wrong outcome of these aspects; the inputs are not shown."""
    results = zip(table.cases, trial.outcomes, trial.faults)
    tried = [result for result in results if result[0].aspect in aspects]
    wrong = [result for result in tried if result[2]]
    if not wrong:
        return
    case, outcome, fault = wrong[0]
    found = recognise_trial(table, trial)
    headline = LEARNT_BY_HEART.format(
        name=table.name, passed=len(tried) - len(wrong), cases=len(tried)
    )
    rows = (Row("Wrong", f"{case.label}: {fault}"), *advice(found, outcome))
    raise CheckFailed(Report(headline, rows, found.names))


def read_tables(folder: Path) -> None:
    """Let `check` use the tables in `folder`, and read them once, before judges are forked."""
    _check_module().FOLDER = folder
    for path in folder.glob("*.json"):
        load_table(path.stem)


def replace_check(assignment: str) -> None:
    """Let test cells that import `check` get the one for graded runs."""
    graded = graded_check(assignment)
    for module in (_check_module(), sys.modules["checks"]):
        vars(module)["check"] = graded


def _check_module() -> Any:
    return sys.modules["checks.check"]  # `checks.check` is the function
