"""Keep students' files and names from running code in Formgrader's pages.

Formgrader runs inside the instructor's Jupyter server, so code in one of its pages has the
instructor's rights. nbgrader has no settings for this, so its handlers are changed when Formgrader
reads `nbgrader_config.py`. If Formgrader is not loaded, nothing is changed.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from pathlib import Path
from typing import Any

MODULE = "nbgrader.server_extensions.formgrader"
POLICY = "default-src 'none'; img-src 'self' data:; style-src 'none'; sandbox"
# A pop-up shows a text as text. Unchanged, jQuery would take it for HTML.
POPUP = ".append(body)"
POPUP_OF_TEXT = '.append(typeof body === "string" ? document.createTextNode(body) : body)'
# A student without a name is called "None, None"; the folder's name says more.
NAME = 'var name = last_name + ", " + first_name;'
NAME_OR_ID = (
    'var name = [this.model.get("last_name"), this.model.get("first_name")]'
    '.filter(Boolean).join(", ") || this.model.get("{}");'
)
SCRIPTS = {
    "utils.js": (POPUP, POPUP_OF_TEXT),
    "manage_submissions.js": (NAME, NAME_OR_ID.format("student")),
    "manage_students.js": (NAME, NAME_OR_ID.format("id")),
}


class FormgraderChangedError(ImportError):
    """This nbgrader's Formgrader is not the one that this module was written for."""


def patch_formgrader(course: Path) -> None:
    """Protect Formgrader and restrict it to the folder `course`, if this process has loaded it."""
    extension: Any = sys.modules.get(f"{MODULE}.formgrader")
    handlers: Any = sys.modules.get(f"{MODULE}.handlers")
    if extension is None or handlers is None or hasattr(handlers, "_restricted"):
        return
    _need(extension, "Environment", "FormgradeExtension")
    _need(handlers, "FormgraderHandler", "SubmissionFilesHandler", "default_handlers", "web")
    # Its pages have students' names in scripts and headings.
    extension.Environment = functools.partial(extension.Environment, autoescape=True)
    _confine_files(handlers)
    _refuse_foreign_configuration(handlers, course)
    _serve_changed_scripts(handlers)
    handlers._restricted = True


def _need(module: Any, *names: str) -> None:
    for name in names:
        if not hasattr(module, name):
            raise FormgraderChangedError(
                f"{module.__name__} has no {name} any more: is nbgrader newer than 0.9?"
            )


def _confine_files(handlers: Any) -> None:
    """Let no submitted file run code, whatever a browser takes it for."""

    def set_extra_headers(self: Any, _path: str) -> None:
        self.set_header("Content-Security-Policy", POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")

    handlers.SubmissionFilesHandler.set_extra_headers = set_extra_headers


def _refuse_foreign_configuration(handlers: Any, course: Path) -> None:
    """Run no `nbgrader_config.py` but this course's.

    `/formgrader?path=FOLDER` runs that file of any folder, and any link can lead there. It also
    makes the folder the course, so that students' files in it would not be recognised as such.
    """
    get = handlers.FormgraderHandler.get

    @functools.wraps(get)
    def guarded(self: Any) -> Any:
        path = self.get_argument("path", "")
        if path and Path(os.path.abspath(path)).resolve() != course.resolve():
            raise handlers.web.HTTPError(
                403,
                f"Formgrader was started for {course}: start Jupyter in the other course instead.",
            )
        return get(self)

    handlers.FormgraderHandler.get = guarded


def _serve_changed_scripts(handlers: Any) -> None:
    """Serve Formgrader's own scripts, each with one place changed."""
    changed = {}
    for name, (old, new) in SCRIPTS.items():
        script = (Path(handlers.static_path) / "js" / name).read_text("utf-8")
        if script.count(old) != 1:
            raise FormgraderChangedError(
                f"{handlers.static_path}/js/{name} is not the file that was expected"
            )
        changed[name] = script.replace(old, new)

    class Script(handlers.web.RequestHandler):
        def get(self, name: str) -> None:
            self.set_header("Content-Type", "text/javascript; charset=utf-8")
            self.write(changed[name])

    names = "|".join(re.escape(name) for name in SCRIPTS)
    handlers.default_handlers.insert(0, (rf"/formgrader/static/js/({names})", Script))
