"""Other correct variants of `sigmoid`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit

from ..sigmoid import exercise

_logistic = exercise.also_correct("scipy")(lambda z: expit(np.asarray(z, dtype=float)))


@exercise.also_correct("negative power of e")
def negative_power(z):
    with np.errstate(over="ignore"):
        return (1 + np.exp(-z)) ** -1.0


@exercise.also_correct(
    "hyperbolic tangent of z/2",
    good_for=(
        "The sigmoid is a tanh, squeezed and moved up. `np.tanh` overflows nowhere, so there is "
        "no warning to silence."
    ),
)
def by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


@exercise.also_correct("clipped")
def clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


@exercise.also_correct("np.vectorize over math")
def vectorised(z):
    def one(value):
        value = float(value)
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))

    return np.vectorize(one, otypes=[float])(z)


@exercise.also_correct("loop over the flat array")
def loop(z):
    z = np.asarray(z, dtype=float)
    out = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        out[index] = 1 / (1 + np.exp(-z[index]))
    return out


@exercise.also_correct("both signs apart")
def both_signs(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


@exercise.also_correct("logaddexp")
def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


@exercise.also_correct("np.divide and np.add")
def by_ufuncs(z):
    return np.divide(1.0, np.add(1.0, np.exp(np.negative(z))))


@exercise.also_correct("extra keyword")
def extra_keyword(z, temperature=1.0):
    return 1 / (1 + np.exp(-z / temperature))
