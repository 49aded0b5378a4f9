"""What functions of strangers are told: code that people write, from nobody's specification."""

from functools import cache
from importlib import import_module
from typing import Any

import pytest

from autograder.exercises import all_exercises
from autograder.proof.judges import exercise_judges
from autograder.reports.cell_report import ExerciseReport
from autograder.specification.exercise import Exercise
from tests.exercises.strangers.corpus import Stranger

EXERCISES = {f"{e.assignment}/{e.name}": e for e in all_exercises()}
MODULES = sorted({name.partition("/")[0] for name in EXERCISES})
STRANGERS: list[Stranger] = [
    stranger
    for module in MODULES
    for stranger in import_module(f"tests.exercises.strangers.{module}").corpus.functions
]
WROTE_FOR = list(dict.fromkeys(stranger.exercise for stranger in STRANGERS))
LEAST_NAMED = 0.9


def each() -> pytest.MarkDecorator:
    """Run a test for each exercise, in the process that has its tables from the proof's tests."""
    cases: list[Any] = []
    for name in WROTE_FOR:
        group = name if isinstance(EXERCISES[name], Exercise) else "models"
        cases.append(pytest.param(name, marks=pytest.mark.xdist_group(group)))
    return pytest.mark.parametrize("name", cases)


@cache
def judgements(name: str) -> list[tuple[Stranger, list[ExerciseReport]]]:
    judges = exercise_judges(EXERCISES[name], [0])
    mine = [stranger for stranger in STRANGERS if stranger.exercise == name]
    return [(stranger, [judge(stranger.function) for judge in judges]) for stranger in mine]


@each()
def test_a_right_function_keeps_all_points_however_unusual(name: str) -> None:
    lost = [
        s.what for s, reports in judgements(name) if not s.wrong for r in reports if r.earned < 1
    ]
    assert lost == []


@each()
def test_a_wrong_function_loses_points_and_is_told_nothing_false(name: str) -> None:
    for stranger, (shown, hidden) in judgements(name):
        if stranger.wrong:
            assert hidden.earned < 1, stranger.what
            said = {one.name for report in (shown, hidden) for one in report.misconceptions}
            assert said <= set(stranger.names), stranger.what


@each()
def test_a_mistake_that_was_named_once_is_still_named(name: str) -> None:
    for stranger, (_, hidden) in judgements(name):
        named = {one.name for one in hidden.misconceptions}
        assert bool(named) == bool(stranger.names), stranger.what


def test_nine_in_ten_wrong_functions_are_expected_to_be_named() -> None:
    wrong = [stranger for stranger in STRANGERS if stranger.wrong]
    assert sum(bool(stranger.names) for stranger in wrong) >= LEAST_NAMED * len(wrong)
