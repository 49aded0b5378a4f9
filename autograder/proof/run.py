"""`autograder proof`: misconceptions lose points and are named, correct variants earn all points.

With mutations, the solutions are changed by machine as well: a mutant that earns all points must be
explained as equivalent to the solution.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Column
from rich.table import Table as Grid

from ..course.errors import CourseError
from ..exercises import AnyExercise, Exercise
from .beyond import go_beyond
from .known import prove
from .mutants import mutate


def run_proof(exercises: Sequence[AnyExercise], mutations: bool = False) -> int:
    """Print the table for these exercises; return 1 if anything is not as it should be."""
    if not exercises:
        return 0
    console = Console()
    grid = Grid(Column("exercise", overflow="fold"), "mistakes caught", "named", "variants passed")
    if mutations:
        grid.add_column("mutants", no_wrap=True)
    wild = Grid(Column("exercise", overflow="fold"), "left out", "changed", "together", "variants")
    faults = []
    for exercise in exercises:
        name = f"{exercise.assignment}/{exercise.name}"
        console.print(f"[dim]{name}[/dim]")
        try:
            cells, own = _row(exercise, mutations)
            if isinstance(exercise, Exercise):
                beyond = go_beyond(exercise)
                wild.add_row(name, *beyond.cells())
                own += beyond.faults
        except CourseError as error:
            cells, own = [], [str(error)]
        grid.add_row(name, *cells)
        faults += [(name, fault) for fault in own]
    console.print(grid)
    if wild.row_count:
        console.print("Code that the specifications do not hold: each mistake left out in turn,")
        console.print(
            "changed by machine, two at once; harmless changes of correct variants that earn all."
        )
        console.print(wild)
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
    return [*cells, result.summary()], proof.faults + result.unexplained
