"""Make what `hidden` reads: a class's values, and the points and sentences of today's course."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import numpy as np

from ..assignments.source import all_points, solution_cells
from ..course import paths
from ..course.fingerprint import fingerprint
from ..exercises import Exercise, ModelExercise, of_assignment
from ..specification.explanations import explanations_of
from ..specification.value_source import value_source
from . import class_files
from .make import make_values

# Of the package, this alone decides about values, with the exercises themselves. The other
# modules of `checks/` word what students read.
DECIDE_ABOUT_VALUES = (
    "checks/alike.py", "checks/compare.py", "checks/encode.py", "checks/functions.py",
    "checks/kinds.py", "checks/run.py", "checks/signature.py", "checks/table.py",
    "checks/models/**/*.py", "specification/**/*.py", "tables/families.py", "tables/make.py",
    "tables/make_hidden.py",
)  # fmt: skip
ANEW = (
    "{assignment}: this class's right values were made by an earlier version of the course. "
    "They are made anew with Keras, which takes up to a minute."
)


def make(assignment: str) -> None:
    """Write the tables of `assignment` that are missing, on inputs drawn from the class's seed.

    Then write which tables belong to the course of today, with its points and sentences. The
    questions of a quiz need none of it.
    """
    if assignment in paths.quizzes():
        return
    made_from = class_files.made_from(assignment)
    exercises = of_assignment(assignment)
    values = class_files.folder() / f"{assignment}-{_key(assignment)}"
    if not values.exists() and any(class_files.folder().glob(f"{assignment}-*/")):
        print(ANEW.format(assignment=assignment), flush=True)
    values.mkdir(parents=True, exist_ok=True)
    _write(values / "solutions.py", _solutions(assignment))
    for exercise in exercises:
        _make_table(exercise, values / f"{exercise.name}.json")
    record = {
        "made_from": made_from,
        "values": values.name,
        "points": all_points(assignment),
        "explanations": {e.name: explanations_of(e).to_data() for e in exercises},
    }
    _write(
        class_files.record_of(assignment), json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    )


def _make_table(exercise: Exercise | ModelExercise, path: Path) -> None:
    if not path.exists():
        cases = exercise.fresh_cases(_draws(exercise.assignment, exercise.name))
        _write(path, make_values(exercise, cases).to_json())


def _draws(*names: str) -> np.random.Generator:
    """Return random numbers of this class for a purpose that `names` name."""
    seeds = hashlib.sha256("/".join([str(class_files.seed()), *names]).encode()).digest()
    return np.random.default_rng(list(seeds))


def _solutions(assignment: str) -> str:
    return "\n\n".join(cell.source for cell in solution_cells(assignment))


def _key(assignment: str) -> str:
    """Return a fingerprint of what decides about the values of `assignment`, and nothing else."""
    files = class_files.modules(DECIDE_ABOUT_VALUES, assignment)
    exercises = class_files.modules(["exercises/{assignment}/*.py"], assignment)
    texts = [path.read_text("utf-8") for path in exercises]
    more = class_files.seed(), _solutions(assignment), value_source(texts)
    return fingerprint([*files, paths.ROOT / "requirements.lock"], paths.ROOT, *more)


def _write(path: Path, text: str) -> None:
    """Write a file such that no reader ever sees half of it."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)
