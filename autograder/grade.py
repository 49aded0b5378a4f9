"""The hidden test of an exercise: fresh inputs, partial credit by aspect.

The right values are made in a process of their own and kept on disk, so that the notebook's kernel
neither imports TensorFlow nor sees its log.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from . import course
from .checks.report import advice
from .checks.run import ASPECTS, run
from .checks.table import Table
from .exercises import Exercise, of_assignment
from .source import points
from .tabulate import tabulate

SEED_VARIABLE = "DENSE_TO_ADAM_SEED"


def grade(assignment: str, name: str, function: Callable[..., Any]) -> float:
    """Try `function` on inputs that only the grader knows and return the points it earns.

    Every aspect of the exercise (values, shapes and types, numerical stability, agreement with
    Keras) is worth the same share of the cell's points, and is earned when all its cases are right.
    Prints a line for each aspect; the inputs are never shown.
    """
    table = fresh_table(assignment, name)
    judgement = judge(table, function, points(assignment, f"grade_{name}"))
    print(judgement.report)
    return judgement.earned


@dataclass(frozen=True)
class Judgement:
    """The points earned, the report that the student reads, and the known mistake if it is one."""

    earned: float
    report: str
    mistake: str = ""


def judge(table: Table, function: Callable[..., Any], available: float) -> Judgement:
    """Judge `function` by the cases of `table`."""
    outcomes = run(function, table.cases)
    faults = table.faults(outcomes)
    aspects = [aspect for aspect in ASPECTS if any(case.aspect == aspect for case in table.cases)]
    share = available / len(aspects)
    rows, earned = [], 0.0
    for aspect in aspects:
        mine = [(case, text) for case, text in zip(table.cases, faults) if case.aspect == aspect]
        wrong = [(case, text) for case, text in mine if text]
        earned += 0 if wrong else share
        rows.append(f"  {aspect:<22}{0 if wrong else share:g} of {share:g}  {_summary(mine, wrong)}")
    earned = round(earned, 6)
    rows.insert(0, f"{table.name}: {earned:g} of {available:g} points")
    mistake = table.recognise(outcomes) if any(faults) else None
    return Judgement(
        earned, "\n".join(rows + advice(mistake)), mistake.name if mistake else ""
    )


def _summary(mine: list[Any], wrong: list[Any]) -> str:
    if not wrong:
        return f"all {len(mine)} right"
    case, text = wrong[0]
    return f"{len(wrong)} of {len(mine)} wrong. {case.label}: {text}"


def fresh_table(assignment: str, name: str) -> Table:
    """Return the table of an exercise on inputs drawn from the class's seed."""
    path = fresh_path(assignment, name)
    if not path.exists():
        _make_in_another_process(assignment)
    return Table.load(path)


def make_fresh_tables(assignment: str) -> None:
    """Write the tables of all exercises of `assignment` on inputs from the class's seed."""
    for exercise in of_assignment(assignment):
        text = tabulate(exercise, exercise.fresh_cases(_generator(exercise))).to_json()
        path = fresh_path(assignment, exercise.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(text, "utf-8")
        unfinished.replace(path)


def fresh_path(assignment: str, name: str) -> Path:
    """Return where the table of an exercise lies; its name changes with all that it is made from."""
    return course.classroom() / "expected" / assignment / f"{name}-{_key(assignment)}.json"


def seed() -> int:
    """Return the seed of this class: from the environment, else drawn once and kept."""
    if given := os.environ.get(SEED_VARIABLE):
        return int(given)
    path = course.classroom() / "seed"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{secrets.randbits(64)}\n")
    return int(path.read_text())


def _generator(exercise: Exercise) -> np.random.Generator:
    name = f"{seed()}/{exercise.assignment}/{exercise.name}"
    return np.random.default_rng(list(hashlib.sha256(name.encode()).digest()))


@cache
def _key(assignment: str) -> str:
    package = Path(__file__).parent
    files = [*sorted(package.rglob("*.py")), course.source_of(assignment)]
    lock = course.ROOT / "requirements.lock"
    digest = hashlib.sha256(str(seed()).encode())
    for path in [*files, lock]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def _make_in_another_process(assignment: str) -> None:
    command = [sys.executable, "-m", "autograder", "expect", assignment]
    done = subprocess.run(command, capture_output=True, text=True, cwd=course.ROOT)
    if done.returncode != 0:
        raise RuntimeError(
            f"the expected values of {assignment} could not be made: {done.stderr[-2000:]}"
        )
