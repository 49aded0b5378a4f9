"""`dense`: the output of one layer for one example, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.functions import linear, relu, softsign, tanh
from ...checks.run import SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import dense_layer
from ...specification.random_inputs import numbers
from .example_layers import A_EXAMPLE, B_EXAMPLE, W_EXAMPLE, draw_layers
from .shared_explanations import ROWS

exercise = Exercise(
    "forward_propagation",
    "dense",
    chapter="inference/forward_propagation_in_numpy",
    oracle_name="keras.layers.Dense",
)


@exercise.oracle
def _(a_in, W, b, g):
    return dense_layer(np.reshape(a_in, (1, -1)), W, b, g.__name__)[0]


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("the example above, g linear", VALUES, (A_EXAMPLE, W_EXAMPLE, B_EXAMPLE, linear))
    yield Case(
        "an eighth of the example's input, g tanh",
        VALUES,
        (A_EXAMPLE / 8, W_EXAMPLE, B_EXAMPLE, tanh),
    )
    yield Case("the example above, g softsign", VALUES, (A_EXAMPLE, W_EXAMPLE, B_EXAMPLE, softsign))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case("as many units as features", VALUES,
               (np.array([1.5, -0.5]), square, np.array([0.1, -0.2]), tanh))  # fmt: skip
    yield Case("g relu", VALUES, (np.array([0.2, -1.3]), W_EXAMPLE, B_EXAMPLE, relu))
    one_unit = np.array([[0.4], [-0.7], [1.1]])
    yield Case("one unit", SHAPES,
               (np.array([1.0, 2.5, -0.5]), one_unit, np.array([0.3]), softsign))  # fmt: skip
    one_feature = np.array([[0.4, -0.7, 1.1]])
    yield Case("one feature", SHAPES,
               (np.array([-1.5]), one_feature, np.array([0.3, 0.6, -0.9]), tanh))  # fmt: skip
    yield Case("whole numbers", SHAPES,
               (np.array([1, -2]), np.array([[2, 0, 1], [1, -1, 3]]), np.array([1, -3, 4]), softsign))  # fmt: skip
    yield Case("whole numbers in, others in W and b", SHAPES,
               (np.array([1, -2]), W_EXAMPLE / 8, B_EXAMPLE / 8, tanh))  # fmt: skip
    yield Case("float32", SHAPES,
               tuple(a.astype(np.float32) for a in (A_EXAMPLE, W_EXAMPLE / 10, B_EXAMPLE)) + (tanh,))  # fmt: skip
    yield Case("large numbers", STABILITY,
               (np.array([2000.0, -1750.0]), W_EXAMPLE, B_EXAMPLE, relu), atol=1e-8)  # fmt: skip


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield from draw_layers(rng, lambda n, scale=1.0: numbers(rng, n, scale=scale))


@exercise.misconception("rows for units", ROWS, "columns")
def rows_for_units(a_in, W, b, g):
    return np.array([g(np.dot(W[j], a_in) + b[j]) for j in range(W.shape[1])])


@exercise.misconception("no bias", "The bias is missing: z is the product plus `b[j]`.", "one-unit")
def no_bias(a_in, W, b, g):
    return g(a_in @ W)


@exercise.misconception("no activation", "You returned z. The layer's output is g(z).", "one-unit")
def no_activation(a_in, W, b, g):
    return a_in @ W + b


@exercise.misconception(
    "always sigmoid",
    "You applied the sigmoid whatever `g` is. Call the function that was passed in: `g(z)`.",
    "dense",
)
def always_sigmoid(a_in, W, b, g):
    z = a_in @ W + b
    return 1 / (1 + np.exp(-z))


@exercise.misconception(
    "bias after the activation",
    "You added the bias after g. It belongs inside: g(z), where z is the product plus the bias.",
    "one-unit",
)
def bias_after(a_in, W, b, g):
    return g(a_in @ W) + b


@exercise.misconception("bias subtracted", "You subtracted the bias. It is added.", "one-unit")
def bias_subtracted(a_in, W, b, g):
    return g(a_in @ W - b)


@exercise.misconception(
    "first bias for all",
    "Every unit got the first bias, `b[0]`. Unit j has its own, `b[j]`.",
    "dense",
)
def first_bias(a_in, W, b, g):
    return g(a_in @ W + b[0])


@exercise.misconception(
    "one loop per feature",
    "You looped over the rows of W, which are the features. The loop needs one iteration per "
    "unit: `for j in range(W.shape[1])`.",
    "dense",
)
def loop_over_features(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[0]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.misconception(
    "last unit left out",
    "The last unit was never computed: `range(units)` already stops before `units`.",
    "dense",
)
def last_unit_left_out(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1] - 1):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first unit is computed. Move it to the left, "
    "out of the loop.",
    "dense",
    quotes=("return in loop",),
    of_result="Only the first unit is computed.",
)
def return_in_the_loop(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
        return a_out


@exercise.misconception(
    "dtype of the input",
    "The result array has the dtype of a_in. When a_in holds whole numbers, all decimals are cut "
    "off. Use `np.zeros(units)`.",
    "dense",
)
def dtype_of_the_input(a_in, W, b, g):
    a_out = np.zeros(W.shape[1], dtype=a_in.dtype)
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.misconception(
    "a row instead of a vector",
    "You returned a matrix with one row. For one example the result is a vector, `(units,)`.",
    "dense",
)
def a_row(a_in, W, b, g):
    return g(a_in.reshape(1, -1) @ W + b)


@exercise.misconception(
    "a list", "You returned a Python list. Fill an array instead: `np.zeros(units)`.", "dense"
)
def a_list(a_in, W, b, g):
    return [g(np.dot(W[:, j], a_in) + b[j]) for j in range(W.shape[1])]


@exercise.misconception("g applied twice", "g was applied twice. Apply it once per layer.", "dense")
def activation_twice(a_in, W, b, g):
    return g(g(a_in @ W + b))


@exercise.misconception(
    "b changed",
    "The caller's b is changed, as by `b += ...`. Compute a new array: `z = a_in @ W + b`.",
    "dense",
)
def changes_b(a_in, W, b, g):
    b += a_in @ W
    return g(b)


@exercise.misconception(
    "dtype of the bias",
    "The result array has the dtype of b. When b holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(units)`.",
    "dense",
)
def dtype_of_the_bias(a_in, W, b, g):
    a_out = np.zeros_like(b)
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.misconception(
    "first unit left out",
    "The first unit was never computed. Python counts from 0: `for j in range(units)`.",
    "dense",
)
def first_unit_left_out(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(1, W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.misconception(
    "last unit only",
    "Only the last unit was filled in: the line that does it is after the loop. Move it to the "
    "right, into the loop.",
    "dense",
)
def last_unit_only(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = np.dot(W[:, j], a_in) + b[j]
    a_out[j] = g(z)
    return a_out


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. For one example the result is a vector, `(units,)`.",
    "dense",
)
def a_column(a_in, W, b, g):
    return g(W.T @ a_in.reshape(-1, 1) + b.reshape(-1, 1))


@exercise.misconception(
    "nothing appended",
    "`np.append` returns a new array and leaves the old one as it is. Start with "
    "`np.zeros(units)` and fill in `a_out[j]`.",
    "dense",
)
def nothing_appended(a_in, W, b, g):
    a_out = np.array([])
    for j in range(W.shape[1]):
        np.append(a_out, g(np.dot(W[:, j], a_in) + b[j]))
    return a_out


@exercise.misconception(
    "element by element",
    "You multiplied element by element. Unit j needs the sum of products, `np.dot(W[:, j], a_in)`, "
    "and all units at once `a_in @ W`.",
    "dense",
    quotes=("*", "np.multiply"),
    of_result="The sum of products is missing: unit j computes `np.dot(W[:, j], a_in) + b[j]`.",
)
def dense_element_by_element(a_in, W, b, g):
    return g(a_in * W + b)


@exercise.misconception(
    "a generator",
    "`yield` makes a generator, which computes nothing until somebody loops over it. Fill an "
    "array, and return it.",
    "dense",
)
def a_generator(a_in, W, b, g):
    for j in range(W.shape[1]):
        yield g(np.dot(W[:, j], a_in) + b[j])


@exercise.misconception(
    "sum carried on",
    "The z of each unit still holds the sums of the units before it. Every unit starts at 0: "
    "`z = 0` belongs inside the loop over the units.",
    "dense",
)
def sum_carried_on(a_in, W, b, g):
    a_out, z = np.zeros(W.shape[1]), 0.0
    for j in range(W.shape[1]):
        z += np.dot(W[:, j], a_in)
        a_out[j] = g(z + b[j])
    return a_out


@exercise.another_way("sum carried on")
def _(a_in, W, b, g):
    return g(np.cumsum(a_in @ W + b))


@exercise.misconception(
    "bias once per feature",
    "You added `b[j]` to every product before the sum, so it counts once per feature. It is added "
    "once, after the sum.",
    "one-unit",
)
def bias_once_per_feature(a_in, W, b, g):
    return g(a_in @ W + len(a_in) * b)


@exercise.misconception(
    "last feature only",
    "Only the last feature counts: every product replaces the one before it. Add them up, with "
    "`+=` or `np.dot(W[:, j], a_in)`.",
    "one-unit",
)
def last_feature_only(a_in, W, b, g):
    return g(a_in[-1] * W[-1] + b)


@exercise.misconception(
    "first feature only",
    "Only the first feature counts. z is the sum of all products, `np.dot(W[:, j], a_in)`, plus "
    "the bias.",
    "one-unit",
)
def first_feature_only(a_in, W, b, g):
    return g(a_in[0] * W[0] + b)


# Mistakes that are made beside any other.


@exercise.modifier("no bias")
def _(function, a_in, W, b, g):
    return function(a_in, W, 0 * b, g)


@exercise.modifier("no activation")
def _(function, a_in, W, b, g):
    return function(a_in, W, b, lambda z: z)


@exercise.modifier("always sigmoid")
def _(function, a_in, W, b, g):
    return function(a_in, W, b, lambda z: 1 / (1 + np.exp(-z)))


@exercise.modifier("bias subtracted")
def _(function, a_in, W, b, g):
    return function(a_in, W, -b, g)


@exercise.modifier("bias after the activation")
def _(function, a_in, W, b, g):
    return function(a_in, W, 0 * b, g) + b


@exercise.modifier("first bias for all")
def _(function, a_in, W, b, g):
    return function(a_in, W, np.full_like(b, b[0]), g)


@exercise.modifier("g applied twice")
def _(function, a_in, W, b, g):
    return g(function(a_in, W, b, g))


# Other ways to make these mistakes.


@exercise.another_way("last unit only")
def _(a_in, W, b, g):
    a_out = []
    for j in range(W.shape[1]):
        z = np.dot(W[:, j], a_in) + b[j]
    a_out.append(g(z))
    return np.array(a_out)


@exercise.another_way("last unit only")
def _(a_in, W, b, g):
    for j in range(W.shape[1]):
        a = g(np.dot(W[:, j], a_in) + b[j])
    return a


@exercise.another_way("one loop per feature")
def _(a_in, W, b, g):
    a_out = np.zeros(W.shape[0])
    for j in range(W.shape[0]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.another_way("one loop per feature")
def _(a_in, W, b, g):
    a_out = np.zeros(len(a_in))
    for j in range(len(a_in)):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@exercise.another_way("rows for units")
def _(a_in, W, b, g):
    return g(np.dot(W, a_in) + b)
