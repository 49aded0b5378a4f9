"""nbgrader's settings as the course makes them: where submissions are, and which gradebook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import Gradebook
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from ..course import paths
from ..course.errors import CourseError
from ..course.printable import one_line

NAME = "nbgrader_config.py"


def course_directory() -> CourseDirectory:
    """Return nbgrader's view of the course, from the user's and the course's settings."""
    config = Config()
    for folder in [*reversed(NbGrader().config_file_paths), str(paths.ROOT)]:
        if (Path(folder) / NAME).is_file():
            config.merge(PyFileConfigLoader(NAME, path=folder).load_config())
    return CourseDirectory(config=config)


def folder_of(course: CourseDirectory, directory: str, student: str, assignment: str) -> Path:
    """Return the folder of a student's assignment in one of nbgrader's directories."""
    return Path(course.format_path(directory, student, assignment))


@contextmanager
def opened_gradebook(course: CourseDirectory) -> Iterator[Gradebook]:
    """Open the gradebook.

    Raises
    ------
    CourseError
        If there is none yet.
    """
    if not has_gradebook(course):
        raise CourseError("there is no gradebook yet: run `nbgrader generate_assignment` first")
    with Gradebook(course.db_url, course.course_id) as gradebook:
        yield gradebook


def has_gradebook(course: CourseDirectory) -> bool:
    """Return whether there is a gradebook; a database on a server counts as there."""
    url = make_url(course.db_url)
    return url.get_backend_name() != "sqlite" or Path(url.database or "").is_file()


def shown(path: Path) -> str:
    """Return a path as people who work in the course's folder see it."""
    return one_line(str(paths.from_root(path)))
