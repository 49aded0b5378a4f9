"""Errors that the `autograder` command reports in a line of text, without a traceback."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]


class CourseError(Exception):
    """Something in the course is wrong; the message says what, where, and what to do."""


def located(path: Path, line: int) -> str:
    """Return `file:line`, with the path as seen from the repository if it is inside."""
    inside = path.is_relative_to(REPOSITORY)
    return f"{(path.relative_to(REPOSITORY) if inside else path).as_posix()}:{line}"


@dataclass(frozen=True)
class Fault:
    """What is wrong in an author's file, and its remedy: `file:line: what is wrong; what to do`."""

    path: Path
    line: int
    what: str
    remedy: str

    @staticmethod
    def at(function: Callable[..., Any], what: str, remedy: str) -> Fault:
        """Return a fault at the decorator, or else the `def`, of an author's function."""
        code = function.__code__
        return Fault(Path(code.co_filename), code.co_firstlineno, what, remedy)

    def __str__(self) -> str:
        """Return the line that an author reads."""
        return f"{located(self.path, self.line)}: {self.what}; {self.remedy}"


class FaultsFoundError(CourseError):
    """Faults in the files of an author, each on a line of its own."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


class FileError(CourseError, ValueError):
    """A line of a file that an author wrote is wrong: `file:line: what is wrong; what to do`."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(f"{located(path, line)}: {reason}")
