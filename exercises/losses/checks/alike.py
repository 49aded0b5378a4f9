"""Whether two outcomes are the same mistake."""

from __future__ import annotations

import numpy as np

from .compare import ARRAY_OR_LIST, INTEGERS, close
from .kinds import is_number, kind_of


def alike(outcome, other, case, returns=()):
    """Return whether two outcomes are the same mistake: the same value, error and side effects.

    Where `returns` leaves the choice between an array and a list, the two are alike. Whole numbers
    and decimals of the same value are alike too, unless whole ones are asked for: a loop that fills
    `np.zeros` makes the mistake that a matrix product of whole numbers makes.
    """
    if outcome.raised or other.raised:
        return outcome.raised == other.raised
    effects = [(o.changed, o.overwritten) for o in (outcome, other)]
    one, two = (listed_as_arrays(o.value, returns) for o in (outcome, other))
    whole = not returns or wants_whole_numbers(returns)
    return effects[0] == effects[1] and _alike_value(one, two, case, whole)


def wants_whole_numbers(returns):
    """Return whether whole numbers are asked for, so that decimals of the same value differ."""
    return any(item.kind == INTEGERS for item in returns)


def listed_as_arrays(value, returns):
    """Turn each list that may as well be an array into one; leave all else as it is."""
    if len(returns) == 1:
        return _list_as_array(value, returns[0])
    if isinstance(value, (list, tuple)) and len(value) == len(returns):
        anywhere = any(item.kind == ARRAY_OR_LIST for item in returns)
        return tuple(_list_as_array(one, item, anywhere) for one, item in zip(value, returns))
    return value


def _list_as_array(value, item, anywhere=False):
    """Turn a list into an array where it may be one; if `anywhere`, in the wrong place too."""
    if not isinstance(value, (list, tuple)) or not all(map(is_number, value)):
        return value
    shapes = {np.shape(number) for number in value}
    allowed = item.kind == ARRAY_OR_LIST or (anywhere and shapes == {()})
    return np.array(value, dtype=float) if allowed and len(shapes) <= 1 else value


def _alike_value(value, other, case, whole):
    if isinstance(value, (list, tuple)) or isinstance(other, (list, tuple)):
        return (
            type(value) is type(other)
            and len(value) == len(other)
            and all(_alike_value(one, two, case, whole) for one, two in zip(value, other))
        )
    if not (is_number(value) and is_number(other)):
        return kind_of(value) == kind_of(other)
    value, other = np.asarray(value), np.asarray(other)
    kinds = {array.dtype.kind == "f" for array in (value, other)}
    fit = value.shape == other.shape and (len(kinds) == 1 or not whole)
    return fit and close(value, other, case)
