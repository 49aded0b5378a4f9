"""Tell an error in the course from an error in a student's work: it must not cost points."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


class CourseFaultError(BaseException):
    """The course itself failed in a test. That is no fault of the student.

    No `except Exception` on the way must take it for a test that the student's work has failed.
    """


@contextmanager
def course_at_fault() -> Iterator[None]:
    """Raise `CourseFaultError` for whatever fails meanwhile.

    It is for what no student's code takes part in: looking up tables and points, comparing.
    """
    try:
        yield
    except Exception as error:
        raise CourseFaultError(
            f"an error in the course, not in the submission: {type(error).__name__}: {error} "
            f"({_place(error)}); correct it and grade again"
        ) from error


def _place(error: Exception) -> str:
    """Return the file and the line of the package in which an error was raised."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(PACKAGE) and path != Path(__file__):
            return f"{path.relative_to(PACKAGE.parent).as_posix()}:{frame.lineno}"
    return "in a library"
