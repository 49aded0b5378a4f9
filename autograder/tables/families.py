"""What a family's mistakes give together, made by machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..checks.run import run
from ..checks.signature import Signature
from ..checks.table import Combination, Table
from ..course.errors import Fault
from ..specification.exercise import Exercise
from ..specification.families import Family


def made_together(exercise: Exercise, table: Table) -> Iterator[Combination]:
    """Yield each combination of mistakes that gives something of its own.

    One that gives what a single mistake gives, or nothing but errors, or nothing wrong, says no
    more than the single mistake does.
    """
    known: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    known |= {((), _bare(signatures)) for _, signatures in _single(table)}
    for family in exercise.families:
        for names, function in family.together():
            signatures = signatures_of(table, function)
            bare = _bare(signatures)
            if _says_something(signatures) and known.isdisjoint({((), bare), (names, bare)}):
                known.add((names, bare))
                yield Combination(names, signatures)


def faults_of(family: Family, table: Table) -> Iterator[Fault]:
    """Yield what is wrong with a family: a switch that does not make the mistake that it names."""
    known = dict(_single(table))
    if any(cell != "right" for cell in _bare(signatures_of(table, family.function))):
        yield Fault.at(
            family.function,
            "with all switches as they are by default, the function is not right",
            "give each switch the right value by default",
        )
    for name, function in family.alone():
        if name not in known:
            yield Fault.at(
                family.function,
                f"a switch names {name!r}, which is no mistake of {table.name}",
                "write that mistake, or name one that is there",
            )
        elif _bare(signatures_of(table, function)) != _bare(known[name]):
            case = _first_difference(table, signatures_of(table, function), known[name])
            yield Fault.at(
                family.function,
                f"the switch does not do what the mistake {name!r} does; see the case {case!r}",
                "let the function with this switch do the same as the mistake",
            )


def signatures_of(table: Table, function: Callable[..., Any]) -> tuple[Signature, ...]:
    """Return what `function` does on the cases of `table`."""
    return table.signatures(run(function, table.cases))


def _single(table: Table) -> list[tuple[str, tuple[Signature, ...]]]:
    return [(one.name, table.signatures(one.outcomes)) for one in table.misconceptions]


def _bare(signatures: tuple[Signature, ...]) -> tuple[str, ...]:
    """Return signatures as text, to as many digits as any way to compute them agrees on."""
    return tuple(
        f"{cell.structure} {cell.probe:.6f}" if cell.probe else cell.structure
        for signature in signatures
        for cell in signature.cells
    )


def _says_something(signatures: tuple[Signature, ...]) -> bool:
    cells = [cell for signature in signatures for cell in signature.cells]
    return any(cell.structure != "right" and cell.probe for cell in cells)


def _first_difference(
    table: Table, one: tuple[Signature, ...], other: tuple[Signature, ...]
) -> str:
    trios = zip(table.cases, one, other)
    return next((case.label for case, a, b in trios if _bare((a,)) != _bare((b,))), "")
