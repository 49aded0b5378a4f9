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
from ..checks.report import CheckFailed, advice, row
from ..checks.run import Outcome
from ..checks.table import Table
from ..tables import hidden
from .functions import fresh_outcomes

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
        shown = {case.aspect for case in table.cases}
        unseen = hidden.table(assignment, name)
        assert isinstance(unseen, Table)
        _expect_right(unseen, fresh_outcomes(assignment, name, unseen, function), shown)
        print(passed)

    return check


def _expect_right(table: Table, outcomes: list[Outcome], aspects: set[str]) -> None:
    """Raise CheckFailed at the first outcome that is wrong; the inputs are not shown."""
    faults = [
        fault if case.aspect in aspects else ""
        for case, fault in zip(table.cases, table.faults(outcomes))
    ]
    if not any(faults):
        return
    first = next(index for index, fault in enumerate(faults) if fault)
    tried = [fault for case, fault in zip(table.cases, faults) if case.aspect in aspects]
    rows = [
        HEAD.format(name=table.name, passed=tried.count(""), cases=len(tried)),
        row("Wrong", f"{table.cases[first].label}: {faults[first]}"),
        *advice(table.recognise(outcomes), outcomes[first]),
    ]
    raise CheckFailed("\n".join(rows))


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
