"""Remember a regrade of everybody that was interrupted, so that it goes on and nobody mixes grades.

While `nbgrader autograde ASSIGNMENT --force` runs, some submissions have new points and some have
old ones. A file beside the graded submissions says which are done, and is gone when all are.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from nbgrader.coursedir import CourseDirectory


class HasTests(Protocol):
    """An assignment that is graded: `GradedAssignment`."""

    @property
    def tests(self) -> str:
        """What stands for all that decides about points."""


@dataclass
class ForcedRun:
    """A run that grades everybody again; `tests` stands for the tests that it grades with."""

    path: Path
    tests: str
    done: dict[str, str] = field(default_factory=dict)  # the submissions' fingerprints, by student

    @classmethod
    def resume(cls, course: CourseDirectory, assignment: str, tests: str) -> ForcedRun:
        """Begin a run, or go on with one that was interrupted and graded with the same tests."""
        run = cls(record_of(course, assignment), tests)
        data = _read(run.path)
        if data.get("tests") == tests:
            run.done = dict(data["done"])
        run.path.parent.mkdir(parents=True, exist_ok=True)
        run._write()
        return run

    def add(self, student: str, submission: str) -> None:
        """Record that a submission, known by its fingerprint, has been graded again."""
        self.done[student] = submission
        self._write()

    def finish(self) -> None:
        """Forget the run: everybody's points are of the same tests."""
        self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        partial = self.path.with_suffix(".partial")
        partial.write_text(json.dumps({"tests": self.tests, "done": self.done}), "utf-8")
        partial.replace(self.path)


def begin_forced_runs(
    course: CourseDirectory, assignments: Mapping[str, HasTests], log: logging.Logger
) -> dict[str, ForcedRun]:
    """Grade everybody again, or go on with that, if a run is about everybody."""
    if not course.student_id == course.notebook_id == "*":
        return {}
    runs = {name: ForcedRun.resume(course, name, one.tests) for name, one in assignments.items()}
    for name, run in runs.items():
        if run.done:
            log.warning("%s: going on; %d were graded again before", name, len(run.done))
    return runs


def record_of(course: CourseDirectory, assignment: str) -> Path:
    """Return where the record of a forced run of an assignment is kept."""
    folder = course.format_path(f"{course.autograded_directory}.again", ".", assignment)
    return Path(f"{folder}.json")


def unfinished(course: CourseDirectory, assignment: str) -> str:
    """Return why points of an assignment are not of one grading, or nothing."""
    done = len(_read(record_of(course, assignment)).get("done", {}))
    if not done:
        return ""
    return (
        f"{assignment} is being graded again, or that was interrupted: {done} submissions have new "
        f"points and the others old ones. Finish it with `nbgrader autograde {assignment} --force`."
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) and isinstance(data.get("done"), dict) else {}
