"""Stop a run where the next submission would fail in the same way."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

import sqlalchemy.exc
from nbgrader.converters.base import NbGraderException

from .pool import GradingError

AGAIN = "What is graded is kept; run the same command again and it goes on from here."
OF_SQLITE = (
    "Is it open in another program, or does it need `nbgrader db upgrade`? In SQLite one program "
    "writes at a time: several graders need PostgreSQL."
)
OF_SERVER = "Is the database's server running, and may this user use it from here?"
DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


def stop_if_hopeless(error: Exception) -> None:
    """Raise nbgrader's exception, with what to do, if `error` stops every submission."""
    if isinstance(error, GradingError):
        raise NbGraderException(f"{error}\n{AGAIN}") from error
    for cause in _chain(error):  # nbgrader wraps what the database raises
        if isinstance(cause, sqlalchemy.exc.OperationalError | sqlite3.OperationalError):
            original = getattr(cause, "orig", cause)
            reason = " ".join(str(original).split()).rstrip(".?")
            ask = OF_SQLITE if isinstance(original, sqlite3.Error) else OF_SERVER
            raise NbGraderException(
                f"The gradebook cannot be written: {reason}. {ask} {AGAIN}"
            ) from error
        if isinstance(cause, OSError) and cause.errno in DISK_FULL:
            raise NbGraderException(f"The disk is full. {AGAIN}") from error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an exception and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
