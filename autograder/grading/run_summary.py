"""What became of each submission in a run, and how that is reported at its end."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..course.printable import one_line
from .cluster.remote_pool import RemotePool

StudentAndAssignment = tuple[str, str]


@dataclass
class RunSummary:
    """How many submissions were due and are graded, which failed, and what was noticed."""

    due: int = 0
    graded: int = 0
    failures: dict[StudentAndAssignment, str] = field(default_factory=dict)
    remarks: dict[StudentAndAssignment, list[str]] = field(default_factory=dict)
    judged_by: Counter[str] = field(default_factory=Counter)  # notebooks, by workers
    left_out: dict[str, str] = field(default_factory=dict)  # workers, and why
    began: float = field(default_factory=time.monotonic)

    def fail(self, student: str, assignment: str, error: Exception) -> None:
        """Record that a submission could not be graded."""
        self.failures[student, assignment] = one_line(f"{type(error).__name__}: {error}")

    def note_cluster(self, pool: RemotePool) -> None:
        """Record which workers judged how much, and which were left out."""
        self.judged_by.update(pool.judged_by)
        self.left_out.update(pool.left_out)

    def report(self, log: logging.Logger, misplaced: Sequence[str]) -> None:
        """Log what the instructor should look at; `misplaced` names what was not graded at all."""
        for explanation in misplaced:
            log.warning("Not graded: %s", explanation)
        for (student, assignment), reason in self.failures.items():
            log.error("%s, %s: not graded. %s", one_line(student), assignment, reason)
        for (student, assignment), notes in self.remarks.items():
            log.warning("%s, %s: %s", one_line(student), assignment, "; ".join(notes))
        for worker, reason in self.left_out.items():
            log.warning("Worker %s was left out: %s", one_line(worker), one_line(reason))
        if self.judged_by:
            shares = (f"{one_line(name)} {count}" for name, count in sorted(self.judged_by.items()))
            log.warning("Notebooks judged by each worker: %s", ", ".join(shares))
        if self.graded or self.failures:
            log.warning(
                "Graded %d of %d submissions in %.1f s; %d with remarks",
                self.graded, self.due, time.monotonic() - self.began, len(self.remarks),
            )  # fmt: skip
