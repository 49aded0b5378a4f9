"""What became of each submission in a run, and how that is reported at its end."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..course.printable import one_line

StudentAndAssignment = tuple[str, str]


@dataclass
class RunSummary:
    """How many submissions were due and are graded, which failed, and what was noticed."""

    due: int = 0
    graded: int = 0
    failures: dict[StudentAndAssignment, str] = field(default_factory=dict)
    remarks: dict[StudentAndAssignment, list[str]] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)

    def fail(self, student: str, assignment: str, error: Exception) -> None:
        """Record that a submission could not be graded."""
        self.failures[student, assignment] = one_line(f"{type(error).__name__}: {error}")

    def report(self, log: logging.Logger, misplaced: Sequence[str]) -> None:
        """Log what the instructor should look at; `misplaced` names what was not graded at all."""
        for explanation in misplaced:
            log.warning("Not graded: %s", explanation)
        for (student, assignment), reason in self.failures.items():
            log.error("%s, %s: not graded. %s", one_line(student), assignment, reason)
        for (student, assignment), notes in self.remarks.items():
            log.warning("%s, %s: %s", one_line(student), assignment, "; ".join(notes))
        if self.graded or self.failures:
            log.warning(
                "Graded %d of %d submissions in %.1f s; %d with remarks",
                self.graded, self.due, time.monotonic() - self.began, len(self.remarks),
            )  # fmt: skip
