"""Other right ways to write the functions of `convolution`."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view
from scipy.signal import correlate, fftconvolve

from ..convolution import conv1d, windows


@windows.also_correct("sliding_window_view")
def by_sliding_window_view(x, size, stride):
    return sliding_window_view(x, size)[::stride]


@windows.also_correct("a matrix of indices")
def by_indices(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return x[stride * np.arange(units)[:, None] + np.arange(size)]


@windows.also_correct("strides by hand")
def by_strides(x, size, stride):
    units = 1 + (x.size - size) // stride
    step = x.strides[0]
    return as_strided(x, (units, size), (stride * step, step), writeable=False)


@windows.also_correct("list of slices")
def list_of_slices(x, size, stride):
    return np.array([x[start : start + size] for start in range(0, len(x) - size + 1, stride)])


@windows.also_correct("a loop that fills floats")
def loop(x, size, stride):
    units = (len(x) - size) // stride + 1
    out = np.zeros((units, size))
    for k in range(units):
        out[k, :] = x[k * stride : k * stride + size]
    return out


@windows.also_correct("two loops")
def two_loops(x, size, stride):
    units = int(np.floor((len(x) - size) / stride)) + 1
    out = np.empty((units, size), dtype=x.dtype)
    for k in range(units):
        for i in range(size):
            out[k, i] = x[k * stride + i]
    return out


@windows.also_correct("while and stack")
def while_loop(x, size, stride):
    rows, start = [], 0
    while start + size <= x.shape[0]:
        rows.append(x[start : start + size].copy())
        start += stride
    return np.stack(rows)


@windows.also_correct("vstack")
def by_vstack(x, size, stride, first=0):
    return np.vstack([x[s : s + size] for s in np.arange(first, len(x) - size + 1, stride)])


@windows.also_correct("columns first, then turned")
def columns_first(x, size, stride):
    last = len(x) - size
    return np.array([x[i : i + last + 1 : stride] for i in range(size)]).T


@windows.also_correct("np.take")
def by_take(x, size, stride):
    starts = np.arange(0, x.size - size + 1, stride)
    return np.take(x, np.add.outer(starts, np.arange(size)))


@conv1d.also_correct("windows and matrix product")
def by_product(x, kernel, b, stride, g):
    return g(sliding_window_view(x, len(kernel))[::stride] @ kernel + b)


@conv1d.also_correct("loop over the windows")
def loop_over_windows(x, kernel, b, stride, g):
    size = kernel.shape[0]
    a = []
    for start in range(0, len(x) - size + 1, stride):
        a.append(g(np.dot(x[start : start + size], kernel) + b))
    return np.array(a)


@conv1d.also_correct("three loops")
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


@conv1d.also_correct("einsum")
def by_einsum(x, kernel, b, stride, g):
    rows = x[
        stride * np.arange(1 + (len(x) - len(kernel)) // stride)[:, None] + np.arange(len(kernel))
    ]
    return g(np.einsum("ks,s...->k...", rows, kernel) + b)


@conv1d.also_correct("tensordot")
def by_tensordot(x, kernel, b, stride, g):
    rows = sliding_window_view(x, kernel.shape[0])[::stride]
    return g(np.tensordot(rows, kernel, axes=(1, 0)) + b)


@conv1d.also_correct("np.correlate, then every stride-th")
def by_correlate(x, kernel, b, stride, g):
    if kernel.ndim == 1:
        return g(np.correlate(x, kernel, mode="valid")[::stride] + b)
    z = [np.correlate(x, column, mode="valid")[::stride] for column in kernel.T]
    return g(np.array(z).T + b)


@conv1d.also_correct("np.convolve with the kernel turned")
def by_convolve(x, kernel, b, stride, g):
    def one(weights, bias):
        return g(np.convolve(x, weights[::-1], mode="valid")[::stride] + bias)

    if kernel.ndim == 1:
        return one(kernel, b)
    return np.column_stack([one(kernel[:, j], b[j]) for j in range(kernel.shape[1])])


@conv1d.also_correct("scipy.signal.correlate")
def by_scipy(x, kernel, b, stride, g):
    matrix = kernel if kernel.ndim == 2 else kernel[:, None]
    z = correlate(x[:, None].astype(float), matrix[:, :1].astype(float), mode="valid")
    for j in range(1, matrix.shape[1]):
        more = correlate(x[:, None].astype(float), matrix[:, j : j + 1].astype(float), mode="valid")
        z = np.hstack([z, more])
    a = g(z[::stride] + b)
    return a if kernel.ndim == 2 else a[:, 0]


@conv1d.also_correct("fast Fourier transform")
def by_fft(x, kernel, b, stride, g):
    if kernel.ndim == 1:
        return g(fftconvolve(x, kernel[::-1], mode="valid")[::stride] + b)
    z = [fftconvolve(x, column[::-1], mode="valid")[::stride] for column in kernel.T]
    return g(np.stack(z, axis=1) + b)


@conv1d.also_correct("one weight after the other")
def one_weight_after_the_other(x, kernel, b, stride, g):
    last = len(x) - len(kernel)
    z = np.zeros((last // stride + 1, *kernel.shape[1:]))
    for i in range(len(kernel)):
        z += np.multiply.outer(x[i : i + last + 1 : stride], kernel[i])
    return g(z + b)


@conv1d.also_correct("a sparse matrix of weights")
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


@conv1d.also_correct("bias as a further weight")
def bias_as_weight(x, kernel, b, stride, g, *, dtype=float):
    rows = sliding_window_view(x, len(kernel))[::stride].astype(dtype)
    rows = np.concatenate([rows, np.ones((len(rows), 1))], axis=1)
    weights = np.concatenate([kernel, np.reshape(b, (1, *kernel.shape[1:]))])
    return g(np.matmul(rows, weights))


@conv1d.also_correct("np.apply_along_axis")
def by_apply(x, kernel, b, stride, g):
    rows = sliding_window_view(x, len(kernel))[::stride]
    return np.apply_along_axis(lambda row: g(row @ kernel + b), 1, rows)
