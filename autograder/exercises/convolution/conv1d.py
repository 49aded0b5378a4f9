"""`conv1d`: the output of a convolutional layer for one signal."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.functions import linear, softsign, tanh
from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import conv1d_layer
from ...specification.random_inputs import numbers, whole
from .example_signal import SIGNAL

# Not the ReLU and not the sigmoid: the notebook asks for both.
ACTIVATIONS = (tanh, softsign, linear)
KERNEL = np.array([1.0, 0.0, -2.0, 0.5, 1.0])

exercise = Exercise(
    "convolution",
    "conv1d",
    chapter="training/convolutional_layers",
    oracle_name="keras.layers.Conv1D",
)


@exercise.oracle
def _(x, kernel, b, stride, g):
    filters = np.reshape(kernel, (len(kernel), -1))
    result = conv1d_layer(x, filters, np.reshape(b, -1), stride, g.__name__)
    return result[:, 0] if np.ndim(kernel) == 1 else result


@exercise.visible
def _() -> Iterator[Case]:
    two = np.column_stack([KERNEL, [0.5, -1.5, 0.25, 1.0, -0.75]])
    yield Case("the example above, g linear", VALUES, (SIGNAL, KERNEL, 0.5, 2, linear))
    yield Case("a quarter of the signal, g tanh", VALUES, (SIGNAL / 4, KERNEL, 0.5, 2, tanh))
    yield Case("the example above, g softsign", VALUES, (SIGNAL, KERNEL, 0.5, 2, softsign))
    yield Case("stride 1, g tanh", VALUES, (SIGNAL, np.array([0.5, -0.25, 1.0]), -0.3, 1, tanh))
    yield Case(
        "values left over at the end",
        VALUES,
        (SIGNAL[:8], np.array([0.5, -0.25, 1.0]), 0.2, 2, linear),
    )
    yield Case("two filters", VALUES, (SIGNAL / 4, two, np.array([0.5, -0.25]), 2, tanh))
    yield Case(
        "as many filters as values in a window",
        VALUES,
        (SIGNAL, np.array([[0.5, -1.0], [2.0, 0.25]]), np.array([0.1, -0.4]), 3, softsign),
    )
    yield Case("one filter in a matrix", SHAPES, (SIGNAL, two[:, 1:], np.array([0.75]), 2, tanh))
    yield Case("one window", SHAPES, (SIGNAL[:5], KERNEL, 1.5, 1, tanh))
    yield Case(
        "one window, two filters", SHAPES, (SIGNAL[:5], two, np.array([0.5, -0.25]), 1, softsign)
    )
    yield Case(
        "whole numbers",
        SHAPES,
        (np.array([1, -2, 0, 3, 1, 2, -1]), np.array([2, -1, 1]), 1, 2, softsign),
    )
    yield Case(
        "float32",
        SHAPES,
        (*(a.astype(np.float32) for a in (SIGNAL / 8, KERNEL)), np.float32(0.25), 2, tanh),
    )
    yield Case("large numbers", STABILITY, (SIGNAL * 1500, KERNEL, -2.0, 2, softsign), atol=1e-8)


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def layer(n, size, stride, g, filters=None, scale=1.0):
        kernel = numbers(rng, size) if filters is None else numbers(rng, size, filters)
        b = numbers(rng)[()] if filters is None else numbers(rng, filters)
        return numbers(rng, n, scale=scale), kernel, b, stride, g

    for g in ACTIVATIONS:
        yield Case(f"one filter, g {g.__name__}", VALUES, layer(15, 4, 3, g, scale=0.5))
        yield Case(f"some filters, g {g.__name__}", VALUES, layer(16, 5, 2, g, 3, scale=0.5))
    yield Case("values left over at the end", VALUES, layer(18, 4, 3, linear))
    yield Case("windows side by side", VALUES, layer(12, 3, 3, tanh, scale=0.5))
    yield Case("gaps between the windows", VALUES, layer(14, 2, 5, tanh, 3, scale=0.5))
    yield Case("as many filters as values in a window", VALUES, layer(11, 3, 2, tanh, 3))
    yield Case("one window", SHAPES, layer(6, 6, 2, tanh, scale=0.3))
    yield Case("one window, some filters", SHAPES, layer(6, 6, 1, tanh, 4, scale=0.3))
    yield Case("one filter in a matrix", SHAPES, layer(13, 4, 2, tanh, 1, scale=0.5))
    yield Case("a kernel of one value", SHAPES, layer(7, 1, 2, tanh))
    yield Case("one value, one filter in a matrix", SHAPES, layer(1, 1, 1, tanh, 1))
    yield Case(
        "whole numbers", SHAPES, (whole(rng, 14), whole(rng, 4), int(rng.integers(1, 5)), 3, tanh)
    )
    yield Case(
        "whole numbers in x, others in the kernel",
        SHAPES,
        (whole(rng, 14), numbers(rng, 4, 2, scale=0.1), numbers(rng, 2), 3, softsign),
    )
    x, kernel, b, _, _ = layer(14, 4, 3, tanh, 2, scale=0.5)
    yield Case("float32", SHAPES, (*(a.astype(np.float32) for a in (x, kernel, b)), 3, tanh))
    for g in ACTIVATIONS:
        case = layer(30, 5, 3, g, 4, scale=2500)
        yield Case(f"|z| up to 10,000, g {g.__name__}", STABILITY, case, atol=1e-8)
    yield Case("the first layer of the heart detector", KERAS, layer(100, 20, 10, softsign))
    yield Case("the layer after it", KERAS, layer(9, 5, 2, softsign))
    yield Case("many filters", KERAS, layer(203, 12, 4, tanh, 9, scale=0.2))


@exercise.misconception(
    "kernel flipped",
    "You reversed the kernel, as the convolution of mathematics and `np.convolve` do. A "
    "convolutional layer does not: the first weight belongs to the first value of the window.",
    "kernel",
)
def kernel_flipped(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel[::-1] + b)


@exercise.misconception(
    "stride ignored",
    "A window starts at every value of the signal. Window k starts at `k * stride`.",
    "stride",
)
def conv_stride_ignored(x, kernel, b, stride, g):
    starts = range(len(x) - len(kernel) + 1)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b)


@exercise.misconception(
    "windows side by side",
    "Each window starts where the one before ends. Window k starts at `k * stride`, so "
    "windows overlap when the stride is smaller than the kernel.",
    "stride",
)
def conv_side_by_side(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, len(kernel))
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b)


@exercise.misconception(
    "no bias",
    "The bias is missing: z is the sum of weights times values, plus b.",
    "kernel",
)
def conv_no_bias(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel)


@exercise.misconception(
    "no activation",
    "You returned z. The layer's output is g(z).",
    "kernel",
)
def conv_no_activation(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return rows @ kernel + b


@exercise.misconception(
    "always relu",
    "You applied ReLU whatever `g` is. Call the function that was passed in: `g(z)`.",
    "kernel",
)
def conv_always_relu(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return np.maximum(0, rows @ kernel + b)


@exercise.misconception(
    "bias after the activation",
    "You added the bias after g. It belongs inside: g(z), where z is the sum plus the bias.",
    "kernel",
)
def conv_bias_after(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel) + b


@exercise.misconception(
    "bias once per weight",
    "You added b to every product before the sum, so it counts `size` times. It is added "
    "once, after the sum.",
    "kernel",
)
def bias_once_a_weight(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + len(kernel) * b)


@exercise.misconception(
    "mean of the products",
    "You took the mean of the products. A unit adds them up.",
    "kernel",
)
def mean_of_products(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel / len(kernel) + b)


@exercise.misconception(
    "last window missing",
    "One window is missing at the end. With n values there are `1 + (n - size) // stride` of them.",
    "windows",
)
def conv_last_window_missing(x, kernel, b, stride, g):
    size = len(kernel)
    units = (len(x) - size) // stride
    return np.array([g(x[k * stride : k * stride + size] @ kernel + b) for k in range(units)])


@exercise.misconception(
    "range stops too early",
    "A window that ends exactly at the last value is left out. `range` stops before its end, "
    "so the last start is in `range(0, n - size + 1, stride)`.",
    "windows",
)
def conv_range_stops_too_early(x, kernel, b, stride, g):
    size = len(kernel)
    starts = range(0, len(x) - size, stride)
    return np.array([g(x[s : s + size] @ kernel + b) for s in starts])


@exercise.misconception(
    "zeros on both sides",
    'You put zeros before and after the signal (Keras calls that `padding="same"`). The first '
    "window starts at the first value, and no values are added.",
    "windows",
)
def conv_zeros_on_both_sides(x, kernel, b, stride, g):
    x = np.pad(x, len(kernel) // 2)
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b)


@exercise.misconception(
    "filled up with zeros",
    "You padded the last windows with zeros. Values that do not fill a window are left out.",
    "windows",
)
def conv_filled_with_zeros(x, kernel, b, stride, g):
    padded = np.concatenate([x, np.zeros(len(kernel))])
    rows = np.array([padded[s : s + len(kernel)] for s in range(0, len(x), stride)])
    return g(rows @ kernel + b)


@exercise.misconception(
    "first filter only",
    "Only the first filter was applied. A kernel `(size, filters)` holds one filter per column, "
    "and the result has one column for each.",
    "filters",
)
def first_filter_only(x, kernel, b, stride, g):
    if kernel.ndim == 2:
        kernel, b = kernel[:, 0], b[0]
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b)


@exercise.misconception(
    "first bias for all",
    "Every filter got the first bias. Filter j has its own, `b[j]`.",
    "filters",
)
def conv_first_bias(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + np.ravel(b)[0])


@exercise.misconception(
    "filters added up",
    "You added the results of the filters. Each filter keeps its own column: `(units, filters)`.",
    "filters",
)
def filters_added_up(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    z = rows @ kernel + b
    return g(z.sum(axis=1) if z.ndim == 2 else z)


@exercise.misconception(
    "transposed",
    "Your result is transposed. Windows are the rows and filters the columns: `(units, filters)`.",
    "filters",
)
def conv_transposed(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b).T


@exercise.misconception(
    "filters in rows",
    "You used the rows of the kernel as filters. A filter is a column: `kernel[:, j]`, and "
    "`len(kernel)` is the size of a window.",
    "filters",
)
def filters_in_rows(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel.T + b)


@exercise.misconception(
    "vectors only",
    "You multiplied element by element with the whole kernel, which works for one filter "
    "only. With `(size, filters)` take the product `window @ kernel`, or one column after the "
    "other.",
    "filters",
)
def vectors_only(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    return np.array([g(np.sum(x[s : s + len(kernel)] * kernel) + b) for s in starts])


@exercise.misconception(
    "always a matrix",
    "With a kernel `(size,)` the result is a vector, `(units,)`. You returned a matrix with "
    "one column.",
    "filters",
)
def always_a_matrix(x, kernel, b, stride, g):
    kernel = kernel.reshape(len(kernel), -1)
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows @ kernel + b)


@exercise.misconception(
    "squeezed",
    "`squeeze` removed an axis of length 1. With a kernel `(size, filters)` the result is a "
    "matrix, even for one filter or one window.",
    "filters",
)
def conv_squeezed(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return np.squeeze(g(rows @ kernel + b))


@exercise.misconception(
    "steps inside the window",
    "You took every stride-th value inside a window. The values of a window are neighbours; "
    "the stride is the step from one window to the next.",
    "stride",
)
def conv_steps_inside(x, kernel, b, stride, g):
    size, span = len(kernel), (len(kernel) - 1) * stride + 1
    rows = np.array([x[k : k + span : stride] for k in range(len(x) - span + 1)])
    return g(rows.reshape(-1, size) @ kernel + b)


@exercise.misconception(
    "first window repeated",
    "Only the first window was computed, and its value repeated. Every window has the same "
    "weights, but its own values.",
    "windows",
)
def first_window_repeated(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    rows = np.repeat(rows[:1], len(rows), axis=0)
    return g(rows @ kernel + b)


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first window is computed. Move it to the left, "
    "out of the loop.",
    "windows",
    quotes=("return in loop",),
    of_result="Only the first window is computed.",
)
def conv_return_in_the_loop(x, kernel, b, stride, g):
    size = len(kernel)
    units = 1 + (len(x) - size) // stride
    a = np.zeros((units, *kernel.shape[1:]))
    for k in range(units):
        a[k] = g(x[k * stride : k * stride + size] @ kernel + b)
        return a


@exercise.misconception(
    "dtype of the input",
    "The result array has the dtype of x. When x holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(units)`.",
    "windows",
)
def conv_dtype_of_input(x, kernel, b, stride, g):
    size = len(kernel)
    units = 1 + (len(x) - size) // stride
    a = np.zeros((units, *kernel.shape[1:]), dtype=x.dtype)
    for k in range(units):
        a[k] = g(x[k * stride : k * stride + size] @ kernel + b)
    return a


@exercise.misconception(
    "a list",
    "You returned a Python list. Convert it to an array: `np.array(a)`.",
    "windows",
)
def conv_list(x, kernel, b, stride, g):
    size = len(kernel)
    starts = range(0, len(x) - size + 1, stride)
    return [g(x[s : s + size] @ kernel + b) for s in starts]


@exercise.misconception(
    "bias added to the signal",
    "You added b to the signal before the product, so it is multiplied by the weights. It is "
    "added after the sum.",
    "kernel",
)
def bias_in_the_signal(x, kernel, b, stride, g):
    size = len(kernel)
    starts = range(0, len(x) - size + 1, stride)
    rows = np.array([x[s : s + size] for s in starts])
    if np.ndim(b) == 0:
        return g((rows + b) @ kernel)
    return g(np.column_stack([(rows + b[j]) @ kernel[:, j] for j in range(len(b))]))


@exercise.misconception(
    "always sigmoid",
    "You applied the sigmoid whatever `g` is. Call the function that was passed in: `g(z)`.",
    "kernel",
)
def conv_always_sigmoid(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return 1 / (1 + np.exp(-(rows @ kernel + b)))


@exercise.misconception(
    "last window only",
    "Only the last window is left: each turn of the loop replaced the one before. Keep a value for "
    "every window.",
    "windows",
)
def conv_last_window_only(x, kernel, b, stride, g):
    for s in range(0, len(x) - len(kernel) + 1, stride):
        a = g(x[s : s + len(kernel)] @ kernel + b)
    return a


@exercise.misconception(
    "sum carried on",
    "The sum of each window still holds those of the windows before it. Every unit starts at 0: "
    "`z = 0` belongs inside the loop over the windows.",
    "kernel",
)
def sum_carried_on(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(np.cumsum(rows @ kernel, axis=0) + b)


@exercise.another_way("sum carried on")
def _(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(np.cumsum(rows @ kernel + b, axis=0))


@exercise.misconception(
    "last product only",
    "Only the last product of each window counts: every product replaces the one before it. Add "
    "them up, with `+=` or `np.dot`.",
    "kernel",
)
def last_product_only(x, kernel, b, stride, g):
    starts = range(0, len(x) - len(kernel) + 1, stride)
    rows = np.array([x[s : s + len(kernel)] for s in starts])
    return g(rows[:, -1:] @ kernel[-1:] + b)


# Mistakes that are made beside any other.


@exercise.modifier("kernel flipped")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel[::-1], b, stride, g)


@exercise.modifier("stride ignored")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, b, 1, g)


@exercise.modifier("no bias")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, 0 * b, stride, g)


@exercise.modifier("no activation")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, b, stride, lambda z: z)


@exercise.modifier("always relu")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, b, stride, lambda z: np.maximum(0, z))


@exercise.modifier("bias after the activation")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, 0 * b, stride, g) + b


@exercise.modifier("transposed")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, b, stride, g).T


@exercise.modifier("squeezed")
def _(function, x, kernel, b, stride, g):
    return np.squeeze(function(x, kernel, b, stride, g))


@exercise.modifier("always sigmoid")
def _(function, x, kernel, b, stride, g):
    return function(x, kernel, b, stride, lambda z: 1 / (1 + np.exp(-z)))


# Other ways to make these mistakes.


def _each_filter(x, kernel, b, stride, g, products):
    """Apply `products` of the signal and a filter, with zeros on both sides, to every filter."""
    if kernel.ndim == 1:
        return g(products(x, kernel, "same")[::stride] + b)
    columns = [products(x, column, "same")[::stride] for column in kernel.T]
    return g(np.column_stack(columns) + b)


@exercise.another_way("zeros on both sides")
def _(x, kernel, b, stride, g):
    return _each_filter(x, kernel, b, stride, g, np.correlate)


@exercise.another_way("zeros on both sides", "kernel flipped")
def _(x, kernel, b, stride, g):
    return _each_filter(x, kernel, b, stride, g, np.convolve)


@exercise.another_way("zeros on both sides")
def _(x, kernel, b, stride, g):
    return g(np.correlate(x, kernel, "same")[::stride] + b)


@exercise.another_way("zeros on both sides", "kernel flipped")
def _(x, kernel, b, stride, g):
    return g(np.convolve(x, kernel, "same")[::stride] + b)


@exercise.another_way("kernel flipped", "zeros on both sides")
def _(x, kernel, b, stride, g):
    return g(np.convolve(x, kernel)[::stride] + b)


@exercise.another_way("kernel flipped", "stride ignored")
def _(x, kernel, b, stride, g):
    return g(np.convolve(x, kernel, "valid") + b)
