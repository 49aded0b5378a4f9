"""A function gets the same verdict in the judge's process and in a student process."""

import ast
import functools
import importlib
import inspect
import itertools
import re
import textwrap
import traceback
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from student_processes import student_process

from autograder.assignments.source import parameters_of, reference, solution_cells, solution_of
from autograder.checks import functions, models
from autograder.checks.encode import OpaqueValue
from autograder.exercises import Exercise, all_exercises
from autograder.grading.verified_builds import VerifiedBuilds
from autograder.proof.judges import exercise_judges
from autograder.sandbox.inside.describe_model import describe
from autograder.sandbox.outside.model_builder import Building, Built
from autograder.sandbox.outside.rebuild_model import Rebuilder, plan_of
from autograder.sandbox.outside.student_process import StudentProcess
from autograder.sandbox.outside.zygote_client import Zygote
from autograder.specification.model_exercise import keras

EXERCISES = {f"{e.assignment}/{e.name}": e for e in all_exercises()}
NUMERIC = [name for name, exercise in EXERCISES.items() if isinstance(exercise, Exercise)]
MODELS = [name for name in EXERCISES if name not in NUMERIC]
ROASTER = "keras_models/build_coffee_roaster"
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
    """Return the source of a function, without its decorator, that defines it as `name`."""
    text = textwrap.dedent(inspect.getsource(function))
    (made,) = ast.parse(text).body
    if isinstance(made, ast.FunctionDef):
        made.decorator_list = []
        return f"{ast.unparse(made)}\n{name} = {function.__name__}"
    one = next(node for node in ast.walk(made) if isinstance(node, ast.Lambda))
    return f"{name} = {ast.unparse(one)}"


def needed(function: Callable[..., Any], found: dict[str, str]) -> dict[str, str]:
    """Return by name the statements that define what the body of `function` uses."""
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
            found[name] = ""  # stops recursion
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
    """Define a function in a student process, and return its proxy."""
    parts = [part for part in needed(function, {"np": ""}).values() if part]
    source = "\n\n".join(["import numpy as np", *parts, text_of(function, "tried")])
    code = f"space = {{}}\nexec({source!r}, space)\ntried = space['tried']"
    answer = process.run(code, 60)
    assert answer["outputs"] == [], answer["outputs"]
    return process.get("tried")


@functools.cache
def judges_of(name: str) -> list[Callable[..., Any]]:
    return exercise_judges(EXERCISES[name], seeds=(0,))


def ways_to_write(name: str) -> dict[str, Callable[..., Any]]:
    """Return the correct variants, then the misconceptions, whose faults no cache may hide."""
    exercise = EXERCISES[name]
    return exercise.correct | {item.name: item.function for item in exercise.misconceptions}


def differences(
    name: str, ways: dict[str, Callable[..., Any]], process: StudentProcess
) -> list[tuple[str, Any, Any]]:
    """Return the implementations whose verdict differs in the student process."""
    found = []
    for title, function in ways.items():
        proxy = define(process, function)
        for judge in judges_of(name):
            near, far = judge(function), judge(proxy)
            if (near.earned, near.misconception) != (far.earned, far.misconception):
                found.append((title, near, far))
    return found


def compared(name: str, zygote: Zygote, folder: Path) -> list[tuple[str, Any, Any]]:
    with student_process(zygote, folder) as process:
        process.remember = VerifiedBuilds(folder).remember
        ways = ways_to_write(name)
        if name in MODELS:  # the reference is known first, as in a class
            ways = {"the reference": solution_of(EXERCISES[name])} | ways
        return differences(name, ways, process)


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(name)) for name in NUMERIC]
)
def test_functions_get_the_same_verdict_in_a_student_process(
    name: str, zygote: Zygote, tmp_path: Path
) -> None:
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
def test_an_exception_is_shown_as_if_raised_locally(
    statement: str, shown: str, zygote: Zygote, tmp_path: Path
) -> None:
    with student_process(zygote, tmp_path) as process:
        process.run(f"class Lost(Exception): pass\ndef tried():\n    {statement}", 60)
        with pytest.raises(Exception, match=re.escape(shown.split(": ")[1])) as caught:
            process.get("tried")()
    assert traceback.format_exception_only(caught.value)[-1] == f"{shown}\n"


@pytest.mark.slow
@pytest.mark.xdist_group("models")
@pytest.mark.parametrize("name", MODELS)
def test_models_get_the_same_verdict_in_a_student_process(
    name: str, keras_zygote: Zygote, tmp_path: Path
) -> None:
    assert compared(name, keras_zygote, tmp_path) == []


@pytest.mark.slow
@pytest.mark.xdist_group("models")
def test_a_model_is_remembered_by_how_it_is_built(keras_zygote: Zygote, tmp_path: Path) -> None:
    exercise = EXERCISES[ROASTER]
    judge = judges_of(ROASTER)[0]
    asked: list[str] = []

    def find_out(key: str, find_faults: Callable[[], list[str]]) -> list[str]:
        asked.append(key)
        return find_faults()

    def builds(function: Callable[..., Any]) -> set[str]:
        asked.clear()
        judge(define(process, function))
        return set(asked)

    with student_process(keras_zygote, tmp_path) as process:
        process.remember = find_out
        right = builds(solution_of(exercise))
        assert right
        assert builds(solution_of(exercise)) == right  # other weights, the same build
        for mistake in exercise.misconceptions:
            assert not builds(mistake.function) & right, mistake.name


@pytest.mark.slow
@pytest.mark.xdist_group("models")
def test_models_like_those_without_fault_are_not_rebuilt(
    keras_zygote: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "keras_models/build_multiclass_classifier"
    made: list[int] = []
    rebuild = Rebuilder.rebuild

    def count(rebuilder: Rebuilder, found: Any) -> Any:
        made.append(1)
        return rebuild(rebuilder, found)

    monkeypatch.setattr(Rebuilder, "rebuild", count)
    with student_process(keras_zygote, tmp_path) as process:
        process.remember = VerifiedBuilds(tmp_path).remember
        for judge in judges_of(name):
            first = judge(define(process, solution_of(EXERCISES[name])))
            before = len(made)
            again = judge(define(process, solution_of(EXERCISES[name])))
            assert before > 0
            assert len(made) == before
            assert again == first


def handed_out_twice(made=[]):  # noqa: B006
    layers = [keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(1, "sigmoid")]
    made = made or made.append(keras.Sequential([keras.Input((2,)), *layers])) or made
    made[0].compile(loss=keras.losses.BinaryCrossentropy())
    return made[0]


def with_the_same_layers(layers=[]):  # noqa: B006
    if not layers:
        layers += [keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential([keras.Input((2,)), *layers])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


def with_units_that_start_alike():
    first = keras.layers.Dense(3, "sigmoid", kernel_initializer="ones")
    model = keras.Sequential([keras.Input((2,)), first, keras.layers.Dense(1, "sigmoid")])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


def at_every_other_call_only(calls=[]):  # noqa: B006
    calls.append(1)
    if len(calls) % 2 == 0:
        raise ValueError("only once")
    layers = [keras.layers.Dense(3, "sigmoid"), keras.layers.Dense(1, "sigmoid")]
    model = keras.Sequential([keras.Input((2,)), *layers])
    model.compile(loss=keras.losses.BinaryCrossentropy())
    return model


@pytest.mark.slow
@pytest.mark.xdist_group("models")
def test_a_remembered_build_hides_no_fault_of_two_models_together(
    keras_zygote: Zygote, tmp_path: Path
) -> None:
    sly = [
        handed_out_twice,
        with_the_same_layers,
        with_units_that_start_alike,
        at_every_other_call_only,
    ]
    right = {"the reference": solution_of(EXERCISES[ROASTER])}
    with student_process(keras_zygote, tmp_path) as process:
        process.remember = VerifiedBuilds(tmp_path).remember
        ways = right | {function.__name__: function for function in sly}
        assert differences(ROASTER, ways, process) == []
        for function in sly:
            earned = [judge(define(process, function)).earned for judge in judges_of(ROASTER)]
            assert max(earned) < judges_of(ROASTER)[0](solution_of(EXERCISES[ROASTER])).earned


@pytest.mark.slow
@pytest.mark.xdist_group("models")
def test_no_description_gets_a_wrong_build_remembered_as_one_without_fault(tmp_path: Path) -> None:
    exercise = EXERCISES["keras_models/build_multiclass_classifier"]
    blueprint = exercise.plan(parameters_of(exercise), exercise.visible_cases())
    plan, remember = plan_of(blueprint), VerifiedBuilds(tmp_path).remember

    def described(units: int, first_number: int) -> dict[str, Any]:
        numbers = itertools.count(first_number)
        return describe(solution_of(exercise)(units), plan, lambda _: next(numbers))

    def inspected(*descriptions: dict[str, Any]) -> dict[str, list[str]]:
        left = iter(Built(number=n, description=found) for n, found in enumerate(descriptions))
        building = Building(lambda *_: next(left), blueprint, remember)
        student = types.SimpleNamespace(building=lambda _: building)
        return models.inspect(student, blueprint).faults

    def with_softmax(first_number: int) -> dict[str, Any]:
        found = described(4, first_number)
        found["layers"][-1]["activation"] = "softmax"
        return found

    # The layers of the first call are said to be others in the second.
    inspected(described(4, 0), described(4, 10), with_softmax(0), with_softmax(10))
    faults = inspected(described(10, 0), described(10, 10), with_softmax(20), with_softmax(30))
    assert faults[models.inspection.STRUCTURE] != []


def test_changes_to_arguments_stay_in_the_student_process(zygote: Zygote, tmp_path: Path) -> None:
    with student_process(zygote, tmp_path) as process:
        process.run(
            "def tried(a, layers, *, more):\n"
            "    a[...] = 0; layers.clear(); more['key'] = a\n"
            "    return len(layers)",
            60,
        )
        tried = process.get("tried")
        a, layers, more = np.ones(3), [np.ones(2)], {"key": 1}
        assert tried(a, layers, more=more) == 0
        assert a.tolist() == [1, 1, 1]
        assert len(layers) == 1
        assert more == {"key": 1}


def test_a_grader_function_is_recognised_only_after_it_was_passed(
    zygote: Zygote, tmp_path: Path
) -> None:
    with student_process(zygote, tmp_path) as process:
        process.run(
            "import sys\n"
            "known = sys.modules['autograder.checks.functions'].FUNCTIONS\n"
            "def relu(z): pass\n"
            "known['relu'] = relu\n"
            "def same(g): return g",
            60,
        )
        assert process.get("relu") == OpaqueValue("function")
        assert process.get("same")(functions.relu) is functions.relu
