"""The visible check in a graded run: the stored cases, then the inputs of the hidden test.

The right values of the stored cases lie beside the notebook, for everybody to read. So passing them
is worth its points only together with right answers to inputs that nobody has seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..checks import check as check_at_home
from ..checks.check import load_table, try_cases
from ..checks.report import CheckFailed, Report, Row, advice
from ..checks.table import Table
from ..tables import hidden
from .functions import Trial, fresh_trial

HEAD = (
    "{name} is right for the inputs that the check shows at home, "
    "but for {passed} of {cases} others of the same kind only."
)


def graded_check(assignment: str) -> Callable[[str, Callable[..., Any]], None]:
    """Return the function that takes the place of `checks.check` in test cells."""

    def check(name: str, function: Callable[..., Any]) -> None:
        table = load_table(name)
        if not isinstance(table, Table):  # a model is compared: there is no answer to learn
            check_at_home(name, function)
            return
        passed = try_cases(table, function)
        unseen = hidden.table(assignment, name)
        assert isinstance(unseen, Table)
        trial = fresh_trial(assignment, unseen, function)
        _expect_right(unseen, trial, {case.aspect for case in table.cases})
        print(passed)

    return check


def _expect_right(table: Table, trial: Trial, aspects: set[str]) -> None:
    """Raise CheckFailed at the first wrong outcome of these aspects; the inputs are not shown."""
    every = zip(table.cases, trial.outcomes, trial.faults)
    tried = [found for found in every if found[0].aspect in aspects]
    wrong = [found for found in tried if found[2]]
    if not wrong:
        return
    case, outcome, fault = wrong[0]
    mistake = table.recognise(trial.outcomes)
    headline = HEAD.format(name=table.name, passed=len(tried) - len(wrong), cases=len(tried))
    rows = (Row("Wrong", f"{case.label}: {fault}"), *advice(mistake, outcome))
    raise CheckFailed(Report(headline, rows, (mistake.name,) if mistake else ()))


def read_tables(folder: Path) -> None:
    """Let `check` use the tables in `folder`, and read them once for all judges."""
    _check_module().FOLDER = folder
    for path in folder.glob("*.json"):
        load_table(path.stem)


def put_in_place(assignment: str) -> None:
    """Let test cells that import `check` get the one for a graded run."""
    graded = graded_check(assignment)
    for module in (_check_module(), sys.modules["checks"]):
        vars(module)["check"] = graded


def _check_module() -> Any:
    return sys.modules["checks.check"]  # `checks.check` is the function
