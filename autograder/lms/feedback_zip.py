"""Zip pages of feedback under the names by which a system finds the students."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from .settings import folder_of


class NoFeedbackError(Exception):
    """There is no page for a student, or it shows an earlier grading; the message says which."""


def feedback_pages(course: CourseDirectory, student: str, assignment: str) -> list[Path]:
    """Return a student's pages of feedback: one per graded notebook.

    Raises
    ------
    NoFeedbackError
        If one is missing, or older than the graded notebook.
    """
    graded = folder_of(course, course.autograded_directory, student, assignment)
    folder = folder_of(course, course.feedback_directory, student, assignment)
    remedy = f"run `nbgrader generate_feedback {assignment}`"
    pages = []
    for notebook in sorted(graded.glob("*.ipynb")):
        page = folder / f"{notebook.stem}.html"
        if not page.is_file():
            raise NoFeedbackError(f"there is no page of feedback; {remedy}")
        if page.stat().st_mtime_ns < notebook.stat().st_mtime_ns:
            raise NoFeedbackError(f"the page of feedback is older than the grading; {remedy}")
        pages.append(page)
    if not pages:
        raise NoFeedbackError("there is no graded notebook")
    return pages


def write_feedback_zip(path: Path, pages: Iterable[tuple[str, Path]]) -> None:
    """Write pages into a zip under their names."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, page in pages:
            archive.write(page, name)
    partial.replace(path)
