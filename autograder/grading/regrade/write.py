"""Enter another grading into the class's gradebook, in one transaction.

What a person gave stays: points, extra credit and comments. A graded cell that was added, removed
or renamed is followed, which nbgrader refuses once there are submissions.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SolutionCell,
    SourceCell,
    TaskCell,
)

from .differences import CLOSE
from .scratch import RegradeError

KINDS = {"grade_cells": GradeCell, "solution_cells": SolutionCell, "task_cells": TaskCell}
COPIED = {
    "grade_cells": ("max_score", "cell_type"),
    "solution_cells": (),
    "task_cells": ("max_score", "cell_type"),
}
OF_SOURCE = ("source", "checksum", "locked", "cell_type")


def write(book: Gradebook, scratch: Gradebook, assignment: str) -> None:
    """Make the gradebook hold the cells and the automatic points of `scratch`.

    Raises
    ------
    RegradeError
        If a person has graded a cell that is no longer there. Nothing is written then.
    """
    try:
        with book.db.no_autoflush:
            for new in scratch.find_assignment(assignment).notebooks:
                _follow_cells(book, book.find_notebook(new.name, assignment), new)
        book.db.flush()
        book.db.expire_all()
        for entry in scratch.assignment_submissions(assignment):
            _copy_points(book, entry, assignment)
        book.db.commit()
    except BaseException:
        book.db.rollback()
        raise


def _follow_cells(book: Gradebook, old: Notebook, new: Notebook) -> None:
    old.kernelspec = new.kernelspec
    for kind, made in KINDS.items():
        known = {cell.name: cell for cell in getattr(old, kind)}
        wanted = {cell.name: cell for cell in getattr(new, kind)}
        for name in known.keys() - wanted.keys():
            _remove(book, known[name])
        for name, cell in wanted.items():
            values = {field: getattr(cell, field) for field in COPIED[kind]}
            if name in known:
                _set(known[name], values)
            else:
                _add(book, old, made(name=name, notebook=old, **values))
    known_sources = {cell.name: cell for cell in old.source_cells}
    for cell in new.source_cells:
        values = {field: getattr(cell, field) for field in OF_SOURCE}
        if cell.name in known_sources:
            _set(known_sources.pop(cell.name), values)
        else:
            book.db.add(SourceCell(name=cell.name, notebook=old, **values))
    for gone in known_sources.values():
        book.db.delete(gone)


def _set(row: Any, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)


def _add(book: Gradebook, notebook: Notebook, cell: Any) -> None:
    """Add a cell, and its grade and comment to each submission."""
    book.db.add(cell)
    for submitted in notebook.submissions:
        if isinstance(cell, GradeCell | TaskCell):
            book.db.add(Grade(cell=cell, notebook=submitted))
        if isinstance(cell, SolutionCell | TaskCell):
            book.db.add(Comment(cell=cell, notebook=submitted))


def _remove(book: Gradebook, cell: Any) -> None:
    grades, comments = list(cell.grades), list(cell.comments)
    by_hand = [g for g in grades if g.manual_score is not None or g.extra_credit]
    by_hand += [comment for comment in comments if comment.manual_comment]
    if by_hand:
        who = ", ".join(sorted({row.notebook.assignment.student.id for row in by_hand})[:5])
        raise RegradeError(
            f"the cell {cell.name} is no longer there, and a person has graded or commented it "
            f"({who}). Give it its name back, or take these points and comments out in Formgrader."
        )
    for row in (*grades, *comments, cell):
        book.db.delete(row)


def _copy_points(book: Gradebook, entry: Any, assignment: str) -> None:
    for new in entry.notebooks:
        try:
            old = book.find_submission_notebook(new.name, assignment, entry.student.id)
        except Exception:  # not graded before: `nbgrader autograde` does that
            return
        grades = {grade.name: grade for grade in old.grades}
        for grade in new.grades:
            _copy_grade(grades[grade.name], grade)
        comments = {comment.name: comment for comment in old.comments}
        for comment in new.comments:
            comments[comment.name].auto_comment = comment.auto_comment


def _copy_grade(old: Grade, new: Grade) -> None:
    if _same(old.auto_score, new.auto_score):
        return
    old.auto_score = new.auto_score
    # Points that a person gave stay, and are to be looked at again.
    old.needs_manual_grade = old.manual_score is not None or new.auto_score is None


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < CLOSE
