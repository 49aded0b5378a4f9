"""Say why a grading gives other points than the one before, cell by cell and aspect by aspect."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import nbformat

from ...reports.cell_report import AspectReport, CellReport, ReportError, stored_in
from ..cells import name_of
from ..compare_text import without_whitespace
from ..gradebook_source import Source
from .differences import CellChange, StudentChange

POINTS, TEST, NEW, GONE = "points changed", "the test was changed", "new cell", "cell is gone"
SUBMISSION = "the submission was changed since"
COURSE = "the course's expected values or checks were changed"
UNSTABLE = "nothing was changed: the code gives other results each time, or met a limit"


@dataclass(frozen=True)
class Grading:
    """One grading: what its gradebook holds of the notebooks, and its folder of graded ones."""

    sources: Mapping[str, Source]
    folder: Path  # holds STUDENT/ASSIGNMENT/NOTEBOOK.ipynb
    tests: str = ""


def explain(
    change: StudentChange, assignment: str, old: Grading, new: Grading,
    submission_changed: bool, course_changed: bool,
) -> StudentChange:  # fmt: skip
    """Return the change with the reasons and the aspects filled in."""
    other = SUBMISSION if submission_changed else COURSE if course_changed else UNSTABLE
    cells = []
    for cell in change.cells:
        place = Path(change.student) / assignment / f"{cell.notebook}.ipynb"
        before, after = (_reports(grading.folder / place).get(cell.cell) for grading in (old, new))
        why = _why(cell, old, new) or other
        cells.append(replace(cell, why=why, aspects=tuple(_aspects(before, after))))
    return replace(change, cells=tuple(cells))


def _why(cell: CellChange, old: Grading, new: Grading) -> str:
    if cell.old is None or cell.new is None:
        return NEW if cell.old is None else GONE
    reasons = [POINTS] if cell.old.worth != cell.new.worth else []
    before, after = (_test(grading, cell) for grading in (old, new))
    if before != after:
        reasons.append(TEST)
    return ", ".join(reasons)


def _test(grading: Grading, cell: CellChange) -> str:
    known = grading.sources[cell.notebook].by_name.get(cell.cell)
    return without_whitespace(known.source) if known and known.locked else ""


@cache
def _reports(path: Path) -> dict[str, CellReport]:
    """Return the reports that a graded notebook holds, by the names of the cells."""
    found: dict[str, CellReport] = {}
    with contextlib.suppress(OSError, ValueError):
        for cell in nbformat.read(path, as_version=4).cells:
            with contextlib.suppress(ReportError):
                if report := stored_in(cell):
                    found[name_of(cell)] = report
    return found


def _aspects(old: CellReport | None, new: CellReport | None) -> Iterator[str]:
    before, after = _by_aspect(old), _by_aspect(new)
    for aspect in [*after, *(name for name in before if name not in after)]:
        one, other = before.get(aspect), after.get(aspect)
        if (one and one.right) != (other and other.right):
            yield f"{aspect}: {_state(one)}, now {_state(other)}"
    if old and new and old.error != new.error and not (before or after):
        yield f"{_error(old)}, now {_error(new)}"


def _error(report: CellReport) -> str:
    error = report.error
    return f"{error.name}: {error.message}".rstrip(": ") if error else "no error"


def _by_aspect(report: CellReport | None) -> dict[str, AspectReport]:
    return {
        aspect.aspect: aspect
        for exercise in (report.exercises if report else ())
        for aspect in exercise.aspects
    }


def _state(aspect: AspectReport | None) -> str:
    if aspect is None:
        return "not tried"
    if aspect.right:
        return "right"
    return f"{aspect.wrong} of {aspect.cases} wrong" if aspect.cases else "wrong"
