"""Decide whether an outcome is right, and say in words what is wrong with it.

A float64 answer must be right to a relative 1e-9; a float32 answer, and any answer computed from
float32 inputs, to 1e-5. The absolute error allowed beside that is what rounding explains: it comes
with the case.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .encode import OpaqueValue
from .kinds import in_words, is_number, kind_of, remedy
from .run import STABILITY, has_float32

ARRAY = "array"
INTEGERS = "integers"
ARRAY_OR_LIST = "array or list"
UNCHANGED = "unchanged"  # the numbers of an argument, none of them rounded
LAYERS = "layers"  # a list of tuples (W, b), first layer first

OBJECTS = "array of dtype object"
NOT_NUMBERS = "It returned an array of Python objects (dtype object), not of numbers."

RELATIVE = 1e-9
RELATIVE_FLOAT32 = 1e-5
ABSOLUTE_FLOAT32 = 1e-6


@dataclass(frozen=True)
class Return:
    """One value that an exercise returns: its name in messages, and what it may be."""

    name: str
    kind: str = ARRAY


def fault(outcome, expected, returns, case, parameters=(), value_is_right=False):
    """Return what is wrong with `outcome` as a sentence, or an empty string.

    `parameters` are the names by which arguments are called in it.
    """
    if outcome.raised:
        return _raised(outcome)
    return (
        ("" if value_is_right else _value_fault(outcome.value, expected, returns, case))
        or _overflow_fault(outcome, case)
        or _changed_fault(outcome, parameters)
        or (
            "The array that it returned changed during a later call." if outcome.overwritten else ""
        )
    )


def right_values(outcome, expected, returns, case):
    """Return for each value that came back whether it is right, whatever else is wrong."""
    value = outcome.value
    if len(returns) == 1:
        value, expected = (value,), (expected,)
    if outcome.raised or not isinstance(value, (tuple, list)) or len(value) != len(returns):
        return ()
    return tuple(cell_is_right(*three, case) for three in zip(value, expected, returns))


def _raised(outcome):
    if outcome.raised == "NotImplementedError":
        return "It is not written yet: `raise NotImplementedError()` still stands in it."
    return f"It raised {outcome.raised}: {outcome.message}"


def _overflow_fault(outcome, case):
    if outcome.overflowed and case.aspect == STABILITY:
        return "NumPy warned of an overflow or of an undefined result on the way."
    return ""


def _changed_fault(outcome, parameters):
    if not outcome.changed:
        return ""
    called = dict(enumerate(parameters))
    names = " and ".join(
        name if isinstance(name, str) else f"argument {called.get(name, name + 1)}"
        for name in outcome.changed
    )
    return f"It changed its {names}. Work on a copy: the caller still needs the old values."


def _value_fault(value, expected, returns, case):
    if len(returns) == 1:
        return _one_fault(value, expected, returns[0], case)
    names = ", ".join(item.name for item in returns)
    if value is None:
        return f"It returned None: is there a `return` of ({names}), and is it reached?"
    if not isinstance(value, (tuple, list)) or len(value) != len(returns):
        several = isinstance(value, (tuple, list)) and len(value) != 1
        count = f"{len(value)} values" if several else "one value"
        return f"It must return {len(returns)} values, ({names}); {count} came back."
    for one, right, item in zip(value, expected, returns):
        if found := _one_fault(one, right, item, case):
            return f"{item.name}: {found}"
    return ""


def _one_fault(value, expected, item, case):
    if item.kind == LAYERS:
        return _layers_fault(value, expected, case)
    if item.kind == ARRAY_OR_LIST and isinstance(value, (list, tuple)):
        try:
            numbers = np.array(value)
        except (TypeError, ValueError):
            numbers = np.array(None)
        if numbers.dtype.kind not in "biuf":
            return _list_fault(value)
        value = numbers.astype(float)
    return (
        _type_fault(value, expected, item)
        or _number_fault(np.asarray(value), expected, case)
        or (_rounded_fault(value, expected) if item.kind == UNCHANGED else "")
    )


def _rounded_fault(value, expected):
    if np.array_equal(np.asarray(value, float), np.asarray(expected, float), equal_nan=True):
        return ""
    return (
        f"The numbers are rounded: they came back as {np.asarray(value).dtype}. They should be "
        "exactly those that went in."
    )


def _layers_fault(value, expected, case):
    if value is None:
        return "It is None: is there a `return`, and is it reached?"
    if not isinstance(value, (list, tuple)) or len(value) != len(expected):
        return f"It must be a list of {len(expected)} layers (W, b)."
    for number, (layer, right) in enumerate(zip(value, expected), 1):
        if not isinstance(layer, (list, tuple)) or len(layer) != len(right):
            return f"Layer {number} must be a tuple (W, b)."
        for name, one, other in zip("Wb", layer, right):
            if found := _one_fault(one, other, Return(name), case):
                return f"layer {number}, {name}: {found}"
    return ""


def _type_fault(value, expected, item):
    if value is None:
        return "It returned None: is there a `return`, and is it reached?"
    if isinstance(value, np.matrix):
        return "It returned np.matrix, for which * means a matrix product. Use plain arrays."
    if isinstance(value, (list, tuple)):
        return _sequence_fault(value, expected)
    if not isinstance(value, (np.ndarray, np.generic, bool, int, float)):
        return _kind_fault(value)
    dtype = np.asarray(value).dtype
    if dtype.kind == "O":
        return NOT_NUMBERS
    if dtype == np.float16:
        return "It returned float16, which keeps three digits only. Compute in float64."
    if dtype.kind == "b":
        return "It returned True and False; numbers are asked for."
    if item.kind == INTEGERS and dtype.kind not in "iu":
        return f"It returned dtype {dtype}; integers are asked for."
    if dtype.kind not in "iuf":
        return f"It returned dtype {dtype}; real numbers are asked for."
    if np.shape(value) != np.shape(expected):
        return f"The shape must be {np.shape(expected)}; it is {np.shape(value)}."
    return ""


def _kind_fault(value):
    kind = kind_of(value)
    if kind == OBJECTS:
        return f"{NOT_NUMBERS}{_looks(value)}"
    words = remedy(kind) or "It must return a NumPy array or a number."
    return f"It returned {in_words(kind)}. {words}"


def _looks(value):
    shown = value.shown if isinstance(value, OpaqueValue) else ""
    return f" It looks like this: {shown}" if shown else ""


def _list_fault(value):
    """Say what a list holds that is no number."""
    other = next((item for item in value if not is_number(item)), None)
    if other is None or isinstance(other, (list, tuple)):
        return "The list holds something other than numbers."
    kind = kind_of(other)
    text = f"The list holds something other than numbers: {in_words(kind)}."
    return f"{text} {remedy(kind)}".rstrip()


def _sequence_fault(value, expected):
    wanted = "a NumPy array" if np.shape(expected) else "one number"
    text = f"It returned a {type(value).__name__}; it must return {wanted}."
    if isinstance(value, tuple) and len(value) == 1:
        return f"{text} A comma at the end of the `return` makes a tuple."
    return text


def _number_fault(value, expected, case):
    expected = np.asarray(expected)
    if not np.all(np.isfinite(value)):
        return f"It returned {'nan' if np.any(np.isnan(value)) else 'inf'}."
    if close(value, expected, case):
        return ""
    difference = np.abs(value.astype(float) - expected)
    where = np.unravel_index(np.argmax(difference), difference.shape)
    place = f" at {list(map(int, where))}" if where else ""
    largest, right = float(difference.max()), float(np.abs(expected[where]))
    share = f", {largest / right:.1g} of the value" if 0 < largest < right / 1000 else ""
    return f"The largest difference is {largest:.3g}{place}{share}."


def close(value, expected, case, scale=1.0):
    """Return whether numbers agree as closely as the precision of answer and inputs allows.

    `scale` allows so many times the usual error.
    """
    value, expected = np.asarray(value), np.asarray(expected)
    single = value.dtype == np.float32 or case.single
    rtol, atol = RELATIVE, case.atol
    if single:
        largest = float(np.max(np.abs(expected), initial=0, where=np.isfinite(expected)))
        rtol, atol = RELATIVE_FLOAT32, max(atol, ABSOLUTE_FLOAT32 * largest)
    value, expected = value.astype(float), expected.astype(float)
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(value - expected) <= scale * (atol + rtol * np.abs(expected))
        finite = np.isfinite(expected)
        if near.all() and finite.all():
            return True
        finite &= np.isfinite(value)
        same = (value == expected) | (np.isnan(value) & np.isnan(expected))
    return bool(np.where(finite, near, same).all())


def cell_is_right(value, expected, item, case):
    """Return whether one of the values that a call returns is right."""
    if item.kind not in (ARRAY, INTEGERS):
        return not _one_fault(value, expected, item, case)
    if _type_fault(value, expected, item):
        return False
    return bool(np.isfinite(value).all()) and close(value, expected, case)


def largest_difference(outcomes, expected, cases):
    """Return the largest relative difference from the expected values, float32 cases aside."""
    pairs = [
        (np.asarray(one, float), np.asarray(right, float))
        for outcome, value, case in zip(outcomes, expected, cases)
        if not has_float32(case.arguments)
        for one, right in _pairs(outcome.value, value)
    ]
    return max(
        (float(np.max(np.abs(a - b) / np.maximum(1, np.abs(b)), initial=0)) for a, b in pairs),
        default=0.0,
    )


def _pairs(value, expected):
    """Pair the arrays of two nested values; what is a tuple in `expected` is gone into."""
    if not isinstance(expected, tuple):
        return [(value, expected)]
    return [pair for one, right in zip(value, expected) for pair in _pairs(one, right)]
