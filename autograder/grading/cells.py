"""Make the cells of a notebook, and read what nbgrader's metadata say of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils


def code_cell(source: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a code cell. nbformat's own function is slow: it validates each cell."""
    return nbformat.from_dict(
        {
            "cell_type": "code", "source": source, "metadata": dict(metadata or {}),
            "outputs": [], "execution_count": None,
        }
    )  # fmt: skip


def markdown_cell(source: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Return a Markdown cell."""
    cell = {"cell_type": "markdown", "source": source, "metadata": dict(metadata or {})}
    return nbformat.from_dict(cell)


def name_of(cell: NotebookNode) -> str:
    """Return the cell's grade_id, or an empty string."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_test(cell: NotebookNode) -> bool:
    """Return whether a cell is graded by what it prints and raises."""
    return cell.cell_type == "code" and utils.is_grade(cell) and not utils.is_solution(cell)
