"""A class of hostile and broken submissions, read from `tests/hostile/`.

A file in `code` contains cells. Its first line says what it tries, the second how many points it
must get: "points: 20", or "points: 0 to 20" if that varies between runs. With "unwritten" after
that, the functions that the file does not define stay unwritten; otherwise they are correct. The
code before the first `# %% NAME` is a cell after the imports; `# %% dense` replaces the cell of
that name, and `# %% last` is a cell at the end.

Files in `models` have the same format, for `keras_models`. A file in `notebooks` defines `hand_in`,
which submits something, and `POINTS`, the range of points that it must get.
"""

import importlib.util
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from notebooks import released, solved

from autograder.assignments.source import fill_in, is_solution

HERE = Path(__file__).parents[1] / "hostile"
HEAD = re.compile(
    r"# (?P<tries>.+)\n# points: (?P<low>\d+)(?: to (?P<high>\d+))?(?P<bare>, unwritten)?\n"
)


@dataclass(frozen=True)
class Submission:
    """One submission: its name, what it tries, and the range of points that it must get."""

    name: str
    tries: str
    points: tuple[float, float]
    hand_in: Callable[[Path, NotebookNode], None]


def write(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook without validating it."""
    path.write_text(nbformat.writes(notebook), "utf-8")


def unwrite(notebook: NotebookNode, but: str = "") -> None:
    """Restore the unwritten functions of a solved notebook, all `but` one."""
    models = any(cell.id == "build_coffee_roaster" for cell in notebook.cells)
    assignment = "keras_models" if models else "forward_propagation"
    empty = {cell.id: cell.source for cell in released(assignment).cells}
    for cell in notebook.cells:
        if is_solution(cell) and cell.id != but:
            cell.source = empty[cell.id]


def of_code(path: Path, places: Mapping[str, str]) -> Submission:
    """Return the submission that a file of cells describes."""
    text = path.read_text("utf-8")
    for name, value in places.items():
        text = text.replace(f"@{name}@", value)
    head = HEAD.match(text)
    assert head, f"{path}:1: the first two lines must say what it tries and how many points it gets"
    first, *others = re.split(r"^# %% ([\w-]+)\n", text[head.end() :], flags=re.MULTILINE)
    cells = dict(zip(others[::2], others[1::2]))

    def hand_in(target: Path, notebook: NotebookNode) -> None:
        if head["bare"]:
            unwrite(notebook)
        fill_in(notebook, cells)
        notebook.cells.insert(2, new_code_cell(first))
        if "last" in cells:
            notebook.cells.append(new_code_cell(cells["last"]))
        write(notebook, target)

    points = float(head["low"]), float(head["high"] or head["low"])
    return Submission(path.stem, head["tries"], points, hand_in)


def of_function(path: Path) -> Submission:
    """Return the submission that a file with a function describes."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return Submission(path.stem, module.__doc__, module.POINTS, module.hand_in)


def submissions(places: Mapping[str, str]) -> list[Submission]:
    """Return all hostile submissions for `forward_propagation`."""
    return of_cells("code", places) + [
        of_function(path) for path in sorted((HERE / "notebooks").glob("*.py"))
    ]


def of_cells(folder: str, places: Mapping[str, str]) -> list[Submission]:
    """Return the submissions in a folder of files with cells."""
    return [of_code(path, places) for path in sorted((HERE / folder).glob("*.py"))]


def hand_in(submission: Submission, classroom: Path, assignment: str) -> None:
    """Put a submission into a classroom."""
    path = classroom / "submitted" / submission.name / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    submission.hand_in(path, solved(assignment))
