"""The hidden test of an exercise: fresh inputs, partial credit by aspect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from ..checks.models import MODEL_ASPECTS, Blueprint, inspect, model_advice, recognise
from ..checks.remote import RemoteFunction
from ..checks.report import Row, advice
from ..checks.run import ASPECTS, Outcome, run
from ..checks.table import Table
from ..runtime.substitute import before, substitute_references
from ..tables import hidden
from .course_fault import course_at_fault


@dataclass(frozen=True)
class AspectResult:
    """What one aspect earns of its share of the points, and why."""

    aspect: str
    right: bool
    share: float
    explanation: str

    @property
    def earned(self) -> float:
        """The share, or nothing."""
        return self.share if self.right else 0


@dataclass(frozen=True)
class Judgement:
    """What a function earns, aspect by aspect, and the advice that goes with it."""

    name: str
    available: float
    aspects: tuple[AspectResult, ...]
    mistakes: tuple[str, ...]  # the names of the known mistakes that `advice` explains
    advice: tuple[Row, ...]

    @property
    def earned(self) -> float:
        """The points earned."""
        share = self.available / len(self.aspects)
        return round(share * sum(one.right for one in self.aspects), 6)

    @property
    def mistake(self) -> str:
        """The name of the known mistake if it is one, or an empty string."""
        return self.mistakes[0] if self.mistakes else ""

    @property
    def report(self) -> str:
        """The text that the student reads."""
        rows = [f"{self.name}: {self.earned:g} of {self.available:g} points"]
        for one in self.aspects:
            points = f"{one.earned:g} of {one.share:g}"
            rows.append(f"  {one.aspect:<22}{points}  {one.explanation}")
        return "\n".join([*rows, *map(str, self.advice)])


@dataclass(frozen=True)
class Trial:
    """What a function did on the cases of a table, and what is wrong with it, or "", for each."""

    outcomes: list[Outcome]
    faults: list[str]


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
            judgement = _judge_model(table, function, available)
    else:
        judgement = _judge_trial(table, fresh_trial(assignment, table, function), available)
    print(judgement.report)
    return judgement.earned


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


def judge(table: Table | Blueprint, function: Callable[..., Any], available: float) -> Judgement:
    """Judge `function` by the cases of `table`, or by a blueprint if it builds a model."""
    if isinstance(table, Blueprint):
        return _judge_model(table, function, available)
    return _judge_trial(table, _try_out(table, function), available)


def _judge_trial(table: Table, trial: Trial, available: float) -> Judgement:
    outcomes, faults = trial.outcomes, trial.faults
    found = {}
    for aspect in ASPECTS:
        mine = [(case, text) for case, text in zip(table.cases, faults) if case.aspect == aspect]
        wrong = [(case, text) for case, text in mine if text]
        if mine:
            found[aspect] = (not wrong, _summary(mine, wrong))
    with course_at_fault():
        mistake = table.recognise(outcomes) if any(faults) else None
    raised = next((outcome for outcome in outcomes if outcome.raised), None)
    rows = advice(mistake, raised)
    return _judgement(table.name, found, available, [mistake] if mistake else [], rows)


def _judge_model(blueprint: Blueprint, function: Callable[..., Any], available: float) -> Judgement:
    inspection = inspect(function, blueprint)
    found = {}
    for aspect in MODEL_ASPECTS:
        faults = inspection.faults[aspect]
        found[aspect] = (not faults, " ".join(faults) or "as asked for")
    mistakes = recognise(inspection.differences, blueprint.misconceptions)
    rows = model_advice(mistakes, inspection)
    return _judgement(blueprint.name, found, available, mistakes, rows)


def _judgement(
    name: str, found: dict[str, tuple[bool, str]], available: float, mistakes: Sequence[Any],
    advice: list[Row],
) -> Judgement:  # fmt: skip
    """Give every aspect that is right its share of the points."""
    share = available / len(found)
    aspects = [AspectResult(aspect, right, share, text) for aspect, (right, text) in found.items()]
    names = tuple(mistake.name for mistake in mistakes)
    return Judgement(name, available, tuple(aspects), names, tuple(advice))


def _summary(mine: list[Any], wrong: list[Any]) -> str:
    if not wrong:
        return f"all {len(mine)} right"
    case, text = wrong[0]
    return f"{len(wrong)} of {len(mine)} wrong. {case.label}: {text}"
