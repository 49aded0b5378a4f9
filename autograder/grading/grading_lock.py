"""Let one run at a time grade an assignment, and say who does.

Two runs on one assignment would move each other's folders. A lock on a file guards the folder of
graded notebooks. PostgreSQL guards the gradebook too, for graders on other machines. Both locks end
with the process that holds them, however it ends.
"""

from __future__ import annotations

import contextlib
import fcntl
import getpass
import os
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from .database import create_engine

SPACE = zlib.crc32(b"grading") >> 1  # sets our locks in a database apart from others'
BUSY = (
    "{assignment} is being graded already: {holder}. Nothing was done. Run the command again when "
    "that run has ended; or end it: what it has graded is kept."
)
HOLDER = """
    SELECT activity.application_name
    FROM pg_locks AS lock JOIN pg_stat_activity AS activity USING (pid)
    WHERE lock.locktype = 'advisory' AND lock.granted
      AND lock.classid = :space AND lock.objid = :number
      AND lock.database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


@contextlib.contextmanager
def grading(assignments: Iterable[str], course: CourseDirectory) -> Iterator[None]:
    """Hold the locks of these assignments.

    Raises
    ------
    NbGraderException
        If another run holds one of them; the message says who.
    """
    with contextlib.ExitStack() as stack:
        connection = None
        if make_url(course.db_url).get_backend_name() == "postgresql":
            connection = stack.enter_context(_connection(course.db_url))
        for assignment in assignments:
            stack.enter_context(_folder_lock(assignment, _lock_file(assignment, course)))
            if connection:
                _lock_gradebook(connection, course.course_id, assignment)
        yield


def _us() -> str:
    """Return who this process is; PostgreSQL keeps 63 bytes of it."""
    try:
        user = getpass.getuser()
    except (OSError, KeyError):  # a container's user may have no name
        user = f"user {os.getuid()}"
    host = socket.gethostname().partition(".")[0]
    return f"{user} on {host}, process {os.getpid()}, since {time.strftime('%H:%M')}"


def _lock_file(assignment: str, course: CourseDirectory) -> Path:
    return Path(course.root, f"{course.autograded_directory}.locks", assignment)


@contextlib.contextmanager
def _folder_lock(assignment: str, path: Path) -> Iterator[None]:
    file = _open_locked(assignment, path)
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, _us().encode("utf-8", "replace"), 0)
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
            path.parent.rmdir()  # unless other assignments are being graded
        os.close(file)


def _open_locked(assignment: str, path: Path) -> int:
    """Return the descriptor of the locked file."""
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:  # another run has just removed the folder
            continue
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(file, 200, 0).decode("utf-8", "replace") or "by another run"
            os.close(file)
            raise NbGraderException(BUSY.format(assignment=assignment, holder=holder)) from None
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(path.stat(), os.fstat(file)):
                return file
        os.close(file)  # it was removed by the run that held it: lock the one of today


@contextlib.contextmanager
def _connection(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        name = {"name": _us()}
        connection.execute(text("SELECT set_config('application_name', :name, false)"), name)
        yield connection


def _lock_gradebook(connection: Connection, course: str, assignment: str) -> None:
    """Take a lock that ends with the connection."""
    number = zlib.crc32(f"{course}/{assignment}".encode()) >> 1
    key = {"space": SPACE, "number": number}
    if connection.execute(text("SELECT pg_try_advisory_lock(:space, :number)"), key).scalar():
        return
    holder = connection.execute(text(HOLDER), key).scalar() or "by another run"
    raise NbGraderException(BUSY.format(assignment=assignment, holder=holder))
