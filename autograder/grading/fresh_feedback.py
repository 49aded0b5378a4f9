"""Make `nbgrader generate_feedback` replace pages that show another grading, or other points.

nbgrader keeps a page of feedback until there is a later timestamp. A corrected notebook may have
none, and points that a person gave, comments and penalties never have one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import GenerateFeedback

RECORD = ".points_shown"  # beside the pages: what stands for the points that they show

_init_destination = GenerateFeedback.init_destination
_set_permissions = GenerateFeedback.set_permissions


def patch_feedback() -> None:
    """Replace nbgrader's `init_destination`, and record which points its pages show."""
    GenerateFeedback.init_destination = init_destination
    GenerateFeedback.set_permissions = set_permissions


def init_destination(converter: Any, assignment_id: str, student_id: str) -> bool:
    """Return whether feedback is to be written: it is new, shows other points, or is forced."""
    excluded = (converter.coursedir.student_id_exclude or "").split(",")
    if student_id not in excluded:
        folder = Path(converter._format_dest(assignment_id, student_id))
        stale = _stale_pages(converter, folder, assignment_id, student_id)
        if stale and converter.coursedir.notebook_id == "*":
            utils.rmtree(str(folder))
        elif stale:
            for page in stale:
                utils.remove(str(page))
    return bool(_init_destination(converter, assignment_id, student_id))


def set_permissions(converter: Any, assignment_id: str, student_id: str) -> None:
    """Record which points the pages show, before nbgrader sets the permissions of all files."""
    folder = Path(converter._format_dest(assignment_id, student_id))
    if converter.coursedir.notebook_id == "*":
        record = folder / RECORD
        record.unlink(missing_ok=True)
        record.write_text(_points(converter.coursedir, assignment_id, student_id), "ascii")
    _set_permissions(converter, assignment_id, student_id)


def _stale_pages(converter: Any, folder: Path, assignment: str, student: str) -> list[Path]:
    """Return the pages that are older than the graded notebook, or show other points."""
    names = [f"{Path(one).stem}{converter.exporter.file_extension}" for one in converter.notebooks]
    pages = [page for page in (folder / name for name in names) if page.exists()]
    with contextlib.suppress(OSError):  # no record: the pages are of a version that kept none
        if (folder / RECORD).read_text("ascii") != _points(
            converter.coursedir, assignment, student
        ):
            return pages
    graded = {Path(one).stem: Path(one) for one in converter.notebooks}
    return [
        page for page in pages if page.stat().st_mtime_ns < graded[page.stem].stat().st_mtime_ns
    ]


def _points(course: Any, assignment: str, student: str) -> str:
    """Return what stands for all that a page shows of the gradebook."""
    shown: list[Any] = []
    with (
        Gradebook(course.db_url, course.course_id) as book,
        contextlib.suppress(MissingEntry),
    ):
        for notebook in book.find_submission(assignment, student).notebooks:
            shown.append([notebook.name, notebook.late_submission_penalty])
            shown += [[g.name, g.score, g.max_score, g.extra_credit] for g in notebook.grades]
            shown += [[comment.name, comment.comment] for comment in notebook.comments]
    shown.sort(key=lambda row: json.dumps(row))
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()
