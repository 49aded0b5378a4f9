"""The right values behind the hidden tests: made once for a class, kept on disk, read here.

A class's folder `expected/` holds for each assignment

    A-KEY/    values: a table for each exercise, and the solutions they were made with
    A.json    what belongs to the course as it is today: the KEY of its values, the points of the
              grade cells, the sentences and links of the exercises

A.json is made anew when anything has changed that it is made from. Values are made anew only when
something has changed that decides about values; TensorFlow is needed for them alone. Both are made
in a process of their own (`make_hidden`), so that a notebook's kernel neither imports TensorFlow
nor shows its log.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from ..checks.check import load
from ..checks.models import Blueprint
from ..checks.table import Table
from ..course import book_links, environment, paths
from ..course.fingerprint import fingerprint
from ..specification.explanations import Explanations, explain

SEED_VARIABLE = "DENSE_TO_ADAM_SEED"
# A change to one of these files below `autograder/` makes A.json anew, as does one to the solutions
# or to what is installed. Right ways and the exercises of other assignments are not among them.
SOURCES = (
    "checks/**/*.py",
    "specification/*.py",
    "exercises/registry.py",
    "exercises/{assignment}/*.py",
    "tables/families.py",
    "tables/make.py",
    "tables/make_hidden.py",
    "tables/hidden.py",
    "assignments/marks.py",
    "assignments/source.py",
    "course/book_links.py",
)


@cache
def table(assignment: str, name: str) -> Table | Blueprint:
    """Return the table of an exercise on inputs drawn from the class's seed."""
    record = _record(assignment)
    if name not in record["explanations"]:
        known = ", ".join(record["explanations"])
        raise LookupError(f"{assignment} has no exercise {name!r}; it has: {known}")
    values = load(folder() / record["values"] / f"{name}.json")
    return explain(values, Explanations.from_data(record["explanations"][name]))


def points(assignment: str, grade_id: str) -> float:
    """Return the points of a grade cell."""
    return float(_record(assignment)["points"][grade_id])


def preload(assignment: str) -> None:
    """Read all that the hidden tests of `assignment` need; make it if it is not there."""
    if assignment in paths.quizzes():
        return
    right_functions(assignment)
    for name in _record(assignment)["explanations"]:
        table(assignment, name)


@cache
def right_functions(assignment: str) -> dict[str, Any]:
    """Return the solutions of `assignment`: the functions that its grade cells are named for."""
    graded = _record(assignment)["points"]
    return {name: item for name, item in solved(assignment).items() if f"grade_{name}" in graded}


@cache
def solved(assignment: str) -> dict[str, Any]:
    """Return all that the solution cells of `assignment` define."""
    path = folder() / _record(assignment)["values"] / "solutions.py"
    namespace: dict[str, Any] = {}
    exec(compile(path.read_text("utf-8"), path.name, "exec"), namespace)
    return namespace


def seed() -> int:
    """Return the seed of this class: from the environment, else drawn once and kept."""
    if given := os.environ.get(SEED_VARIABLE):
        return int(given)
    path = paths.classroom() / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{secrets.randbits(64)}\n")
    return int(path.read_text())


def folder() -> Path:
    """Return the folder of this class's values."""
    return paths.classroom() / "expected"


def record_of(assignment: str) -> Path:
    """Return where it is written which values and sentences belong to the course of today."""
    return folder() / f"{assignment}.json"


def files(assignment: str) -> dict[str, str]:
    """Return all that another machine's classroom needs for `assignment`: texts by their paths.

    It is made first if it is not there.
    """
    if assignment in paths.quizzes():
        return {}
    record = record_of(assignment)
    values = folder() / _record(assignment)["values"]
    found = [record, *(path for path in sorted(values.iterdir()) if path.is_file())]
    texts = {
        path.relative_to(paths.classroom()).as_posix(): path.read_text("utf-8") for path in found
    }
    return {"seed": f"{seed()}\n", **texts}


def made_from(assignment: str) -> str:
    """Return a fingerprint of all that the values, points and sentences are made from."""
    others = [paths.ROOT / "requirements.lock", paths.source_of(assignment)]
    files = [*sources(assignment), *(path for path in others if path.exists())]
    return fingerprint(files, paths.ROOT, seed(), book_links.address())


def sources(assignment: str) -> list[Path]:
    """Return the modules whose change makes the record of `assignment` anew."""
    return modules(SOURCES, assignment)


def modules(patterns: Iterable[str], assignment: str) -> list[Path]:
    """Return the files of the package that these patterns name for an assignment."""
    package = paths.ROOT / "autograder"
    filled = [pattern.format(assignment=assignment) for pattern in patterns]
    return sorted({path for pattern in filled for path in package.glob(pattern)})


@cache
def _record(assignment: str) -> dict[str, Any]:
    path = record_of(assignment)
    if not _is_current(path, assignment):
        make_in_another_process(assignment, paths.classroom())
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _is_current(path: Path, assignment: str) -> bool:
    try:
        record = json.loads(path.read_text("utf-8"))
        names = [f"{name}.json" for name in record["explanations"]]
        values = folder() / record["values"]
        return record["made_from"] == made_from(assignment) and all(
            (values / name).exists() for name in ("solutions.py", *names)
        )
    except (OSError, ValueError, KeyError, TypeError):  # missing, or not written by this version
        return False


def make_in_another_process(assignment: str, classroom: Path) -> None:
    """Make the values for a class such that this process need not import TensorFlow."""
    command = [sys.executable, "-m", "autograder", "expect", assignment]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", errors="replace",
            cwd=paths.ROOT, env=environment.fixed({paths.CLASSROOM_VARIABLE: str(classroom)}),
        ) as process,
    ):  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:  # not stderr: there nbgrader takes it for a failed test
            print(line, end="", flush=True)
        if process.wait() != 0:
            errors.seek(0)
            raise RuntimeError(
                f"the expected values of {assignment} could not be made: {errors.read()[-2000:]}"
            )
