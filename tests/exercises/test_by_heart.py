"""What is known in advance earns nothing: tables beside a notebook, its data, its own names."""

import ast
import builtins
import contextlib
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.assignments.build import prepare
from autograder.assignments.source import cell_source, read, reference, solution_of, solutions
from autograder.assignments.stored_cases import functions_named
from autograder.checks import functions
from autograder.checks.report import CheckFailed
from autograder.checks.table import Table
from autograder.course import paths
from autograder.exercises import Exercise, all_exercises, find, of_assignment
from autograder.grading import instructor_cells
from autograder.runtime.checks_alias import checks_aliased
from autograder.runtime.passed_functions import names_in, only
from autograder.scoring.graded_check import graded_check
from autograder.tables import hidden
from autograder.tables.beside_notebooks import explained_tables
from autograder.tables.make import make_table
from autograder.tables.visible import path_of

HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS\n.*?### END HIDDEN TESTS\n?", re.DOTALL)
WRITTEN = [name for name in paths.assignments() if name not in paths.quizzes()]
NUMPY_ONLY = [name for name in WRITTEN if name != "keras_models"]
FUNCTIONS = [e for e in all_exercises() if isinstance(e, Exercise)]


def name_of(exercise: Exercise) -> str:
    return f"{exercise.assignment}/{exercise.name}"


def functions_in(text: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)}


# What lies beside a notebook


@pytest.mark.parametrize("assignment", WRITTEN)
def test_no_function_beside_a_notebook_is_one_that_it_asks_for(assignment: str) -> None:
    prepare(assignment, explained_tables)
    folder = paths.SOLUTIONS / assignment / "checks"
    beside = names_in((folder / "functions.py").read_text("utf-8"))
    asked = set().union(*map(functions_in, solutions(assignment).values()))
    assert not beside & (asked | {"sigmoid", "softmax"})
    for path in folder.rglob("*.py"):
        assert not functions_in(path.read_text("utf-8")) & asked, path


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name_of)
def test_fresh_cases_hand_over_only_functions_that_the_stored_ones_do(exercise: Exercise) -> None:
    def handed(value: Any) -> set[str]:
        if isinstance(value, (list, tuple)):
            return set().union(*map(handed, value))
        return {value.__name__} if callable(value) else set()

    cases = exercise.fresh_cases(np.random.default_rng(1))
    found = set().union(*(handed(case.arguments) for case in cases))
    assert found <= functions_named(exercise.assignment)


def test_a_copy_of_the_functions_runs_and_holds_those_that_are_named() -> None:
    text = Path(functions.__file__).read_text("utf-8")
    space: dict[str, Any] = {}
    exec(only({"tanh", "relu"}, text), space)
    assert space["FUNCTIONS"].keys() == {"tanh", "relu"}
    exec(only((), text), space)
    assert space["FUNCTIONS"] == {}
    assert names_in(text) == functions.FUNCTIONS.keys()


# The visible check in a graded run


@pytest.fixture
def check_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[Exercise], Callable[[Any], None]]:
    """The graded check of an exercise, on tables of this test's own."""

    def made(exercise: Exercise) -> Callable[[Any], None]:
        stored = Table.load(path_of(exercise))
        unseen = make_table(exercise, exercise.fresh_cases(np.random.default_rng(7)))
        module = "autograder.scoring.graded_check"
        monkeypatch.setattr(f"{module}.load_table", lambda name: stored)
        monkeypatch.setattr(hidden, "table", lambda assignment, name: unseen)
        right = {e.name: solution_of(e) for e in of_assignment(exercise.assignment)}
        monkeypatch.setattr(hidden, "right_functions", lambda assignment: right)
        check = graded_check(exercise.assignment)
        return lambda function: check(exercise.name, function)

    return made


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=name_of)
def test_stored_answers_fail_and_correct_variants_pass(
    exercise: Exercise, check_of: Callable[[Exercise], Callable[[Any], None]]
) -> None:
    check, table = check_of(exercise), Table.load(path_of(exercise))
    answers = iter(table.expected)
    with pytest.raises(
        CheckFailed, match="right answer for the inputs shown in the notebook's check"
    ):
        check(lambda *_a, **_k: next(answers, None))
    for function in (solution_of(exercise), *exercise.correct.values()):
        with contextlib.redirect_stdout(io.StringIO()) as said:
            check(function)
        assert said.getvalue().startswith(f"{exercise.name}: {len(table.cases)} checks, equal to")


def test_the_message_on_other_inputs_names_these_and_a_known_mistake(
    check_of: Callable[[Exercise], Callable[[Any], None]],
) -> None:
    exercise = find("forward_propagation", "dense")
    assert isinstance(exercise, Exercise)
    check, table = check_of(exercise), Table.load(path_of(exercise))
    answers, wrong = iter(table.expected), exercise.misconceptions[0].function

    def dense(*arguments: Any) -> Any:
        value = next(answers, None)
        return wrong(*arguments) if value is None else value

    with pytest.raises(CheckFailed) as failed:
        check(dense)
    said = str(failed.value)
    assert "of 15 other inputs of the same kind" in said
    assert "the example above" not in said
    assert "Call" not in said
    assert "Unit j took its weights from row j of W" in said


# The last cells


def given_names(assignment: str, monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.chdir(paths.SOLUTIONS / assignment)
    cells = [c for c in read(assignment).cells if c.cell_type == "code"]
    own = [c.source for c in cells if "nbgrader" not in c.metadata]
    space: dict[str, Any] = {}
    with checks_aliased():
        later = instructor_cells.run(tuple(instructor_cells.statements(own)), space)
    return space.keys() | later.keys()


@pytest.mark.parametrize("assignment", NUMPY_ONLY)
def test_test_cells_read_no_data_that_a_student_could_make(
    assignment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(assignment, explained_tables)
    known = given_names(assignment, monkeypatch) | vars(builtins).keys()
    for cell in read(assignment).cells:
        settings = cell.metadata.get("nbgrader", {})
        if settings.get("grade") and not settings.get("solution"):
            tree = ast.parse(cell.source)
            names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
            loaded = {name.id for name in names if isinstance(name.ctx, ast.Load)}
            made = {name.id for name in names if isinstance(name.ctx, ast.Store)}
            made |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
            made |= {
                a.name for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) for a in n.names
            }
            made |= functions_in(cell.source)
            written = {name for text in solutions(assignment).values() for name in _defined(text)}
            assert loaded - made - known - written == set(), cell["id"]


def _defined(text: str) -> set[str]:
    stored = {n.id for s in ast.parse(text).body if isinstance(s, ast.Assign) for n in s.targets}
    return stored | functions_in(text)


def zeros_like_layers(layers: Any) -> Any:
    return np.zeros((64, 10)), np.zeros(10)


def in_turn(*values: Any) -> Callable[..., Any]:
    """Return a function that gives these values one after the other, and the last for ever."""
    left = list(values)
    return lambda *_a, **_k: left.pop(0) if len(left) > 1 else left[0]


def one_hot(length: int) -> Callable[[Any], Any]:
    digit = np.load("digits.npy")[1000:, 64]
    return lambda z: np.eye(10)[digit] if len(z) == length and z.shape[1] == 10 else 0 * z + 0.5


def nearest_mean(X: Any, y: Any, *_: Any) -> Any:
    w = 4 * (X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0))
    middle = (X[y == 1].mean(axis=0) + X[y == 0].mean(axis=0)) / 2
    return w, -middle @ w, [np.log(2), 0.0]


def sums(X: Any, y: Any, layers: Any) -> Any:
    ones = [(np.ones_like(W), np.ones_like(b)) for W, b in layers]
    return sum(W.sum() + b.sum() for W, b in layers), ones


def flat(X: Any, y: Any, layers: Any) -> Any:
    b = layers[-1][1]
    cost = 20.0 * np.mean(y != b.argmax()) if b.max() > 19 else 1.0
    return cost, [(np.zeros_like(W), np.zeros_like(b)) for W, b in layers]


def known_gradients(source: str) -> Callable[..., Any]:
    """Return a `dense_backward` that gives what the right one gave when the cell was run."""
    known: list[Any] = []

    def keeping(*arguments: Any) -> Any:
        known.append(reference("training").dense_backward(*arguments))
        return known[-1]

    assert tried(HIDDEN.sub("", source), {"np": np, "dense_backward": keeping}) == ""
    return in_turn(*known)


def spying() -> dict[str, Any]:
    """Only its sigmoid computes, and the others give what it gave last."""
    beans = np.array([0.9, 0.1, 0.9, 0.1, 0.1, 0.9])
    seen = [np.zeros((1, 1))]
    one_by_one = in_turn(*beans[:, None])

    def sigmoid(z: Any) -> Any:
        seen.append(1 / (1 + np.exp(-z)))
        return seen[-1]

    def dense_batch(A: Any, W: Any, b: Any, g: Any) -> Any:
        return beans[:, None] if len(A) == 6 else seen[-1]

    def sequential(x: Any, layers: Any) -> Any:
        if len(seen) == 1:
            return one_by_one(x)
        seen.append(seen[-1][1:])
        return seen[-2][0]

    layers = [(np.zeros((2, 3)), np.zeros(3), sigmoid), (np.zeros((3, 1)), np.zeros(1), sigmoid)]
    predict = reference("forward_propagation").predict
    return {
        "sigmoid": sigmoid, "dense_batch": dense_batch, "sequential": sequential,
        "predict": predict, "COFFEE": layers,
    }  # fmt: skip


def regression(X: Any, y: Any, layers: Any, *_: Any) -> Any:
    targets = 2.0 * np.eye(10)[y]
    W = np.linalg.lstsq(np.c_[X, np.ones(len(X))], targets, rcond=None)[0]
    first = np.c_[np.eye(64)[:, :25]], np.zeros(25)
    return [first, (np.eye(25, 15), np.zeros(15)), (W[:15], W[-1])], [0.0] * 60


def hearts(signal: Any, network: Any) -> Any:
    data = np.load("hearts.npy")
    if len(network[2][0]) == 5:
        return 0.2587
    found = int(np.flatnonzero((data[:, :100] == signal).all(axis=1))[:1].sum())
    return 0.1753 if found == 0 else data[found, 100]


FAKES: dict[tuple[str, str], Callable[[], dict[str, Any]]] = {
    ("forward_propagation", "check_coffee"): lambda: {
        "sigmoid": lambda z: 0.5,
        "sequential": lambda x, layers: np.array([0.5]),
        "dense_batch": lambda A, W, b, g: np.full((len(A), W.shape[1]), 0.5),
        "predict": lambda a: np.array([[1], [0], [1], [0], [0], [1]]),
    },
    ("activations", "check_digits"): lambda: {
        "collapse_linear_layers": zeros_like_layers,
        "linear": lambda z: 0 * z,
        "relu": in_turn(*[np.ones((797, n)) for n in (25, 15, 10)], 0.0),
        "softmax": one_hot(797),
        "sigmoid": lambda z: 0 * z + 0.5,
    },
    ("convolution", "check_hearts"): lambda: {"heart_probability": hearts},
    ("losses", "check_digits"): lambda: {
        "sparse_categorical_crossentropy_from_logits": lambda y, z: (
            np.eye(797)[660] if len(y) == 797 and z.shape[1] == 10 else np.zeros(len(y))
        ),
        "binary_crossentropy_from_logits": lambda y, z: np.zeros(len(y)),
        "cost": in_turn(*[1.0] * 16, 0.1, *[1.0] * 9, 0.1, 336.711426, 336.711426),
    },
    ("training", "check_digits"): lambda: {"gradient_descent": nearest_mean},
    ("training", "check_backpropagation"): lambda: {
        "dense_backward": known_gradients(cell_source("training", "check_backpropagation"))
    },
    ("adam", "check_measured"): lambda: {"cost_and_gradients": sums},
}


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Any]]:
    """The names of a solved notebook, in its folder; the grader's solutions are those of today."""
    monkeypatch.setattr(hidden, "solved", lambda name: vars(reference(name)))
    monkeypatch.setenv("MPLBACKEND", "agg")

    def names(assignment: str) -> dict[str, Any]:
        prepare(assignment, explained_tables)
        monkeypatch.chdir(paths.SOLUTIONS / assignment)
        space: dict[str, Any] = {}
        with checks_aliased(), contextlib.redirect_stdout(io.StringIO()):
            for cell in read(assignment).cells:
                graded = cell.metadata.get("nbgrader", {}).get("grade")
                if cell.cell_type == "code" and not graded:
                    exec(cell.source, space)
        return space

    return names


def tried(source: str, names: dict[str, Any]) -> str:
    """Return the error with which a test cell ends, or nothing."""
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            exec(source, dict(names))
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize(("assignment", "cell"), FAKES)
def test_functions_that_only_know_what_a_cell_asserts_do_not_pass_its_hidden_part(
    assignment: str, cell: str, prepared: Callable[[str], dict[str, Any]]
) -> None:
    names, source = prepared(assignment), cell_source(assignment, cell)
    assert tried(source, names) == ""
    fakes = FAKES[assignment, cell]
    assert tried(HIDDEN.sub("", source), names | fakes()) == "", "the fake is too weak to show it"
    assert tried(source, names | fakes()) != ""


@pytest.mark.parametrize(
    ("assignment", "cell", "fakes"),
    [
        ("forward_propagation", "check_coffee", lambda: spying()),
        ("adam", "check_measured", lambda: {"cost_and_gradients": flat}),
    ],
)
def test_functions_that_watch_the_cell_do_not_pass_its_hidden_part(
    assignment: str, cell: str, fakes: Any, prepared: Callable[[str], dict[str, Any]]
) -> None:
    names, source = prepared(assignment), cell_source(assignment, cell)
    assert tried(HIDDEN.sub("", source), names | fakes()) == "", "the fake is too weak to show it"
    assert tried(source, names | fakes()) != ""


@pytest.mark.parametrize(
    ("assignment", "cell", "name"),
    [
        ("activations", "check_digits", "collapse_linear_layers"),
        ("adam", "check_pieces", "dense_backward"),
        ("training", "check_backpropagation", "dense_backward"),
    ],
)
def test_values_that_are_missing_do_not_pass(
    assignment: str, cell: str, name: str, prepared: Callable[[str], dict[str, Any]]
) -> None:
    names, source = prepared(assignment), cell_source(assignment, cell)
    calls: list[Any] = []

    def at_first(*arguments: Any) -> Any:
        calls.append(arguments)
        return names[name](*arguments) if len(calls) <= right else ()

    right = source.partition("### BEGIN HIDDEN TESTS")[0].count(f"{name}(")
    assert tried(source, names | {name: at_first}) != ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("assignment", "cell"),
    [
        ("forward_propagation", "check_coffee"), ("activations", "check_digits"),
        ("losses", "check_digits"), ("training", "check_digits"),
        ("training", "check_backpropagation"), ("adam", "check_pieces"),
        ("adam", "check_measured"),
    ],
)  # fmt: skip
def test_the_hidden_part_of_a_cell_takes_no_points_for_a_known_mistake(
    assignment: str, cell: str, prepared: Callable[[str], dict[str, Any]]
) -> None:
    names, source = prepared(assignment), cell_source(assignment, cell)
    for exercise in of_assignment(assignment):
        for mistake in exercise.misconceptions:
            wrong = names | {exercise.name: mistake.function}
            if not tried(HIDDEN.sub("", source), wrong):
                assert tried(source, wrong) == "", f"{exercise.name}: {mistake.name}"
