"""How good the names are for code that the specifications do not hold.

Each known mistake is left out of its table, changed by machine, and made together with another one.
What is then said is true if it explains every result, or names a mistake that is in the code, or a
size that gives every wrong number, or was read by hand (`reviewed`); else it is *false*. Right ways
are changed into variants that do the same, and must keep all their points.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

import numpy as np

from ..checks.run import Case, Outcome, run
from ..checks.signature import Signature
from ..checks.table import Table
from ..exercises import Exercise
from ..tables.visible import stored_table
from .mutants import changes, function_in
from .reviewed import REVIEWED
from .time_limit import TooSlow, limited

MUTANTS_PER_MISTAKE = 3
SECONDS = 20

Function = Callable[..., Any]


@dataclass
class Tally:
    """How many functions of one kind were named and not, and each false name."""

    exercise: str
    named: int = 0
    unnamed: int = 0
    false: list[str] = field(default_factory=list)

    def count(self, names: Sequence[str], true: bool, what: str) -> None:
        """Count what was said of one function."""
        said = f"{what}: named {', '.join(names)}"
        if names and not true and f"{self.exercise}: {said}" not in REVIEWED:
            self.false.append(said)
        elif names:
            self.named += 1
        else:
            self.unnamed += 1

    def summary(self) -> str:
        """Return the counts as `20: 12 named, 7 not, 1 falsely`."""
        total = self.named + self.unnamed + len(self.false)
        falsely = f", {len(self.false)} falsely" if self.false else ""
        return f"{total}: {self.named} named, {self.unnamed} not{falsely}"


@dataclass
class Beyond:
    """What became of functions that no specification holds."""

    left_out: Tally
    changed: Tally
    together: Tally
    variants: int = 0
    lost: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Each false name, and each harmless change of a correct variant that lost points."""
        return [*self.left_out.false, *self.changed.false, *self.together.false, *self.lost]

    def cells(self) -> list[str]:
        """Return the cells of this row of the proof's table."""
        kept = f"{self.variants - len(self.lost)} of {self.variants}"
        return [t.summary() for t in (self.left_out, self.changed, self.together)] + [kept]


def go_beyond(exercise: Exercise, every: int = 1) -> Beyond:
    """Try what is not in the table of `exercise`, on its visible cases.

    With `every` = k only each k-th function is tried, always the same ones.
    """
    table = stored_table(exercise)
    cases = list(table.cases)
    result = Beyond(Tally(exercise.name), Tally(exercise.name), Tally(exercise.name))
    for mistake in exercise.misconceptions[::every]:
        without = _without(table, mistake.name)
        outcomes = run(mistake.function, cases)
        _count(result.left_out, without, outcomes, "", f"{mistake.name}, left out")
        for statement, mutant in _mutants(mistake.function, mistake.source):
            if (changed := _outcomes(mutant, cases)) and any(table.faults(changed)):
                what = f"{mistake.name}, changed to `{statement}`"
                _count(result.changed, table, changed, mistake.name, what)
    alone = replace(table, combinations=())
    for pair in [one for one in table.combinations if len(one.names) > 1][::every]:
        found = _names(alone, pair.outcomes)
        true = set(found) <= set(pair.names) or _explains_all(alone, pair.outcomes, found)
        result.together.count(found, true, " and ".join(pair.names))
    for name, right in list(exercise.correct.items())[::every]:
        for how, variant in _variants(right):
            result.variants += 1
            if fault := next(filter(None, table.faults(run(variant, cases))), ""):
                result.lost.append(f"{name}, {how}: {fault}")
    return result


def _without(table: Table, name: str) -> Table:
    """Return the table as if nobody had thought of this mistake."""
    return replace(
        table,
        misconceptions=tuple(one for one in table.misconceptions if one.name != name),
        combinations=tuple(one for one in table.combinations if name not in one.names),
    )


def _count(tally: Tally, table: Table, outcomes: list[Outcome], known: str, what: str) -> None:
    names = table.recognise(outcomes).names
    true = {known, *(size.name for size in table.sizes)}.issuperset(names)
    signatures = table.signatures(outcomes)
    tally.count(names, true or _explains_all(table, signatures, names), what)


def _names(table: Table, signatures: tuple[Signature, ...]) -> tuple[str, ...]:
    found: tuple[str, ...] = table.evidence.in_part(table.evidence.compare(signatures)).names
    return found


def _explains_all(table: Table, signatures: tuple[Signature, ...], names: Sequence[str]) -> bool:
    """Return whether the mistakes of these names give every wrong cell, and nothing else wrong."""
    seen = table.evidence.compare(signatures)
    rows = [
        row
        for row, one in enumerate(table.evidence.hypotheses)
        if set(one.names) <= set(names) and not seen.contradicted[row]
    ]
    return bool(rows) and bool((seen.same[rows].any(axis=0) | ~seen.wrong).all())


def _outcomes(function: Function, cases: list[Case]) -> list[Outcome]:
    """Return what a mutant gives, or nothing if it takes too long."""
    try:
        with limited(SECONDS):
            return run(function, cases)
    except TooSlow:
        return []


def _mutants(function: Function, source: str) -> Iterator[tuple[str, Function]]:
    """Yield some mutants of a known mistake, evenly spread over its code."""
    name = function.__name__
    count = len(list(changes(function_in(ast.parse(source), name))))
    step = max(1, count // MUTANTS_PER_MISTAKE)
    for number in islice(range(0, count, step), MUTANTS_PER_MISTAKE):
        tree = ast.parse(source)
        statement, change = list(changes(function_in(tree, name)))[number]
        change()
        namespace = dict(function.__globals__)
        exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), namespace)
        yield ast.unparse(statement).splitlines()[0], namespace[name]


def _variants(function: Function) -> Iterator[tuple[str, Function]]:
    """Yield functions that do what a right one does in another way."""

    def each(change: Callable[[Any], Any]) -> Function:
        def variant(*arguments: Any, **keywords: Any) -> Any:
            return function(*map(change, arguments), **keywords)

        return variant

    yield "with copies of its arguments", each(_copied)
    yield "with columns next to each other in memory", each(_by_columns)
    yield "with every second number of a larger array", each(_strided)


def _copied(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray) else value


def _by_columns(value: Any) -> Any:
    return np.asfortranarray(value) if isinstance(value, np.ndarray) and value.ndim > 1 else value


def _strided(value: Any) -> Any:
    if not isinstance(value, np.ndarray) or not value.ndim:
        return value
    return np.repeat(value, 2, axis=0)[::2]
