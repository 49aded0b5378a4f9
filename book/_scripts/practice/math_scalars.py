"""Let `math` refuse arrays, as it does with the NumPy that the notebooks run on.

The browser's older NumPy still turns an array of one number into that number, so that a function
built on `math.exp` would fail on other inputs than in the notebook.
"""

import math
from functools import wraps

import numpy as np

FUNCTIONS = ("exp", "expm1", "log", "log1p", "log2", "log10", "sqrt", "tanh", "pow", "floor", "ceil")


def refuse_arrays():
    """Put functions that take numbers only into `math`."""
    for name in FUNCTIONS:
        setattr(math, name, for_numbers(getattr(math, name)))


def for_numbers(function):
    """Return a function that raises the TypeError of newer NumPy for an array."""

    @wraps(function)
    def call(*numbers):
        if any(isinstance(number, np.ndarray) and number.ndim > 0 for number in numbers):
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        return function(*numbers)

    return call
