"""Mistakes of any size: what was added, cut off, rounded or multiplied by is computed.

The one size must give every wrong value: a size that explains some is no explanation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from . import loss_sizes, size_kinds, step_sizes
from .compare import INTEGERS
from .size_kinds import Wrong

KINDS = {**size_kinds.KINDS, **loss_sizes.KINDS, **step_sizes.KINDS}


@dataclass(frozen=True)
class Size:
    """A kind of mistake that has a size: its name, and a sentence with `{size}` and `{value}`.

    `kind` names a function of `size_kinds`, `loss_sizes` or `step_sizes`.
    """

    name: str
    kind: str
    explanation: str
    read: str


def find_size(table, outcomes, seen):
    """Return the first size of `table` that gives all that is wrong, told in numbers, or None."""
    if not table.sizes or not seen.wrong.any():
        return None
    places = sorted({int(cell) % len(table.returns) for cell in np.flatnonzero(seen.wrong)})
    if len(places) > 1 or any(o.changed or o.overwritten for o in outcomes):
        return None
    if table.returns[places[0]].kind == INTEGERS:  # 0.0 is no rounded 0
        return None
    wrong = _wrong_values(table, outcomes, seen, places[0])
    if not wrong:
        return None
    value = table.returns[places[0]].name
    for size in table.sizes:
        with np.errstate(all="ignore"):
            found = KINDS[size.kind](wrong)
        if found:
            text = size.explanation.replace("{size}", found).replace("{value}", value)
            return replace(size, explanation=text)
    return None


def _wrong_values(table, outcomes, seen, place):
    """Return what is wrong in the value at this place, or nothing if some of it is no number."""
    count, expected = len(table.returns), table.nearest(outcomes).expected
    found = []
    for number, (outcome, right, case) in enumerate(zip(outcomes, expected, table.cases)):
        if seen.wrong[number * count + place]:
            value = outcome.value
            one, other = (value, right) if count == 1 else (value[place], right[place])
            one = _numbers(one)
            if one is None or isinstance(other, tuple):
                return []
            found.append(Wrong(one, np.asarray(other, float), case, right))
    return found


def _numbers(value):
    """Return a value, which may be a list, as an array of floats; None if it is no numbers."""
    try:
        array = np.asarray(value)
    except (TypeError, ValueError):
        return None
    return array.astype(float) if array.dtype.kind in "iuf" and array.size else None
