"""What the browser's NumPy does otherwise than that of the notebooks, evened out.

It is older, and its own integers have 32 bits.
"""

import math
from functools import wraps

import numpy as np

OF_NUMBERS = (
    "exp",
    "expm1",
    "log",
    "log1p",
    "log2",
    "log10",
    "sqrt",
    "tanh",
    "pow",
    "floor",
    "ceil",
)
OF_INDICES = ("choose", "bincount", "repeat")


def even_out():
    """Put functions that behave as in the notebook into `math` and into NumPy's name space."""
    for name in OF_NUMBERS:
        setattr(math, name, refusing_arrays(getattr(math, name)))
    for name in OF_INDICES:
        setattr(np, name, taking_long_indices(getattr(np, name)))


def refusing_arrays(function):
    """Return a function that takes an array of one number for no number, as newer NumPy does."""

    @wraps(function)
    def call(*numbers):
        if any(isinstance(number, np.ndarray) and number.ndim > 0 for number in numbers):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return function(*numbers)

    return call


def taking_long_indices(function):
    """Return a function that takes indices of 64 bits too."""

    @wraps(function)
    def call(*arguments, **keywords):
        return function(*map(shorter, arguments), **{k: shorter(v) for k, v in keywords.items()})

    return call


def shorter(value):
    """Return an array of 64-bit integers as one of the integers that count places here."""
    long = isinstance(value, np.ndarray) and value.dtype == np.int64
    return value.astype(np.intp) if long else value
