"""The verdict on a notebook whose tests cannot be run."""

from __future__ import annotations

from typing import Any

from ..reports.cell_report import CellReport
from . import student_outputs
from .job import Job


def worth_nothing(job: Job, reason: str) -> dict[str, Any]:
    """Return the verdict on a notebook whose tests cannot be run, with the reason in each test."""
    text = f"No points, since {reason}."
    error, report = student_outputs.error("NotGraded", text), CellReport(not_judged=text).to_data()
    return {
        "outputs": [[error] if cell.test else [] for cell in job.cells],
        "reports": [report if cell.test else None for cell in job.cells],
        "notes": [reason],
        "time_outs": [],
    }
