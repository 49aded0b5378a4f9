"""Write the grades file of `nbgrader export` so that it is safe to open in a spreadsheet.

nbgrader's own plugin writes names unquoted: a comma in a name moves the columns, and a name that
begins with "=" is run as a formula when the file is opened. The columns are the same.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

from .unfinished import unfinished

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
# To some spreadsheet, a cell that begins with one of these is a formula, some of them even after
# spaces or in their wide forms.
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


class QuotedCsvExportPlugin(ExportPlugin):
    """Write grades as quoted CSV in which no name is a formula."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the chosen assignments and students, or of all."""
        path = Path(self.to or "grades.csv")
        self._refuse_mixed_points(gradebook)
        self.log.info("Exporting grades to %s", path)
        assignments = [a for a in gradebook.assignments if _chosen(a.name, self.assignment)]
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
        if reasons := list(filter(None, (unfinished(course, name) for name in names))):
            raise SystemExit("\n".join(reasons))


def _chosen(name: str, wanted: list[Any]) -> bool:
    return not wanted or name in map(str, wanted)


def _row(gradebook: Gradebook, assignment: Assignment, student: Student) -> list[str]:
    try:
        entry = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        timestamp, raw, penalty = "", 0.0, 0.0
    else:
        timestamp, raw = entry.timestamp, entry.score
        penalty = entry.late_submission_penalty
    names = assignment.name, assignment.duedate, timestamp, student.id, student.last_name
    texts = *names, student.first_name, student.email
    points = raw, penalty, max(0.0, raw - (penalty or 0.0)), assignment.max_score
    return [*map(plain_cell, texts), *("" if p is None else str(p) for p in points)]


def plain_cell(value: Any) -> str:
    """Return a value as a one-line cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
