"""Read a submitted notebook without trusting anything in it."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from ..course.printable import one_line
from .cells import code_cell, markdown_cell
from .compare_text import with_plain_lines
from .submitted_files import MIB

MAX_CELLS = 2000
MAX_SOURCE_LENGTH = 1_000_000


class UnreadableError(Exception):
    """A file that is not a notebook; the message says what is wrong and what would be right."""


@dataclass
class LoadedNotebook:
    """A notebook as it was submitted: only its cells, and what was wrong with it.

    A cell's metadata hold its label, if there is one, the id that Jupyter gave it as `cell_id`,
    and the text of a raw cell as `raw`. `restore_cells` needs these and removes them.
    """

    notebook: NotebookNode
    notes: list[str] = field(default_factory=list)


def read(path: Path, largest: int) -> LoadedNotebook:
    """Read a notebook of at most `largest` MiB. Nothing in it is taken to be as it should.

    Raises
    ------
    UnreadableError
        If it is missing, not a regular file, too large, or not a notebook.
    """
    data = _json(_text(path, largest))
    if isinstance(data, dict) and isinstance(data.get("worksheets"), list):
        data = _upgraded(data["worksheets"])
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        raise UnreadableError("The file is not a notebook: it has no list of cells.")
    loaded = LoadedNotebook(new_notebook())
    if version := _python_version(data.get("metadata")):
        loaded.notebook.metadata["language_info"] = {"name": "python", "version": version}
    for number, cell in enumerate(data["cells"][:MAX_CELLS], 1):
        made = _cell(cell)
        if made is None:
            loaded.notes.append(f"cell {number} is not a notebook cell and was left out")
        else:
            made.id = f"cell-{number}"
            loaded.notebook.cells.append(made)
    if len(data["cells"]) > MAX_CELLS:
        loaded.notes.append(
            f"only the first {MAX_CELLS:,} of its {len(data['cells']):,} cells count"
        )
    return loaded


def _python_version(metadata: Any) -> str:
    """Return the version of Python that a notebook names, or an empty string."""
    language = metadata.get("language_info") if isinstance(metadata, dict) else None
    version = language.get("version") if isinstance(language, dict) else None
    match = re.match(r"\d{1,2}\.\d{1,3}", version) if isinstance(version, str) else None
    return match[0] if match else ""


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError:
        raise UnreadableError("The file is not a notebook: it is nested too deeply.") from None
    except ValueError as error:
        reason = str(error)[:100]
        raise UnreadableError(
            f"The file is not a notebook: it is not valid JSON ({reason})."
        ) from None


def _text(path: Path, largest: int) -> str:
    # Neither a link out of the folder is followed nor a pipe waited for.
    if path.parent.is_symlink():
        raise UnreadableError("Its folder is a link to another folder.")
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        raise UnreadableError(_missing(path)) from None
    except OSError as error:
        if path.is_symlink():
            raise UnreadableError("It is a link to another file, not a notebook.") from None
        raise UnreadableError(f"The file cannot be opened: {error.strerror}.") from None
    try:
        status = os.fstat(file)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableError("It is not a regular file.")
        if status.st_size > largest * MIB:
            size = status.st_size / MIB
            raise UnreadableError(f"The file has {size:.0f} MiB; {largest} are allowed.")
        with open(file, "rb", closefd=False) as opened:
            content = opened.read()
    finally:
        os.close(file)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("The file is not a notebook: it is not text in UTF-8.") from None


def _missing(path: Path) -> str:
    others = sorted(item.name for item in path.parent.glob("*") if item.name != path.name)
    named = ", ".join(map(one_line, others[:10]))
    contents = f"The submission holds: {named}." if others else "The submission is empty."
    return f"There is no file {path.name}. {contents}"


def _upgraded(sheets: list[Any]) -> dict[str, Any]:
    """Return a notebook of format 3 in format 4; cells that do not count are left as they are."""
    cells: list[Any] = []
    for sheet in sheets:
        if isinstance(sheet, dict) and isinstance(sheet.get("cells"), list):
            cells += sheet["cells"]
    return {"cells": [*map(_upgraded_cell, cells[:MAX_CELLS]), *cells[MAX_CELLS:]]}


def _upgraded_cell(cell: Any) -> Any:
    if not isinstance(cell, dict):
        return cell
    kind, source = cell.get("cell_type"), cell.get("source", "")
    if kind == "code":
        return cell | {"source": cell.get("input", "")}
    if kind == "heading" and isinstance(source, str | list):
        level = cell.get("level")
        marks = "#" * (level if isinstance(level, int) and 1 <= level <= 6 else 1)
        text = " ".join(map(str, source)) if isinstance(source, list) else source
        return cell | {"cell_type": "markdown", "source": f"{marks} {' '.join(text.split())}"}
    return cell | {"cell_type": "markdown"} if kind == "html" else cell


def _cell(cell: Any) -> NotebookNode | None:
    if not isinstance(cell, dict):
        return None
    source = _source(cell.get("source", ""))
    if source is None:
        return None
    metadata = cell.get("metadata")
    graded = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = graded.get("grade_id") if isinstance(graded, dict) else None
    label: dict[str, Any] = {"nbgrader": {"grade_id": name}} if isinstance(name, str) else {}
    its_id = {"cell_id": cell["id"]} if isinstance(cell.get("id"), str) else {}
    match cell.get("cell_type"):
        case "code":
            return code_cell(source, label | its_id)
        case "markdown":
            return markdown_cell(source, label | its_id)
        case "raw":  # would reach the reader's browser as it is
            its_id |= {"raw": source} | ({"cell_id": name} if isinstance(name, str) else {})
            return markdown_cell("".join(f"    {line}" for line in source.splitlines(True)), its_id)
    return None


def _source(source: Any) -> str | None:
    """Return a cell's text, or None if it is none."""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        # Some programs write the lines without their ends.
        ended = any(line.endswith(("\n", "\r")) for line in source[:-1])
        source = ("" if ended else "\n").join(source)
    if not isinstance(source, str) or len(source) > MAX_SOURCE_LENGTH:
        return None
    return with_plain_lines(source.encode("utf-8", "replace").decode())
