"""Other correct variants of `predict`."""

from __future__ import annotations

import numpy as np

from ..predict import exercise


@exercise.also_correct(
    "np.where", good_for="It names both answers, so other labels than 0 and 1 could stand there."
)
def by_where(a, threshold=0.5):
    return np.where(a >= threshold, 1, 0)


@exercise.also_correct(
    "times one", good_for="True and False count as 1 and 0, so a product with 1 makes them numbers."
)
def times_one(a, threshold=0.5):
    return 1 * (a >= threshold)


@exercise.also_correct("int8")
def small_integers(a, threshold=0.5):
    return np.greater_equal(a, threshold).astype(np.int8)


@exercise.also_correct("not below")
def not_below(a, threshold=0.5):
    return 1 - (a < threshold).astype(int)


@exercise.also_correct("mask")
def by_mask(a, threshold=0.5):
    decisions = np.zeros(a.shape, dtype=int)
    decisions[a >= threshold] = 1
    return decisions


@exercise.also_correct("np.vectorize")
def vectorised_decision(a, threshold=0.5):
    return np.vectorize(lambda p: 1 if p >= threshold else 0)(a)


@exercise.also_correct("loop")
def loop_decision(a, threshold=0.5):
    return np.array([int(p >= threshold) for p in a.ravel()]).reshape(a.shape)


@exercise.also_correct("heaviside")
def by_heaviside(a, threshold=0.5):
    return np.heaviside(np.asarray(a, float) - threshold, 1).astype(int)


@exercise.also_correct("unsigned integers")
def unsigned(a, threshold=0.5):
    return (a >= threshold).astype(np.uint8)
