"""Mistakes of any size: what was added, cut off, rounded or multiplied by is computed.

The one size must give every wrong value: a size that explains some is no explanation.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module

import numpy as np

from .compare import INTEGERS


def _kinds_in(module):
    """Return the kinds of a module; it is not there where no table asks for one of them."""
    with suppress(ModuleNotFoundError):
        return import_module(f"{__package__}.{module}").KINDS
    return {}


# Imported at once: a sandboxed process finds no files later.
MODULES = {module: _kinds_in(module) for module in ("size_kinds", "loss_sizes", "step_sizes")}
KINDS = {name: kind for kinds in MODULES.values() for name, kind in kinds.items()}


def modules_of(kinds):
    """Return the names of the modules that hold any of these kinds."""
    return {module for module, held in MODULES.items() if not held.keys().isdisjoint(kinds)}


@dataclass(frozen=True)
class Size:
    """A kind of mistake that has a size: its name, and a sentence with `{size}` and `{value}`.

    `kind` names a function in one of `MODULES`.
    """

    name: str
    kind: str
    explanation: str
    read: str


@dataclass(frozen=True)
class Wrong:
    """A wrong value: what came back, what is right, the case, and all right values of the call."""

    value: np.ndarray
    right: np.ndarray
    case: object
    rights: object = ()


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
