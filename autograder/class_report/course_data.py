"""The report on a whole course as data: its assignments beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from ..course import paths
from ..course.printable import one_line
from .counting import ClassCount
from .data import VERSION, Data
from .model import Student

MAX_MISTAKES = 12  # of the most frequent ones


def course_data(counts: Sequence[ClassCount], reports: Sequence[Data], *, hide_names: bool) -> Data:
    """Return the report on a course; `reports` are those on its assignments, in the same order."""
    return {
        "version": VERSION,
        "course": paths.course().title,
        "names_hidden": hide_names,
        "assignments": [_summary(report) for report in reports],
        "mistakes": _most_frequent(reports),
        "students": None if hide_names else _students(counts),
    }


def _summary(report: Data) -> Data:
    numbers = (
        "assignment",
        "title",
        "maximum",
        "students",
        "handed_in",
        "graded",
        "median",
        "bins",
    )
    groups = ("stuck", "not_graded", "not_tested", "timed_out")
    return {name: report[name] for name in numbers} | {
        name: report[name]["number"] for name in groups
    }


def _most_frequent(reports: Sequence[Data]) -> list[Data]:
    fields = ("exercise", "name", "explanation", "number", "read")
    found = [
        {"assignment": report["assignment"], **{name: one[name] for name in fields}}
        for report in reports
        for one in report["mistakes"]
    ]
    return sorted(found, key=lambda one: -int(one["number"]))[:MAX_MISTAKES]


def _students(counts: Sequence[ClassCount]) -> list[Data]:
    """Return the points of everybody by assignment, and where each student is stuck."""
    everybody: dict[str, Student] = {}
    points: dict[str, dict[str, float]] = {}
    stuck: dict[str, list[str]] = {}
    for counted in counts:
        for row in counted.rows:
            everybody[row.student.id] = row.student
            points.setdefault(row.student.id, {})[counted.assignment] = row.points
        for row in counted.stuck:
            stuck.setdefault(row.student.id, []).append(counted.assignment)
        for student in (*counted.absent, *(one for one, _ in counted.not_graded)):
            everybody.setdefault(student.id, student)
    return [
        {
            "student": one_line(everybody[name].label),
            "points": {one.assignment: points.get(name, {}).get(one.assignment) for one in counts},
            "stuck": stuck.get(name, []),
        }
        for name in sorted(everybody)
    ]
