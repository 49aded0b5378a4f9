"""On which line of which file an author wrote something."""

from __future__ import annotations

import ast
import sys
from functools import cache
from pathlib import Path

from ..course import paths
from ..course.errors import Fault
from ..exercises import AnyExercise, Exercise, ModelExercise

REGISTRY = f"{__package__.removesuffix('.authoring')}.exercises"


def at_exercise(exercise: AnyExercise, what: str, remedy: str) -> Fault:
    """Return a fault at the line that makes the exercise."""
    path = specification_of(exercise)
    return Fault(path, _line_of(path, exercise.name), what, remedy)


def specification_of(exercise: AnyExercise) -> Path:
    """Return the file that makes an exercise."""
    for name, module in list(sys.modules.items()):
        if name.startswith(f"{REGISTRY}.") and module.__file__:
            path = Path(module.__file__)
            if any(item is exercise for item in vars(module).values()) and _line_of(
                path, exercise.name
            ):
                return path
    return paths.source_of(exercise.assignment)


@cache
def _line_of(path: Path, name: str) -> int:
    """Return the line on which an exercise of this name is made, or 0."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            made = node.func.id in (Exercise.__name__, ModelExercise.__name__)
            arguments = [*node.args, *(keyword.value for keyword in node.keywords)]
            if made and name in [a.value for a in arguments if isinstance(a, ast.Constant)]:
                return node.lineno
    return 0
