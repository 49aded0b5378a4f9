"""Recognise cells whose labels were lost, as happens in another program.

Colab, Kaggle, jupytext, or a copy into a new notebook keep a cell's text and drop its nbgrader
metadata. A label only tells which of the instructor's cells a cell is: the text of tests always
comes from the gradebook, so a forged label earns nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from nbformat import NotebookNode

from .cells import code_cell, markdown_cell, name_of
from .compare_text import without_whitespace
from .gradebook_source import Source, SourceCell

HIDDEN = re.compile(
    r"^[ \t]*#+ BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.DOTALL | re.MULTILINE
)
DEFINED = re.compile(
    r"^[ \t]*(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*(?::[^=\n]+)?=(?!=)", re.MULTILINE
)
WORD = re.compile(r"[^\W\d]\w*")
MAX_NAMED = 10


def released(source: str) -> str:
    """Return a cell's text as students get it, without what nbgrader calls hidden tests."""
    return HIDDEN.sub("", source).strip()


def defined(text: str) -> set[str]:
    """Return the names that code defines, even if it cannot be parsed."""
    return {name for groups in DEFINED.findall(text) for name in groups if name}


def asked_for(stub: str) -> set[str]:
    """Return the names that a solution cell is to define; a stub may only mention them."""
    return defined(stub) or set(WORD.findall(stub))


def recover_labels(notebook: NotebookNode, source: Source) -> list[str]:
    """Label the cells that are recognised, in place, and return notes on what was done."""
    recovery = _Recovery(notebook, source)
    recovery.run()
    return recovery.notes()


def recognised(notebook: NotebookNode, source: Source) -> set[str]:
    """Return the names of the instructor's cells that are recognised, by label or otherwise."""
    recovery = _Recovery(notebook, source)
    recovery.look()
    return {name_of(cell) for cell in notebook.cells} & source.by_name.keys() | {
        *recovery.recognised
    }


class _Recovery:
    """One notebook, and which of its cells are recognised as which of the instructor's."""

    def __init__(self, notebook: NotebookNode, source: Source) -> None:
        self.cells = notebook.cells
        self.source = source
        self.labels = [name_of(cell) for cell in self.cells]
        self.recognised: dict[str, int] = {}  # the index of each cell by its name
        self.wanted = {
            cell.name: without_whitespace(released(cell.source)) for cell in source.cells
        }

    @cached_property
    def texts(self) -> list[str]:
        """The text of each cell, to be compared."""
        return [without_whitespace(_text(cell)) for cell in self.cells]

    @cached_property
    def definitions(self) -> list[set[str]]:
        """The names that each cell defines."""
        return [_defined(cell) for cell in self.cells]

    def run(self) -> None:
        """Label the cells that are recognised."""
        self.look()
        for name, index in self.recognised.items():
            cell = self.cells[index]
            if "raw" in cell.metadata:
                make = code_cell if self._kind(name) == "code" else markdown_cell
                cell = self.cells[index] = make(cell.metadata.raw, {"raw": True})
            cell.metadata["nbgrader"] = NotebookNode(grade_id=name)

    def look(self) -> None:
        """Find which cell is which; the surest signs come first."""
        present = {*self.labels}
        if all(cell.name in present for cell in self.source.cells):
            return
        for step in (self._by_name, self._by_text, self._by_definition, self._by_position):
            for known in self.source.cells:
                if known.name not in present and known.name not in self.recognised:
                    index = step(known)
                    if index is not None:
                        self.recognised[known.name] = index

    def notes(self) -> list[str]:
        """Describe what was done."""
        raw = [
            name for name, index in self.recognised.items() if self.cells[index].metadata.get("raw")
        ]
        notes = [f"cell {name} was made a raw cell; it is {self._kind(name)} again" for name in raw]
        if lost := [name for name in self.recognised if name not in raw]:
            more = f" and {len(lost) - MAX_NAMED} more" if len(lost) > MAX_NAMED else ""
            named = ", ".join(lost[:MAX_NAMED]) + more
            notes.append(f"cells without their labels were recognised by what they hold: {named}")
        return notes

    def _kind(self, name: str) -> str:
        return self.source.by_name[name].cell_type

    # Each of these returns the index of a cell that is missing, or None

    def _by_name(self, known: SourceCell) -> int | None:
        """Jupyter's cell id is the label, and a cell that was made raw keeps its label."""
        return _last(i for i in self._free() if self.cells[i].metadata.get("cell_id") == known.name)

    def _by_text(self, known: SourceCell) -> int | None:
        wanted = self.wanted[known.name]
        if not known.locked or [*self.wanted.values()].count(wanted) > 1:
            return None
        return _last(i for i in self._free() if self.texts[i] == wanted)

    def _by_definition(self, known: SourceCell) -> int | None:
        if not known.solution or known.cell_type != "code":
            return None
        wanted = asked_for(known.source)
        code = [i for i, cell in enumerate(self.cells) if cell.cell_type == "code"]
        cells = [i for i in self._free() if wanted & self.definitions[i]]
        if any(wanted & self.definitions[i] for i in code):  # the others are old versions
            cells = [i for i in cells if i in code]
        return _last(iter(cells))

    def _by_position(self, known: SourceCell) -> int | None:
        """Between its neighbours: texts that several cells share, and written answers."""
        first, last = self._between(known)
        inside = [i for i in self._free() if first < i < last]
        same = [i for i in inside if self.texts[i] == self.wanted[known.name]]
        if not same and known.cell_type == "markdown" and not known.locked:
            same = [i for i in inside if self._is_answer(self.cells[i], self.texts[i])]
        return same[0] if same else None

    def _is_answer(self, cell: NotebookNode, text: str) -> bool:
        is_text = cell.cell_type == "markdown" and "raw" not in cell.metadata
        return is_text and text not in self.source.others

    def _between(self, known: SourceCell) -> tuple[int, int]:
        """Return the indices of the nearest known cells before and after this one."""
        names = [cell.name for cell in self.source.cells]
        position = names.index(known.name)
        indices = {name: index for index, name in enumerate(self.labels) if name} | self.recognised
        before = [indices[name] for name in names[:position] if name in indices]
        after = [indices[name] for name in names[position + 1 :] if name in indices]
        return before[-1] if before else -1, after[0] if after else len(self.cells)

    def _free(self) -> Iterator[int]:
        """Go through the indices of cells that are not known to be the instructor's."""
        taken = {*self.recognised.values()}
        for index, label in enumerate(self.labels):
            if label not in self.source.by_name and index not in taken:
                yield index


def _defined(cell: NotebookNode) -> set[str]:
    explains = cell.cell_type == "markdown" and "raw" not in cell.metadata and "```" in cell.source
    return set() if explains else defined(_text(cell))


def _text(cell: NotebookNode) -> str:
    return str(cell.metadata.get("raw", cell.source))


def _last(indices: Iterator[int]) -> int | None:
    return max(indices, default=None)
