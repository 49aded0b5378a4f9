"""Code that readers might write in practice cells: solutions, misconceptions, correct variants."""

import dis
import inspect
import json
import re
import textwrap
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignments.source import is_solution, read
from autograder.exercises import Exercise, all_exercises
from book._ext.practising import packed

ROOT = Path(__file__).resolve().parents[2]
PYODIDE = ROOT / ".make" / "pyodide"
SCRIPTS = ROOT / "book" / "_scripts" / "practice"

# In the mistakes of `train_with_adam` these stand for the student's own functions.
OWN = {"gradients_of": "cost_and_gradients", "step": "adam_step"}


@dataclass(frozen=True)
class Job:
    """An implementation of one function."""

    assignment: str
    name: str
    label: str
    code: str
    solved: dict[str, str]

    @property
    def place(self) -> str:
        return f"{self.assignment}/{self.name}"


@cache
def solutions() -> dict[str, str]:
    """Return the solution of each function for practice, without nbgrader's markers."""
    found = {}
    for exercise in exercises():
        (cell,) = (c for c in read(exercise.assignment).cells if c["id"] == exercise.name)
        assert is_solution(cell)
        lines = cell.source.strip("\n").splitlines()
        code = "\n".join(line for line in lines if " SOLUTION" not in line)
        found[f"{exercise.assignment}/{exercise.name}"] = code
    return found


@cache
def exercises() -> list[Exercise]:
    return [exercise for exercise in all_exercises() if isinstance(exercise, Exercise)]


def right_jobs() -> Iterator[Job]:
    for exercise in exercises():
        code = solutions()[f"{exercise.assignment}/{exercise.name}"]
        yield Job(exercise.assignment, exercise.name, "the solution", code, solutions())


def mistaken_jobs() -> Iterator[Job]:
    for exercise in exercises():
        for mistake in exercise.misconceptions:
            yield job_of(exercise, mistake.name, mistake.function)


def variant_jobs() -> Iterator[Job]:
    """Yield the correct variants that are full functions and do not use SciPy."""
    for exercise in exercises():
        for label, function in exercise.correct.items():
            if isinstance(function, types.FunctionType) and function.__name__ != "<lambda>":
                job = job_of(exercise, label, function)
                if "scipy" not in job.code:
                    yield job


def job_of(exercise: Exercise, label: str, function: Callable[..., Any]) -> Job:
    code = standalone(function, exercise.name)
    return Job(exercise.assignment, exercise.name, label, code, solutions())


def standalone(function: Callable[..., Any], name: str) -> str:
    """Return the source of a function, renamed to `name`, preceded by everything that it uses."""
    parts: dict[str, str] = {}
    add_used(function, parts, name)
    return "\n\n\n".join([*parts.values(), renamed(function, name)])


def add_used(function: Callable[..., Any], parts: dict[str, str], name: str) -> None:
    scope = function.__globals__
    for used in sorted(globals_of(function.__code__) & scope.keys() - parts.keys()):
        value = scope[used]
        if used == function.__name__ or value is np:
            continue
        if used in OWN and OWN[used] != name:
            parts[used] = f"{used} = {OWN[used]}"
        elif used in OWN:
            parts[used] = solutions()[f"adam/{OWN[used]}"].replace(OWN[used], used)
        elif isinstance(value, types.ModuleType):
            parts[used] = f"import {value.__name__} as {used}"
        elif isinstance(value, types.FunctionType) and value.__module__.startswith("autograder"):
            parts[used] = ""
            add_used(value, parts, name)
            own_text = renamed(value, used)
            # Last, after what it uses itself.
            del parts[used]
            parts[used] = own_text
        elif isinstance(value, int | float | tuple):
            parts[used] = f"{used} = {value!r}"
        else:
            # NumPy's universal functions do not say where they come from, nor do SciPy's.
            home = "numpy" if getattr(np, value.__name__, None) is value else "scipy.special"
            home = getattr(value, "__module__", home)
            parts[used] = f"from {home} import {value.__name__} as {used}"


def globals_of(code: types.CodeType) -> set[str]:
    """Return the global names that a function and its nested functions read."""
    found = {i.argval for i in dis.get_instructions(code) if i.opname == "LOAD_GLOBAL"}
    inner = [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
    return found.union(*map(globals_of, inner))


def renamed(function: Callable[..., Any], name: str) -> str:
    """Return the source of a function with another name, including its recursive calls."""
    return re.sub(rf"(?<![.\w]){function.__name__}\b", name, source(function))


def source(function: Callable[..., Any]) -> str:
    text = textwrap.dedent(inspect.getsource(function))
    return text[text.index("def ") :].rstrip()


def packed_assignments() -> dict[str, Any]:
    """Return the assignments as the page receives them."""
    return {
        name: json.loads(packed.packed(name).partition("(")[2].rpartition(")")[0])
        for name in packed.practised()
    }


def need_pyodide() -> Path:
    """The folder of Pyodide with NumPy; the test fails where it has not been made."""
    if not list(PYODIDE.glob("numpy-*.whl")):
        pytest.fail(
            "Pyodide is not there: run `.venv/bin/python tools/pyodide.py`, or `make test`",
            pytrace=False,
        )
    return PYODIDE
