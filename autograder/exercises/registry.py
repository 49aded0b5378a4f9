"""Find the exercises: a folder per assignment, a file per function, in the notebook's order.

The notebook's source text is the only list of an assignment's functions. Each has a file of its
name that defines `exercise`. Two more may lie beside it: `NAME_mistakes.py`, where the mistakes
are many, and `correct/NAME.py`, with correct variants. Every other module of the folder is shared
by several functions and defines no `exercise`.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType

from ..assignments.source import is_solution, read
from ..course import paths
from ..course.errors import CourseError
from ..specification.exercise import Exercise
from ..specification.model_exercise import ModelExercise

AnyExercise = Exercise | ModelExercise

FOLDER = Path(__file__).parent
MISTAKES = "_mistakes"


class UnregisteredError(CourseError, LookupError):
    """A notebook and the files of its exercises do not belong together."""


@cache
def of_assignment(assignment: str) -> tuple[AnyExercise, ...]:
    """Return the exercises of `assignment`, complete, in the order of its notebook.

    Raises
    ------
    LookupError
        If there is no such assignment or it is a quiz, which asks for no function.
    UnregisteredError
        If a function of the notebook has no file, or a file no function in the notebook.
    """
    if assignment in paths.quizzes() or assignment not in paths.assignments():
        known = ", ".join(_with_exercises())
        raise LookupError(f"no exercises for the assignment {assignment!r}; there are: {known}")
    return collect(
        assignment, functions_of(assignment), FOLDER / assignment, f"{__package__}.{assignment}"
    )


def find(assignment: str, name: str) -> AnyExercise:
    """Return one exercise.

    Raises
    ------
    LookupError
        If there is none of that name; the message lists those that there are.
    """
    exercises = of_assignment(assignment)
    for exercise in exercises:
        if exercise.name == name:
            return exercise
    known = ", ".join(exercise.name for exercise in exercises)
    raise LookupError(f"{assignment} has no exercise {name!r}; it has: {known}")


def all_exercises() -> list[AnyExercise]:
    """Return every exercise of every assignment, in the order of `course.yml`."""
    return [exercise for name in _with_exercises() for exercise in of_assignment(name)]


def files_of(assignment: str) -> list[Path]:
    """Return the files that the exercises of `assignment` are read from."""
    return sorted((FOLDER / assignment).rglob("*.py"))


def place_of(exercise: AnyExercise) -> tuple[Path, int]:
    """Return the file that makes an exercise, and the line."""
    path = FOLDER / exercise.assignment / f"{exercise.name}.py"
    return path, _line_of(path, "exercise =")


def functions_of(assignment: str) -> list[str]:
    """Return the functions that the notebook asks for: solution cells that define their name."""
    cells = [cell for cell in read(assignment).cells if is_solution(cell)]
    return [cell["id"] for cell in cells if _defines(cell.source, cell["id"])]


def collect(
    assignment: str, functions: list[str], folder: Path, package: str
) -> tuple[AnyExercise, ...]:
    """Import the files of an assignment, and return the exercise of each of its functions.

    `functions` are the names in the notebook, `package` the name that `folder` is imported by.
    """
    _compare(assignment, functions, folder)
    exercises = []
    for name in functions:
        module = importlib.import_module(f"{package}.{name}")
        exercises.append(_exercise_in(module, assignment, name, folder))
        for more in (f"{name}{MISTAKES}", f"correct/{name}"):
            if (folder / f"{more}.py").exists():
                importlib.import_module(f"{package}.{more.replace('/', '.')}")
    return tuple(exercises)


def _compare(assignment: str, functions: list[str], folder: Path) -> None:
    """Refuse a function without a file, and a file without a function."""
    source = paths.source_of(assignment)
    for name in functions:
        if not (path := folder / f"{name}.py").exists():
            raise UnregisteredError(
                f"{_place(source, f'def {name}(')}: {name} has no specification; "
                f"write {_place(path)}, or take the function out of the notebook"
            )
    for path in _specifications(folder):
        if _function_of(path) not in functions:
            raise UnregisteredError(
                f"{_place(path)}: {_place(source)} has no solution cell that defines "
                f"{_function_of(path)}; write that cell, or rename or delete this file"
            )


def _specifications(folder: Path) -> Iterable[Path]:
    """Return the files that belong to one function, in `folder` and its correct variants."""
    for path in sorted(folder.glob("*.py")):
        if path.stem.endswith(MISTAKES) or _line_of(path, "exercise ="):
            yield path
    yield from sorted(path for path in folder.glob("correct/*.py") if path.stem != "__init__")


def _exercise_in(module: ModuleType, assignment: str, name: str, folder: Path) -> AnyExercise:
    exercise = getattr(module, "exercise", None)
    path = folder / f"{name}.py"
    kinds = f"Exercise({assignment!r}, {name!r}, ...)"
    if not isinstance(exercise, (Exercise, ModelExercise)):
        raise UnregisteredError(f"{_place(path)}: defines no exercise; add `exercise = {kinds}`")
    if (exercise.assignment, exercise.name) != (assignment, name):
        raise UnregisteredError(
            f"{_place(path, 'exercise =')}: this is {exercise.assignment}/{exercise.name}, but the "
            f"file is that of {assignment}/{name}; write `exercise = {kinds}`, or move the file"
        )
    return exercise


def _function_of(path: Path) -> str:
    return path.stem.removesuffix(MISTAKES)


def _defines(text: str, name: str) -> bool:
    return any(isinstance(n, ast.FunctionDef) and n.name == name for n in ast.parse(text).body)


def _with_exercises() -> list[str]:
    return [name for name in paths.assignments() if name not in paths.quizzes()]


def _place(path: Path, start: str = "") -> str:
    """Return a file as an error names it, with the line that begins with `start` if there is."""
    line = _line_of(path, start) if start else 0
    shown = paths.from_root(path).as_posix()
    return f"{shown}:{line}" if line else shown


def _line_of(path: Path, start: str) -> int:
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(start)), 0)
