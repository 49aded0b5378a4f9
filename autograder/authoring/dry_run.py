"""Run a solutions notebook as it will be graded, with the stored tables in place of hidden ones.

The expected values of stored tables were computed by Keras, so TensorFlow is not needed again.
"""

from __future__ import annotations

import ast
import contextlib
import io
import sys
import textwrap
import warnings
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from ..assignments.build import prepare
from ..assignments.marks import cell_lines, grade_id
from ..assignments.source import all_points, read
from ..checks.check import load, load_table
from ..course import paths
from ..course.errors import Fault
from ..exercises import ModelExercise, of_assignment
from ..runtime.checks_alias import checks_aliased
from ..scoring.course_fault import CourseFaultError
from ..tables import hidden
from ..tables.beside_notebooks import explained_tables

MAX_MESSAGE = 160


def dry_run_faults(assignment: str, only: str = "") -> list[Fault]:
    """Return each cell in which the solution fails, or earns fewer points than there are.

    With `only`, the test cells of other functions are left out. Notebooks whose exercises build
    models run in Keras and are left to `autograder proof`.
    """
    if any(isinstance(exercise, ModelExercise) for exercise in of_assignment(assignment)):
        return []
    prepare(assignment, explained_tables, keep_data=True)
    path = paths.source_of(assignment)
    lines = cell_lines(path.read_text("utf-8"))
    namespace: dict[str, Any] = {"__name__": "__main__"}
    faults = []
    with _graded_at_home(assignment, namespace):
        for cell, line in zip(read(assignment).cells, lines):
            concerned = cell.cell_type == "code" and _concerns(cell, only)
            if concerned and (wrong := _run(cell, namespace)):
                what = f"the solution {wrong}"
                faults.append(Fault(path, line, what, _remedy(assignment, cell)))
    return faults


def _concerns(cell: NotebookNode, only: str) -> bool:
    """Return whether to run a cell when the function `only` is asked for; "" means all."""
    if not only:
        return True
    settings = cell.metadata.get("nbgrader", {})
    tests = (f"check_{only}", f"grade_{only}")
    return bool(settings.get("solution") or cell.metadata.get("tags") or grade_id(cell) in tests)


def _remedy(assignment: str, cell: NotebookNode) -> str:
    golden = f"{assignment}/{grade_id(cell).partition('_')[2]}".rstrip("/")
    return (
        f"correct it or its test; if its cases have changed, run `autograder golden {golden}` first"
    )


@contextlib.contextmanager
def _graded_at_home(assignment: str, namespace: dict[str, Any]) -> Iterator[None]:
    """Let the cells of a notebook find their checks, their data and the tables of the grader."""
    tables = paths.GOLDEN / assignment
    checks: Any = sys.modules[load_table.__module__]
    graded = {name.removeprefix("grade_") for name in all_points(assignment)}
    served = {
        "points": lambda _, name: all_points(assignment)[name],
        "table": lambda _, name: load(tables / f"{name}.json"),
        "solved": lambda _: dict(namespace),
        "right_functions": lambda _: {n: f for n, f in namespace.items() if n in graded},
    }
    before = {name: vars(hidden)[name] for name in served}
    folder = checks.FOLDER
    with contextlib.chdir(paths.SOLUTIONS / assignment), checks_aliased(), _quiet():
        load_table.cache_clear()
        checks.FOLDER = tables
        vars(hidden).update(served)
        try:
            yield
        finally:
            vars(hidden).update(before)
            checks.FOLDER = folder
            load_table.cache_clear()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _run(cell: NotebookNode, namespace: dict[str, Any]) -> str:
    """Run a cell; return what is wrong with it, or an empty string."""
    points = cell.metadata.get("nbgrader", {}).get("points", 0)
    try:
        earned = _value(cell.source, namespace)
    except (Exception, CourseFaultError) as error:
        message = textwrap.shorten(str(error), MAX_MESSAGE)  # a fault is one line
        return f"raises {type(error).__name__}: {message}"
    if isinstance(earned, (int, float)) and earned < points:
        return f"earns {earned:g} of {points:g} points"
    return ""


def _value(text: str, namespace: dict[str, Any]) -> Any:
    """Run statements and return the value of the last one if it is an expression, as in Jupyter."""
    tree = ast.parse(text)
    last = tree.body[-1] if tree.body else None
    if not isinstance(last, ast.Expr):
        exec(compile(tree, "<solution>", "exec"), namespace)
        return None
    exec(compile(ast.Module(tree.body[:-1], []), "<solution>", "exec"), namespace)
    return eval(compile(ast.Expression(last.value), "<solution>", "eval"), namespace)
