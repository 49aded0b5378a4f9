"""Release feedback for everybody who can fetch it, whatever one submission lacks.

nbgrader's `release_feedback` stops for all where one student has no timestamp, or has submitted
in another way than through the exchange. It has no setting for this, so its function is replaced.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from nbgrader.exchange.default.release_feedback import ExchangeReleaseFeedback
from nbgrader.utils import notebook_hash

from ..course.printable import one_line
from .literal_paths import matches

SECRET = "submission_secret.txt"


def patch_release_feedback() -> None:
    """Replace nbgrader's `copy_files`."""
    ExchangeReleaseFeedback.copy_files = copy_files


def copy_files(exchange: ExchangeReleaseFeedback) -> None:
    """Copy the pages to where the exchange looks for them, and name those who cannot fetch them."""
    course = exchange.coursedir
    excluded = set((course.student_id_exclude or "").split(","))
    released, without = 0, []
    for student, folder in _folders(exchange):
        pages = sorted(folder.glob("*.html"))
        if student in excluded or not pages:
            continue
        try:
            secret = (folder / SECRET).read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            without.append(one_line(student))
            continue
        for page in pages:
            _put(
                page, Path(exchange.dest_path), notebook_hash(secret=secret, notebook_id=page.stem)
            )
        released += 1
    exchange.log.info("Feedback is released for %d students", released)
    if without:
        exchange.log.warning(
            "Not released: %s. They did not submit through the exchange, so they cannot fetch it "
            "there; their pages are in %s.", ", ".join(without), course.feedback_directory,
        )  # fmt: skip


def _folders(exchange: ExchangeReleaseFeedback) -> Iterator[tuple[str, Path]]:
    """Yield each student with the folder of the pages."""
    course = exchange.coursedir
    pattern = course.format_path(
        course.feedback_directory, "(?P<student>.*)", course.assignment_id, escape=True
    )
    for folder in sorted(matches(exchange.src_path)):
        if match := re.fullmatch(pattern, folder):
            yield match["student"], Path(folder)


def _put(page: Path, folder: Path, name: str) -> None:
    """Copy a page so that a student who fetches it at that moment gets all of it."""
    partial = folder / f"{name}-tmp.html"
    shutil.copy(page, partial)
    partial.replace(folder / f"{name}.html")
