"""Write the grades file of `nbgrader export` so that it is safe to open in a spreadsheet.

nbgrader's own plugin writes names unquoted: a comma in a name moves the columns, and a name that
begins with "=" is run as a formula when the file is opened. The columns are the same. Students who
have handed in nothing have empty fields instead of 0, and assignments without any submission are
left out.
"""

from __future__ import annotations

import contextlib
import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

from ..course.table_cells import plain_cell
from ..reports.earlier_points import earlier_points
from ..reports.unfinished import unfinished

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


class QuotedCsvExportPlugin(ExportPlugin):
    """Write grades as quoted CSV in which no name is a formula."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the chosen assignments and students, or of all."""
        path = Path(self.to or "grades.csv")
        self._refuse_mixed_points(gradebook)
        self.log.info("Exporting grades to %s", path)
        assignments = [a for a in gradebook.assignments if self._is_wanted(a)]
        students = [s for s in gradebook.students if _chosen(s.id, self.student)]
        with open(path, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            for assignment in assignments:
                for student in students:
                    rows.writerow(_row(gradebook, assignment, student))

    def _refuse_mixed_points(self, gradebook: Gradebook) -> None:
        """Stop if an assignment's points are partly of one grading and partly of another."""
        names = [a.name for a in gradebook.assignments if _chosen(a.name, self.assignment)]
        if (course := getattr(self.parent, "coursedir", None)) is None:
            return
        reasons = [
            unfinished(course, name) or earlier_points(gradebook.find_assignment(name), course)
            for name in names
        ]
        if any(reasons):
            raise SystemExit("\n".join(filter(None, reasons)))

    def _is_wanted(self, assignment: Assignment) -> bool:
        asked_for = self.assignment and _chosen(assignment.name, self.assignment)
        return bool(asked_for or (not self.assignment and assignment.num_submissions))


def _chosen(name: str, wanted: list[Any]) -> bool:
    return not wanted or name in map(str, wanted)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[str]:
    timestamp: Any = ""
    earned: tuple[Any, ...] = None, None, None
    with contextlib.suppress(MissingEntry):
        entry = gradebook.find_submission(assignment.name, student.id)
        timestamp, raw, penalty = entry.timestamp, entry.score, entry.late_submission_penalty
        earned = raw, penalty, max(0.0, raw - (penalty or 0.0))
    names = assignment.name, assignment.duedate, timestamp, student.id, student.last_name
    texts = *names, student.first_name, student.email
    points = *earned, assignment.max_score
    return [*map(plain_cell, texts), *("" if p is None else str(p) for p in points)]
