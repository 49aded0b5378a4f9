"""A graded class with planted mistakes, and the reports on it."""

from pathlib import Path

import planted_class
import pytest
from planted_class import Planted, run_report


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """The graded class."""
    return planted_class.make(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="session")
def reports(planted: Planted) -> Path:
    """The folder with all reports on the class: with names, then without."""
    for more in ((), ("--hide-names",)):
        done = run_report(planted.classroom, *more)
        assert done.returncode == 0, done.stderr
    return planted.classroom / "reports"
