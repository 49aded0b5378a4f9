"""What judges an implementation of an exercise as grading does: out of 1, on one table of cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from ..exercises import AnyExercise
from ..scoring.functions import Judgement, judge
from ..tables.make import make_table

Judge = Callable[[Callable[..., Any]], Judgement]


def exercise_judges(exercise: AnyExercise, seeds: Iterable[int]) -> list[Judge]:
    """Return functions that judge an implementation out of 1: on visible cases, then on fresh."""
    drawn = [exercise.fresh_cases(np.random.default_rng(seed)) for seed in seeds]
    tables = [make_table(exercise, cases) for cases in (exercise.visible_cases(), *drawn)]
    return [partial(judge, table, available=1) for table in tables]
