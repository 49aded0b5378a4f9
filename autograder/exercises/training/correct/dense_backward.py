"""Other correct variants of `dense_backward`."""

from __future__ import annotations

import numpy as np

from ..dense_backward import exercise


@exercise.also_correct("einsum")
def by_einsum(dz, a_in, W):
    return (
        np.einsum("iu,nu->in", dz, W),
        np.einsum("in,iu->nu", a_in, dz),
        np.einsum("iu->u", dz),
    )


@exercise.also_correct(
    "loop over the examples",
    good_for="It shows where the sums come from: every example adds its own outer product to `dW`.",
)
def loop_over_examples(dz, a_in, W):
    da_in, dW, db = np.zeros(a_in.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i in range(dz.shape[0]):
        da_in[i] = W @ dz[i]
        dW += np.outer(a_in[i], dz[i])
        db += dz[i]
    return da_in, dW, db


@exercise.also_correct("loop over the units")
def loop_over_units(dz, a_in, W):
    da_in, dW, db = np.zeros(a_in.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        da_in += np.outer(dz[:, j], W[:, j])
        dW[:, j] = a_in.T @ dz[:, j]
        db[j] = sum(dz[:, j])
    return da_in, dW, db


@exercise.also_correct("three loops")
def three_loops(dz, a_in, W):
    (m, units), n = dz.shape, a_in.shape[1]
    da_in, dW, db = np.zeros((m, n)), np.zeros((n, units)), np.zeros(units)
    for i in range(m):
        for u in range(units):
            for k in range(n):
                da_in[i, k] += dz[i, u] * W[k, u]
                dW[k, u] += dz[i, u] * a_in[i, k]
            db[u] += dz[i, u]
    return da_in, dW, db


@exercise.also_correct("np.dot and .T outside")
def transposed_outside(dz, a_in, W):
    return np.dot(W, dz.T).T, np.dot(dz.T, a_in).T, np.add.reduce(dz)


@exercise.also_correct("tensordot")
def by_tensordot(dz, a_in, W):
    return (
        np.tensordot(dz, W, axes=(1, 1)),
        np.tensordot(a_in, dz, axes=(0, 0)),
        np.tensordot(np.ones(len(dz)), dz, axes=1),
    )


@exercise.also_correct("broadcast products")
def broadcast(dz, a_in, W):
    return (
        (dz[:, None, :] * W).sum(axis=2),
        (a_in[:, :, None] * dz[:, None, :]).sum(axis=0),
        np.ones((1, len(dz))).dot(dz)[0],
    )


@exercise.also_correct("mean times m")
def mean_times_m(dz, a_in, W, activation=None):
    m = len(dz)
    return [
        dz @ W.T,
        m * np.mean([np.outer(a, d) for a, d in zip(a_in, dz)], axis=0),
        m * dz.mean(0),
    ]


@exercise.also_correct(
    "bias as a weight of a column of ones",
    good_for=(
        "A bias is a weight whose input is always 1, so one product gives `dW` and `db` together."
    ),
)
def ones_column(dz, a_in, W):
    ones = np.column_stack([a_in, np.ones(len(a_in))])
    both = ones.T @ dz
    return np.matmul(dz, np.transpose(W)), both[:-1], both[-1]


@exercise.also_correct("keepdims, then ravel")
def keepdims_then_ravel(dz, a_in, W):
    db = np.sum(dz, axis=0, keepdims=True).ravel()
    return np.matmul(dz, np.swapaxes(W, 0, 1)), np.matmul(a_in.T, dz), db
