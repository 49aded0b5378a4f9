"""Which submissions could not be graded, and why: a file per assignment in the classroom.

A submission that fails leaves no graded notebook that could hold the reason, so each run of
`nbgrader autograde` brings the file of its assignments up to date.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..course import paths
from .cell_report import ReportError

FOLDER = "not_graded"  # in the classroom
VERSION = 1


@dataclass(frozen=True)
class NotGraded:
    """The reason for each student who has none, and what was found in no student's folder."""

    reasons: Mapping[str, str] = field(default_factory=dict)
    misplaced: tuple[str, ...] = ()


def path_of(assignment: str) -> Path:
    """Return the file of an assignment."""
    return paths.classroom() / FOLDER / f"{assignment}.json"


def read(assignment: str) -> NotGraded:
    """Return what the runs so far could not grade.

    Raises
    ------
    ReportError
        If the file is not one that this version has written.
    """
    path = path_of(assignment)
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["version"] != VERSION:
            raise ValueError(f"version {data['version']!r}")
        return NotGraded(dict(data["reasons"]), tuple(data["misplaced"]))
    except FileNotFoundError:
        return NotGraded()
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError(
            f"{path}: not a list of submissions that were not graded ({error}); delete it and run "
            f"`nbgrader autograde {assignment}`"
        ) from error


def replace(assignment: str, found: NotGraded) -> None:
    """Record what a run over the whole class has found."""
    data = {
        "version": VERSION,
        "reasons": dict(sorted(found.reasons.items())),
        "misplaced": found.misplaced,
    }
    path = path_of(assignment)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(data, indent=1), "utf-8")
    os.replace(partial, path)


def update(assignment: str, tried: Collection[str], reasons: Mapping[str, str]) -> None:
    """Record what a run has found that `tried` these students' submissions only."""
    known = read(assignment)
    kept = {name: why for name, why in known.reasons.items() if name not in tried}
    replace(assignment, NotGraded({**kept, **reasons}, known.misplaced))
