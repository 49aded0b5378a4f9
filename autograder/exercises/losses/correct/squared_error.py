"""Other correct variants of `squared_error`."""

from __future__ import annotations

import numpy as np

from ..squared_error import exercise


@exercise.also_correct("the other difference")
def other_difference(y, y_hat):
    return 0.5 * (y - y_hat) ** 2


@exercise.also_correct("np.square")
def by_square(y, y_hat):
    return np.square(y_hat - y) / 2


@exercise.also_correct("np.power")
def by_power(y, y_hat):
    return np.power(np.subtract(y_hat, y), 2) * 0.5


@exercise.also_correct(
    "the error times itself",
    good_for=(
        "The error has a name of its own, and its derivative, which you need for training, is "
        "that error."
    ),
)
def times_itself(y, y_hat):
    error = y_hat - y
    return error * error / 2


@exercise.also_correct("absolute value, squared")
def absolute_squared(y, y_hat):
    return np.abs(y_hat - y) ** 2 / 2


@exercise.also_correct("loop")
def squared_error_loop(y, y_hat):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        losses[i] = (y_hat[i] - y[i]) ** 2 / 2
    return losses


@exercise.also_correct("list comprehension")
def squared_error_comprehension(y, y_hat):
    return np.array([0.5 * (p - t) ** 2 for t, p in zip(y.tolist(), y_hat.tolist())])


@exercise.also_correct("np.vectorize")
def squared_error_vectorised(y, y_hat):
    return np.vectorize(lambda t, p: 0.5 * (p - t) ** 2, otypes=[float])(y, y_hat)


@exercise.also_correct("einsum")
def squared_error_einsum(y, y_hat):
    error = (y_hat - y).astype(float)
    return np.einsum("i,i->i", error, error) / 2


@exercise.also_correct("in place on its own array, extra keyword")
def squared_error_own_array(y, y_hat, factor=0.5):
    error = np.array(y_hat, dtype=float)
    error -= y
    error *= error
    error *= factor
    return error
