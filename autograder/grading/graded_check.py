"""The visible check in a graded run: the stored cases, then others of the class's own.

The right values of the stored cases lie beside the notebook, for everybody to read. So passing them
is worth its points only together with right answers to inputs that nobody has seen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .. import expected
from ..checks import check as check_at_home
from ..checks.check import load_table, try_cases
from ..firm_ground import before, firm_ground

HEAD = (
    "{name} is right for the inputs that the check shows at home, "
    "but for {passed} of {cases} others of the same kind only."
)


def graded_check(assignment: str) -> Callable[[str, Callable[..., Any]], None]:
    """Return the function that takes the place of `checks.check` in test cells."""

    def check(name: str, function: Callable[..., Any]) -> None:
        table = load_table(name)
        others = expected.check_table(assignment, name)
        if others is None:  # a model is compared with a blueprint: there is no answer to learn
            check_at_home(name, function)
            return
        passed = try_cases(table, function)
        with firm_ground(function, before(name, expected.right_functions(assignment))):
            try_cases(others, function, HEAD)
        print(passed)

    return check


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
