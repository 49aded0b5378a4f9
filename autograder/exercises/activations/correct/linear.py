"""Other correct variants of `linear`."""

from __future__ import annotations

import numpy as np

from ..linear import exercise


@exercise.also_correct(
    "a copy", good_for="A caller may go on to change `z` in place. A copy stays as it was."
)
def linear_copy(z):
    return np.array(z)


@exercise.also_correct("times one")
def times_one(z):
    return 1 * z


@exercise.also_correct("plus zero")
def plus_zero(z):
    return z + 0.0


@exercise.also_correct("np.asarray as floats")
def as_floats(z):
    return np.asarray(z, dtype=float)


@exercise.also_correct("unary plus")
def unary_plus(z):
    return +z


@exercise.also_correct("np.positive")
def positive(z):
    return np.positive(z)


@exercise.also_correct("np.vectorize")
def vectorised_linear(z):
    return np.vectorize(lambda value: value, otypes=[float])(z)


@exercise.also_correct("extra keywords")
def affine(z, slope=1.0, offset=0.0):
    return slope * z + offset
