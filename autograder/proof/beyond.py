"""How good the names are for code that the specifications do not hold.

Each known mistake is left out of its table, and changed by machine, and made together with others.
What is said then is *exact* if it explains every result, *right* if it names the mistake that was
changed, and else *false*. Right ways are changed into variants that do the same, which must keep
all their points.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..checks.run import Outcome, run
from ..checks.table import Table
from ..exercises import Exercise
from ..tables.make import make_table
from .mutants import changes, function_in

MUTANTS_PER_MISTAKE = 3
SEED = 0


@dataclass
class Beyond:
    """What became of code that is not in the table: counts, and each false name."""

    left_out: int = 0
    changed: int = 0
    together: int = 0
    named: int = 0
    unnamed: int = 0
    variants: int = 0
    kept: int = 0
    false: list[str] = field(default_factory=list)

    @property
    def tried(self) -> int:
        """The number of functions that lose points."""
        return self.left_out + self.changed + self.together


def go_beyond(exercise: Exercise) -> Beyond:
    """Try what is not in the table of `exercise`, on fresh cases."""
    cases = exercise.fresh_cases(np.random.default_rng(SEED))
    table = Table.from_json(make_table(exercise, cases).to_json())
    result = Beyond()
    for mistake in exercise.misconceptions:
        without = _without(table, mistake.name)
        result.left_out += 1
        _count(result, without, run(mistake.function, cases), "", f"{mistake.name}, left out")
        for statement, function in _mutants(mistake.function, mistake.source):
            outcomes = run(function, cases)
            if any(table.faults(outcomes)):
                result.changed += 1
                _count(result, table, outcomes, mistake.name, f"{mistake.name}: {statement}")
    for one in table.combinations:
        if len(one.names) > 1:
            result.together += 1
            _count_signatures(result, table, one)
    for name, function in exercise.correct.items():
        for variant in _variants(function):
            result.variants += 1
            kept = not any(table.faults(run(variant, cases)))
            result.kept += kept
            if not kept:
                result.false.append(f"a variant of {name} loses points")
    return result


def _without(table: Table, name: str) -> Table:
    return replace(
        table,
        misconceptions=tuple(one for one in table.misconceptions if one.name != name),
        combinations=tuple(one for one in table.combinations if name not in one.names),
    )


def _count(result: Beyond, table: Table, outcomes: list[Outcome], known: str, what: str) -> None:
    """Count what is said; a name that neither explains every result nor was there is false."""
    names = table.recognise(outcomes).names
    result.named += bool(names)
    result.unnamed += not names
    exact = table.evidence.in_all(table.evidence.compare(table.signatures(outcomes)))
    sizes = {size.name for size in table.sizes}
    if names and not exact and known not in names and not sizes.issuperset(names):
        result.false.append(f"{what}: named {', '.join(names)}")


def _count_signatures(result: Beyond, table: Table, one: Any) -> None:
    """Count what is said of mistakes at once while no table holds them together."""
    alone = replace(table, combinations=())
    found = alone.evidence.in_part(alone.evidence.compare(one.outcomes))
    result.named += bool(found.names)
    result.unnamed += not found.names
    if found.names and not set(found.names) & set(one.names):
        result.false.append(f"{' and '.join(one.names)}: named {', '.join(found.names)}")


def _mutants(function: Callable[..., Any], source: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Yield some mutants of a known mistake, evenly spread over its code.

    There are none of a `while` loop, which might never end.
    """
    if "while" in source:
        return
    count = len(list(changes(function_in(ast.parse(source), function.__name__))))
    for number in range(0, count, max(1, count // MUTANTS_PER_MISTAKE)):
        tree = ast.parse(source)
        statement, change = list(changes(function_in(tree, function.__name__)))[number]
        change()
        namespace = dict(function.__globals__)
        exec(compile(ast.fix_missing_locations(tree), "<mutant>", "exec"), namespace)
        yield ast.unparse(statement).splitlines()[0], namespace[function.__name__]


def _variants(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """Yield functions that do what a right one does in another way."""

    def with_copies(*args: Any, **keywords: Any) -> Any:
        return function(*(a.copy() if isinstance(a, np.ndarray) else a for a in args), **keywords)

    def in_order_of_columns(*args: Any, **keywords: Any) -> Any:
        return function(
            *(
                np.asfortranarray(a) if isinstance(a, np.ndarray) and a.ndim > 1 else a
                for a in args
            ),
            **keywords,
        )

    yield with_copies
    yield in_order_of_columns
