"""What `autograder collect` says at its end."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..course import paths
from ..course.printable import one_line
from . import placing
from .records import LIST, REPLACED
from .roster import Roster
from .settings import shown

MAX_NAMED = 20


class Report:
    """Gathers what should be said, and says it."""

    def __init__(self, assignment: str, folder: Path) -> None:
        self._assignment, self._folder = assignment, folder
        self._results: dict[str, str] = {}
        self._remarks: list[str] = []
        self._late: list[str] = []
        self.late_without_time: list[str] = []
        self.unknown_times: list[str] = []
        self.problems: list[tuple[str, str, str, str]] = []

    def add(self, student: str, result: str, remarks: Sequence[str], late: bool) -> None:
        """Add what became of a student's hand-in."""
        self._results[student] = result
        self._remarks += [f"{one_line(student)}: {remark}" for remark in remarks]
        if result == placing.EDITED:
            self._remarks.append(f"{one_line(student)}: changed by hand since, and left alone")
        if late:
            self._late.append(student)

    def show(self, roster: Roster | None) -> int:
        """Print the summary; return 1 if something was not placed."""
        counts = Counter(self._results.values())
        parts = ", ".join(f"{counts[kind]} {kind}" for kind in counts)
        print(f"{len(self._results)} students: {parts or 'nothing to place'}")
        for remark in self._remarks:
            print(f"  {remark}")
        if self._late:
            print(f"Late: {_listed(self._late)}")
        if self.late_without_time:
            print(
                "  Neither zip nor roster says when, so classroom/dates.yml costs them nothing: "
                f"{_listed(self.late_without_time)}. Write the time, such as 2026-11-21 10:00 "
                f"Europe/Berlin, into submitted/STUDENT/{self._assignment}/timestamp.txt"
            )
        if self.unknown_times:
            print(f"The roster's times cannot be read for: {_listed(self.unknown_times)}")
        if counts[placing.REPLACED]:
            print(f"What was replaced is in {shown(self._folder / REPLACED)}")
        if roster:
            self._show_missing(roster)
        for student, file, reason, where in self.problems:
            whose = f"{one_line(student)}: " if student else ""
            kept = f" Kept in {shown(paths.classroom() / where)}" if where else ""
            print(
                f"Not placed: {whose}{one_line(file)}: {one_line(reason)}.{kept}", file=sys.stderr
            )
        if self.problems:
            place = f"submitted/STUDENT/{self._assignment}/{self._assignment}.ipynb"
            print(
                "Ask for what is missing and collect again, or put the notebook that counts at "
                f"{shown(paths.classroom() / place)}"
            )
        print(f"Every file is listed in {shown(self._folder / LIST)}")
        if self._results:
            print(f"Next: nbgrader autograde {self._assignment}")
        return 1 if self.problems else 0

    def _show_missing(self, roster: Roster) -> None:
        with_problems = {student for student, *_ in self.problems}
        missing = [
            student.folder for student in roster.students
            if student.folder not in self._results and student.folder not in with_problems
        ]  # fmt: skip
        if missing:
            print(f"Nothing from {len(missing)} of {len(roster.students)}: {_listed(missing)}")


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return ", ".join(map(one_line, sorted(names)[:MAX_NAMED])) + more
