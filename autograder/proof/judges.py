"""Judges for the proof: what an implementation earns on the visible cases and on fresh ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from ..checks.models import Blueprint
from ..checks.table import Table
from ..exercises import AnyExercise
from ..reports.cell_report import ExerciseReport
from ..scoring.functions import judge
from ..tables.make import make_table

Judge = Callable[[Callable[..., Any]], ExerciseReport]


def exercise_judges(exercise: AnyExercise, seeds: Iterable[int]) -> list[Judge]:
    """Return functions that judge an implementation out of 1: on visible cases, then on fresh."""
    return [partial(judge, _table(exercise, seed), available=1) for seed in (None, *seeds)]


def fresh_judge(exercise: AnyExercise, seed: int) -> Judge:
    """Return a function that judges an implementation out of 1, on fresh cases."""
    return partial(judge, _table(exercise, seed), available=1)


_tables: dict[tuple[str, str, int | None], tuple[AnyExercise, Table | Blueprint]] = {}


def _table(exercise: AnyExercise, seed: int | None) -> Table | Blueprint:
    """Return the table on fresh cases, or on the visible ones; Keras computes each once."""
    key = exercise.assignment, exercise.name, seed
    if key not in _tables or _tables[key][0] is not exercise:
        if seed is None:
            cases: list[Any] = exercise.visible_cases()
        else:
            cases = exercise.fresh_cases(np.random.default_rng(seed))
        _tables[key] = exercise, make_table(exercise, cases)
    return _tables[key][1]
