"""One open gradebook for a whole run, and what it knows of an assignment.

nbgrader opens the gradebook anew in each of its steps, nine times a submission. Every time it
checks its tables and forgets its compiled queries. Here it is opened once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from nbgrader.api import Gradebook

_OPEN: dict[str, SharedGradebook] = {}


class SharedGradebook(Gradebook):
    """nbgrader's gradebook; the same one for everybody who asks, until `close_all`."""

    def __new__(cls, db_url: str, *_: Any, **__: Any) -> SharedGradebook:
        if db_url not in _OPEN:
            _OPEN[db_url] = super().__new__(cls)
        return _OPEN[db_url]

    def __init__(self, db_url: str, *arguments: Any, **keywords: Any) -> None:
        if not hasattr(self, "engine"):
            try:
                super().__init__(db_url, *arguments, **keywords)
            except BaseException:
                _OPEN.pop(db_url, None)
                raise

    def close(self) -> None:
        """End the transaction, so that others can write. The connection stays."""
        self.db.remove()


def close_all() -> None:
    """Close all gradebooks."""
    while _OPEN:
        _, book = _OPEN.popitem()
        Gradebook.close(book)


@dataclass(frozen=True)
class SourceCell:
    """What the gradebook keeps of a cell of the instructor's notebook."""

    name: str
    cell_type: str
    source: str
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None

    def metadata(self) -> dict[str, Any]:
        """Return the cell's nbgrader metadata."""
        found = {
            "schema_version": 3, "grade_id": self.name, "grade": self.grade, "locked": self.locked,
            "solution": self.solution, "task": self.task, "checksum": self.checksum,
            "cell_type": self.cell_type,
        }  # fmt: skip
        return found | ({} if self.points is None else {"points": self.points})


@dataclass(frozen=True)
class Source:
    """What the gradebook keeps of the instructor's notebook."""

    assignment: str
    notebook: str
    kernelspec: dict[str, Any]
    cells: tuple[SourceCell, ...]

    @property
    def by_name(self) -> dict[str, SourceCell]:
        return {cell.name: cell for cell in self.cells}


def source_of(book: Gradebook, assignment: str, notebook: str) -> Source:
    """Return what the gradebook keeps of a notebook; raises nbgrader's MissingEntry."""
    entry = book.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in (*entry.grade_cells, *entry.task_cells)}
    grades = {cell.name for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name for cell in entry.task_cells}
    cells = tuple(
        SourceCell(
            name=cell.name, cell_type=cell.cell_type, source=cell.source, checksum=cell.checksum,
            locked=bool(cell.locked), grade=cell.name in grades, solution=cell.name in solutions,
            task=cell.name in tasks, points=points.get(cell.name),
        )
        for cell in entry.source_cells
    )  # fmt: skip
    return Source(assignment, notebook, json.loads(entry.kernelspec or "{}"), cells)
