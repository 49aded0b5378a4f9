"""Call a function on each case and keep everything that can be seen of it."""

from __future__ import annotations

import linecache
import os
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from .encode import plain
from .remote import RemoteFunction

VALUES = "values"
SHAPES = "shapes and types"
STABILITY = "numerical stability"
KERAS = "agreement with Keras"
ASPECTS = (VALUES, SHAPES, STABILITY, KERAS)
MAX_LINE_LENGTH = 200

_HERE = Path(__file__).parent
# Frames from here are no lines of a student: these checks, the grader, and Python itself.
_NOT_THE_STUDENTS = (
    str(_HERE),
    *(
        (str(_HERE.parent / name) for name in ("sandbox", "grading", "runtime", "scoring"))
        if __name__.startswith("autograder.")
        else ()
    ),
    str(Path(os.__file__).parent),
    "<frozen",
)


@dataclass(frozen=True)
class Case:
    """One call: what it shows, which aspect it counts for, and its arguments.

    `atol` is the absolute error that rounding alone explains for these arguments.
    """

    label: str
    aspect: str
    arguments: tuple
    keywords: Mapping = field(default_factory=dict)
    atol: float = 1e-12

    @cached_property
    def single(self):
        """Whether float32 is among the arguments."""
        return has_float32((self.arguments, list(self.keywords.values())))


@dataclass(frozen=True)
class Outcome:
    """What one call did: its value, or its exception, and its side effects."""

    value: object = None
    raised: str = ""
    message: str = ""
    changed: tuple = ()
    overflowed: bool = False
    overwritten: bool = False


def has_float32(value):
    """Return whether a value is float32, or holds such an array or number."""
    if isinstance(value, (list, tuple)):
        return any(map(has_float32, value))
    return getattr(value, "dtype", None) == np.float32


def run(function, cases):
    """Return the outcome of `function` on each of `cases`, in order."""
    if isinstance(function, RemoteFunction):
        return function.outcomes(cases)
    outcomes, kept = [], []
    for case in cases:
        outcome = _call(function, case)
        kept.append(outcome.value)
        outcomes.append(_with(outcome, value=copy(outcome.value)))
    return [
        _with(outcome, value=plain(outcome.value), overwritten=not same(outcome.value, value))
        for outcome, value in zip(outcomes, kept)
    ]


def _call(function, case):
    arguments, keywords = copy(case.arguments), copy(dict(case.keywords))
    with (
        warnings.catch_warnings(record=True) as warned,
        np.errstate(over="warn", invalid="warn", divide="warn", under="ignore"),
    ):
        warnings.simplefilter("always")
        try:
            value = function(*arguments, **keywords)
        except (Exception, SystemExit) as error:
            return Outcome(raised=type(error).__name__, message=explain(error))
    changed = [
        i for i, (new, old) in enumerate(zip(arguments, case.arguments)) if not same(new, old)
    ]
    changed += [key for key in keywords if not same(keywords[key], case.keywords[key])]
    overflowed = any(
        issubclass(w.category, RuntimeWarning) and "encountered in" in str(w.message)
        for w in warned
    )
    return Outcome(value=value, changed=tuple(changed), overflowed=overflowed)


def explain(error):
    """Return the exception's text and the line of the student's code that raised it."""
    if hasattr(error, "explained"):  # where it was raised, in another process
        return error.explained
    line = student_line(error)
    where = f", in the line `{line}`" if line else ""
    return f"{str(error)[: 500 - len(where)]}{where}"


def student_line(error):
    """Return the innermost line of the student's code that `error` came through, or nothing."""
    found = ""
    for frame in traceback.extract_tb(error.__traceback__):
        if not _is_a_students(frame.filename):
            continue
        if line := linecache.getline(frame.filename, frame.lineno or 0).strip():
            found = line[:MAX_LINE_LENGTH]
    return found


def _is_a_students(filename):
    packages = "site-packages", "dist-packages"
    return not filename.startswith(_NOT_THE_STUDENTS) and not any(p in filename for p in packages)


def copy(value):
    """Return a copy that shares no array and no container with `value`."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        items = [copy(item) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {key: copy(item) for key, item in value.items()}
    return value


def same(one, other):
    """Return whether two values are alike in type, shape, dtype and every bit that shows.

    A named tuple is like a tuple of the same items: a copy of it is one.
    """
    for kind in (list, tuple):
        if isinstance(one, kind) and isinstance(other, kind):
            return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        if one.shape != other.shape or one.dtype != other.dtype:
            return False
        if one.dtype.kind not in "biufc":
            return True
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    return one is other or bool(one == other) or (one != one and other != other)


def _with(outcome, **changes):
    return Outcome(**{**vars(outcome), **changes})
