"""Other correct variants of `windows`."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view

from ..windows import exercise


@exercise.also_correct("sliding_window_view")
def by_sliding_window_view(x, size, stride):
    return sliding_window_view(x, size)[::stride]


@exercise.also_correct(
    "a matrix of indices",
    good_for=(
        "A column of starts plus a row of steps gives every index at once, and no loop is left."
    ),
)
def by_indices(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return x[stride * np.arange(units)[:, None] + np.arange(size)]


@exercise.also_correct("strides by hand")
def by_strides(x, size, stride):
    units = 1 + (x.size - size) // stride
    step = x.strides[0]
    return as_strided(x, (units, size), (stride * step, step), writeable=False)


@exercise.also_correct("list of slices")
def list_of_slices(x, size, stride):
    return np.array([x[start : start + size] for start in range(0, len(x) - size + 1, stride)])


@exercise.also_correct("a loop that fills floats")
def loop(x, size, stride):
    units = (len(x) - size) // stride + 1
    out = np.zeros((units, size))
    for k in range(units):
        out[k, :] = x[k * stride : k * stride + size]
    return out


@exercise.also_correct("two loops")
def two_loops(x, size, stride):
    units = int(np.floor((len(x) - size) / stride)) + 1
    out = np.empty((units, size), dtype=x.dtype)
    for k in range(units):
        for i in range(size):
            out[k, i] = x[k * stride + i]
    return out


@exercise.also_correct("while and stack")
def while_loop(x, size, stride):
    rows, start = [], 0
    while start + size <= x.shape[0]:
        rows.append(x[start : start + size].copy())
        start += stride
    return np.stack(rows)


@exercise.also_correct("vstack")
def by_vstack(x, size, stride, first=0):
    return np.vstack([x[s : s + size] for s in np.arange(first, len(x) - size + 1, stride)])


@exercise.also_correct("columns first, then turned")
def columns_first(x, size, stride):
    last = len(x) - size
    return np.array([x[i : i + last + 1 : stride] for i in range(size)]).T


@exercise.also_correct("np.take")
def by_take(x, size, stride):
    starts = np.arange(0, x.size - size + 1, stride)
    return np.take(x, np.add.outer(starts, np.arange(size)))
