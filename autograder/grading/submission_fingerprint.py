"""Recognise a submission by its files' content, so that a corrected one is graded again."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
from collections.abc import Sequence
from pathlib import Path

from .submitted_files import files_below

RECORD = ".handed_in"  # beside the graded notebook; classrooms in use have files of this name
# It tells when the work was submitted, and nbgrader compares that itself.
NOT_COUNTED = ("timestamp.txt",)
MAX_FILES = 1000


class Fingerprints:
    """The fingerprints of submissions as they were when each was first asked for.

    Files with `ignored` names do not count. At most `limit` bytes of each submission are read.
    """

    def __init__(self, ignored: Sequence[str], limit: int) -> None:
        self._ignored, self._limit = ignored, limit
        self._known: dict[Path, str] = {}

    def of(self, submission: Path) -> str:
        """Return the fingerprint of a submission."""
        if submission not in self._known:
            self._known[submission] = fingerprint(submission, self._ignored, self._limit)
        return self._known[submission]

    def record(self, submission: Path, graded: Path, tests: str = "") -> None:
        """Write into the folder of the graded notebook what was graded, and with which `tests`."""
        _write(graded, self.of(submission), tests)

    def has_changed(self, submission: Path, graded: Path, notebooks: Sequence[str]) -> bool:
        """Return whether the files differ from those that were graded into the folder `graded`."""
        if recorded := submission_of(graded):
            return recorded != self.of(submission)
        # Graded by a version that kept no record: all there is are the times of the files.
        if any(self._is_newer(submission, graded / name) for name in notebooks):
            return True
        with contextlib.suppress(OSError):
            self.record(submission, graded)
        return False

    def _is_newer(self, submission: Path, graded: Path) -> bool:
        """Return whether a file was submitted after the grading, by the time on it."""
        paths = files_below(submission, self._ignored, MAX_FILES)
        latest = max((path.lstat().st_mtime_ns for path in paths), default=0)
        return latest > graded.lstat().st_mtime_ns


def tests_of(graded: Path) -> str:
    """Return the fingerprint of the tests that a submission was graded with, if it is known."""
    return _lines(graded)[1]


def submission_of(graded: Path) -> str:
    """Return the fingerprint of what was graded; nothing if it was not recorded."""
    return _lines(graded)[0]


def copy_record(old: Path, new: Path) -> None:
    """Record for the folder `new` what was recorded for `old`."""
    _write(new, *_lines(old))


def _lines(graded: Path) -> tuple[str, str]:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        submission, tests, *_ = [*(graded / RECORD).read_text("ascii").split(), "", ""]
        return submission, tests
    return "", ""


def _write(graded: Path, submission: str, tests: str) -> None:
    target = graded / RECORD
    target.unlink(missing_ok=True)
    target.write_text("".join(f"{line}\n" for line in (submission, tests) if line), "ascii")


def fingerprint(submission: Path, ignored: Sequence[str], limit: int) -> str:
    """Return the same text for submissions with the same files.

    `limit` bytes are read at most; of the files beyond, size and time count. No link is followed.
    """
    digest = hashlib.sha256()
    for path in [submission, *files_below(submission, ignored, MAX_FILES)]:
        name = os.fsencode(os.path.relpath(path, submission))
        if path.name in NOT_COUNTED and path.parent == submission:
            continue
        content, read = _content(path, limit)
        limit -= read
        digest.update(b"%d %s %s\n" % (len(name), name, content))
    return digest.hexdigest()


def _content(path: Path, limit: int) -> tuple[bytes, int]:
    """Return what stands for a file's content, and how many bytes of it were read."""
    # These texts are part of the fingerprints in classrooms in use.
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            return b"a link to " + os.fsencode(os.readlink(path)), 0
        if not stat.S_ISREG(status.st_mode):
            return b"of type %o" % stat.S_IFMT(status.st_mode), 0
        if status.st_size > limit:
            return b"large %d %d" % (status.st_size, status.st_mtime_ns), 0
        return _digest(path), status.st_size
    except OSError as error:
        return b"not read: %d" % (error.errno or 0), 0


def _digest(path: Path) -> bytes:
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()
