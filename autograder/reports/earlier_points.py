"""Find who was graded when cells were worth other points than the gradebook says today.

A build enters new points and cells into the gradebook. What was earned before stays as it was, so
that points of two kinds stand beside each other until the class is graded again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment
from nbgrader.coursedir import CourseDirectory

Points = Mapping[str, float]
MAX_SHOWN = 4


def earlier_points(assignment: Assignment, course: CourseDirectory) -> str:
    """Return whose points are of an earlier version of the assignment, in which cells, or ""."""
    today = {
        notebook.name: {
            cell.name: float(cell.max_score)
            for cell in (*notebook.grade_cells, *notebook.task_cells)
        }
        for notebook in assignment.notebooks
    }
    others: dict[str, list[str]] = {}
    for student in sorted(entry.student_id for entry in assignment.submissions):
        place = course.format_path(course.autograded_directory, student, assignment.name)
        for name, points in today.items():
            then = _graded_with(Path(place) / f"{name}.ipynb")
            for phrase in _differences(then, points) if then else ():
                others.setdefault(phrase, []).append(student)
    if not others:
        return ""
    students = dict.fromkeys(name for found in others.values() for name in found)
    cells = "; ".join(list(others)[:MAX_SHOWN])
    more = f"; and {len(others) - MAX_SHOWN} more" if len(others) > MAX_SHOWN else ""
    return (
        f"{assignment.name} has changed since {len(students)} of its "
        f"{len(assignment.submissions)} submissions were graded: {cells}{more}. Their points would "
        f"stand beside new ones. `autograder regrade {assignment.name} --dry-run` says what "
        f"changes for whom; run it without --dry-run, then export again."
    )


def _graded_with(path: Path) -> Points:
    """Return what the graded cells were worth; nothing if that is not known."""
    try:
        cells = json.loads(path.read_text("utf-8"))["cells"]
        settings = [cell.get("metadata", {}).get("nbgrader", {}) for cell in cells]
        return {
            str(one["grade_id"]): float(one["points"])
            for one in settings
            if _is_graded(one) and "points" in one
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_graded(settings: Any) -> bool:
    return bool(settings.get("grade") or settings.get("task"))


def _differences(then: Points, today: Points) -> list[str]:
    changed = [
        f"{name} is worth {today[name]:g}, not {then[name]:g}"
        for name in today
        if name in then and today[name] != then[name]
    ]
    added = [f"{name} is new" for name in today if name not in then]
    gone = [f"{name} is gone" for name in then if name not in today]
    return changed + added + gone
