"""Other correct variants of `relu`."""

from __future__ import annotations

import numpy as np

from ..relu import exercise

exercise.equivalent["return np.maximum(z, 0)"] = "the larger of two numbers has no order"
half_of_sum = exercise.also_correct("half of z + |z|")(lambda z: (z + np.abs(z)) / 2)


@exercise.also_correct("z first")
def z_first(z):
    return np.maximum(z, 0.0)


@exercise.also_correct(
    "np.where",
    good_for="It says both cases in one line, and any other two cases could stand in their place.",
)
def relu_where(z):
    return np.where(z > 0, z, 0)


@exercise.also_correct("np.where with >=")
def relu_where_not_negative(z):
    return np.where(np.asarray(z) >= 0, z, 0.0)


@exercise.also_correct(
    "times a mask",
    good_for=(
        "`z > 0` is True or False, which count as 1 and 0. The same mask is the slope of ReLU "
        "on the way back."
    ),
)
def relu_mask(z):
    return z * (z > 0)


@exercise.also_correct("np.clip")
def relu_clip(z):
    return np.clip(z, 0, None)


@exercise.also_correct("in place on its own copy")
def relu_own_copy(z):
    a = np.array(z)
    a[a < 0] = 0
    return a


@exercise.also_correct("np.vectorize over max")
def relu_vectorised(z):
    return np.vectorize(lambda value: max(0.0, value), otypes=[float])(z)


@exercise.also_correct("loop over the flat array")
def relu_loop(z):
    z = np.asarray(z, dtype=float)
    a = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        if z[index] > 0:
            a[index] = z[index]
    return a


@exercise.also_correct("np.fmax")
def relu_fmax(z):
    return np.fmax(0.0, z)


@exercise.also_correct("z minus its negative part")
def minus_negative_part(z):
    return z - np.minimum(z, 0)


@exercise.also_correct("extra keyword")
def relu_with_slope(z, negative_slope=0.0):
    return np.where(z > 0, z, negative_slope * z)
