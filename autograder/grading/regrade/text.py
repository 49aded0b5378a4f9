"""What `autograder regrade` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...course.printable import one_line
from .differences import CellChange, CellPoints, Comparison, StudentChange

MAX_ASPECT_LENGTH = 160


def lines_of(assignment: str, found: Comparison, written: bool) -> Iterator[str]:
    """Yield what changes: in all, by reason, and for each student."""
    changed = len(found.changes)
    if not changed:
        yield f"{assignment}: {found.compared} submissions graded again, and no points change."
    else:
        verb = "change" if written else "would change"
        yield f"{assignment}: {found.compared} submissions graded again; {changed} {verb}."
        yield from _reasons(found)
        for student in found.changes:
            yield from _lines_of(student)
    for student_id in found.not_graded:
        yield f"{one_line(student_id)}: could not be graded again, and keeps the points."


def _reasons(found: Comparison) -> Iterator[str]:
    cells = [cell for student in found.changes for cell in student.cells]
    number = Counter((cell.cell, cell.why) for cell in cells)
    for (cell, why), count in number.items():
        yield f"  {cell}: {why} ({count} {'student' if count == 1 else 'students'})"


def _lines_of(change: StudentChange) -> Iterator[str]:
    worth = _number(change.new_worth)
    if change.old_worth != change.new_worth:
        worth += f" (before: of {_number(change.old_worth)})"
    yield (f"{one_line(change.student)}: {_number(change.old)} -> {_number(change.new)} of {worth}")
    for cell in change.cells:
        yield f"  {cell.cell}: {_shown(cell.old)} -> {_shown(cell.new)}{_kept(cell)}; {cell.why}"
        for aspect in cell.aspects:
            yield f"    {one_line(aspect)[:MAX_ASPECT_LENGTH]}"


def _shown(points: CellPoints | None) -> str:
    if points is None:
        return "no such cell"
    if points.auto is None:
        return f"a person grades it (of {_number(points.worth)})"
    return f"{_number(points.auto)} of {_number(points.worth)}"


def _kept(cell: CellChange) -> str:
    given = cell.old.by_person if cell.old else None
    return "" if given is None else f" (a person gave {_number(given)}, which counts)"


def _number(value: float) -> str:
    return f"{round(value, 2):g}"
