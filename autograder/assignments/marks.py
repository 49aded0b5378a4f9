"""The marks of cells in `solutions/`, such as `# %% check dense points=1`, and what they mean.

nbgrader's metadata is written from the mark, and the content of a cell whose content is always the
same. CONTRIBUTING.md lists the marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from ..course.errors import Fault, FaultsFoundError

SETUP_TAG = "setup"
MAX_ID_LENGTH = 50  # the notebook format allows 64
CELL_LINE = re.compile(r"# ?%%")
HEADING = re.compile(r"(?:\A#|^##+) +(?:\d+\. +)?(.+)", re.MULTILINE)

SHOWN_OF_HIDDEN_TEST = "# Fresh numbers are tried here when the notebook is graded."
HIDDEN_TEST = """
### BEGIN HIDDEN TESTS
from autograder.grade import grade

grade("{assignment}", "{name}", {name})
### END HIDDEN TESTS"""


@dataclass(frozen=True)
class Kind:
    """What a kind of cell is for nbgrader.

    `content` is what fills it if the source leaves it empty; `hidden` is added unless the source
    has a hidden part of its own.
    """

    grade: bool = False
    solution: bool = False
    locked: bool = False
    prefix: str = ""
    content: str = ""
    hidden: str = ""


KINDS = {
    "solution": Kind(solution=True),
    "check": Kind(True, False, True, "check_", 'check("{name}", {name})'),
    "grade": Kind(True, False, True, "grade_", SHOWN_OF_HIDDEN_TEST, HIDDEN_TEST),
    "manual": Kind(grade=True, solution=True),
    "readonly": Kind(locked=True),
}
MARKS = (
    "setup, solution NAME, check NAME points=N, grade NAME points=N, manual NAME points=N, "
    "readonly NAME"
)


def apply_marks(cells: Sequence[NotebookNode], assignment: str, path: Path, text: str) -> None:
    """Write nbgrader's metadata, the content and the id of each cell from its mark, in place.

    Raises
    ------
    FaultsFoundError
        If marks cannot be read, with one fault for each.
    """
    lines = cell_lines(text)
    if len(lines) != len(cells):
        raise FaultsFoundError([Fault(path, 1, "there is text before the first cell",
                                      "begin the cell with `# %%`")])  # fmt: skip
    faults = []
    for cell, line in zip(cells, lines):
        if wrong := _apply(cell, assignment):
            faults.append(Fault(path, line, *wrong))
    faults += _repeated(cells, lines, path)
    if faults:
        raise FaultsFoundError(faults)
    for cell, name in zip(cells, _ids(cells)):
        cell["id"] = name


def cell_lines(text: str) -> list[int]:
    """Return the number of the line with which each cell begins."""
    return [n for n, line in enumerate(text.splitlines(), 1) if CELL_LINE.match(line)]


def grade_id(cell: NotebookNode) -> str:
    """Return the name by which nbgrader knows a cell, or an empty string."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _apply(cell: NotebookNode, assignment: str) -> tuple[str, str] | None:
    """Replace the mark of a cell by what it means; return what is wrong with it and the remedy."""
    cell.metadata.pop("lines_to_next_cell", None)
    mark, points = cell.metadata.pop("title", ""), cell.metadata.pop("points", None)
    if not mark and points is None:
        return None
    kind, *names = mark.split() or [""]
    if kind == "setup" and not names and points is None:
        cell.metadata["tags"] = [SETUP_TAG]
        return None
    if kind not in KINDS or len(names) != 1 or not names[0].isidentifier():
        return f"`{mark}` marks no kind of cell", f"write one of: {MARKS}"
    graded = KINDS[kind].grade
    if graded and not _is_number(points):
        return f"`{mark}` has no points", f"write them behind it: `# %% {mark} points=1`"
    if not graded and points is not None:
        return f"a {kind} cell has no points", "give them to the check or the grade cell"
    cell.metadata["nbgrader"] = _settings(KINDS[kind], names[0], cell.cell_type, points)
    cell.source = _content(KINDS[kind], cell.source, names[0], assignment)
    return None


def _content(kind: Kind, text: str, name: str, assignment: str) -> str:
    text = text or kind.content.format(name=name)
    if "### BEGIN HIDDEN" in text:
        return text
    return text + kind.hidden.format(name=name, assignment=assignment)


def _is_number(points: Any) -> bool:
    return isinstance(points, (int, float)) and not isinstance(points, bool) and points >= 0


def _settings(kind: Kind, name: str, cell_type: str, points: Any) -> NotebookNode:
    worth = {"points": points} if kind.grade else {}
    return NotebookNode(
        cell_type=cell_type,
        grade=kind.grade,
        grade_id=kind.prefix + name,
        locked=kind.locked,
        schema_version=3,
        solution=kind.solution,
        task=False,
        **worth,
    )


def _repeated(cells: Sequence[NotebookNode], lines: list[int], path: Path) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for cell, line in zip(cells, lines):
        name = grade_id(cell)
        if name and first.setdefault(name, line) != line:
            yield Fault(path, line, f"the cell {name} is in line {first[name]} already",
                        "give it another name")  # fmt: skip


def _ids(cells: Sequence[NotebookNode]) -> Iterator[str]:
    """Yield an id for each cell: nbgrader's, or that of its section, numbered within the section.

    So a new section changes the ids of no other cell.
    """
    taken = {grade_id(cell) for cell in cells} | {SETUP_TAG}
    section = "introduction"
    for cell in cells:
        if grade_id(cell):
            yield grade_id(cell)
        elif SETUP_TAG in cell.metadata.get("tags", []):
            yield SETUP_TAG
        else:
            section = _section(cell) or section
            candidates = (section, *(f"{section}-{n}" for n in range(2, len(cells) + 2)))
            name = next(name for name in candidates if name not in taken)
            taken.add(name)
            yield name


def _section(cell: NotebookNode) -> str:
    """Return the first heading in a cell, as lower-case words joined by hyphens."""
    heading = HEADING.search(cell.source) if cell.cell_type == "markdown" else None
    words = re.findall(r"[a-z0-9]+", heading[1].lower()) if heading else []
    slug = "-".join(words)
    return slug if len(slug) <= MAX_ID_LENGTH else slug[:MAX_ID_LENGTH].rsplit("-", 1)[0]
