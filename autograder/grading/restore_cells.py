"""Restore what is the instructor's in a submitted notebook to what the gradebook holds."""

from __future__ import annotations

from nbformat import NotebookNode

from . import kernels
from .cells import code_cell, markdown_cell, name_of
from .compare_text import without_whitespace
from .gradebook_source import Source, SourceCell
from .recover_labels import WORD, asked_for, defined, recover_labels, released

ADDED = "This cell ({name}) was missing from the submission and was added for grading."


def restore(notebook: NotebookNode, source: Source) -> list[str]:
    """Restore `notebook` in place, and return what was wrong with it.

    Cells that are not the student's get back their text and metadata. Of several cells with one
    label, the last counts. Cells that have lost their labels are recognised if possible. Missing
    test cells are added where they belong.
    """
    notes = recover_labels(notebook, source)
    notes += _label(notebook, source)
    notes += _add_missing(notebook, source)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number}"
    language = notebook.metadata.get("language_info")  # the version of Python it was written with
    notebook.metadata = NotebookNode(kernelspec=NotebookNode(kernels.complete(source.kernelspec)))
    if language:
        notebook.metadata.language_info = language
    return notes


def _label(notebook: NotebookNode, source: Source) -> list[str]:
    notes: list[str] = []
    known, seen = source.by_name, set[str]()
    for index, cell in reversed(list(enumerate(notebook.cells))):
        name = name_of(cell)
        if not name:
            cell.metadata = NotebookNode()
            continue
        if name in seen:
            notes.append(f"cell {name} occurs several times; the last one counts")
        elif name not in known:
            notes.append(f"cell {name[:60]!r} does not belong to this assignment")
        if name in seen or name not in known:
            cell.metadata = NotebookNode()
            continue
        seen.add(name)
        notebook.cells[index] = _restored(cell, known[name], notes)
    return notes[::-1]


def _restored(cell: NotebookNode, known: SourceCell, notes: list[str]) -> NotebookNode:
    text = cell.source
    if known.locked and without_whitespace(text) != without_whitespace(released(known.source)):
        notes.append(f"cell {known.name} was changed; its own text was restored")
    if cell.cell_type != known.cell_type:
        notes.append(
            f"cell {known.name} was made a {cell.cell_type} cell; it is {known.cell_type} again"
        )
    return _made(known, known.source if known.locked else text)


def _made(known: SourceCell, text: str) -> NotebookNode:
    make = code_cell if known.cell_type == "code" else markdown_cell
    return make(text, {"nbgrader": known.metadata()})


def _add_missing(notebook: NotebookNode, source: Source) -> list[str]:
    notes: list[str] = []
    names = [name_of(cell) for cell in notebook.cells]
    missing = [c for c in source.cells if (c.grade or c.task) and c.name not in names]
    definitions = [_defined(cell) for cell in notebook.cells] if missing else []
    solved = _to_be_solved(source)
    for known in missing:
        position = source.cells.index(known)
        before = [cell.name for cell in source.cells[:position] if cell.name in names]
        index = names.index(before[-1]) + 1 if before else 0
        needed = solved & set(WORD.findall(known.source))
        behind = (number for number, made in enumerate(definitions, 1) if needed & made)
        index = max(index, *behind, 0)
        cell = _made(known, known.source)
        message = ADDED.format(name=known.name)
        heading = f"# {message}\n" if known.cell_type == "code" else f"{message}\n\n"
        if not known.solution:
            cell.source = heading + cell.source
        notebook.cells.insert(index, cell)
        names.insert(index, known.name)
        definitions.insert(index, set())
        notes.append(f"cell {known.name} was missing")
    return notes


def _to_be_solved(source: Source) -> set[str]:
    """Return the names that students are asked to define."""
    solutions = (cell for cell in source.cells if cell.solution and cell.cell_type == "code")
    return set[str]().union(*(asked_for(cell.source) for cell in solutions))


def _defined(cell: NotebookNode) -> set[str]:
    """Return the names that a student's cell defines."""
    locked = cell.metadata.get("nbgrader", {}).get("locked")
    return set() if locked or cell.cell_type != "code" else defined(cell.source)
