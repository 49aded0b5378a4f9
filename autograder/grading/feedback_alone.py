"""Make `nbgrader generate_feedback` write pages alone, without the files beside the notebooks.

nbgrader copies whatever lies beside a graded notebook, here the checks with their tables and what
the student submitted. No page needs it: pictures are in the page, and links lead out only.
"""

from __future__ import annotations

from typing import Any

from nbgrader.converters import GenerateFeedback


def patch_feedback_files() -> None:
    """Replace nbgrader's `init_assignment`, which copies files and does nothing else."""
    GenerateFeedback.init_assignment = copy_nothing


def copy_nothing(converter: Any, assignment_id: str, student_id: str) -> None:
    """Leave the other files where they are."""
