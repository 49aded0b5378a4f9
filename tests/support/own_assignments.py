"""Assignments of an instructor's own, made of a few cells, in a folder beside the classroom."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import bounded
import nbformat
from bounded import Ended
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}
R = {"name": "ir", "display_name": "R", "language": "R"}


def _cell(make: Any, text: str, name: str, points: float | None = None, **kind: bool) -> Any:
    cell = make(text, id=name)
    settings = dict.fromkeys(("grade", "solution", "locked", "task"), False) | kind
    settings |= {"schema_version": 3, "grade_id": name, "cell_type": cell.cell_type}
    cell.metadata["nbgrader"] = settings if points is None else settings | {"points": points}
    return cell


def solution(name: str, text: str) -> NotebookNode:
    marked = f"### BEGIN SOLUTION\n{text}\n### END SOLUTION"
    return _cell(new_code_cell, marked, name, solution=True)


def grade_cell(name: str, text: str, points: float = 2) -> NotebookNode:
    return _cell(new_code_cell, text, name, points, grade=True, locked=True)


def task(name: str, text: str, points: float = 3) -> NotebookNode:
    return _cell(new_markdown_cell, text, name, points, task=True, locked=True)


def plain(text: str) -> NotebookNode:
    return new_code_cell(text)


def notebook(*cells: NotebookNode, kernelspec: dict[str, str] | None = PYTHON) -> NotebookNode:
    made = new_notebook(cells=list(cells))
    if kernelspec:
        made.metadata["kernelspec"] = kernelspec
    return made


def write_notebook(made: NotebookNode, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(made, path)


class OwnCourse:
    """A classroom with sources of its own; all commands are nbgrader's, with the real settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, command: str, assignment: str, *flags: str) -> Ended:
        places = (
            f"--CourseDirectory.source_directory={self.folder / 'solutions'}",
            f"--CourseDirectory.release_directory={self.folder / 'release'}",
        )
        return bounded.nbgrader(command, assignment, *places, *flags, classroom=self.folder)

    def write(self, assignment: str, **notebooks: NotebookNode) -> None:
        for name, made in notebooks.items():
            write_notebook(made, self.folder / "solutions" / assignment / f"{name}.ipynb")

    def generate(self, assignment: str) -> None:
        done = self.run("generate_assignment", assignment, "--force")
        assert done.status == 0, done.output

    def submit(self, student: str, assignment: str, **changes: str) -> None:
        """Submit what solves the assignment, with the texts of some cells changed."""
        for path in (self.folder / "solutions" / assignment).glob("*.ipynb"):
            made = deepcopy(nbformat.read(path, as_version=4))
            for cell in made.cells:
                cell.source = changes.get(cell.id, cell.source)
            target = self.folder / "submitted" / student / assignment / path.name
            write_notebook(made, target)

    def points(self, assignment: str) -> dict[str, dict[str, Any]]:
        """Return the points of each cell, by student."""
        with gradebook_of(self.folder) as book:
            return {
                entry.student.id: {
                    grade.name: grade.score for one in entry.notebooks for grade in one.grades
                }
                for entry in book.assignment_submissions(assignment)
            }


def gradebook_of(folder: Path) -> Any:
    from nbgrader.api import Gradebook

    return Gradebook(f"sqlite:///{folder / 'gradebook.db'}")
