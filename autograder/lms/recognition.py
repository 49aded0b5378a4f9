"""Tell by its content which notebook of an assignment a file is, and how much is filled in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.utils import compute_checksum

from ..course.errors import CourseError

MAX_SIZE = 20 * 2**20
MAX_CELLS = 2000
DAMAGED = "not a notebook"


@dataclass(frozen=True)
class ReleasedCell:
    """A cell of the notebook that was handed out: its text without whitespace, its metadata."""

    text: str
    settings: Mapping[str, Any]

    @property
    def grade_id(self) -> str:
        """Its label."""
        return str(self.settings["grade_id"])

    @property
    def is_answer(self) -> bool:
        """Whether a student writes in it."""
        return bool(self.settings.get("solution"))


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook that was handed out: its labelled cells, and the texts of the others."""

    name: str
    cells: tuple[ReleasedCell, ...]
    others: frozenset[str]


@dataclass(frozen=True)
class Recognition:
    """A file is this notebook; `filled` of its answers are no longer what was handed out."""

    notebook: str
    filled: int


class NotANotebookError(Exception):
    """A file is none of the assignment's notebooks; the message says why."""


def released_notebooks(folder: Path) -> list[ReleasedNotebook]:
    """Read the notebooks that were handed out.

    Raises
    ------
    CourseError
        If there are none.
    """
    paths = sorted(folder.glob("*.ipynb")) if folder.is_dir() else []
    if not paths:
        raise CourseError(
            f"{folder} holds no notebook, so hand-ins cannot be recognised: run "
            f"`nbgrader generate_assignment {folder.name}` first"
        )
    return [_released(path) for path in paths]


def recognise(file: Path, released: Sequence[ReleasedNotebook]) -> Recognition:
    """Return which notebook a file is: the one with most cells in common.

    Raises
    ------
    NotANotebookError
        If it is not a notebook, or has no cell of any.
    """
    cells = _cells_of(file)
    best = max(released, key=lambda notebook: _common(cells, notebook))
    if not _common(cells, best):
        raise NotANotebookError("a notebook with none of the assignment's cells")
    return Recognition(best.name, _filled(cells, best))


def _common(cells: Sequence[Mapping[str, Any]], notebook: ReleasedNotebook) -> int:
    """Return how many cells are the notebook's, or 0 if it is another one.

    Labels decide if there are any: at least half must be the notebook's, since notebooks share
    some. Else at least half of the texts that a student does not replace must be there.
    """
    labels = set(filter(None, map(_label, cells)))
    if labels:
        own = {cell.grade_id for cell in notebook.cells} & labels
        return len(own) if 2 * len(own) >= len(labels) else 0
    fixed = notebook.others | {cell.text for cell in notebook.cells if not cell.is_answer}
    found = fixed & {_squeezed(cell) for cell in cells}
    return len(found) if 2 * len(found) >= len(fixed) else 0


def _filled(cells: Sequence[Mapping[str, Any]], notebook: ReleasedNotebook) -> int:
    """Return how many answers are no longer what was handed out."""
    by_label = {_label(cell): cell for cell in cells}
    texts = {_squeezed(cell) for cell in cells}
    filled = 0
    for released in filter(lambda cell: cell.is_answer, notebook.cells):
        own = by_label.get(released.grade_id)
        if own is None:
            filled += released.text not in texts
        else:
            filled += _squeezed(own) != released.text and not _is_untouched(own, released)
    return filled


def _is_untouched(cell: Mapping[str, Any], released: ReleasedCell) -> bool:
    """Return whether a cell is as nbgrader's checksum says that it was handed out."""
    own = from_dict(
        {
            "cell_type": released.settings.get("cell_type", cell.get("cell_type")),
            "source": _source(cell),
            "metadata": {"nbgrader": dict(released.settings)},
        }
    )
    return bool(compute_checksum(own) == released.settings.get("checksum"))


def _released(path: Path) -> ReleasedNotebook:
    try:
        cells = _cells_of(path)
    except NotANotebookError as error:
        raise CourseError(f"{path}: {error}") from None
    labelled = [cell for cell in cells if _label(cell)]
    made = (ReleasedCell(_squeezed(cell), cell["metadata"]["nbgrader"]) for cell in labelled)
    others = frozenset(_squeezed(cell) for cell in cells if not _label(cell))
    return ReleasedNotebook(path.stem, tuple(made), others)


def _cells_of(file: Path) -> list[dict[str, Any]]:
    if file.stat().st_size > MAX_SIZE:
        raise NotANotebookError(f"larger than {MAX_SIZE // 2**20} MiB")
    try:
        data = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotANotebookError(DAMAGED) from None
    if isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        sheets = [sheet for sheet in data["worksheets"] if isinstance(sheet, dict)]
        data = {"cells": [cell for sheet in sheets for cell in sheet.get("cells") or ()]}
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise NotANotebookError(DAMAGED)
    return [cell for cell in data["cells"][:MAX_CELLS] if isinstance(cell, dict)]


def _label(cell: Mapping[str, Any]) -> str:
    metadata = cell.get("metadata")
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    label = settings.get("grade_id") if isinstance(settings, dict) else None
    return label if isinstance(label, str) else ""


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(map(str, source))
    return source if isinstance(source, str) else ""


def _squeezed(cell: Mapping[str, Any]) -> str:
    """Return a cell's text without whitespace; an empty cell has none in common with another."""
    return "".join(_source(cell).split()) or f"empty {id(cell)}"
