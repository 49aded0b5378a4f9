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
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from ..checks.check import load
from ..checks.models import Blueprint
from ..checks.table import Table
from ..course import environment, paths
from ..specification.explanations import Explanations, explain
from . import class_files


@cache
def table(assignment: str, name: str) -> Table | Blueprint:
    """Return the table of an exercise on inputs drawn from the class's seed."""
    record = _record(assignment)
    if name not in record["explanations"]:
        known = ", ".join(record["explanations"])
        raise LookupError(f"{assignment} has no exercise {name!r}; it has: {known}")
    values = load(class_files.folder() / record["values"] / f"{name}.json")
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
        found = table(assignment, name)
        if isinstance(found, Table):
            found.prepare()


@cache
def right_functions(assignment: str) -> dict[str, Any]:
    """Return the solutions of `assignment`: the functions that its grade cells are named for."""
    graded = _record(assignment)["points"]
    return {name: item for name, item in solved(assignment).items() if f"grade_{name}" in graded}


@cache
def solved(assignment: str) -> dict[str, Any]:
    """Return all that the solution cells of `assignment` define."""
    path = class_files.folder() / _record(assignment)["values"] / "solutions.py"
    namespace: dict[str, Any] = {}
    exec(compile(path.read_text("utf-8"), path.name, "exec"), namespace)
    return namespace


def files(assignment: str) -> dict[str, str]:
    """Return all that another machine's classroom needs for `assignment`: texts by their paths.

    It is made first if it is not there.
    """
    if assignment in paths.quizzes():
        return {}
    record = class_files.record_of(assignment)
    values = class_files.folder() / _record(assignment)["values"]
    found = [record, *(path for path in sorted(values.iterdir()) if path.is_file())]
    texts = {
        path.relative_to(paths.classroom()).as_posix(): path.read_text("utf-8") for path in found
    }
    return {"seed": f"{class_files.seed()}\n", **texts}


@cache
def _record(assignment: str) -> dict[str, Any]:
    path = class_files.record_of(assignment)
    if not _is_current(path, assignment):
        make_in_another_process(assignment, paths.classroom())
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def _is_current(path: Path, assignment: str) -> bool:
    try:
        record = json.loads(path.read_text("utf-8"))
        names = [f"{name}.json" for name in record["explanations"]]
        values = class_files.folder() / record["values"]
        return record["made_from"] == class_files.made_from(assignment) and all(
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
