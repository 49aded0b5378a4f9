"""Other correct variants of `softmax`."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from ..softmax import exercise


@exercise.also_correct("scipy")
def softmax_scipy(z):
    return special.softmax(z, axis=-1)


@exercise.also_correct("scipy log-sum-exp")
def softmax_logsumexp(z):
    return np.exp(z - special.logsumexp(z, axis=-1, keepdims=True))


@exercise.also_correct("logaddexp")
def softmax_logaddexp(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@exercise.also_correct("scipy log-softmax")
def softmax_of_log_softmax(z):
    return np.exp(special.log_softmax(np.asarray(z, dtype=float), axis=-1))


@exercise.also_correct(
    "row by row",
    good_for=(
        "One example at a time reads like the formula. For a large batch the loop in Python "
        "takes longer."
    ),
)
def softmax_row_by_row(z):
    if z.ndim == 1:
        e = np.exp(z - z.max())
        return e / e.sum()
    return np.array([softmax_row_by_row(row) for row in z])


@exercise.also_correct("apply_along_axis")
def softmax_along_axis(z):
    def one(row):
        e = np.exp(row - np.max(row))
        return e / e.sum()

    return np.apply_along_axis(one, -1, z)


@exercise.also_correct("two dimensions, then the shape of z")
def softmax_by_reshape(z):
    rows = np.reshape(z, (-1, np.shape(z)[-1]))
    e = np.exp(rows - rows.max(axis=1)[:, None])
    return (e / e.sum(axis=1)[:, None]).reshape(np.shape(z))


@exercise.also_correct("transposes")
def softmax_by_transposes(z):
    shifted = z.T - np.max(z.T, axis=0)
    return (np.exp(shifted) / np.exp(shifted).sum(axis=0)).T


@exercise.also_correct("two loops over math")
def softmax_loops(z):
    rows = np.atleast_2d(z)
    a = np.zeros(rows.shape)
    for i in range(rows.shape[0]):
        largest = max(rows[i])
        total = sum(math.exp(value - largest) for value in rows[i])
        for j in range(rows.shape[1]):
            a[i, j] = math.exp(rows[i, j] - largest) / total
    return a if z.ndim == 2 else a[0]


@exercise.also_correct("in place on its own copy")
def softmax_own_copy(z):
    a = np.array(z, dtype=float)
    a -= a.max(axis=-1, keepdims=True)
    np.exp(a, out=a)
    a /= a.sum(axis=-1, keepdims=True)
    return a


@exercise.also_correct("einsum")
def softmax_einsum(z):
    e = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return e / np.einsum("...j->...", e)[..., None]


@exercise.also_correct("product with ones")
def softmax_product_with_ones(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (e @ np.ones((z.shape[-1], 1)) if z.ndim == 2 else e @ np.ones(z.shape[-1]))


@exercise.also_correct("the differences of every pair")
def softmax_of_differences(z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


@exercise.also_correct("float64 throughout, extra keyword")
def softmax_extra_keyword(z, axis=-1):
    z = np.asarray(z, dtype=np.float64)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return np.divide(e, e.sum(axis=axis, keepdims=True))


@exercise.also_correct("a little more than the largest")
def softmax_shifted_further(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True) - 1)
    return e / np.sum(e, axis=-1, keepdims=True)


@exercise.also_correct("list comprehension")
def softmax_comprehension(z):
    rows = [[math.exp(v - max(row)) for v in row] for row in np.atleast_2d(z).tolist()]
    return np.array([[v / sum(row) for v in row] for row in rows]).reshape(z.shape)


@exercise.also_correct("np.vectorize with a signature")
def softmax_vectorised(z):
    def one(row):
        e = np.exp(row - row.max())
        return e / e.sum()

    return np.vectorize(one, signature="(n)->(n)", otypes=[float])(z)
