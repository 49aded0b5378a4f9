"""Make nbgrader treat the names of folders as plain text, not as patterns.

nbgrader builds regular expressions and patterns out of paths. In a folder such as `Kurs (2025)` or
`[CS101] course` they match nothing, and files to be ignored are published. nbgrader has no setting
for this, so its functions are replaced.
"""

from __future__ import annotations

import fnmatch
import glob
import importlib
import os
import re
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, unquote

import nbgrader.dbutil
import nbgrader.utils
from nbgrader.apps.dbapp import DbUpgradeApp
from nbgrader.apps.zipcollectapp import ZipCollectApp
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url

# The modules of nbgrader that look for files by patterns.
SEARCHING = (
    "nbgrader.apps.api", "nbgrader.apps.validateapp", "nbgrader.converters.base", "nbgrader.utils",
    "nbgrader.exchange.default.collect", "nbgrader.exchange.default.exchange",
    "nbgrader.exchange.default.fetch_feedback", "nbgrader.exchange.default.list",
    "nbgrader.exchange.default.release_feedback",
)  # fmt: skip
ANY_NAME = f"[^{re.escape(os.sep)}]+"
ANYTHING = re.compile(r"(\(\?P<\w+>)?\.\*\)?")
STUDENT, ASSIGNMENT = "\ue000student\ue001", "\ue000assignment\ue001"

_format_path = CourseDirectory.format_path
_write_alembic_ini = nbgrader.dbutil.write_alembic_ini
_back_up = DbUpgradeApp._backup_db_file


def patch_paths() -> None:
    """Replace nbgrader's functions that build patterns out of paths."""
    if CourseDirectory.format_path is not _format_path:
        return
    CourseDirectory.format_path = format_path
    for name in SEARCHING:
        importlib.import_module(name).glob = SimpleNamespace(glob=matches)  # type: ignore[attr-defined]
    nbgrader.utils.is_ignored = is_ignored
    nbgrader.dbutil.write_alembic_ini = write_alembic_ini
    DbUpgradeApp._backup_db_file = back_up
    ZipCollectApp._format_collect_path = collect_path


def format_path(
    course: CourseDirectory, nbgrader_step: str, student_id: str, assignment_id: str,
    escape: bool = False,
) -> str:  # fmt: skip
    """Return the path of a submission; with `escape`, a regular expression for such paths.

    Then `student_id` and `assignment_id` may be `(?P<name>.*)` or `.*`, for the name of any folder.
    """
    if not escape:
        return str(_format_path(course, nbgrader_step, student_id, assignment_id))
    pattern = re.escape(_format_path(course, nbgrader_step, STUDENT, ASSIGNMENT))
    for mark, name in ((STUDENT, student_id), (ASSIGNMENT, assignment_id)):
        pattern = pattern.replace(mark, _expression(name))
    return pattern


def _expression(name: str) -> str:
    return name.replace(".*", ANY_NAME) if ANYTHING.fullmatch(name) else re.escape(name)


def matches(pattern: str) -> list[str]:
    """Return the paths that a pattern matches; a part that exists as it is written is a name."""
    parts = pattern.split(os.sep)
    for number, part in enumerate(parts):
        if set(part) != {"*"} and glob.has_magic(part):
            so_far = os.sep.join(pattern.split(os.sep)[: number + 1])
            if os.path.lexists(so_far):
                parts[number] = glob.escape(part)
    return glob.glob(os.sep.join(parts))


def is_ignored(filename: str, ignore_globs: Sequence[str] | None = None) -> bool:
    """Return whether a file's name matches one of these patterns, whatever its folder."""
    name = os.path.basename(filename)
    return any(fnmatch.fnmatch(name, pattern) for pattern in ignore_globs or ())


def write_alembic_ini(alembic_ini: str, db_url: str) -> None:
    """Write the settings of `nbgrader db upgrade`, where a percent sign begins a variable."""
    _write_alembic_ini(alembic_ini, db_url.replace("%", "%%"))


def sqlite_url(path: Path) -> str:
    """Return the URL of a database file, whatever characters its folder's name has."""
    plain = f"sqlite:///{path}"
    if make_url(plain).database == str(path):
        return plain
    return f"sqlite:///{quote(str(path))}"


def back_up(app: Any, database: str) -> None:
    """Back up a database file for `nbgrader db upgrade`, which takes its name from the URL."""
    _back_up(app, database if os.path.exists(database) else unquote(database))


def collect_path(app: Any, collect_step: str) -> str:
    """Return where `nbgrader zip_collect` looks for or puts files."""
    below = app.collect_directory_structure.format(
        downloaded=app.downloaded_directory, assignment_id=app.coursedir.assignment_id,
        collect_step=collect_step,
    )  # fmt: skip
    return os.path.join(app.coursedir.root, below)


def ids_of(course: Any, folder: str) -> tuple[str, str] | None:
    """Return the names of the assignment and of the student of a submission's folder."""
    pattern = format_path(
        course, course.submitted_directory, "(?P<student>.*)", "(?P<assignment>.*)", escape=True
    )
    match = re.fullmatch(pattern, folder)
    return (match["assignment"], match["student"]) if match else None
