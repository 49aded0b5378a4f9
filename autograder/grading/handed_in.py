"""What was handed in, known by its content: so a corrected notebook is graded again by itself."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from .reading import files_below

RECORD = ".handed_in"  # beside the graded notebook
# When it was handed in, not what; nbgrader compares that itself.
NOT_COUNTED = ("timestamp.txt",)
MAX_FILES = 1000
BLOCK = 2**20


def fingerprint(submission: Path, ignored: Sequence[str], room: int) -> str:
    """Return the same text for submissions with the same files.

    `room` bytes are read at most; of the files beyond, size and time count. No link is followed.
    """
    digest = hashlib.sha256()
    for path in [submission, *files_below(submission, ignored, MAX_FILES)]:
        place = os.fsencode(os.path.relpath(path, submission))
        if path.name in NOT_COUNTED and path.parent == submission:
            continue
        content, read = _content(path, room)
        room -= read
        digest.update(b"%d %s %s\n" % (len(place), place, content))
    return digest.hexdigest()


def _content(path: Path, room: int) -> tuple[bytes, int]:
    """Return what stands for a file's content, and how much was read of it."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return b"a link to " + os.fsencode(os.readlink(path)), 0
        if not stat.S_ISREG(status.st_mode):
            return b"of type %o" % stat.S_IFMT(status.st_mode), 0
        if status.st_size > room:
            return b"large %d %d" % (status.st_size, status.st_mtime_ns), 0
        return _digest(path), status.st_size
    except OSError as error:
        return b"not read: %d" % (error.errno or 0), 0


def _digest(path: Path) -> bytes:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def recorded(graded: Path) -> str:
    """Return the fingerprint of what was graded; nothing if it was not recorded."""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return (graded / RECORD).read_text("ascii").strip()
    return ""


def record(graded: Path, found: str) -> None:
    """Keep a fingerprint with the graded notebook."""
    target = graded / RECORD
    target.unlink(missing_ok=True)
    target.write_text(f"{found}\n", "ascii")


def is_newer(submission: Path, graded: Path, ignored: Sequence[str]) -> bool:
    """Return whether a file was handed in after the grading, by the time on it."""
    times = [path.lstat().st_mtime_ns for path in files_below(submission, ignored, MAX_FILES)]
    return max(times, default=0) > graded.lstat().st_mtime_ns
