"""Other correct variants of `sigmoid`."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from ..sigmoid import exercise

exercise.equivalent["return np.where(z > 0, 1 / (1 + small), small / (1 + small))"] = (
    "at z = 0 both branches give 1/2"
)

by_expit = exercise.also_correct("scipy")(lambda z: special.expit(np.asarray(z, dtype=float)))


@exercise.also_correct(
    "hyperbolic tangent of z/2",
    good_for=(
        "The sigmoid is a tanh, squeezed and moved up. `np.tanh` overflows nowhere, so no case "
        "needs an exception."
    ),
)
def by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


@exercise.also_correct("hyperbolic tangent of a half times z")
def by_tanh_half(z):
    return 0.5 + np.tanh(0.5 * z) / 2


@exercise.also_correct("clipped at 60")
def clipped_at_60(z):
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


@exercise.also_correct("clipped at 88 by maximum and minimum")
def clipped_at_88(z):
    return 1 / (1 + np.exp(-np.maximum(np.minimum(z, 88), -88)))


@exercise.also_correct("clipped at 500, in float64")
def clipped_at_500(z):
    return 1.0 / (1.0 + np.exp(-np.clip(np.asarray(z, dtype=np.float64), -500, 500)))


@exercise.also_correct("overflow allowed for")
def overflow_allowed(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


@exercise.also_correct("masks")
def by_masks(z):
    z = np.asarray(z, dtype=float)
    a = np.empty(z.shape)
    positive = z >= 0
    a[positive] = 1 / (1 + np.exp(-z[positive]))
    small = np.exp(z[~positive])
    a[~positive] = small / (1 + small)
    return a


@exercise.also_correct("np.where in the numerator")
def where_in_numerator(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


@exercise.also_correct("one minus")
def one_minus(z):
    positive = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, positive, 1 - positive)


@exercise.also_correct("minimum and maximum of 0 and z")
def minimum_and_maximum(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


@exercise.also_correct(
    "logaddexp",
    good_for=(
        "`np.logaddexp(0, -z)` is log(1 + exp(-z)), computed without overflow. You meet the "
        "same trick again in the losses."
    ),
)
def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


@exercise.also_correct("np.vectorize over math")
def sigmoid_vectorised(z):
    def one(value):
        value = float(value)
        if value >= 0:
            return 1 / (1 + math.exp(-value))
        return math.exp(value) / (1 + math.exp(value))

    return np.vectorize(one, otypes=[float])(z)


@exercise.also_correct("loop over the flat array")
def sigmoid_loop(z):
    z = np.asarray(z, dtype=float)
    a = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        small = np.exp(-abs(z[index]))
        a[index] = (1 if z[index] >= 0 else small) / (1 + small)
    return a


@exercise.also_correct("float32 where the input is float32")
def keeps_float32(z):
    z = np.asarray(z)
    z = z if z.dtype == np.float32 else z.astype(float)
    return (np.tanh(z / 2) + 1) / 2
