"""Read `timestamp.txt`, whatever a student has put there.

One invalid time would end nbgrader's command, or keep Formgrader from showing the class; a pipe
would block both for ever. nbgrader has no setting for this, so its functions are replaced.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import nbgrader.apps.api
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import parse_utc

from .submitted_files import is_plain

NAME = "timestamp.txt"
MAX_LENGTH = 200  # bytes
YEARS = range(1970, 9999)  # a time in any other year overflows in some time zone


def time_in(folder: str | os.PathLike[str]) -> datetime | None:
    """Return when a submission was handed in, or None if that is not known."""
    path = Path(folder) / NAME
    with contextlib.suppress(Exception):  # a parser of dates may raise anything
        if is_plain(path, MAX_LENGTH) and (text := path.read_text("utf-8").strip()):
            time: datetime = parse_utc(text)
            if time.year in YEARS:
                return time
    return None


def patch_timestamps() -> None:
    """Replace nbgrader's functions that read the time."""
    CourseDirectory.get_existing_timestamp = _existing
    nbgrader.apps.api.NbGraderAPI.get_submitted_timestamp = _submitted


def _existing(_course: CourseDirectory, dest_path: str) -> datetime | None:
    return time_in(dest_path)


def _submitted(api: Any, assignment_id: str, student_id: str) -> datetime | None:
    course = api.coursedir
    return time_in(course.format_path(course.submitted_directory, student_id, assignment_id))
