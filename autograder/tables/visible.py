"""The stored tables of the visible checks: written, and compared with live Keras.

They contain only values. `autograder build` adds the sentences to the copies beside the notebooks.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from ..checks.signature import RAISED
from ..checks.table import Table
from ..checks.table_text import unfolded
from ..course import paths
from ..course.errors import CourseError, Fault
from ..exercises import AnyExercise, Exercise
from ..exercises.registry import FOLDER
from .make import make_values, with_mistakes

# Kernels may round differently on another processor: what that explains, relative and absolute.
ROUNDING = (1e-12, 1e-14)
ROUNDING_FLOAT32 = (1e-5, 1e-6)
ROUNDING_OF_A_PROBE, ROUNDING_OF_A_PROBE_FLOAT32 = 1e-8, 1e-4  # absolute: see `checks.signature`
REMEDY = "run `autograder golden{}` and commit the result"


def path_of(exercise: AnyExercise) -> Path:
    """Return where the table of an exercise is stored."""
    return paths.GOLDEN / exercise.assignment / f"{exercise.name}.json"


def stored_table(exercise: Exercise) -> Table:
    """Return the stored table of an exercise, with today's cases and without sentences."""
    stored = Table.from_json(path_of(exercise).read_text("utf-8"))
    return replace(stored, cases=tuple(exercise.visible_cases()))


def write(exercises: Iterable[AnyExercise]) -> tuple[list[Path], list[str]]:
    """Recompute tables with Keras; return those that changed, and the faults of those not made.

    Tables that belong to no exercise are removed.
    """
    changed, faults = [], []
    for exercise in exercises:
        path = path_of(exercise)
        try:
            text = _fresh_text(exercise)
        except CourseError as error:
            faults.append(str(error))
            continue
        if not path.exists() or difference(path.read_text("utf-8"), text):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
            changed.append(path)
    for path in stray():
        path.unlink()
        changed.append(path)
    return changed, faults


def check(exercises: Iterable[AnyExercise]) -> list[str]:
    """Return a message for each table that is missing, stray or not what Keras computes."""
    faults = [_fault(path, "belongs to no exercise", "") for path in stray()]
    for exercise in exercises:
        path, name = path_of(exercise), f" {exercise.assignment}/{exercise.name}"
        try:
            if not path.exists():
                faults.append(_fault(path, "is missing", name))
            elif where := difference(path.read_text("utf-8"), _fresh_text(exercise)):
                faults.append(_fault(path, f"is stale: {where}", name))
        except CourseError as error:
            faults.append(str(error))
    return faults


def changed_without_keras(exercise: Exercise) -> str:
    """Return where a stored table is not what today's cases and mistakes give, or "".

    The right values are taken as they are stored: whether they are Keras's, `check` finds out.
    """
    stored = path_of(exercise).read_text("utf-8")
    cases = tuple(exercise.visible_cases())
    return difference(
        stored, with_mistakes(exercise, replace(Table.from_json(stored), cases=cases)).to_json()
    )


def stray() -> list[Path]:
    """Return the stored tables of which there is no specification."""
    tables = sorted(paths.GOLDEN.glob("*/*.json"))
    return [p for p in tables if not (FOLDER / p.parent.name / f"{p.stem}.py").is_file()]


def difference(stored: str, fresh: str) -> str:
    """Return where two tables differ by more than rounding, or an empty string."""
    one, other = (_by_case(unfolded(json.loads(text))) for text in (stored, fresh))
    cases = enumerate(other.get("cases", ()))
    single = {number for number, case in cases if _has_float32(case)}
    return _difference(one, other, (), single)


def _by_case(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a table with the cells of each case in a list, and probes as numbers."""

    def cells(mistake: dict[str, Any]) -> dict[str, Any]:
        count, row = len(data["returns"]), [_probe(cell) for cell in mistake["outcomes"]]
        return {**mistake, "outcomes": [row[i : i + count] for i in range(0, len(row), count)]}

    lists = [name for name in ("misconceptions", "combinations") if "cells" in data]
    kept = {key: value for key, value in data.items() if key != "cells"}
    return {**kept, **{name: list(map(cells, data[name])) for name in lists}}


def _probe(cell: Any) -> Any:
    structure, colon, probe = cell.partition(":") if isinstance(cell, str) else ("", "", "")
    return [structure, float(probe)] if colon and structure[:1] != RAISED else cell


def _fresh_text(exercise: AnyExercise) -> str:
    return make_values(exercise, exercise.visible_cases()).to_json()


def _difference(one: Any, other: Any, place: tuple[str | int, ...], single: set[int]) -> str:
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        pairs = [(one[key], other[key], key) for key in one]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(a, b, i) for i, (a, b) in enumerate(zip(one, other))]
    elif isinstance(one, float) and isinstance(other, float):
        relative, absolute = _rounding(place, single)
        near = math.isclose(one, other, rel_tol=relative, abs_tol=absolute)
        return "" if near else f"{_path(place)} is {one!r}, now {other!r}"
    else:
        return "" if one == other else f"{_path(place)} differs"
    return next(
        (where for a, b, p in pairs if (where := _difference(a, b, (*place, p), single))), ""
    )


def _rounding(place: tuple[str | int, ...], single: set[int]) -> tuple[float, float]:
    """Return the relative and the absolute difference that rounding explains at `place`."""
    if "outcomes" in place:
        return 0, ROUNDING_OF_A_PROBE_FLOAT32 if _is_single(place, single) else ROUNDING_OF_A_PROBE
    return ROUNDING_FLOAT32 if _is_single(place, single) else ROUNDING


def _is_single(place: tuple[str | int, ...], single: set[int]) -> bool:
    """Return whether what is at `place` was computed from a case with float32 numbers."""
    steps = pairwise(place)
    return any(key in ("expected", "outcomes") and number in single for key, number in steps)


def _has_float32(data: Any) -> bool:
    return '"dtype": "float32"' in json.dumps(data)


def _path(place: tuple[str | int, ...]) -> str:
    return "".join(f"/{step}" for step in place)


def _fault(path: Path, what: str, name: str) -> str:
    return str(Fault(path, 1, what, REMEDY.format(name)))
