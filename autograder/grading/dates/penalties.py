"""Enter due dates, extensions and penalties into the gradebook, in nbgrader's own columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties

from ...course.errors import CourseError
from . import file
from .file import Dates


class DatedPenalties(LateSubmissionPlugin):
    """nbgrader's plugin for late submissions, with the rules of `dates.yml`.

    For assignments that the file does not name it is nbgrader's own.
    """

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Return how many points a late submission loses."""
        dates, assignment = getattr(self.parent, "dates", None), self.parent.assignment_id
        if dates is None or assignment not in dates.assignments:
            penalty: float | None = super().late_submission_penalty(
                student_id, score, total_seconds_late
            )
            return penalty
        rule = dates.assignments[assignment].late
        return rule.penalty(score, total_seconds_late) if rule else None


@dataclass(frozen=True)
class Late:
    """A late submission: by how much, and what that costs now and did before."""

    student: str
    seconds: float
    penalty: float
    before: float


def dates_of(course: CourseDirectory) -> Dates | None:
    """Return the dates of the class, if it has any."""
    return file.read(path_of(course))


def dates_for_grading(course: CourseDirectory) -> Dates | None:
    """Return the dates of the class; raises nbgrader's exception if they cannot be read."""
    try:
        return dates_of(course)
    except CourseError as error:
        raise NbGraderException(str(error)) from None


def path_of(course: CourseDirectory) -> Path:
    """Return where the dates of the class are written: beside its folder of graded notebooks."""
    graded = Path(course.format_path(course.autograded_directory, "STUDENT", "ASSIGNMENT"))
    return graded.parents[2] / file.NAME


def set_due(entry: SubmittedAssignment, dates: Dates | None) -> None:
    """Enter until when a student has time, if the dates say so."""
    name = entry.assignment.name
    if dates is None or not _named(name, dates):
        return
    due = dates.assignments[name].due
    extension = dates.due_for(name, entry.student.id) - due
    _set(entry.assignment, "duedate", _naive(due))
    _set(entry, "extension", extension or None)


def apply(
    book: Gradebook, assignment: str, step: AssignLatePenalties, dates: Dates | None
) -> list[Late]:
    """Enter dates and penalties of all submissions; return who is late, or was before."""
    if book.find_assignment(assignment).duedate is None and not _named(assignment, dates):
        return []
    step.assignment_id, step.dates = assignment, dates
    step.init_plugin()
    late = []
    for entry in book.assignment_submissions(assignment):
        set_due(entry, dates)
        before = entry.late_submission_penalty or 0.0
        book.db.flush()
        seconds = entry.total_seconds_late
        after = sum(_penalise(notebook, seconds, step, entry) for notebook in entry.notebooks)
        if seconds > 0 or before:
            late.append(Late(entry.student.id, seconds, after, before))
    book.db.commit()
    return late


def _penalise(notebook: Any, seconds: float, step: AssignLatePenalties, entry: Any) -> float:
    penalty = None
    if seconds > 0:
        penalty = step.plugin_inst.late_submission_penalty(
            entry.student.id, notebook.score, seconds
        )
    if penalty is not None:
        penalty = step._check_late_penalty(notebook, penalty)
    _set(notebook, "late_submission_penalty", penalty)
    return penalty or 0.0


def _named(assignment: str, dates: Dates | None) -> bool:
    return dates is not None and assignment in dates.assignments


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)  # the gradebook holds UTC without saying so


def _set(row: Any, name: str, value: Any) -> None:
    if getattr(row, name) != value:
        setattr(row, name, value)
