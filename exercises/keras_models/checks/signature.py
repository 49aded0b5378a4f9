"""The signature of an outcome: as little as tells it from every other, in place of all its numbers.

Of each value that came back a signature keeps its structure (types, shapes) and one probe,

    sum_k w_k asinh(v_k / s),   w_k = 1 + frac(k / golden ratio),   s = atol / 1e-9,

a number on which every number of the value has its own weight. asinh is linear below s and
logarithmic above, so a relative error counts the same whether a number is 1e-20 or 1e300. A value
that is right has no probe: what counts as right is decided once, by `compare`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from .alike import listed_as_arrays, wants_whole_numbers
from .compare import (
    ABSOLUTE_FLOAT32,
    RELATIVE,
    RELATIVE_FLOAT32,
    cell_is_right,
    close,
)
from .kinds import is_number, kind_of
from .run import has_float32

DECIMALS = 9  # of a probe, as it is stored
GOLDEN = 0.6180339887498949
NAN, INFINITY = 1000.25, 900.0  # beyond every asinh of a finite number
LARGEST, LARGE = np.finfo(float).max, 1e8  # above LARGE asinh is its logarithm to the last digit
MAX_NUMBERS = 100_000  # so many numbers of a value count
SMALLEST = 1e-290
AS_STORED = 2 * 10.0**-DECIMALS  # how far a probe that was stored may be off
EDGE = 2.0  # times the largest allowed error, and the same part of it
GIST = 30  # so much of an error's words stays the same whatever the student's names are
RIGHT, RAISED = "right", "!"


@dataclass(frozen=True)
class Cell:
    """One value of one call: RIGHT or its structure, its probe, and how far rounding moves that."""

    structure: str
    probe: float = 0.0
    tolerance: float = 0.0
    telling: bool = True  # not one number, or the same one throughout, that many mistakes may give
    edge: bool = False  # in float32, so near the largest allowed error that rounding decides


@dataclass(frozen=True)
class Signature:
    """What a call did, as cells: one for each value that the exercise returns."""

    cells: tuple
    raised: str = ""
    message: str = ""


def signature_of(outcome, expected, case, returns, known=()):
    """Return the signature of an outcome whose right value is `expected`.

    `known` tells of each value whether it is right, if `right_values` has been asked.
    """
    if isinstance(outcome, Signature):
        return outcome
    if outcome.raised:
        raised = (Cell(f"raised {outcome.raised}"),) * len(returns)
        return Signature(raised, outcome.raised, outcome.message[:GIST])
    effects = f"{outcome.changed}{outcome.overwritten}" if _has_effects(outcome) else ""
    value = listed_as_arrays(outcome.value, returns)
    if len(returns) == 1:
        values, rights = (value,), (expected,)
    elif isinstance(value, (tuple, list)) and len(value) == len(returns):
        values, rights = tuple(value), expected
    else:
        whole = _cell(value, None, case, returns, effects)
        return Signature((whole,) * len(returns))
    given = (outcome.value,) if len(returns) == 1 else outcome.value
    cells = []
    for place, (one, right, item) in enumerate(zip(values, rights, returns)):
        if known and one is given[place]:
            is_right = known[place]
        else:
            is_right = cell_is_right(one, right, item, case)
        if is_right:
            cell = Cell(_hashed(f"{RIGHT} {effects}") if effects else RIGHT)
        else:
            cell = _cell(one, right, case, returns, effects)
        on_edge = cell.structure in (RIGHT, "") and _on_the_edge(one, right, case)
        cells.append(replace(cell, edge=True) if on_edge else cell)
    return Signature(tuple(cells))


def _on_the_edge(value, expected, case):
    if not is_number(value) or np.shape(value) != np.shape(expected):
        return False
    if not (case.single or has_float32(value)):
        return False
    return close(value, expected, case, EDGE) and not close(value, expected, case, 1 / EDGE)


def _has_effects(outcome):
    return bool(outcome.changed or outcome.overwritten)


def _cell(value, expected, case, returns, effects):
    parts: list = []
    whole = wants_whole_numbers(returns)
    structure = _structure(value, whole, parts) + effects
    if expected is not None and not effects and structure == _structure(expected, whole, []):
        structure = ""  # of the expected structure: the usual case
    numbers = np.concatenate(parts)[:MAX_NUMBERS] if parts else np.zeros(0)
    single = case.single or has_float32(value)
    probe, tolerance = _probe(numbers, case.atol, single)
    finite = numbers[np.isfinite(numbers)]
    telling = finite.size > 1 and bool(np.ptp(finite) > RELATIVE * np.abs(finite).max())
    return Cell(_hashed(structure), probe, tolerance, telling)


def _hashed(structure):
    return f"{zlib.crc32(structure.encode()) & 0xFFFFFF:06x}" if structure else ""


def _structure(value, whole, parts):
    """Return the structure of a value as text, and collect its numbers in `parts`."""
    if isinstance(value, (list, tuple)):
        inner = ",".join(_structure(item, whole, parts) for item in value)
        return f"list[{inner}]"
    if not is_number(value):
        return kind_of(value)
    array = np.asarray(value)
    parts.append(array.astype(float).ravel())
    kind = "n" if not whole else "f" if array.dtype.kind == "f" else "i"
    return f"{kind}{array.shape}"


@lru_cache(256)
def _weights(count):
    return 1 + np.arange(count) * GOLDEN % 1


def _probe(numbers, atol, single):
    """Return the probe of these numbers, and how far an allowed rounding error moves it."""
    scale = max(atol, SMALLEST) / RELATIVE
    weights = _weights(len(numbers))
    finite = np.isfinite(numbers)
    plain = np.where(finite, numbers, 0)
    relative, absolute = RELATIVE, atol
    if single:
        relative = RELATIVE_FLOAT32
        absolute = max(atol, ABSOLUTE_FLOAT32 * np.max(np.abs(plain), initial=0))
    size = np.abs(plain)
    here = _scaled(size, scale)
    with np.errstate(over="ignore"):  # beyond the largest number there is none to compare with
        error = absolute + relative * size
    moved = here - _scaled(size - error, scale)  # asinh is steeper towards 0
    infinite = np.where(np.isnan(numbers), NAN, np.sign(numbers) * INFINITY)
    terms = np.where(finite, np.sign(plain) * here, infinite)
    tolerance = float(np.sum(weights * np.where(finite, moved, 0)))
    return float(np.sum(weights * terms)), tolerance + AS_STORED


def _scaled(numbers, scale):
    """Return asinh(numbers / scale), for numbers up to the largest that there are."""
    size = np.minimum(np.abs(numbers), LARGEST)
    large = size > LARGE * scale
    if not large.any():
        return np.arcsinh(numbers / scale)
    logarithm = np.log(np.where(large, size, 1)) + (np.log(2) - np.log(scale))
    return np.sign(numbers) * np.where(
        large, logarithm, np.arcsinh(np.where(large, 0, size) / scale)
    )


def to_cells(signatures):
    """Return signatures as a list of cells that `json.dumps` takes.

    A right one is None, one of the expected structure is its probe, any other a text. Where nothing
    but errors came back, their words count too.
    """
    with_message = all(signature.raised for signature in signatures)
    cells: list = []
    for signature in signatures:
        words = f":{signature.message}" if with_message else ""
        raised = f"{RAISED}{signature.raised}{words}"
        cells += [raised if signature.raised else _cell_data(cell) for cell in signature.cells]
    return cells


def _cell_data(cell):
    if cell.structure == RIGHT:
        return None
    probe = round(cell.probe, DECIMALS)
    return f"{cell.structure}:{probe!r}" if cell.structure else probe


def from_cells(cells, count):
    """Return the signatures that `to_cells` wrote, of cases with `count` values each."""
    return tuple(_signature(cells[i : i + count]) for i in range(0, len(cells), count))


def _signature(cells):
    if isinstance(cells[0], str) and cells[0].startswith(RAISED):
        raised, _, message = cells[0].removeprefix(RAISED).partition(":")
        return Signature((Cell(f"raised {raised}"),) * len(cells), raised, message)
    return Signature(tuple(map(_cell_from, cells)))


def _cell_from(data):
    if data is None:
        return Cell(RIGHT)
    if isinstance(data, str):
        structure, _, probe = data.partition(":")
        return Cell(structure, float(probe), AS_STORED)
    return Cell("", float(data), AS_STORED)


def agree(one, other):
    """Return whether two signatures differ by rounding alone; `one` is not read from JSON."""
    return all(
        a.structure == b.structure and abs(a.probe - b.probe) <= max(a.tolerance, b.tolerance)
        for a, b in zip(one.cells, other.cells)
    )
