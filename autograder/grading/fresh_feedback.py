"""Make `nbgrader generate_feedback` replace pages that belong to an earlier grading.

nbgrader keeps a page of feedback until there is a later timestamp, and a corrected notebook may
have none.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.converters import GenerateFeedback

_init_destination = GenerateFeedback.init_destination


def patch_feedback() -> None:
    """Replace nbgrader's `init_destination`."""
    GenerateFeedback.init_destination = init_destination


def init_destination(converter: Any, assignment_id: str, student_id: str) -> bool:
    """Return whether feedback is to be written: it is new, older than the grading, or forced."""
    excluded = (converter.coursedir.student_id_exclude or "").split(",")
    if student_id not in excluded:
        folder = Path(converter._format_dest(assignment_id, student_id))
        stale = _stale_pages(converter, folder)
        if stale and converter.coursedir.notebook_id == "*":
            utils.rmtree(str(folder))
        elif stale:
            for page in stale:
                utils.remove(str(page))
    return bool(_init_destination(converter, assignment_id, student_id))


def _stale_pages(converter: Any, folder: Path) -> list[Path]:
    """Return the pages that are older than the graded notebook."""
    stale = []
    for notebook in map(Path, converter.notebooks):
        page = folder / f"{notebook.stem}{converter.exporter.file_extension}"
        with contextlib.suppress(FileNotFoundError):
            if page.stat().st_mtime_ns < notebook.stat().st_mtime_ns:
                stale.append(page)
    return stale
