"""What mistakes give together, made by machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..assignments.source import solution_of
from ..checks.run import run
from ..checks.signature import RIGHT, Signature, agree
from ..checks.table import Combination, Table
from ..course.errors import Fault
from ..specification.exercise import Exercise
from ..specification.families import OtherWay

Function = Callable[..., Any]
Signatures = dict[str, tuple[Signature, ...]]


def made_together(exercise: Exercise, table: Table) -> Iterator[Combination]:
    """Yield each combination of mistakes that gives something of its own.

    One that gives what a single mistake gives, or nothing but errors, or nothing wrong, says no
    more than the single mistake does.
    """
    order = {one.name: place for place, one in enumerate(table.misconceptions)}
    known: set[tuple[tuple[str, ...], tuple[str, ...]]] = set()
    known |= {((), _bare(signatures)) for signatures in _single(table).values()}
    for names, function in _at_once(exercise):
        ordered = tuple(sorted(names, key=lambda name: order[name]))
        signatures = _signatures_of(table, function)
        bare = _bare(signatures)
        if _says_something(signatures) and known.isdisjoint({((), bare), (ordered, bare)}):
            known.add((ordered, bare))
            yield Combination(ordered, signatures)


def _at_once(exercise: Exercise) -> Iterator[tuple[tuple[str, ...], Function]]:
    """Yield the names of mistakes, and a function that makes them all."""
    for way in exercise.other_ways:
        yield way.names, way.function
    for family in exercise.families:
        yield from family.together()
    for modifier in exercise.modifiers:
        for right in (solution_of(exercise), *exercise.conventions):
            yield (modifier.name,), modifier.applied_to(right)
        for other in exercise.misconceptions:
            if other.name not in (modifier.name, *modifier.apart):
                yield (other.name, modifier.name), modifier.applied_to(other.function)


def faults_of_families(exercise: Exercise, table: Table) -> Iterator[Fault]:
    """Yield each family or modifier that does not make the mistake that it names."""
    known = _single(table)
    for way in exercise.other_ways:
        yield from _faults_of_way(way, table, known)
    for family in exercise.families:
        if any(table.faults(run(family.function, table.cases))):
            yield Fault.at(
                family.function,
                "with all switches as they are by default, the function is not right",
                "give each switch the right value by default",
            )
    for where, name, functions in _alone(exercise):
        if name not in known:
            yield Fault.at(
                where,
                f"it names {name!r}, which is no mistake of {table.name}",
                "write that mistake, or name one that is there",
            )
            continue
        ways = [
            _first_difference(table, _signatures_of(table, one), known[name]) for one in functions
        ]
        if all(ways):
            yield Fault.at(
                where,
                f"it does not do what the mistake {name!r} does; see the case {ways[0]!r}",
                "let it do the same as the mistake",
            )


def _faults_of_way(way: OtherWay, table: Table, known: Signatures) -> Iterator[Fault]:
    if unknown := [name for name in way.names if name not in known]:
        yield Fault.at(
            way.function,
            f"it names {unknown[0]!r}, which is no mistake of {table.name}",
            "write that mistake, or name one that is there",
        )
    if not any(table.faults(run(way.function, table.cases))):
        yield Fault.at(
            way.function,
            f"it is right on all cases of {table.name}",
            "add a case in which it is wrong, or list it among the correct variants",
        )


def _alone(exercise: Exercise) -> Iterator[tuple[Function, str, list[Function]]]:
    """Yield each way to make one mistake by machine: where it is, the name, and the function.

    There is one function for each allowed convention.
    """
    for family in exercise.families:
        for name, function in family.alone():
            yield family.function, name, [function]
    right = [solution_of(exercise), *exercise.conventions] if exercise.modifiers else []
    for modifier in exercise.modifiers:
        yield modifier.function, modifier.name, [modifier.applied_to(one) for one in right]


def _signatures_of(table: Table, function: Function) -> tuple[Signature, ...]:
    return tuple(table.signatures(run(function, table.cases)))


def _single(table: Table) -> Signatures:
    return {one.name: tuple(table.signatures(one.outcomes)) for one in table.misconceptions}


def _bare(signatures: tuple[Signature, ...]) -> tuple[str, ...]:
    """Return signatures as text, to as many digits as any way to compute them agrees on."""
    return tuple(
        f"{cell.structure} {cell.probe:.5g}" if cell.probe else cell.structure
        for signature in signatures
        for cell in signature.cells
    )


def _says_something(signatures: tuple[Signature, ...]) -> bool:
    cells = [cell for signature in signatures for cell in signature.cells]
    return any(cell.structure != RIGHT and cell.probe for cell in cells)


def _first_difference(
    table: Table, one: tuple[Signature, ...], other: tuple[Signature, ...]
) -> str:
    """Return the label of the first case in which two mistakes give something else, or ""."""
    trios = zip(table.cases, one, other)
    return next((case.label for case, a, b in trios if not agree(a, b)), "")
