"""A report as data that JSON can hold. Page, CSV and JSON are written from it and nothing else.

So names that are hidden are left out in one place: here. As JSON, version 1, all counts are of
students; who they are stands beside in `who`, which is null where names are hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from ..course.printable import one_line
from .counting import Bin, ClassCount, ExerciseCount, StudentRow
from .findings import Finding
from .model import Student
from .places import place_of
from .samples import sample_of

VERSION = 1
Data = dict[str, Any]


def report_data(counted: ClassCount, *, hide_names: bool) -> Data:
    """Return the report on an assignment."""
    names = _Names(hide_names)
    return {
        "version": VERSION,
        "assignment": counted.assignment,
        "title": counted.title,
        "names_hidden": hide_names,
        "maximum": counted.maximum,
        "students": counted.students,
        "handed_in": counted.handed_in,
        "graded": counted.graded,
        "median": counted.median,
        "bins": _bins(counted.bins),
        "exercises": [_exercise(one) for one in counted.exercises],
        "mistakes": [_finding(counted, one, names) for one in counted.mistakes],
        "unexplained": [_finding(counted, one, names) for one in counted.unexplained],
        **_people(counted, names),
    }


class _Names:
    """What may be said of single students."""

    def __init__(self, hidden: bool) -> None:
        self.hidden = hidden

    def group(self, items: Iterable[tuple[Student, Data]]) -> Data:
        """Return how many students there are, and what is known of each."""
        items = list(items)
        who = [{"student": one_line(student.label), **more} for student, more in items]
        return {"number": len(items), "who": None if self.hidden else who}

    def allowed(self, text: str, students: Sequence[Student]) -> str:
        """Return a text that students may have caused, or "" if one of their names is in it."""
        names = [re.escape(name) for one in students for name in one.names]
        if self.hidden and names and re.search(rf"\b(?:{'|'.join(names)})\b", text, re.IGNORECASE):
            return ""
        return text


def _people(counted: ClassCount, names: _Names) -> Data:
    stuck = (
        (one.student, {"zero": one.zeros, "unwritten": one.unwritten}) for one in counted.stuck
    )
    remarks = ((one.student, {"remarks": one.remarks}) for one in counted.rows if one.remarks)
    by_hand = (
        (one.student, {"cells": one.to_grade_by_hand})
        for one in counted.rows if one.to_grade_by_hand
    )  # fmt: skip
    late = (
        (one.student, {"seconds": one.seconds_late}) for one in counted.rows if one.seconds_late
    )
    return {
        "stuck": names.group(stuck),
        "not_handed_in": names.group((one, {}) for one in counted.absent),
        "not_graded": names.group((one, {"reason": why}) for one, why in counted.not_graded),
        "not_tested": names.group(
            (one.student, {"reason": one.untested}) for one in counted.untested
        ),
        "timed_out": names.group(
            (one.student, {"cells": one.time_outs}) for one in counted.timed_out
        ),
        "late": names.group(late),
        "to_grade_by_hand": names.group(by_hand),
        "remarks": names.group(remarks),
        "misplaced": {
            "number": len(counted.misplaced),
            "what": None if names.hidden else list(counted.misplaced),
        },
        "points": names.group((one.student, _row(counted, one)) for one in counted.rows),
    }


def _row(counted: ClassCount, row: StudentRow) -> Data:
    exercises = dict(zip((one.name for one in counted.exercises), row.exercises))
    return {
        "id": row.student.id, "points": row.points, "penalty": row.penalty, "exercises": exercises,
    }  # fmt: skip


def _exercise(counted: ExerciseCount) -> Data:
    return {
        **asdict(counted),
        "bins": _bins(counted.bins),
        "aspects": [asdict(one) for one in counted.aspects],
    }


def _bins(bins: Iterable[Bin]) -> list[Data]:
    return [{"points": one.label, "low": one.low, "students": one.students} for one in bins]


def _finding(counted: ClassCount, finding: Finding, names: _Names) -> Data:
    place = place_of(counted.assignment, finding)
    group = names.group((student, {}) for student in finding.students)
    return {
        "exercise": finding.exercise,
        "name": finding.name,
        "explanation": names.allowed(finding.explanation, finding.students),
        "read": asdict(place) if place else None,
        "sample": sample_of(finding, hide_names=names.hidden),
        **group,
    }
