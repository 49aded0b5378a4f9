"""What grading noticed about a submission as a whole, as data, beside the reports of its cells.

Grading stores a record in the metadata of each graded notebook, under `KEY`, over whatever a
student submitted there. As JSON, version 1:

    version     1
    unreadable  why the file could not be read as a notebook, or ""
    time_outs   the names of the cells in which something took too long
    remarks     what the instructor should know, as sentences
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import asdict, dataclass
from typing import Any, Protocol

from .cell_report import ReportError

KEY = "autograder_run"
VERSION = 1


class HasMetadata(Protocol):
    """A notebook."""

    metadata: MutableMapping[str, Any]


@dataclass(frozen=True)
class RunRecord:
    """What grading noticed about a submission: see the module."""

    unreadable: str = ""
    time_outs: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def store(notebook: HasMetadata, record: RunRecord) -> None:
    """Put a record into a graded notebook."""
    notebook.metadata[KEY] = {"version": VERSION, **asdict(record)}


def stored_in(notebook: HasMetadata) -> RunRecord | None:
    """Return the record in a graded notebook; None if a version graded it that kept none.

    Raises
    ------
    ReportError
        If the record is of another version.
    """
    data = notebook.metadata.get(KEY)
    if data is None:
        return None
    version = data.get("version") if isinstance(data, Mapping) else None
    if version != VERSION:
        raise ReportError(
            f"it holds a record of version {version!r}, and this course reads version {VERSION}; "
            "grade again with `nbgrader autograde ASSIGNMENT --force`"
        )
    return RunRecord(data["unreadable"], tuple(data["time_outs"]), tuple(data["remarks"]))
