"""Grading inside `nbgrader autograde`: every submission apart, all cores, nobody without a record.

`configure` puts it into nbgrader. `converter` goes through a class, `steps` are what nbgrader does
with each notebook, `pool` runs them ahead of time, `judge` runs one notebook: the student's cells
in a student process (see `autograder.sandbox`), the test cells in its own.
"""

from __future__ import annotations

import os
from typing import Any


def configure(c: Any) -> None:
    """Put this way of grading into nbgrader; `c` is the configuration that is being read."""
    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {"markdown2html": "autograder.grading.cleaning.markdown_to_html"}
    _take_the_place_of_nbgraders_converter()


def _take_the_place_of_nbgraders_converter() -> None:
    """Let the command, the Python API and Formgrader use `converter.ApartAutograde`.

    nbgrader names its converter where it uses it and offers no setting for it.
    """
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp

    converter = _converter()
    for module in (nbgrader.apps.api, nbgrader.apps.autogradeapp, nbgrader.converters):
        if not hasattr(module, "Autograde"):
            raise ImportError(
                f"{module.__name__} has no Autograde any more: is nbgrader newer than 0.9?"
            )
        module.Autograde = converter


def _converter() -> type:
    from nbgrader.converters.autograde import Autograde
    from nbgrader.converters.base import NbGraderException

    if os.name == "posix":
        from nbgrader.preprocessors import latesubmissions

        from .converter import ApartAutograde
        from .gradebook import SharedGradebook

        latesubmissions.Gradebook = SharedGradebook
        return ApartAutograde

    class NotHere(Autograde):
        def start(self) -> None:
            raise NbGraderException(
                "Students' code can be kept apart on Linux only: use the Windows Subsystem "
                "for Linux."
            )

    return NotHere
