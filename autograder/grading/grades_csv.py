"""The grades file of `nbgrader export`, safe to open in a spreadsheet.

nbgrader's own writes names into it as they are: a comma in one moves the columns, and one that
begins with "=" is a formula of whoever opens the file. The columns are the same.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip
# Spreadsheets take a cell for a formula that begins with one of these, some of them after spaces
# or in their wide forms.
FORMULA = tuple("=+-@\t\r\n|%＝＋－＠")


class QuotedCsvExportPlugin(ExportPlugin):
    """Write grades as quoted CSV in which no name is a formula."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades of the chosen assignments and students, or of all."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        assignments = [a for a in gradebook.assignments if _chosen(a.name, self.assignment)]
        students = [s for s in gradebook.students if _chosen(s.id, self.student)]
        with open(path, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, lineterminator="\n")
            rows.writerow(COLUMNS)
            for assignment in assignments:
                for student in students:
                    rows.writerow(_row(gradebook, assignment, student))


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
    """Return a value as a cell that no spreadsheet computes, on one line."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
