"""The instructor's version of a notebook, as the gradebook keeps it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbgrader.api import Gradebook


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
        metadata = {
            "schema_version": 3, "grade_id": self.name, "grade": self.grade, "locked": self.locked,
            "solution": self.solution, "task": self.task, "checksum": self.checksum,
            "cell_type": self.cell_type,
        }  # fmt: skip
        return metadata | ({} if self.points is None else {"points": self.points})


@dataclass(frozen=True)
class Source:
    """What the gradebook keeps of the instructor's notebook.

    `others` are the texts of the cells that it does not keep, those without a label: see
    `compare_text.without_whitespace`.
    """

    assignment: str
    notebook: str
    kernelspec: dict[str, Any]
    cells: tuple[SourceCell, ...]
    others: frozenset[str] = frozenset()

    @cached_property
    def by_name(self) -> dict[str, SourceCell]:
        """The cells by their names."""
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
