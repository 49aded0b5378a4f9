"""The reports on a graded class with planted mistakes."""

from pathlib import Path

import pytest
from planted_class import ASSIGNMENT, Planted, run_report


@pytest.fixture(scope="session")
def reports(planted: Planted) -> Path:
    """The folder with all reports on the class: with names, then without."""
    for more in ((), ("--hide-names",)):
        done = run_report(planted.classroom, *more)
        assert done.returncode == 0, done.stderr
        done = run_report(planted.classroom, ASSIGNMENT, *more, command="similar")
        assert done.returncode == 0, done.stderr
    return planted.classroom / "reports"
