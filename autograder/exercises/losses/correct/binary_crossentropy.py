"""Other correct variants of `binary_crossentropy`."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from ..binary_crossentropy import exercise


@exercise.also_correct(
    "np.where",
    good_for=(
        "It is the formula with two cases. Mind that NumPy computes both, and chooses afterwards."
    ),
)
def bce_where(y, a):
    return np.where(y == 1, -np.log(a), -np.log(1 - a))


@exercise.also_correct(
    "probability of the label",
    good_for=(
        "In words: the probability that was given to what happened, then minus its logarithm. "
        "There is one logarithm instead of two."
    ),
)
def bce_probability_of_label(y, a):
    return -np.log(np.where(y > 0.5, a, 1 - a))


@exercise.also_correct("log1p")
def bce_log1p(y, a):
    return -y * np.log(a) - (1 - y) * np.log1p(-a)


@exercise.also_correct("clipped as Keras does")
def bce_clipped(y, a):
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.also_correct("clipped at 1e-15")
def bce_clipped_far(y, a):
    a = np.minimum(np.maximum(a, 1e-15), 1 - 1e-15)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.also_correct("linear in the label")
def bce_label_inside(y, a):
    return -np.log(y * a + (1 - y) * (1 - a))


@exercise.also_correct("power of the label")
def bce_power(y, a):
    return -np.log(a**y * (1 - a) ** (1 - y))


@exercise.also_correct("scipy xlogy")
def bce_xlogy(y, a):
    return -(special.xlogy(y, a) + special.xlog1py(1 - y, -a))


@exercise.also_correct("loop over math")
def bce_loop(y, a):
    losses = []
    for label, p in zip(y, a):
        if label == 1:
            losses.append(-math.log(p))
        else:
            losses.append(-math.log(1 - p))
    return np.array(losses)


@exercise.also_correct("masks")
def bce_masks(y, a):
    losses = np.empty(len(y))
    losses[y == 1] = -np.log(a[y == 1])
    losses[y == 0] = -np.log(1 - a[y == 0])
    return losses


@exercise.also_correct("np.vectorize")
def bce_vectorised(y, a):
    return np.vectorize(lambda t, p: -math.log(p if t else 1 - p), otypes=[float])(y, a)


@exercise.also_correct("from the logit")
def bce_from_logit(y, a):
    a = a.astype(float)
    z = np.log(a) - np.log1p(-a)
    return np.logaddexp(0, np.where(y == 1, -z, z))
