"""The source text of an assignment: its cells, its solutions and its points."""

from __future__ import annotations

import inspect
import linecache
from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType
from typing import Any

from nbformat import NotebookNode

from ..course import paths
from ..quizzes.notebook import notebook as quiz_notebook
from ..runtime.checks_alias import checks_aliased
from ..specification import keras_oracle
from ..specification.exercise import Exercise
from ..specification.model_exercise import ModelExercise
from .marks import SETUP_TAG, apply_marks


@cache
def read(assignment: str) -> NotebookNode:
    """Return the solutions notebook of `assignment`, as its cells are marked.

    Raises
    ------
    FileNotFoundError
        If the assignment has no source text; the message lists those that have.
    FaultsFoundError
        If marks of cells cannot be read.
    """
    if assignment in paths.quizzes():
        return quiz_notebook(assignment)
    path = paths.source_of(assignment)
    if not path.exists():
        known = ", ".join(paths.assignments())
        raise FileNotFoundError(f"no assignment {assignment!r} ({path}); there are: {known}")
    import jupytext  # slow: it imports Jupyter's server

    text = path.read_text("utf-8")
    notebook = jupytext.reads(text, fmt="py:percent")
    apply_marks(notebook.cells, assignment, path, text)
    return notebook


@cache
def reference(assignment: str) -> ModuleType:
    """Return a module that holds what the solution cells of `assignment` define.

    Runs the cells tagged `setup` and the solution cells, in their order, and nothing else.
    """
    module = ModuleType(f"reference_{assignment}")
    with checks_aliased():
        for cell in solution_cells(assignment):
            run_cell(cell.source, f"<solutions/{assignment}: {cell['id']}>", module.__dict__)
    return module


def solution_of(exercise: Exercise | ModelExercise) -> Callable[..., Any]:
    """Return the function of an exercise as the solutions notebook defines it."""
    if isinstance(exercise, ModelExercise):
        keras_oracle.keras()  # quietly, before the notebook's own import
    function: Callable[..., Any] = getattr(reference(exercise.assignment), exercise.name)
    return function


def parameters_of(exercise: Exercise | ModelExercise) -> tuple[str, ...]:
    """Return the names of the parameters of an exercise's function."""
    return tuple(inspect.signature(solution_of(exercise)).parameters)


def solution_cells(assignment: str) -> list[NotebookNode]:
    """Return the cells that define the solutions: those tagged `setup`, and the students' own."""
    code = [cell for cell in read(assignment).cells if cell.cell_type == "code"]
    return [cell for cell in code if _is_setup(cell) or is_solution(cell)]


def run_cell(text: str, filename: str, namespace: dict[str, Any]) -> None:
    """Run a cell's text such that a traceback can show its lines."""
    linecache.cache[filename] = (len(text), None, text.splitlines(keepends=True), filename)
    exec(compile(text, filename, "exec"), namespace)


def solutions(assignment: str) -> dict[str, str]:
    """Return the text of each cell that the student writes, as the solution has it."""
    return {cell["id"]: cell.source for cell in read(assignment).cells if is_solution(cell)}


def fill_in(notebook: NotebookNode, cells: Mapping[str, str]) -> None:
    """Give the cells whose ids are in `cells` these texts, in place."""
    for cell in notebook.cells:
        cell.source = cells.get(cell.id, cell.source)


def is_solution(cell: NotebookNode) -> bool:
    """Return whether the student writes this cell."""
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _is_setup(cell: NotebookNode) -> bool:
    return SETUP_TAG in cell.metadata.get("tags", [])


def cell_source(assignment: str, grade_id: str) -> str:
    """Return the text of the cell called `grade_id`."""
    for cell in read(assignment).cells:
        if cell["id"] == grade_id:
            return str(cell.source)
    raise KeyError(f"{paths.source_of(assignment)} has no cell called {grade_id!r}")


def all_points(assignment: str) -> dict[str, float]:
    """Return the points of every grade cell."""
    cells = [cell.metadata.get("nbgrader", {}) for cell in read(assignment).cells]
    return {cell["grade_id"]: float(cell["points"]) for cell in cells if cell.get("grade")}
