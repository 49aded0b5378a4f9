"""The hidden test of an exercise: fresh inputs, partial credit by aspect."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from types import SimpleNamespace
from typing import Any

from ..checks.models import Blueprint, inspect
from ..checks.remote import RemoteFunction
from ..checks.run import run
from ..checks.table import Table
from ..reports.cell_report import HIDDEN_TEST, ExerciseReport
from ..reports.collecting import record
from ..runtime.substitute import before, substitute_references
from ..tables import hidden
from .course_fault import course_at_fault
from .exercise_reports import Trial, report_of_model, report_of_trial
from .report_text import text_of


def grade(assignment: str, name: str, function: Callable[..., Any]) -> float:
    """Try `function` on inputs that only the grader knows and return the points it earns.

    Every aspect of the exercise (values, shapes and types, numerical stability, agreement with
    Keras) is worth the same share of the cell's points, and is earned when all its cases are right.
    Where `function` calls functions that stand before it in its notebook it gets right ones, so
    that a mistake costs once. Prints a line for each aspect; the inputs are never shown.
    """
    with course_at_fault():
        available = hidden.points(assignment, f"grade_{name}")
        table = hidden.table(assignment, name)
    if isinstance(table, Blueprint):
        with _ground(assignment, name, function):
            report = _judge_model(table, function, available)
    else:
        trial = fresh_trial(assignment, table, function)
        report = report_of_trial(HIDDEN_TEST, table, trial, available)
    record(report)
    print(text_of(report))
    return report.earned


def _ground(
    assignment: str, name: str, function: Callable[..., Any]
) -> AbstractContextManager[None]:
    """Let `function` call right functions in place of those that stand before it."""
    with course_at_fault():
        references = before(name, hidden.right_functions(assignment))
    return substitute_references(function, references)


def fresh_trial(assignment: str, table: Table, function: Callable[..., Any]) -> Trial:
    """Try `function` on the cases of `table`, its hidden test.

    The visible check and the hidden test both ask. A function in another process is tried once,
    until its notebook goes on.
    """
    known = function.known_to_grader if isinstance(function, RemoteFunction) else {}
    if table.name not in known:
        with _ground(assignment, table.name, function):
            known[table.name] = _try_out(table, function)
    trial: Trial = known[table.name]
    return trial


def _try_out(table: Table, function: Callable[..., Any]) -> Trial:
    outcomes = run(function, table.cases)
    with course_at_fault():
        return Trial(outcomes, table.faults(outcomes))


def solution(assignment: str) -> SimpleNamespace:
    """Return the solved functions of an assignment, for the hidden part of a test cell."""
    return SimpleNamespace(**hidden.solved(assignment))


def judge(
    table: Table | Blueprint, function: Callable[..., Any], available: float
) -> ExerciseReport:
    """Judge `function` by the cases of `table`, or by a blueprint if it builds a model."""
    if isinstance(table, Blueprint):
        return _judge_model(table, function, available)
    return report_of_trial(HIDDEN_TEST, table, _try_out(table, function), available)


def _judge_model(
    blueprint: Blueprint, function: Callable[..., Any], available: float
) -> ExerciseReport:
    return report_of_model(HIDDEN_TEST, blueprint, inspect(function, blueprint), available)
