"""`windows`: the windows of a signal, one per row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import UNCHANGED, Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import extract_windows
from ...specification.random_inputs import numbers, whole
from .example_signal import SIGNAL

exercise = Exercise(
    "convolution",
    "windows",
    chapter="training/convolutional_layers",
    oracle_name="keras.ops.extract_sequences",
    returns=(Return("the result", UNCHANGED),),
)


@exercise.oracle
def _(x, size, stride):
    return extract_windows(x, size, stride)


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("9 values, windows of 5, stride 2", VALUES, (SIGNAL, 5, 2))
    yield Case("stride 1", VALUES, (SIGNAL[:6], 3, 1))
    yield Case("values left over at the end", VALUES, (SIGNAL[:8], 3, 2))
    yield Case("windows side by side", VALUES, (SIGNAL, 3, 3))
    yield Case("gaps between the windows", VALUES, (SIGNAL, 2, 3))
    yield Case("numbers with many digits", VALUES, (SIGNAL[:7] / 3, 3, 2))
    yield Case("one window that fits exactly", SHAPES, (SIGNAL[:4], 4, 2))
    yield Case("one window and values left over", SHAPES, (SIGNAL[:6], 4, 3))
    yield Case("windows of one value", SHAPES, (SIGNAL[:5], 1, 2))
    yield Case("whole numbers", SHAPES, (np.array([3, -1, 4, 1, -5, 9, 2]), 3, 2))
    yield Case("float32", SHAPES, (SIGNAL.astype(np.float32), 4, 2))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    for n, size, stride in ((9, 5, 2), (20, 6, 3), (23, 4, 3), (12, 4, 4), (17, 2, 5), (11, 3, 1)):
        label = f"{n} values, windows of {size}, stride {stride}"
        yield Case(label, VALUES, (numbers(rng, n, scale=3), size, stride))
    size, stride, units = (int(rng.integers(*limits)) for limits in ((3, 9), (2, 6), (3, 9)))
    left_over = int(rng.integers(1, stride))
    n = size + (units - 1) * stride
    yield Case("the last window just fits", VALUES, (numbers(rng, n), size, stride))
    yield Case("values left over", VALUES, (numbers(rng, n + left_over), size, stride))
    yield Case("one window that fits exactly", SHAPES, (numbers(rng, 6), 6, 2))
    yield Case("one window and values left over", SHAPES, (numbers(rng, 7), 5, 4))
    yield Case("one value", SHAPES, (numbers(rng, 1), 1, 1))
    yield Case("windows of one value", SHAPES, (numbers(rng, 8), 1, 3))
    yield Case("whole numbers", SHAPES, (whole(rng, 13), 4, 3))
    yield Case("float32", SHAPES, (numbers(rng, 13).astype(np.float32), 4, 3))
    yield Case("a heart signal", KERAS, (numbers(rng, 100), 20, 10))
    yield Case("a long signal", KERAS, (numbers(rng, 507, scale=40), 25, 7))


@exercise.misconception(
    "last window missing",
    "One window is missing at the end. With n values there are `1 + (n - size) // stride` windows: "
    "the first one at 0, and one more for each further step that fits.",
    "windows",
)
def last_window_missing(x, size, stride):
    units = (len(x) - size) // stride
    rows = np.zeros((units, size))
    for k in range(units):
        rows[k] = x[k * stride : k * stride + size]
    return rows


@exercise.misconception(
    "range stops too early",
    "A window that ends exactly at the last value is left out. `range` stops before its end, so "
    "the last start is in `range(0, n - size + 1, stride)`.",
    "windows",
)
def range_stops_too_early(x, size, stride):
    starts = range(0, len(x) - size, stride)
    return np.array([x[s : s + size] for s in starts])


@exercise.misconception(
    "stride ignored",
    "A window starts at every value. Window k starts at `k * stride`.",
    "stride",
)
def stride_ignored(x, size, stride):
    return np.array([x[s : s + size] for s in range(len(x) - size + 1)])


@exercise.misconception(
    "side by side",
    "The windows are side by side: each starts where the one before ends. Window k starts at `k * "
    "stride`, so windows overlap when the stride is smaller than the size.",
    "stride",
)
def side_by_side(x, size, stride):
    return np.array([x[s : s + size] for s in range(0, len(x) - size + 1, size)])


@exercise.misconception(
    "start at k",
    "There are as many windows as there should be, but window k starts at k. It starts at "
    "`k * stride`.",
    "stride",
)
def start_at_k(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return np.array([x[k : k + size] for k in range(units)])


@exercise.misconception(
    "filled up with zeros",
    "You padded the last windows with zeros. Values that do not fill a window are left out.",
    "windows",
)
def filled_with_zeros(x, size, stride):
    starts = range(0, len(x), stride)
    padded = np.concatenate([x, np.zeros(size)])
    return np.array([padded[s : s + size] for s in starts])


@exercise.misconception(
    "zeros on both sides",
    'You put zeros before and after the signal (Keras calls that `padding="same"`). The first '
    "window starts at the first value, and no values are added.",
    "windows",
)
def zeros_on_both_sides(x, size, stride):
    padded = np.pad(x, size // 2)
    starts = range(0, len(padded) - size + 1, stride)
    return np.array([padded[s : s + size] for s in starts])


@exercise.misconception(
    "short windows at the end",
    "The last slices are shorter than `size`, and NumPy cannot make a matrix of rows with "
    "different lengths. Stop at the last full window.",
    "windows",
)
def short_windows(x, size, stride):
    return np.array([x[s : s + size] for s in range(0, len(x), stride)])


@exercise.misconception(
    "last window pushed back",
    "You moved the last window back until it fitted. Window k starts at `k * stride`; values that "
    "do not fill a window are left out.",
    "windows",
)
def pushed_back(x, size, stride):
    starts = list(range(0, len(x) - size + 1, stride))
    if starts[-1] != len(x) - size:
        starts.append(len(x) - size)
    return np.array([x[s : s + size] for s in starts])


@exercise.misconception(
    "wrapped around",
    "The last window continues with the first values of the signal. Values that do not fill a "
    "window are left out.",
    "windows",
)
def round_the_corner(x, size, stride):
    starts = np.arange(0, len(x), stride)
    return x[(starts[:, None] + np.arange(size)) % len(x)]


@exercise.misconception(
    "transposed",
    "Your result is transposed. Each window is a row: `(units, size)`.",
    "windows",
)
def transposed(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return np.array([x[k * stride : k * stride + size] for k in range(units)]).T


@exercise.misconception(
    "back to front",
    "The values of each window are reversed. Keep the order of the signal.",
    "windows",
)
def back_to_front(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return np.array([x[k * stride : k * stride + size][::-1] for k in range(units)])


@exercise.misconception(
    "size and stride swapped",
    "You swapped size and stride. A window is `size` long and starts `stride` after the one "
    "before.",
    "stride",
)
def size_and_stride_swapped(x, size, stride):
    units = 1 + (len(x) - stride) // size
    return np.array([x[k * size : k * size + stride] for k in range(units)])


@exercise.misconception(
    "steps inside the window",
    "You took every stride-th value inside a window. The values of a window are neighbours; the "
    "stride is the step from one window to the next.",
    "stride",
)
def steps_inside(x, size, stride):
    units = len(x) - (size - 1) * stride
    return np.array([x[k : k + size * stride : stride][:size] for k in range(units)])


@exercise.misconception(
    "one value too many",
    "Each window holds one value too many. The slice `x[s:s + size]` holds `size` values; its end "
    "is not included.",
    "windows",
)
def one_too_many(x, size, stride):
    units = 1 + (len(x) - size - 1) // stride
    rows = [x[k * stride : k * stride + size + 1] for k in range(units)]
    return np.array(rows)


@exercise.misconception(
    "counting from 1",
    "Your first window leaves out the first value. Arrays are counted from 0, so the first window "
    "starts at 0.",
    "windows",
)
def counting_from_one(x, size, stride):
    units = 1 + (len(x) - 1 - size) // stride
    rows = [x[1 + k * stride : 1 + k * stride + size] for k in range(units)]
    return np.array(rows)


@exercise.misconception(
    "division with /",
    "The number of windows is a float, because `/` gives one even for whole numbers. `//` gives an "
    "integer, rounded down.",
    "windows",
)
def division(x, size, stride):
    rows = np.zeros((1 + (len(x) - size) / stride, size))
    for k in range(len(rows)):
        rows[k] = x[k * stride : k * stride + size]
    return rows


@exercise.misconception(
    "an array of integers",
    "You filled an array of integers, which cuts off all decimals. `np.zeros((units, size))` makes "
    "one of floats.",
    "windows",
)
def integers(x, size, stride):
    rows = np.zeros((1 + (len(x) - size) // stride, size), dtype=int)
    for k in range(len(rows)):
        rows[k] = x[k * stride : k * stride + size]
    return rows


@exercise.misconception(
    "a list", "You returned a Python list. Convert it to an array: `np.array(rows)`.", "windows"
)
def a_list(x, size, stride):
    units = 1 + (len(x) - size) // stride
    return [x[k * stride : k * stride + size] for k in range(units)]


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first window was filled. Move it to the left, "
    "out of the loop.",
    "windows",
    quotes=("return in loop",),
    of_result="Only the first window was filled.",
)
def return_in_the_loop(x, size, stride):
    rows = np.zeros((1 + (len(x) - size) // stride, size))
    for k in range(len(rows)):
        rows[k] = x[k * stride : k * stride + size]
        return rows


@exercise.misconception(
    "float32",
    "You filled an array of float32, which keeps seven digits. The windows hold the numbers "
    "exactly as they are in x: `np.zeros((units, size))` keeps all of float64's.",
    "windows",
)
def in_float32(x, size, stride):
    units = 1 + (len(x) - size) // stride
    rows = np.zeros((units, size), dtype=np.float32)
    for k in range(units):
        rows[k] = x[k * stride : k * stride + size]
    return rows


@exercise.misconception(
    "last window only",
    "Only the last window is left: each turn of the loop replaced the one before. Keep a row for "
    "every window.",
    "windows",
)
def last_window_only(x, size, stride):
    for k in range(1 + (len(x) - size) // stride):
        row = x[k * stride : k * stride + size]
    return row


@exercise.misconception(
    "one long row",
    "The windows are one behind the other in a single row. Each window is a row of its own: "
    "`(units, size)`.",
    "windows",
)
def one_long_row(x, size, stride):
    rows = []
    for k in range(1 + (len(x) - size) // stride):
        rows.extend(x[k * stride : k * stride + size])
    return np.array(rows)


# Mistakes that are made beside any other.


@exercise.modifier("transposed")
def _(function, x, size, stride):
    return function(x, size, stride).T


@exercise.modifier("back to front")
def _(function, x, size, stride):
    return function(x, size, stride)[:, ::-1]


@exercise.modifier("stride ignored")
def _(function, x, size, stride):
    return function(x, size, 1)


@exercise.modifier("size and stride swapped")
def _(function, x, size, stride):
    return function(x, stride, size)


@exercise.modifier("an array of integers")
def _(function, x, size, stride):
    return function(x, size, stride).astype(int)


# Other ways to make these mistakes.


@exercise.another_way("side by side")
def _(x, size, stride):
    return x[: len(x) // size * size].reshape(-1, size)


@exercise.another_way("filled up with zeros")
def _(x, size, stride):
    padded = np.append(x, np.zeros(size))
    units = -(-(len(x) - size) // stride) + 1
    return np.array([padded[k * stride : k * stride + size] for k in range(units)])
