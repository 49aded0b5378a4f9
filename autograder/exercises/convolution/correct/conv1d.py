"""Other correct variants of `conv1d`."""

from __future__ import annotations

import numpy as np
import scipy  # it imports its parts when they are used: `signal` takes a second
from numpy.lib.stride_tricks import sliding_window_view

from ..conv1d import exercise


@exercise.also_correct("windows and matrix product")
def by_product(x, kernel, b, stride, g):
    return g(sliding_window_view(x, len(kernel))[::stride] @ kernel + b)


@exercise.also_correct(
    "loop over the windows",
    good_for="It needs no matrix of windows, so it takes less memory for a long signal.",
)
def loop_over_windows(x, kernel, b, stride, g):
    size = kernel.shape[0]
    a = []
    for start in range(0, len(x) - size + 1, stride):
        a.append(g(np.dot(x[start : start + size], kernel) + b))
    return np.array(a)


@exercise.also_correct("three loops")
def three_loops(x, kernel, b, stride, g):
    one = kernel.ndim == 1
    filters = kernel.reshape(len(kernel), -1)
    biases = np.reshape(b, -1)
    size, count = filters.shape
    units = 1 + (len(x) - size) // stride
    a = np.zeros((units, count))
    for k in range(units):
        for j in range(count):
            z = float(biases[j])
            for i in range(size):
                z += float(x[k * stride + i]) * float(filters[i, j])
            a[k, j] = g(z)
    return a[:, 0] if one else a


@exercise.also_correct("einsum")
def by_einsum(x, kernel, b, stride, g):
    rows = x[
        stride * np.arange(1 + (len(x) - len(kernel)) // stride)[:, None] + np.arange(len(kernel))
    ]
    return g(np.einsum("ks,s...->k...", rows, kernel) + b)


@exercise.also_correct("tensordot")
def by_tensordot(x, kernel, b, stride, g):
    rows = sliding_window_view(x, kernel.shape[0])[::stride]
    return g(np.tensordot(rows, kernel, axes=(1, 0)) + b)


@exercise.also_correct(
    "np.correlate, then every stride-th",
    good_for=(
        "What a convolutional layer computes is called cross-correlation elsewhere, and NumPy "
        "has it."
    ),
)
def by_correlate(x, kernel, b, stride, g):
    if kernel.ndim == 1:
        return g(np.correlate(x, kernel, mode="valid")[::stride] + b)
    z = [np.correlate(x, column, mode="valid")[::stride] for column in kernel.T]
    return g(np.array(z).T + b)


@exercise.also_correct("np.convolve with the kernel turned")
def by_convolve(x, kernel, b, stride, g):
    def one(weights, bias):
        return g(np.convolve(x, weights[::-1], mode="valid")[::stride] + bias)

    if kernel.ndim == 1:
        return one(kernel, b)
    return np.column_stack([one(kernel[:, j], b[j]) for j in range(kernel.shape[1])])


@exercise.also_correct("scipy.signal.correlate")
def by_scipy(x, kernel, b, stride, g):
    matrix = kernel if kernel.ndim == 2 else kernel[:, None]
    z = scipy.signal.correlate(x[:, None].astype(float), matrix[:, :1].astype(float), mode="valid")
    for j in range(1, matrix.shape[1]):
        more = scipy.signal.correlate(
            x[:, None].astype(float), matrix[:, j : j + 1].astype(float), mode="valid"
        )
        z = np.hstack([z, more])
    a = g(z[::stride] + b)
    return a if kernel.ndim == 2 else a[:, 0]


@exercise.also_correct("fast Fourier transform")
def by_fft(x, kernel, b, stride, g):
    if kernel.ndim == 1:
        return g(scipy.signal.fftconvolve(x, kernel[::-1], mode="valid")[::stride] + b)
    z = [scipy.signal.fftconvolve(x, column[::-1], mode="valid")[::stride] for column in kernel.T]
    return g(np.stack(z, axis=1) + b)


@exercise.also_correct("one weight after the other")
def one_weight_after_the_other(x, kernel, b, stride, g):
    last = len(x) - len(kernel)
    z = np.zeros((last // stride + 1, *kernel.shape[1:]))
    for i in range(len(kernel)):
        z += np.multiply.outer(x[i : i + last + 1 : stride], kernel[i])
    return g(z + b)


@exercise.also_correct("a sparse matrix of weights")
def as_a_dense_layer(x, kernel, b, stride, g):
    filters = kernel.reshape(len(kernel), -1)
    units = 1 + (len(x) - len(kernel)) // stride
    a = np.empty((units, filters.shape[1]))
    for j in range(filters.shape[1]):
        W = np.zeros((len(x), units))
        for k in range(units):
            W[k * stride : k * stride + len(kernel), k] = filters[:, j]
        a[:, j] = g(x @ W + np.reshape(b, -1)[j])
    return a.reshape(units, *kernel.shape[1:])


@exercise.also_correct("bias as a further weight")
def bias_as_weight(x, kernel, b, stride, g, *, dtype=float):
    rows = sliding_window_view(x, len(kernel))[::stride].astype(dtype)
    rows = np.concatenate([rows, np.ones((len(rows), 1))], axis=1)
    weights = np.concatenate([kernel, np.reshape(b, (1, *kernel.shape[1:]))])
    return g(np.matmul(rows, weights))


@exercise.also_correct("np.apply_along_axis")
def by_apply(x, kernel, b, stride, g):
    rows = sliding_window_view(x, len(kernel))[::stride]
    return np.apply_along_axis(lambda row: g(row @ kernel + b), 1, rows)
