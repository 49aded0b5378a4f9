"""What strangers wrote for `convolution`."""

from __future__ import annotations

import numpy as np

from .corpus import Corpus

corpus = Corpus("convolution")


@corpus.wrong("windows", "one window too few", "range stops too early")
def _(x, size, stride):
    return np.array([x[i : i + size] for i in range(0, len(x) - size, stride)])


@corpus.wrong("windows", "windows side by side, the stride ignored", "side by side")
def _(x, size, stride):
    count = len(x) // size
    return x[: count * size].reshape(count, size)


@corpus.wrong("windows", "stride always 1", "stride ignored")
def _(x, size, stride):
    return np.array([x[i : i + size] for i in range(len(x) - size + 1)])


@corpus.wrong("windows", "a float number of rows", "division with /")
def _(x, size, stride):
    rows = 1 + (len(x) - size) / stride
    out = np.zeros((rows, size))
    for k in range(rows):
        out[k] = x[k * stride : k * stride + size]
    return out


@corpus.right("windows", "filled into float zeros, so whole numbers become floats")
def _(x, size, stride):
    rows = 1 + (len(x) - size) // stride
    out = np.zeros((rows, size))
    for k in range(rows):
        out[k] = x[k * stride : k * stride + size]
    return out


@corpus.wrong("windows", "starts at k, not k * stride", "start at k")
def _(x, size, stride):
    rows = 1 + (len(x) - size) // stride
    return np.array([x[k : k + size] for k in range(rows)])


@corpus.wrong("windows", "windows are columns", "transposed")
def _(x, size, stride):
    return np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)]).T


@corpus.wrong("windows", "the last, incomplete window too, ragged", "short windows at the end")
def _(x, size, stride):
    return np.array([x[k : k + size] for k in range(0, len(x), stride)])


@corpus.wrong("windows", "the end padded with zeros", "filled up with zeros")
def _(x, size, stride):
    rows = []
    for k in range(0, len(x), stride):
        part = x[k : k + size]
        rows.append(np.pad(part, (0, size - len(part))))
    return np.array(rows)


@corpus.wrong("windows", "each window turned round", "back to front")
def _(x, size, stride):
    return np.array([x[k : k + size][::-1] for k in range(0, len(x) - size + 1, stride)])


@corpus.wrong("windows", "size and stride confused", "size and stride swapped")
def _(x, size, stride):
    return np.array([x[k : k + stride] for k in range(0, len(x) - stride + 1, size)])


@corpus.right("windows", "cast to float")
def _(x, size, stride):
    return np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)], dtype=float)


@corpus.right("windows", "a table of indices")
def _(x, size, stride):
    return x[np.arange(0, len(x) - size + 1, stride)[:, None] + np.arange(size)]


@corpus.right("windows", "NumPy's sliding window")
def _(x, size, stride):
    return np.lib.stride_tricks.sliding_window_view(x, size)[::stride]


@corpus.wrong("conv1d", "np.convolve turns the kernel round", "kernel flipped")
def _(x, kernel, b, stride, g):
    return g(np.convolve(x, kernel, mode="valid")[::stride] + b)


@corpus.wrong("conv1d", "one filter only, by np.dot and float")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    units = 1 + (len(x) - size) // stride
    a = np.zeros(units)
    for k in range(units):
        a[k] = g(np.dot(kernel, x[k * stride : k * stride + size]) + b)
    return a


@corpus.wrong("conv1d", "np.correlate, one filter only")
def _(x, kernel, b, stride, g):
    return g(np.correlate(x, kernel, mode="valid")[::stride] + b)


@corpus.wrong("conv1d", "padding same", "zeros on both sides")
def _(x, kernel, b, stride, g):
    return g(np.correlate(x, kernel, mode="same")[::stride] + b)


@corpus.wrong("conv1d", "no bias", "no bias")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return g(rows @ kernel)


@corpus.wrong("conv1d", "no activation", "no activation")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return rows @ kernel + b


@corpus.wrong("conv1d", "bias inside the window's sum, once per place", "bias once per weight")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return g((rows @ kernel) + size * np.asarray(b))


@corpus.wrong("conv1d", "the stride is ignored", "stride ignored")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(len(x) - size + 1)])
    return g(rows @ kernel + b)


@corpus.wrong("conv1d", "one unit too few", "range stops too early")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size, stride)])
    return g(rows @ kernel + b)


@corpus.wrong("conv1d", "the mean of the products", "mean of the products")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return g(rows @ kernel / size + b)


@corpus.wrong("conv1d", "sigmoid in place of g", "always sigmoid")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return 1 / (1 + np.exp(-(rows @ kernel + b)))


@corpus.wrong("conv1d", "filters in rows of the result", "transposed")
def _(x, kernel, b, stride, g):
    size = len(kernel)
    rows = np.array([x[k : k + size] for k in range(0, len(x) - size + 1, stride)])
    return g(rows @ kernel + b).T


@corpus.right("conv1d", "tensordot over a table of indices")
def _(x, kernel, b, stride, g):
    places = np.arange(0, len(x) - len(kernel) + 1, stride)[:, None] + np.arange(len(kernel))
    return g(np.tensordot(x[places], kernel, 1) + b)


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong("windows", "a range that ends too early", "range stops too early")
def _(x, size, stride):
    rows = []
    for start in range(0, len(x) - size, stride):
        rows.append(x[start : start + size])
    return np.array(rows)


@corpus.wrong("windows", "reshaped into pieces", "side by side")
def _(x, size, stride):
    n = len(x) // size
    return x[: n * size].reshape(n, size)


@corpus.wrong("conv1d", "padded like a picture", "zeros on both sides")
def _(x, kernel, b, stride, g):
    size = kernel.shape[0]
    pad = size // 2
    xp = np.pad(x, (pad, pad))
    n = 1 + (len(xp) - size) // stride
    out = [xp[k * stride : k * stride + size] @ kernel + b for k in range(n)]
    return g(np.array(out))


@corpus.wrong("conv1d", "a sum of products that knows no matrix")
def _(x, kernel, b, stride, g):
    size = kernel.shape[0]
    n = 1 + (len(x) - size) // stride
    out = np.zeros(n)
    for k in range(n):
        out[k] = np.sum(x[k * stride : k * stride + size] * kernel) + b
    return g(out)


@corpus.wrong("conv1d", "bias after g, stacked windows", "bias after the activation")
def _(x, kernel, b, stride, g):
    size = kernel.shape[0]
    n = 1 + (len(x) - size) // stride
    out = np.stack([x[k * stride : k * stride + size] @ kernel for k in range(n)])
    return g(out) + b
