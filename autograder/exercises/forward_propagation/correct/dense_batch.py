"""Other correct variants of `dense_batch`."""

from __future__ import annotations

import numpy as np

from ..dense_batch import exercise


@exercise.also_correct("np.matmul")
def batch_matmul(A_in, W, b, g):
    return g(np.matmul(A_in, W) + b)


@exercise.also_correct(
    "einsum",
    good_for=(
        "The letters name every axis: example m, feature i, unit j. That pays when arrays have "
        "three axes or more."
    ),
)
def batch_einsum(A_in, W, b, g):
    return g(np.einsum("mi,ij->mj", A_in, W) + b)


@exercise.also_correct("np.tensordot")
def batch_tensordot(A_in, W, b, g):
    return g(np.tensordot(A_in, W, axes=1) + np.reshape(b, (1, -1)))


@exercise.also_correct(
    "row by row",
    good_for="One example at a time is easy to check by hand. The loop in Python makes it slower.",
)
def row_by_row(A_in, W, b, g):
    return np.array([g(a @ W + np.ravel(b)) for a in A_in])


@exercise.also_correct("column by column")
def column_by_column(A_in, W, b, g):
    b = b.reshape(-1)
    return np.column_stack([g(A_in @ W[:, j] + b[j]) for j in range(W.shape[1])])


@exercise.also_correct("three loops")
def three_loops(A_in, W, b, g):
    (m, n), units = A_in.shape, W.shape[1]
    bias = np.squeeze(b).reshape(units)
    out = np.zeros((m, units))
    for i in range(m):
        for j in range(units):
            out[i, j] = g(bias[j] + sum(A_in[i, k] * W[k, j] for k in range(n)))
    return out


@exercise.also_correct("transposes")
def by_transposes(A_in, W, b, g):
    return g((W.T @ A_in.T + b.reshape(-1, 1)).T)


@exercise.also_correct("broadcast sum")
def broadcast_sum(A_in, W, b, g):
    return g((A_in[:, :, None] * W[None, :, :]).sum(axis=1) + b)


@exercise.also_correct("b repeated for each example")
def b_repeated(A_in, W, b, g):
    return g(A_in.dot(W) + np.tile(np.ravel(b), (len(A_in), 1)))


@exercise.also_correct("vstack")
def by_vstack(A_in, W, b, g):
    return np.vstack([g(np.dot(a, W) + b) for a in A_in])
