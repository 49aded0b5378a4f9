"""nbgrader's settings as the course makes them, for commands that nbgrader does not start."""

from __future__ import annotations

from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from ..course import paths

NAME = "nbgrader_config.py"


def course_config() -> Config:
    """Return the user's settings and the course's."""
    config = Config()
    for folder in [*reversed(NbGrader().config_file_paths), str(paths.ROOT)]:
        if (Path(folder) / NAME).is_file():
            config.merge(PyFileConfigLoader(NAME, path=folder).load_config())
    return config


def course_directory() -> CourseDirectory:
    """Return nbgrader's view of the course."""
    return CourseDirectory(config=course_config())
