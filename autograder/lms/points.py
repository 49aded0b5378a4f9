"""The points of an assignment as the gradebook holds them, in total, by exercise and by aspect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from ..course.errors import CourseError
from ..reports.cell_report import stored_in
from ..reports.earlier_points import earlier_points
from ..reports.unfinished import unfinished
from .settings import folder_of
from .systems.system import Detail

EXERCISE, ASPECT = "exercise", "aspect"
OTHER = "other"  # points that no aspect explains: given by hand, or for a check


@dataclass
class StudentPoints:
    """The points of a student. Details are by the titles of columns; `possible` is what they
    can earn.
    """

    student: str
    name: str
    email: str
    total: float
    handed_in: str = ""
    needs_manual_grade: bool = False
    details: dict[str, float] = field(default_factory=dict)
    possible: dict[str, float] = field(default_factory=dict)


@dataclass
class AssignmentPoints:
    """The points of everyone who has handed in, and what can be earned."""

    max_score: float
    details: list[Detail] = field(default_factory=list)
    students: list[StudentPoints] = field(default_factory=list)


def read_points(
    gradebook: Gradebook, course: CourseDirectory, assignment: str, per: str,
    *, mixed: bool = False,
) -> AssignmentPoints:  # fmt: skip
    """Read the points of an assignment; `per` is "", EXERCISE or ASPECT.

    Raises
    ------
    CourseError
        If the assignment is not in the gradebook, or nobody is graded, or, unless `mixed`, if
        points of two gradings stand beside each other.
    """
    try:
        entry = gradebook.find_assignment(assignment)
    except MissingEntry:
        raise CourseError(
            f"{assignment} is not in the gradebook: run `nbgrader generate_assignment {assignment}`"
        ) from None
    if not entry.submissions:
        raise CourseError(f"nobody is graded yet: run `nbgrader autograde {assignment}`")
    reason = unfinished(course, assignment) or earlier_points(entry, course)
    if reason and not mixed:
        raise CourseError(f"{reason} --mixed-points exports the points as they are.")
    points = AssignmentPoints(float(entry.max_score))
    for submission in sorted(entry.submissions, key=lambda one: one.student_id):
        student = _student(submission)
        points.students.append(student)
        for title, earned, maximum in _details(submission, course, per):
            student.details[title] = student.details.get(title, 0.0) + earned
            student.possible[title] = student.possible.get(title, 0.0) + maximum
    points.details = _in_order(points.students)
    return points


def _student(submission: SubmittedAssignment) -> StudentPoints:
    student = submission.student
    name = f"{student.first_name or ''} {student.last_name or ''}".strip()
    total = max(0.0, submission.score - (submission.late_submission_penalty or 0.0))
    time = submission.timestamp.isoformat(" ", "seconds") if submission.timestamp else ""
    return StudentPoints(
        student.id, name, student.email or "", float(total), time,
        bool(submission.needs_manual_grade),
    )  # fmt: skip


def _details(
    submission: SubmittedAssignment, course: CourseDirectory, per: str
) -> Iterator[tuple[str, float, float]]:
    """Yield title, earned points and possible points of each part of a submission."""
    if not per:
        return
    for notebook in submission.notebooks:
        aspects = _aspects(course, submission, notebook.name) if per == ASPECT else {}
        for grade in notebook.grades:
            exercise = exercise_of(grade.name)
            if per == EXERCISE:
                yield exercise, grade.score, grade.max_score
                continue
            known = aspects.get(grade.name, [])
            yield from ((f"{exercise} {name}", earned, most) for name, earned, most in known)
            rest = grade.score - sum(earned for _, earned, _ in known)
            left = grade.max_score - sum(most for *_, most in known)
            if abs(rest) > 1e-9 or left > 1e-9:
                what = "check" if grade.name.startswith("check_") else OTHER if known else "points"
                yield f"{exercise} {what}", rest, max(0.0, left)


def exercise_of(grade_id: str) -> str:
    """Return the name of the exercise that a graded cell belongs to."""
    return grade_id.removeprefix("check_").removeprefix("grade_")


def _aspects(
    course: CourseDirectory, submission: SubmittedAssignment, notebook: str
) -> dict[str, list[tuple[str, float, float]]]:
    """Return what the reports in a graded notebook say of aspects, by the names of cells."""
    folder = folder_of(
        course, course.autograded_directory, submission.student_id, submission.assignment.name
    )
    path = folder / f"{notebook}.ipynb"
    found: dict[str, list[tuple[str, float, float]]] = {}
    for cell in _cells(path):
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "")
        report = stored_in(cell)
        if report:
            found[name] = [
                (aspect.aspect, aspect.earned, aspect.points)
                for exercise in report.exercises
                for aspect in exercise.aspects
                if aspect.points
            ]
    return found


def _cells(path: Path) -> list[Any]:
    try:
        return [from_dict(cell) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    except (OSError, ValueError, KeyError):
        raise CourseError(f"{path}: cannot be read; grade the student again") from None


def _in_order(students: list[StudentPoints]) -> list[Detail]:
    """Return the columns in the order of the notebook, with the most that anybody can earn."""
    most: dict[str, float] = {}
    for student in students:
        for title, possible in student.possible.items():
            most[title] = max(most.get(title, 0.0), possible)
    return [Detail(title, maximum) for title, maximum in most.items()]
