"""What became of each submission in a run, and how that is reported at its end."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..course.printable import one_line
from .cluster.remote_pool import RemotePool
from .graded_assignment import GradedAssignment

OUTDATED = (
    "%s: %d submissions were graded before the tests, the points or the course changed, and keep "
    "those points. `autograder regrade %s --dry-run` says what would change."
)

TOGETHER = (
    "%s: its tests ran beside the students' code, in one sandboxed process each "
    "(c.Sandbox.tests). A student who tries can change what they find."
)
AT_FAULT = (
    "%s: these tests fail on your own solution, so no student loses points by them: their cells "
    "wait for a person, in Formgrader."
)
INSTEAD = (
    "%s: correct the tests (README, `What tests may do`), or run them beside the students' code: "
    'c.Sandbox.tests = {"%s": "together"} in nbgrader_config_local.py.'
)

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
    outdated: Counter[str] = field(default_factory=Counter)  # graded with other tests, not again
    tests_at_fault: dict[str, list[str]] = field(default_factory=dict)  # by assignment
    together: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def fail(self, student: str, assignment: str, error: Exception) -> None:
        """Record that a submission could not be graded."""
        self.failures[student, assignment] = one_line(f"{type(error).__name__}: {error}")

    def note_cluster(self, pool: RemotePool) -> None:
        """Record which workers judged how much, and which were left out."""
        self.judged_by.update(pool.judged_by)
        self.left_out.update(pool.left_out)

    def note_tests(self, assignments: Iterable[GradedAssignment]) -> None:
        """Note which tests are at fault, and which assignments' tests ran beside student code."""
        for one in assignments:
            self.together += [one.name] if one.runs_together else []
            if lines := one.known_faults():
                self.tests_at_fault[one.name] = lines

    @property
    def complaint(self) -> str:
        """Why the run does not end well, or nothing."""
        if self.failures:
            return f"{len(self.failures)} submissions could not be graded"
        if self.tests_at_fault:
            return "Some tests cannot be run; their cells wait for a person."
        return ""

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
        for name in self.together:
            log.warning(TOGETHER, name)
        for name, lines in self.tests_at_fault.items():
            for line in lines:
                log.error("%s: %s", name, line)
            log.error(AT_FAULT, name)
            if name not in self.together:
                log.error(INSTEAD, name, name)
        for assignment, number in self.outdated.items():
            log.warning(OUTDATED, assignment, number, assignment)
        if self.graded or self.failures:
            log.warning(
                "Graded %d of %d submissions in %.1f s; %d with remarks",
                self.graded, self.due, time.monotonic() - self.began, len(self.remarks),
            )  # fmt: skip
