"""Errors after which the next submission would fail in the same way."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

import sqlalchemy.exc
from nbgrader.converters.base import NbGraderException

from .pool import GradingError

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
AGAIN = "What is graded is kept; run the same command again and it goes on from here."


def stop_if_hopeless(error: Exception) -> None:
    """Stop the run if the next submission would fail in the same way."""
    if isinstance(error, GradingError):
        raise NbGraderException(f"{error}\n{AGAIN}") from error
    for cause in _chain(error):  # nbgrader wraps what the database raises
        if isinstance(cause, sqlalchemy.exc.OperationalError | sqlite3.OperationalError):
            raise NbGraderException(
                f"The gradebook cannot be written: {getattr(cause, 'orig', cause)}. Is it open "
                f"in another program, or does it need `nbgrader db upgrade`? {AGAIN}"
            ) from error
        if isinstance(cause, OSError) and cause.errno in DISK_FULL:
            raise NbGraderException(f"The disk is full. {AGAIN}") from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an exception and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
