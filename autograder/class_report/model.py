"""What is known of a class after grading, as the gradebook and the graded notebooks hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ..reports.cell_report import CellReport
from ..reports.run_record import RunRecord

CHECK_PREFIX, TEST_PREFIX = "check_", "grade_"


class CellKey(NamedTuple):
    """A graded cell: the notebook that it is in, and its name."""

    notebook: str
    name: str

    @property
    def exercise(self) -> str:
        """The exercise that the cell belongs to: the builder names its cells after it."""
        return self.name.removeprefix(CHECK_PREFIX).removeprefix(TEST_PREFIX)

    @property
    def is_check(self) -> bool:
        """Whether the cell is an exercise's visible check."""
        return self.name.startswith(CHECK_PREFIX)


@dataclass(frozen=True)
class Student:
    """A student as the gradebook names one."""

    id: str
    first_name: str = ""
    last_name: str = ""

    @property
    def label(self) -> str:
        """The name by which a list shows the student."""
        full = f"{self.first_name} {self.last_name}".strip()
        return f"{full} ({self.id})" if full else self.id

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the student, to be looked for where none may be shown."""
        return tuple(filter(None, (self.id, self.first_name, self.last_name)))


@dataclass(frozen=True)
class GradedSubmission:
    """One student's graded work.

    `code` holds what the student wrote, by the name of the cell, and `other_code` the cells without
    a name, the student's own among them. `record` is None if a version of the course has graded it
    that kept none.
    """

    student: Student
    scores: Mapping[CellKey, float]
    reports: Mapping[CellKey, CellReport] = field(default_factory=dict)
    code: Mapping[str, str] = field(default_factory=dict)
    other_code: tuple[str, ...] = ()
    record: RunRecord | None = None
    penalty: float = 0.0
    seconds_late: float = 0.0
    by_hand: frozenset[CellKey] = frozenset()  # cells that a person has still to grade

    @property
    def points(self) -> float:
        """The points after the penalty for being late, as `nbgrader export` counts them."""
        return max(0.0, sum(self.scores.values()) - self.penalty)


@dataclass(frozen=True)
class GradedClass:
    """An assignment, and what became of each student in it.

    `cells` are the graded cells, in the notebook's order, with their points. `not_graded` holds
    the reason for each student who handed in without being graded, `absent` who has not handed in.
    """

    assignment: str
    title: str
    cells: Mapping[CellKey, float]
    submissions: tuple[GradedSubmission, ...] = ()
    not_graded: Mapping[Student, str] = field(default_factory=dict)
    absent: tuple[Student, ...] = ()
    misplaced: tuple[str, ...] = ()

    @property
    def maximum(self) -> float:
        """The points that there are."""
        return sum(self.cells.values())

    @property
    def students(self) -> tuple[Student, ...]:
        """Everybody."""
        graded = (one.student for one in self.submissions)
        return tuple(dict.fromkeys((*graded, *self.not_graded, *self.absent)))
