"""A function is judged alike in the grader's process and in a student process."""

import ast
import functools
import importlib
import inspect
import re
import textwrap
import traceback
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.exercises import Exercise, all_exercises
from autograder.exercises.models import keras
from autograder.proof import exercise_judges, load_right_ways
from autograder.sandbox.limits import Limits
from autograder.sandbox.remote import StudentProcess, Zygote
from autograder.source import reference, solution_cells

EXERCISES = {f"{e.assignment}/{e.name}": e for e in all_exercises()}
NUMERIC = [name for name, exercise in EXERCISES.items() if isinstance(exercise, Exercise)]
MODELS = [name for name in EXERCISES if name not in NUMERIC]
OWN = "autograder.exercises"
SOLUTIONS = """
import types
_space = {{}}
exec({!r}, _space)
def reference(_):
    return types.SimpleNamespace(**_space)
"""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    yield from _warm([])


@pytest.fixture(scope="module")
def keras_zygote() -> Iterator[Zygote]:
    yield from _warm(["tensorflow", "keras"])


def _warm(libraries: list[str]) -> Iterator[Zygote]:
    zygote = Zygote(libraries)
    try:
        zygote.wait_until_ready()
        yield zygote
    finally:
        zygote.close()


def text_of(function: Callable[..., Any], name: str) -> str:
    """Return a statement that makes a function, without its decorator, and calls it `name`."""
    text = textwrap.dedent(inspect.getsource(function))
    (made,) = ast.parse(text).body
    if isinstance(made, ast.FunctionDef):
        made.decorator_list = []
        return f"{ast.unparse(made)}\n{name} = {function.__name__}"
    one = next(node for node in ast.walk(made) if isinstance(node, ast.Lambda))
    return f"{name} = {ast.unparse(one)}"


def needed(function: Callable[..., Any], found: dict[str, str]) -> dict[str, str]:
    """Return by name the statements that make what the body of `function` uses."""
    space = function.__globals__
    for name in _names(function.__code__) & space.keys() - found.keys():
        value = space[name]
        home = str(getattr(value, "__module__", ""))
        if value is function:
            continue
        if isinstance(value, types.ModuleType):
            found[name] = f"import {value.__name__} as {name}"
        elif value is reference:
            found[name] = SOLUTIONS.format(_solutions("adam"))
        elif value is keras:
            found[name] = "import keras"
        elif isinstance(value, types.FunctionType) and home.startswith(OWN):
            found[name] = ""  # against circles
            needed(value, found)
            found[name] = text_of(value, name)
        elif not home.startswith("autograder") and hasattr(value, "__name__"):
            found[name] = f"from {_home_of(value, home)} import {value.__name__} as {name}"
    return found


def _solutions(assignment: str) -> str:
    cells = [cell.source for cell in solution_cells(assignment)]
    return "\n".join(cells).replace("from checks import check", "")


def _names(code: types.CodeType) -> set[str]:
    inner = [item for item in code.co_consts if isinstance(item, types.CodeType)]
    return set(code.co_names).union(*map(_names, inner))


def _home_of(value: Any, home: str) -> str:
    places = [home, "functools", "scipy.special"]
    return next(
        place for place in places
        if place and getattr(importlib.import_module(place), value.__name__, None) is value
    )  # fmt: skip


def define(process: StudentProcess, function: Callable[..., Any]) -> Any:
    """Define a function in a student process, and return it as the grader sees it."""
    parts = [part for part in needed(function, {"np": ""}).values() if part]
    source = "\n\n".join(["import numpy as np", *parts, text_of(function, "tried")])
    code = f"space = {{}}\nexec({source!r}, space)\ntried = space['tried']"
    answer = process.run(code, 60)
    assert answer["outputs"] == [], answer["outputs"]
    return process.get("tried")


@functools.cache
def judges_of(name: str) -> list[Callable[..., Any]]:
    return exercise_judges(EXERCISES[name], seeds=(0,))


def differences(name: str, process: StudentProcess) -> list[tuple[str, Any, Any]]:
    """Return each way to write the function that is judged otherwise from afar."""
    exercise = EXERCISES[name]
    load_right_ways(exercise.assignment)
    ways = {item.name: item.function for item in exercise.misconceptions} | exercise.correct
    found = []
    for title, function in ways.items():
        proxy = define(process, function)
        for judge in judges_of(name):
            near, far = judge(function), judge(proxy)
            if (near.earned, near.mistake) != (far.earned, far.mistake):
                found.append((title, near.report, far.report))
    return found


def compared(name: str, zygote: Zygote, folder: Path) -> list[tuple[str, Any, Any]]:
    process = StudentProcess(zygote.orders, folder, Limits())
    process.call_seconds = 60
    try:
        return differences(name, process)
    finally:
        process.close()


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NUMERIC]
)
def test_functions_are_judged_alike_near_and_far(name: str, zygote: Zygote, tmp_path: Path) -> None:
    assert compared(name, zygote, tmp_path) == []


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        ("{}['weights']", "KeyError: 'weights'"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("open('none')", "FileNotFoundError: [Errno 2] No such file or directory: 'none'"),
        ("raise Lost('no units')", "Lost: no units"),
    ],
)
def test_an_exception_is_shown_as_if_it_was_raised_here(
    statement: str, shown: str, zygote: Zygote, tmp_path: Path
) -> None:
    process = StudentProcess(zygote.orders, tmp_path, Limits())
    try:
        process.run(f"class Lost(Exception): pass\ndef tried():\n    {statement}", 60)
        with pytest.raises(Exception, match=re.escape(shown.split(": ")[1])) as caught:
            process.get("tried")()
        assert traceback.format_exception_only(caught.value)[-1] == f"{shown}\n"
    finally:
        process.close()


@pytest.mark.slow
@pytest.mark.xdist_group("remote models")
@pytest.mark.parametrize("name", MODELS)
def test_models_are_judged_alike_near_and_far(
    name: str, keras_zygote: Zygote, tmp_path: Path
) -> None:
    assert compared(name, keras_zygote, tmp_path) == []


@pytest.mark.slow
@pytest.mark.xdist_group("remote models")
def test_a_model_is_remembered_by_how_it_is_built(keras_zygote: Zygote, tmp_path: Path) -> None:
    exercise = EXERCISES["keras_models/build_coffee_roaster"]
    judge = judges_of("keras_models/build_coffee_roaster")[0]
    process = StudentProcess(keras_zygote.orders, tmp_path, Limits())
    process.call_seconds = 60
    asked: list[str] = []

    def find_out(key: str, find_faults: Callable[[], list[str]]) -> list[str]:
        asked.append(key)
        return find_faults()

    def builds(function: Callable[..., Any]) -> set[str]:
        asked.clear()
        judge(define(process, function))
        return set(asked)

    process.remember = find_out
    try:
        right = builds(exercise.reference)
        assert right
        assert builds(exercise.reference) == right  # other weights, the same build
        for mistake in exercise.misconceptions:
            assert not builds(mistake.function) & right, mistake.name
    finally:
        process.close()
