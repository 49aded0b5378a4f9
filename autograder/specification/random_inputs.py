"""Random inputs for hidden cases."""

from __future__ import annotations

import math

import numpy as np

from ..checks import functions

ACTIVATIONS = (functions.tanh, functions.softsign, functions.relu, functions.linear)


def numbers(rng: np.random.Generator, *shape: int, scale: float = 1.0) -> np.ndarray:
    """Return normally distributed float64 numbers with the standard deviation `scale`."""
    return rng.normal(size=shape) * scale


def whole(rng: np.random.Generator, *shape: int, low: int = -9, high: int = 9) -> np.ndarray:
    """Return int64 numbers from `low` to `high`, both inclusive."""
    return rng.integers(low, high, size=shape, endpoint=True)


def both_signs(rng: np.random.Generator, *shape: int) -> np.ndarray:
    """Return numbers of which every other one is negative, with a size from 0.05 to 3."""
    signs = np.where(np.arange(math.prod(shape)) % 2, -1.0, 1.0).reshape(shape)
    return rng.uniform(0.05, 3, shape) * signs
