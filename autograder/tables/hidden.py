"""The right values behind the hidden tests: made once for a class, kept on disk.

They are made in a process of their own, so that a notebook's kernel neither imports TensorFlow nor
shows its log. The folder's name changes with all that the values are made from.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from ..checks.check import load
from ..checks.models import Blueprint
from ..checks.table import Table
from ..course import environment, paths
from ..course.fingerprint import fingerprint

SEED_VARIABLE = "DENSE_TO_ADAM_SEED"
# What an assignment's values are made by, below `autograder/`: a change to one of these files
# makes them anew, as does one to its solutions or to what is installed. Right ways are not among
# them, nor are the exercises of other assignments.
SOURCES_OF_VALUES = (
    "checks/**/*.py",
    "specification/*.py",
    "exercises/registry.py",
    "exercises/{assignment}/*.py",
    "tables/make.py",
    "tables/hidden.py",
    "assignments/marks.py",
    "assignments/source.py",
    "course/book_links.py",
)


@cache
def table(assignment: str, name: str) -> Table | Blueprint:
    """Return the table of an exercise on inputs drawn from the class's seed."""
    return load(_file(assignment, f"{name}.json"))


def points(assignment: str, grade_id: str) -> float:
    """Return the points of a grade cell."""
    return float(_all_points(assignment)[grade_id])


def preload(assignment: str) -> None:
    """Read all that the hidden tests of `assignment` need; make it if it is not there."""
    if assignment in paths.quizzes():
        return
    right_functions(assignment)
    for path in _file(assignment, "points.json").parent.glob("*.json"):
        if path.name != "points.json":
            table(assignment, path.stem)


@cache
def _all_points(assignment: str) -> dict[str, float]:
    found: dict[str, float] = json.loads(_file(assignment, "points.json").read_text("utf-8"))
    return found


@cache
def right_functions(assignment: str) -> dict[str, Any]:
    """Return the solutions of `assignment`: the functions that its grade cells are named for."""
    graded = _all_points(assignment)
    return {name: item for name, item in solved(assignment).items() if f"grade_{name}" in graded}


@cache
def solved(assignment: str) -> dict[str, Any]:
    """Return all that the solution cells of `assignment` define."""
    path = _file(assignment, "solutions.py")
    namespace: dict[str, Any] = {}
    exec(compile(path.read_text("utf-8"), path.name, "exec"), namespace)
    return namespace


def make(assignment: str) -> None:
    """Write the points and the tables of `assignment`, on inputs drawn from the class's seed.

    The questions of a quiz need neither.
    """
    if assignment in paths.quizzes():
        return
    from ..assignments.source import all_points, solution_cells
    from ..exercises import of_assignment
    from .make import make_table

    folder = _folder(assignment)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "points.json", json.dumps(all_points(assignment)))
    text = "\n\n".join(cell.source for cell in solution_cells(assignment))
    _write(folder / "solutions.py", text)
    for exercise in of_assignment(assignment):
        cases = exercise.fresh_cases(_draws(assignment, exercise.name))
        _write(folder / f"{exercise.name}.json", make_table(exercise, cases).to_json())


def _draws(*names: str) -> np.random.Generator:
    """Return random numbers of this class for a purpose that `names` name."""
    seeds = hashlib.sha256("/".join([str(seed()), *names]).encode()).digest()
    return np.random.default_rng(list(seeds))


def seed() -> int:
    """Return the seed of this class: from the environment, else drawn once and kept."""
    if given := os.environ.get(SEED_VARIABLE):
        return int(given)
    path = paths.classroom() / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{secrets.randbits(64)}\n")
    return int(path.read_text())


def _file(assignment: str, name: str) -> Path:
    path = _folder(assignment) / name
    if not path.exists():
        make_in_another_process(assignment, paths.classroom())
    return path


def _folder(assignment: str) -> Path:
    return paths.classroom() / "expected" / f"{assignment}-{key(assignment)}"


@cache
def key(assignment: str) -> str:
    """Return what changes with all that the values of `assignment` are made from."""
    others = [paths.ROOT / "requirements.lock", paths.source_of(assignment)]
    files = [*sources_of_values(assignment), *(path for path in others if path.exists())]
    return fingerprint(files, paths.ROOT, seed())


def sources_of_values(assignment: str) -> list[Path]:
    """Return the modules whose change makes the values of `assignment` anew."""
    package = paths.ROOT / "autograder"
    patterns = [pattern.format(assignment=assignment) for pattern in SOURCES_OF_VALUES]
    return sorted({path for pattern in patterns for path in package.glob(pattern)})


def _write(path: Path, text: str) -> None:
    """Write a file such that no reader ever sees half of it."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)


def make_in_another_process(assignment: str, classroom: Path) -> None:
    """Make the values for a class such that this process need not import TensorFlow."""
    command = [sys.executable, "-m", "autograder", "expect", assignment]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", cwd=paths.ROOT,
        env=environment.fixed({paths.CLASSROOM_VARIABLE: str(classroom)}),
    )  # fmt: skip
    if done.returncode != 0:
        raise RuntimeError(
            f"the expected values of {assignment} could not be made: {done.stderr[-2000:]}"
        )
