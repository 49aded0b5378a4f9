"""The student's notebooks as nbgrader releases them, made from the sources.

Not read from `exercises/`: there a student may have worked, and the book shows stubs.
"""

import re
from functools import cache

import nbformat
from nbgrader.preprocessors import (
    ClearHiddenTests,
    ClearOutput,
    ClearSolutions,
    ComputeChecksums,
    LockCells,
)
from nbgrader.utils import is_solution

from autograder.assignments.build import solutions_notebook
from autograder.course import paths
from autograder.quizzes.answer_cells import ClearAnswers

HINT = re.compile(r"<details><summary>(Hint(?: \d)?: .+?)</summary>\n(.+?)</details>", re.DOTALL)


@cache
def released(assignment: str) -> nbformat.NotebookNode:
    """The notebook that `nbgrader generate_assignment` makes."""
    clear = ClearAnswers if assignment in paths.quizzes() else ClearSolutions
    notebook = solutions_notebook(assignment)
    for step in (LockCells, clear, ClearOutput, ComputeChecksums, ClearHiddenTests):
        notebook, _ = step().preprocess(notebook, {})
    notebook, _ = ComputeChecksums().preprocess(notebook, {})
    return notebook


def title(assignment: str) -> str:
    """The heading of an assignment's notebook."""
    first = released(assignment).cells[0].source
    return str(re.match(r"# (.+)", first)[1])  # type: ignore[index]


def solution_cells(assignment: str) -> dict[str, str]:
    """What stands in the cells that students write: their names and stubs."""
    cells = released(assignment).cells
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells if is_solution(cell)}


def hints(assignment: str, name: str) -> list[tuple[str, str]]:
    """The folded hints that stand before a cell: their titles and their texts."""
    found: list[tuple[str, str]] = []
    for cell in released(assignment).cells:
        if cell.cell_type == "markdown":
            found += HINT.findall(cell.source)
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            return found
        else:
            found = []
    raise LookupError(f"the notebook {assignment} has no cell {name!r}")
