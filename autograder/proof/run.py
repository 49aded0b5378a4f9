"""The proof of the checks: every known mistake loses marks and is named, every right way earns all.

With mutations, small changes are made to the solutions by machine: a change that loses no marks
must be one that changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Grid

from ..assignments.source import solution_of
from ..course.errors import CourseError
from ..exercises import AnyExercise, Exercise, ModelExercise
from ..scoring.report_text import text_of
from ..specification.signatures import mismatch
from .judges import exercise_judges
from .mutants import mutate

# A model is trained each time that it is judged, which takes a second or two.
SEEDS = {Exercise: (0, 1, 2), ModelExercise: (0,)}


@dataclass
class Proof:
    """What was tried on one exercise, and each thing that is not as it should be."""

    exercise: AnyExercise
    mistakes: int = 0
    caught: int = 0
    named: int = 0
    ways: int = 0
    passed: int = 0
    faults: list[str] = field(default_factory=list)


def prove(exercise: AnyExercise, seeds: Iterable[int] | None = None) -> Proof:
    """Try every known mistake and every right way, on the visible cases and on fresh ones.

    A mistake counts as caught if it loses marks for every seed, as named if it is recognised as
    itself on the visible cases and for every seed; one that no case can call counts as neither. A
    right way counts as passed if it loses none.
    """
    proof = Proof(exercise, mistakes=len(exercise.misconceptions), ways=len(exercise.correct) + 1)
    judges = exercise_judges(exercise, SEEDS[type(exercise)] if seeds is None else seeds)
    cases = exercise.visible_cases()
    for misconception in exercise.misconceptions:
        if never_called := mismatch(misconception.function, cases):
            proof.faults.append(f"{misconception.name}: {never_called}")
            continue
        found = [judging(misconception.function) for judging in judges]
        proof.caught += all(judgement.earned < 1 for judgement in found[1:])
        proof.named += all(judgement.misconception == misconception.name for judgement in found)
        for judgement in found:
            if judgement.earned >= 1 and judgement is not found[0]:
                proof.faults.append(f"{misconception.name}: not caught")
            elif judgement.misconception != misconception.name:
                proof.faults.append(
                    f"{misconception.name}: named {judgement.misconception or 'nothing'}"
                )
    for name, function in {"the solution": solution_of(exercise), **exercise.correct}.items():
        found = [judging(function) for judging in judges]
        proof.passed += all(judgement.earned == 1 for judgement in found)
        proof.faults += [f"{name}: {text_of(j)}" for j in found if j.earned != 1]
    return proof


def run_proof(exercises: Sequence[AnyExercise], mutations: bool = False) -> int:
    """Print the table for these exercises; return 1 if anything is not as it should be."""
    console = Console()
    grid = Grid(
        Column("exercise", overflow="fold"), "mistakes caught", "named", "right ways passed"
    )
    if mutations:
        grid.add_column("mutants caught")
    faults = []
    for exercise in exercises:
        name = f"{exercise.assignment}/{exercise.name}"
        console.print(f"[dim]{name}[/dim]")
        try:
            cells, found = _row(exercise, mutations)
        except CourseError as error:
            cells, found = [], [str(error)]
        grid.add_row(name, *cells)
        faults += [(name, fault) for fault in found]
    console.print(grid)
    for name, fault in faults:
        console.print(f"[red]{name}[/red]: {escape(fault)}", soft_wrap=True)
    return 1 if faults else 0


def _row(exercise: AnyExercise, mutations: bool) -> tuple[list[str], list[str]]:
    """Return the row of an exercise behind its name, and its faults."""
    proof = prove(exercise)
    cells = [
        f"{proof.caught} of {proof.mistakes}",
        f"{proof.named} of {proof.mistakes}",
        f"{proof.passed} of {proof.ways}",
    ]
    if not mutations:
        return cells, proof.faults
    result = mutate(exercise)
    cells.append(f"{result.caught} of {result.tried}")
    return cells, proof.faults + result.unexplained
