"""Grade a class again in a folder of its own, from what `solutions/` holds today."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from ...course.errors import CourseError
from ...course.nbgrader_command import CompletedCommand, nbgrader
from ..literal_paths import sqlite_url

MADE_FROM = "made_from"


class RegradeError(CourseError):
    """The class cannot be graded again; the message says why and what to do."""


@dataclass(frozen=True)
class Scratch:
    """A gradebook and graded notebooks beside the class's; the submissions are the class's own."""

    folder: Path
    assignment: str

    @property
    def autograded(self) -> Path:
        """Where the notebooks are that were graded again."""
        return self.folder / "autograded"

    @property
    def db_url(self) -> str:
        """The address of the gradebook."""
        return sqlite_url(self.folder / "gradebook.db")

    def prepare(self, files: Mapping[Path, bytes], expected: str) -> None:
        """Put the instructor's files here; keep what an interrupted run has graded with the same.

        `files` are the files of the assignment by their places in its folder; `expected` stands
        for the expected values.
        """
        made_from = _fingerprint(files, expected)
        record = self.folder / MADE_FROM
        if record.exists() and record.read_text("ascii") == made_from:
            return
        self.remove()
        source = self.folder / "solutions" / self.assignment
        for place, content in files.items():
            (source / place).parent.mkdir(parents=True, exist_ok=True)
            (source / place).write_bytes(content)
        done = self._nbgrader("generate_assignment", "--force")
        if done.returncode != 0:
            raise RegradeError(f"nbgrader generate_assignment {self.assignment}\n{done.output}")
        record.write_text(made_from, "ascii")

    def grade(self, settings: tuple[str, ...] = ()) -> list[str]:
        """Grade all that is submitted; return the lines in which nbgrader complains."""
        done = self._nbgrader("autograde", *settings)
        with Gradebook(self.db_url) as book:
            graded = len(book.assignment_submissions(self.assignment))
        if done.returncode != 0 and not graded:
            raise RegradeError(f"nbgrader autograde {self.assignment}\n{done.output}")
        return [line for line in done.output.splitlines() if "| ERROR]" in line]

    def remove(self) -> None:
        """Remove the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):  # not empty: another assignment is graded again
            self.folder.parent.rmdir()

    def _nbgrader(self, command: str, *flags: str) -> CompletedCommand:
        places = {
            "source_directory": self.folder / "solutions",
            "release_directory": self.folder / "release",
            "autograded_directory": self.autograded,
            "db_url": self.db_url,
        }
        settings = [f"--CourseDirectory.{name}={value}" for name, value in places.items()]
        return nbgrader(command, self.assignment, *settings, *flags)


def scratch_of(course: CourseDirectory, assignment: str) -> Scratch:
    """Return the folder for grading an assignment again, beside the graded notebooks."""
    folder = course.format_path(f"{course.autograded_directory}.regrade", ".", assignment)
    return Scratch(Path(folder).resolve(), assignment)


def _fingerprint(files: Mapping[Path, bytes], expected: str) -> str:
    digest = hashlib.sha256(expected.encode())
    for place in sorted(files):
        digest.update(f"{place.as_posix()}\n{len(files[place])}\n".encode())
        digest.update(files[place])
    return digest.hexdigest()
