"""What the `autograder` command ends with in words, not with a traceback."""

from pathlib import Path


class CourseError(Exception):
    """Something in the course is wrong; the message says what, where, and what to do."""


class FileError(CourseError, ValueError):
    """A line of a file that an author wrote is wrong: `file:line: what is wrong; what to do`."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        self.path, self.line, self.reason = path, line, reason
        super().__init__(f"{path.name}:{line}: {reason}")
