"""Grading inside `nbgrader autograde`: every submission sandboxed, on all CPUs, and recorded.

`configure` installs it in nbgrader. `converter` goes through a class, `lookahead` starts the next
notebooks before their turn, `steps` are what nbgrader does with each `submission`, and `pool` runs
them on judges. A `judge` runs one notebook: the student's cells in a student process (see
`autograder.sandbox`), the test cells in its own.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import Any

PAGE = "autograder.grading.page_filters"
FILTERS = {
    "markdown2html": "markdown_to_html",
    "clean_html": "html_to_html",
    "highlight_code": "code_to_html",
    "ansi2html": "terminal_to_html",
    "strip_files_prefix": "unchanged",
}


def configure(c: Any) -> None:
    """Install this way of grading in nbgrader; `c` is the configuration that is being read."""
    # Imported here: they import nbgrader, which takes a second and which no judge needs.
    from .database import patch_engine
    from .formgrader import patch_formgrader

    _configure_pages(c)
    _replace_nbgraders_converter()
    patch_engine()
    patch_formgrader(Path(c.CourseDirectory.root))


def _configure_pages(c: Any) -> None:
    """Set how nbconvert makes the pages of feedback and of Formgrader: see `page_filters`."""
    from nbgrader.preprocessors import GetGrades

    from .feedback_summary import SummarizeFeedback

    c.HTMLExporter.sanitize_html = True
    c.HTMLExporter.filters = {name: f"{PAGE}.{function}" for name, function in FILTERS.items()}
    # nbconvert's own steps are not needed, and one takes minutes for a line with a "\r" in it.
    c.HTMLExporter.default_preprocessors = []
    c.HTMLExporter.preprocessors = [f"{PAGE}.StartPage"]
    c.HTMLExporter.optimistic_validation = True
    c.GenerateFeedback.preprocessors = [GetGrades, SummarizeFeedback]
    nbgrader = Path(importlib.util.find_spec("nbgrader").origin).parent  # type: ignore[union-attr,arg-type]
    c.HTMLExporter.extra_template_basedirs = [
        str(Path(__file__).parent / "templates"),
        str(nbgrader / "server_extensions" / "formgrader" / "templates"),
    ]


def _replace_nbgraders_converter() -> None:
    """Make the command, the Python API and Formgrader use `converter.SandboxedAutograde`.

    nbgrader has no setting for its converter.
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

        from .converter import SandboxedAutograde
        from .shared_gradebook import SharedGradebook

        latesubmissions.Gradebook = SharedGradebook
        return SandboxedAutograde

    class UnsupportedAutograde(Autograde):
        def start(self) -> None:
            raise NbGraderException(
                "Students' code can be sandboxed on Linux only: use the Windows Subsystem "
                "for Linux."
            )

    return UnsupportedAutograde
