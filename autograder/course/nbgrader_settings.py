"""The folders and the gradebook that nbgrader uses, as `nbgrader_config.py` sets them."""

from __future__ import annotations

import contextlib
from typing import Any

from . import paths
from .errors import CourseError


class SettingsError(CourseError):
    """nbgrader's settings cannot be read."""


def course_directory() -> Any:
    """Return nbgrader's `CourseDirectory`, configured as for an nbgrader command run at the root.

    Raises
    ------
    SettingsError
        If `nbgrader_config.py` is missing or fails.
    """
    from nbgrader.apps.baseapp import NbGrader
    from nbgrader.coursedir import CourseDirectory

    path = paths.ROOT / "nbgrader_config.py"
    if not path.is_file():
        raise SettingsError(f"{path} is missing; restore it, for instance with `git checkout`")
    with contextlib.chdir(paths.ROOT):
        app = NbGrader()
        app.raise_config_file_errors = True
        try:
            app.load_config_file()
        except Exception as error:
            raise SettingsError(f"{path}: {type(error).__name__}: {error}; correct it") from error
        return CourseDirectory(config=app.config)
