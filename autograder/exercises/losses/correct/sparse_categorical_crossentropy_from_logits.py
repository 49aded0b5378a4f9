"""Other correct variants of `sparse_categorical_crossentropy_from_logits`."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from ..sparse_categorical_crossentropy_from_logits import exercise

exercise.equivalent |= {
    "c = np.max(z, axis=-1, keepdims=True)": "the last of two axes is the second",
    "log_sum_exp = c[:, 0] + np.log(np.sum(np.exp(z - c), axis=-1))": "as above",
    "log_sum_exp = c[:, -1] + np.log(np.sum(np.exp(z - c), axis=1))": "c has one column only",
}


@exercise.also_correct("logaddexp")
def softmax_logaddexp(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]


@exercise.also_correct("scipy logsumexp")
def softmax_logsumexp(y, z):
    return special.logsumexp(z, axis=-1) - z[np.arange(len(y)), y]


@exercise.also_correct("scipy log_softmax")
def softmax_log_softmax(y, z):
    return -special.log_softmax(z, axis=1)[np.arange(len(y)), y]


@exercise.also_correct(
    "shifted logits",
    good_for="The shift cancels, so the largest logit need not be added again at the end.",
)
def softmax_shifted(y, z):
    shifted = z - np.max(z, axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]


@exercise.also_correct("the whole log-softmax, one-hot")
def softmax_one_hot(y, z):
    shifted = z - z.max(axis=1, keepdims=True)
    log_a = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(np.eye(z.shape[1])[y] * log_a, axis=1)


@exercise.also_correct("take_along_axis")
def softmax_take_along(y, z):
    c = z.max(axis=1, keepdims=True)
    lse = c + np.log(np.exp(z - c).sum(axis=1, keepdims=True))
    return (lse - np.take_along_axis(z, y[:, None], axis=1)).squeeze(axis=1)


@exercise.also_correct("loop over rows")
def softmax_rows(y, z):
    losses = np.zeros(len(y))
    for i, row in enumerate(z):
        losses[i] = row.max() + np.log(np.sum(np.exp(row - row.max()))) - row[y[i]]
    return losses


@exercise.also_correct("two loops over math")
def softmax_two_loops(y, z):
    losses = []
    for label, row in zip(y.tolist(), z.tolist()):
        total = 0.0
        for value in row:
            total += math.exp(value - max(row))
        losses.append(max(row) - row[label] + math.log(total))
    return np.array(losses)


@exercise.also_correct("logaddexp of the differences")
def softmax_differences(y, z):
    true = z[np.arange(len(y)), y]
    return np.logaddexp.reduce(z - true[:, None], axis=1)


@exercise.also_correct("apply_along_axis")
def softmax_along_axis(y, z):
    lse = np.apply_along_axis(lambda row: row.max() + np.log(np.exp(row - row.max()).sum()), 1, z)
    return lse - z[range(len(y)), y]


@exercise.also_correct("einsum, mask")
def softmax_einsum(y, z):
    z = z.astype(float)
    hot = (np.arange(z.shape[1]) == y[:, None]).astype(float)
    c = np.max(z, axis=-1)
    total = np.einsum("ij->i", np.exp(z - c[:, None]))
    return np.log(total) + c - np.einsum("ij,ij->i", hot, z)


@exercise.also_correct("log1p of the other classes")
def softmax_log1p(y, z):
    z = np.array(z, dtype=float)
    best = np.argmax(z, axis=1)
    rows = np.arange(len(y))
    e = np.exp(z - z[rows, best][:, None])
    e[rows, best] = 0
    return np.log1p(e.sum(axis=1)) + z[rows, best] - z[rows, y]


@exercise.also_correct("transposes, extra keyword")
def softmax_transposes(y, z, axis=0):
    z = z.T
    c = z.max(axis=axis)
    return c + np.log(np.exp(z - c).sum(axis=axis)) - z[y, np.arange(z.shape[1])]
