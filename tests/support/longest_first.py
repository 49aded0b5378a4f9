"""Start what takes long first, so that two workers end at about the same time.

pytest-xdist hands out groups and single tests in the order of their collection. The groups and
tests in `longest_first.json`, with the seconds that each took, come first, the longest at the head;
all others stay as they are. `pytest -n 2 --dist loadgroup --record-longest` writes the file anew.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

FILE = Path(__file__).with_suffix(".json")
LEAST = 10  # seconds from which a group or a test is long


class Recorder:
    """Adds up the seconds of each group, and of each test that is in none."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[unit_of_id(report.nodeid)] += report.duration

    def pytest_sessionfinish(self) -> None:
        long = {name: round(n) for name, n in self.seconds.most_common() if n >= LEAST}
        FILE.write_text(json.dumps(long, indent=2, ensure_ascii=False) + "\n", "utf-8")


def unit_of_id(nodeid: str) -> str:
    """Return the group, which pytest-xdist appends to the name of a test, or the test's name."""
    _name, at, group = nodeid.rpartition("@")
    return group if at and "]" not in group else nodeid


def unit(item: pytest.Item) -> str:
    """Return what is handed out as a whole: the test's group, or the test."""
    mark = item.get_closest_marker("xdist_group")
    return str(mark.args[0]) if mark else unit_of_id(item.nodeid)


def sort(items: list[pytest.Item]) -> None:
    """Put long groups and tests at the head, the longest first."""
    seconds = json.loads(FILE.read_text("utf-8"))
    items.sort(key=lambda item: -seconds.get(unit(item), 0))
