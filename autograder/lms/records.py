"""What `autograder collect` remembers of an assignment, in `classroom/collected/ASSIGNMENT/`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..course.errors import CourseError
from .tables import write_table

VERSION = 1
RECORDS, LIST, ROSTER = "collected.json", "files.csv", "roster.csv"
NOT_PLACED, NOT_TAKEN, REPLACED = "not_placed", "not_taken", "replaced"
COLUMNS = ("zip", "file", "student", "outcome", "reason", "where")


@dataclass(frozen=True)
class Outcome:
    """What became of a file of a zip; `where` is relative to the classroom."""

    file: str
    outcome: str
    student: str = ""
    reason: str = ""
    where: str = ""


@dataclass
class Placed:
    """What was placed for a student: how the system names them, and which hand-in it is.

    `digest` is of the files as they were placed, so that a later change by hand is noticed.
    """

    digest: str
    order: str
    system: str
    lms_id: str = ""
    username: str = ""
    name: str = ""
    feedback: str = ""
    late: bool = False
    handed_in: str = ""


@dataclass
class Records:
    """The students that were placed, and what became of each file, by zip."""

    folder: Path
    students: dict[str, Placed] = field(default_factory=dict)
    zips: dict[str, list[Outcome]] = field(default_factory=dict)

    def save(self) -> None:
        """Write the records, and the list of files for people."""
        self.folder.mkdir(parents=True, exist_ok=True)
        data = {
            "version": VERSION,
            "students": {key: asdict(placed) for key, placed in self.students.items()},
            "zips": {key: [*map(asdict, files)] for key, files in self.zips.items()},
        }
        partial = self.folder / f"{RECORDS}.partial"
        partial.write_text(json.dumps(data, ensure_ascii=True, indent=1), "utf-8")
        partial.replace(self.folder / RECORDS)
        rows = ((key, *_row(file)) for key, files in self.zips.items() for file in files)
        write_table(self.folder / LIST, [COLUMNS, *rows])


def load(folder: Path) -> Records:
    """Read the records of an assignment; empty ones if nothing was collected yet."""
    path = folder / RECORDS
    if not path.exists():
        return Records(folder)
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']}")
        students = {key: Placed(**placed) for key, placed in data["students"].items()}
        zips = {key: [Outcome(**file) for file in files] for key, files in data["zips"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(
            f"{path}: cannot be read ({error}); rename it and collect all zips again"
        ) from None
    return Records(folder, students, zips)


def _row(outcome: Outcome) -> Iterable[str]:
    return outcome.file, outcome.student, outcome.outcome, outcome.reason, outcome.where
