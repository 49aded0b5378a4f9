"""Put a submitted notebook in order: what is the instructor's is as the gradebook has it."""

from __future__ import annotations

import re

from nbformat import NotebookNode

from .gradebook import Source, SourceCell
from .reading import code_cell, markdown_cell

HIDDEN = re.compile(
    r"^[ \t]*#+ BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)
ADDED = "This cell ({name}) was missing from the submission and was added for grading."


def mend(notebook: NotebookNode, source: Source) -> list[str]:
    """Put `notebook` in order, in place, and return what was wrong in words.

    Cells that are not the student's get their text and settings back. Of a cell that is there
    several times the last one counts. Test cells that are missing are added where they belong.
    """
    notes = _label(notebook, source)
    notes += _add_missing(notebook, source)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    language = notebook.metadata.get("language_info")  # which version of Python it was written with
    notebook.metadata = NotebookNode(kernelspec=NotebookNode(source.kernelspec))
    if language:
        notebook.metadata.language_info = language
    return notes


def name_of(cell: NotebookNode) -> str:
    """Return the cell's grade_id, or an empty string."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _label(notebook: NotebookNode, source: Source) -> list[str]:
    notes: list[str] = []
    known, seen = source.by_name, set[str]()
    for index, cell in reversed(list(enumerate(notebook.cells))):
        name = name_of(cell)
        if not name:
            continue
        if name in seen:
            notes.append(f"cell {name} is there several times; the last one counts")
        elif name not in known:
            notes.append(f"cell {name[:60]!r} is none of this assignment's")
        if name in seen or name not in known:
            cell.metadata = NotebookNode()
            continue
        seen.add(name)
        notebook.cells[index] = _as_known(cell, known[name], notes)
    return notes[::-1]


def _as_known(cell: NotebookNode, known: SourceCell, notes: list[str]) -> NotebookNode:
    text = cell.source
    if known.locked and text.strip() != _released(known.source):
        notes.append(f"cell {known.name} was changed; it has its own text again")
    if cell.cell_type != known.cell_type:
        notes.append(
            f"cell {known.name} was made a {cell.cell_type} cell; it is {known.cell_type} again"
        )
    return _made(known, known.source if known.locked else text)


def _released(source: str) -> str:
    """Return a cell's text as students get it, without what nbgrader calls hidden tests."""
    return HIDDEN.sub("", source).strip()


def _made(known: SourceCell, text: str) -> NotebookNode:
    make = code_cell if known.cell_type == "code" else markdown_cell
    return make(text, {"nbgrader": known.metadata()})


def _add_missing(notebook: NotebookNode, source: Source) -> list[str]:
    notes: list[str] = []
    names = [name_of(cell) for cell in notebook.cells]
    for place, known in enumerate(source.cells):
        if known.name in names or not (known.grade or known.task):
            continue
        before = [cell.name for cell in source.cells[:place] if cell.name in names]
        index = names.index(before[-1]) + 1 if before else 0
        cell = _made(known, known.source)
        says = ADDED.format(name=known.name)
        mark = f"# {says}\n" if known.cell_type == "code" else f"{says}\n\n"
        if not known.solution:
            cell.source = mark + cell.source
        notebook.cells.insert(index, cell)
        names.insert(index, known.name)
        notes.append(f"cell {known.name} was missing")
    return notes
