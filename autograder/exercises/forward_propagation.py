"""The assignment `forward_propagation`: one unit, one layer, a network, a batch, a decision."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ..checks.compare import INTEGERS, Return
from ..checks.functions import linear, relu, softsign, tanh
from ..checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ..specification.exercise import Exercise
from ..specification.keras_oracle import as_numpy, dense_layer, float64, keras
from ..specification.random_inputs import ACTIVATIONS, numbers, whole

CHAPTER = "inference/forward_propagation_in_numpy"

# The layer of the chapter's worked example: three units that see two features.
W_EXAMPLE = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]])
B_EXAMPLE = np.array([-1.0, 1.0, 2.0])
A_EXAMPLE = np.array([-2.0, 4.0])


sigmoid = Exercise("forward_propagation", "sigmoid", CHAPTER, "keras.activations.sigmoid")


@sigmoid.oracle
def _(z):
    return as_numpy(keras().activations.sigmoid(float64(z)))


@sigmoid.visible
def _() -> Iterator[Case]:
    yield Case("z = 0", VALUES, (np.float64(0.0),))
    yield Case("one negative number", VALUES, (np.float64(-2.5),))
    yield Case("a vector", VALUES, (np.array([-1.0, 0.0, 3.0, 6.5]),))
    yield Case("a matrix", VALUES, (np.array([[0.5, -0.5], [1.25, -4.0], [2.0, 7.0]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 1, 3]),))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.0], dtype=np.float32),))
    yield Case("one number in a vector", SHAPES, (np.array([1.5]),))
    yield Case("far from 0", VALUES, (np.array([-750.0, -40.0, 40.0, 750.0]),))


@sigmoid.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (numbers(rng, 7, scale=3),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=2),))
    yield Case("around 0", VALUES, (np.append(0.0, numbers(rng, 3, scale=0.1)),))
    yield Case("far from 0", VALUES, (rng.uniform(20, 1e4, 6) * [1, -1, 1, -1, 1, -1],))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a row", SHAPES, (numbers(rng, 1, 5),))
    yield Case("a column", SHAPES, (numbers(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (whole(rng, 6),))
    yield Case("float32", SHAPES, (numbers(rng, 6).astype(np.float32),))
    yield Case("a matrix", KERAS, (numbers(rng, 20, 6, scale=5),))


@sigmoid.misconception(
    "sign of z",
    "You computed `1 / (1 + np.exp(z))`. The exponent is −z, so that a large z gives a value near 1.",
    "sigmoid",
)
def without_the_minus(z):
    return 1 / (1 + np.exp(z))


@sigmoid.misconception(
    "only the exponential",
    "You computed `np.exp(-z)` alone. The sigmoid is `1 / (1 + np.exp(-z))`.",
    "sigmoid",
)
def only_the_exponential(z):
    return np.exp(-z)


@sigmoid.misconception(
    "missing parentheses",
    "Without parentheses, `1 / 1 + np.exp(-z)`, the division comes before the sum. "
    "Write `1 / (1 + np.exp(-z))`.",
    "sigmoid",
)
def missing_parentheses(z):
    return 1 / 1 + np.exp(-z)


@sigmoid.misconception(
    "tanh",
    "You computed the hyperbolic tangent, which runs from −1 to 1. The sigmoid runs from 0 to 1.",
    "sigmoid",
)
def hyperbolic_tangent(z):
    return np.tanh(z)


@sigmoid.misconception(
    "the derivative",
    "You returned the slope of the sigmoid, `a * (1 - a)`, not the sigmoid itself.",
    "sigmoid",
)
def slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


@sigmoid.misconception(
    "math.exp",
    "`math.exp` takes one number only. `np.exp` takes arrays of any shape.",
    "sigmoid",
)
def one_number_only(z):
    return 1 / (1 + math.exp(-z))


@sigmoid.misconception(
    "rounded",
    "You rounded the result. Keep all digits: a later layer needs them.",
    "sigmoid",
)
def rounded(z):
    return np.round(1 / (1 + np.exp(-z)), 3)


@sigmoid.misconception(
    "a decision",
    "You returned the decision 0 or 1. The sigmoid returns the estimated probability; "
    "the decision comes later, in `predict`.",
    "threshold",
)
def decision(z):
    return (1 / (1 + np.exp(-z)) >= 0.5).astype(float)


@sigmoid.misconception(
    "base 2",
    "You took powers of 2. The base is e ≈ 2.718: use `np.exp`.",
    "sigmoid",
)
def base_two(z):
    return 1 / (1 + np.exp2(-z))


@sigmoid.misconception(
    "softmax",
    "You divided by the sum over all numbers, so they add up to 1. The sigmoid looks at each "
    "number alone.",
    "sigmoid",
)
def normalised(z):
    return np.exp(z) / np.sum(np.exp(z))


@sigmoid.misconception(
    "e^z over 1 + e^z",
    "`np.exp(z) / (1 + np.exp(z))` is right on paper, but for a large z it is infinity divided by "
    "infinity, which is nan. `1 / (1 + np.exp(-z))` has no such place.",
    "sigmoid",
)
def infinity_over_infinity(z):
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "minus in the denominator",
    "You computed `1 / (1 - np.exp(-z))`, which divides by 0 at z = 0. The sign is a plus: `1 / "
    "(1 + np.exp(-z))`.",
    "sigmoid",
)
def minus_in_the_denominator(z):
    return 1 / (1 - np.exp(-z))


dense = Exercise("forward_propagation", "dense", CHAPTER, "keras.layers.Dense")


@dense.oracle
def _(a_in, W, b, g):
    return dense_layer(np.reshape(a_in, (1, -1)), W, b, g.__name__)[0]


@dense.visible
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


@dense.fresh
def _(rng) -> Iterator[Case]:
    yield from _layers(rng, lambda n, scale=1.0: numbers(rng, n, scale=scale))


def _layers(rng, inputs, batch=False) -> Iterator[Case]:
    """Draw layers of all kinds; `inputs(n, scale)` draws what they are applied to."""

    def layer(n, units, g, scale=1.0, input_scale=1.0):
        W, b = numbers(rng, n, units, scale=scale), numbers(rng, units)
        return inputs(n, scale=input_scale), W, b, g

    for g in ACTIVATIONS:
        yield Case(f"some units, g {g.__name__}", VALUES, layer(5, 4, g))
    yield Case("as many units as features", VALUES, layer(3, 3, tanh))
    yield Case("a wide layer", VALUES, layer(40, 25, tanh, scale=0.2))
    yield Case("one unit", SHAPES, layer(6, 1, tanh))
    yield Case("one feature", SHAPES, layer(1, 5, softsign))
    yield Case("one feature and one unit", SHAPES, layer(1, 1, tanh))
    a, W, b, _ = layer(4, 3, tanh, scale=0.5)
    ints = tuple(np.rint(array * 4).astype(int) for array in (a, W, b))
    yield Case("whole numbers", SHAPES, (*ints, softsign))
    yield Case("whole numbers in, others in W and b", SHAPES, (ints[0], W, b, tanh))
    yield Case("float32", SHAPES, tuple(x.astype(np.float32) for x in (a, W, b)) + (tanh,))
    for g in (linear, relu, tanh):
        case = layer(5, 6, g, scale=30, input_scale=150)
        yield Case(f"|z| up to 10,000, g {g.__name__}", STABILITY, case, atol=1e-8)
    yield Case("a layer of the digit network", KERAS, layer(64, 25, softsign, scale=0.3))
    yield Case("the layer after it", KERAS, layer(25, 15, relu))
    yield Case("an output unit", KERAS, layer(15, 1, softsign))


ROWS = (
    "Unit j took its weights from row j of W. They stand in column j: `W[:, j]`. "
    "W has one row a feature and one column a unit, so the product is `a_in @ W`."
)


@dense.misconception("rows for units", ROWS, "columns")
def rows_for_units(a_in, W, b, g):
    return np.array([g(np.dot(W[j], a_in) + b[j]) for j in range(W.shape[1])])


@dense.misconception("no bias", "The bias is missing: z is the product plus `b[j]`.", "one-unit")
def no_bias(a_in, W, b, g):
    return g(a_in @ W)


@dense.misconception("no activation", "You returned z. The layer's output is g(z).", "one-unit")
def no_activation(a_in, W, b, g):
    return a_in @ W + b


@dense.misconception(
    "always sigmoid",
    "You applied the sigmoid whatever `g` is. Call the function that was handed in: `g(z)`.",
    "dense",
)
def always_sigmoid(a_in, W, b, g):
    z = a_in @ W + b
    return 1 / (1 + np.exp(-z))


@dense.misconception(
    "bias after the activation",
    "You added the bias after g. It belongs inside: g(z) with z the product plus the bias.",
    "one-unit",
)
def bias_after(a_in, W, b, g):
    return g(a_in @ W) + b


@dense.misconception("bias subtracted", "You subtracted the bias. It is added.", "one-unit")
def bias_subtracted(a_in, W, b, g):
    return g(a_in @ W - b)


@dense.misconception(
    "first bias for all",
    "Every unit got the first bias, `b[0]`. Unit j has its own, `b[j]`.",
    "dense",
)
def first_bias(a_in, W, b, g):
    return g(a_in @ W + b[0])


@dense.misconception(
    "one loop a feature",
    "You looped over the rows of W, which are the features. There is one turn a unit: "
    "`for j in range(W.shape[1])`.",
    "dense",
)
def loop_over_features(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[0]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@dense.misconception(
    "last unit left out",
    "The last unit was never computed: `range(units)` already stops before `units`.",
    "dense",
)
def last_unit_left_out(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1] - 1):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@dense.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so only the first unit is computed. Move it to the left.",
    "dense",
)
def return_in_the_loop(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
        return a_out


@dense.misconception(
    "dtype of the input",
    "The result array took the dtype of a_in. When a_in holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(units)`.",
    "dense",
)
def dtype_of_the_input(a_in, W, b, g):
    a_out = np.zeros(W.shape[1], dtype=a_in.dtype)
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@dense.misconception(
    "a row instead of a vector",
    "You returned a matrix with one row. For one example the result is a vector, `(units,)`.",
    "dense",
)
def a_row(a_in, W, b, g):
    return g(a_in.reshape(1, -1) @ W + b)


@dense.misconception(
    "a list", "You returned a Python list. Fill an array: `np.zeros(units)`.", "dense"
)
def a_list(a_in, W, b, g):
    return [g(np.dot(W[:, j], a_in) + b[j]) for j in range(W.shape[1])]


@dense.misconception("g applied twice", "g was applied twice. Once a layer is right.", "dense")
def activation_twice(a_in, W, b, g):
    return g(g(a_in @ W + b))


@dense.misconception(
    "b changed",
    "`b += ...` changes the caller's b. Compute a new array: `z = a_in @ W + b`.",
    "dense",
)
def changes_b(a_in, W, b, g):
    b += a_in @ W
    return g(b)


@dense.misconception(
    "dtype of the bias",
    "The result array took the dtype of b. When b holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(units)`.",
    "dense",
)
def dtype_of_the_bias(a_in, W, b, g):
    a_out = np.zeros_like(b)
    for j in range(W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@dense.misconception(
    "first unit left out",
    "The first unit was never computed. Python counts from 0: `for j in range(units)`.",
    "dense",
)
def first_unit_left_out(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(1, W.shape[1]):
        a_out[j] = g(np.dot(W[:, j], a_in) + b[j])
    return a_out


@dense.misconception(
    "last unit only",
    "Only the last unit was filled in: the line that does it stands after the loop. Move it to "
    "the right, into the loop.",
    "dense",
)
def last_unit_only(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = np.dot(W[:, j], a_in) + b[j]
    a_out[j] = g(z)
    return a_out


@dense.misconception(
    "a column",
    "You returned a matrix with one column. For one example the result is a vector, `(units,)`.",
    "dense",
)
def a_column(a_in, W, b, g):
    return g(W.T @ a_in.reshape(-1, 1) + b.reshape(-1, 1))


@dense.misconception(
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


sequential = Exercise("forward_propagation", "sequential", CHAPTER, "keras.Sequential")


@sequential.oracle
def _(x, layers):
    model = keras().Sequential([keras().Input((len(x),), dtype="float64")])
    for W, b, g in layers:
        layer = keras().layers.Dense(W.shape[1], activation=g.__name__, dtype="float64")
        model.add(layer)
        layer.set_weights([float64(W), float64(b)])
    return as_numpy(model(float64(x)[None]))[0]


@sequential.visible
def _() -> Iterator[Case]:
    coffee = [
        (W_EXAMPLE / 4, B_EXAMPLE, softsign),
        (np.array([[2.0], [-1.5], [0.5]]), np.array([0.25]), softsign),
    ]
    yield Case("3 units, then 1", VALUES, (A_EXAMPLE, coffee))
    yield Case("one layer", SHAPES, (A_EXAMPLE, coffee[:1]))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case("three layers of 2 units", VALUES,
               (np.array([0.6, -0.4]), [(square, np.array([0.1, -0.2]), tanh),
                                        (square.T, np.array([0.3, 0.0]), relu),
                                        (-square, np.array([0.0, 0.7]), linear)]))  # fmt: skip


@sequential.fresh
def _(rng) -> Iterator[Case]:
    def network(*sizes, activations=(tanh, relu, softsign, linear)):
        return [
            (numbers(rng, n, units, scale=0.7), numbers(rng, units), activations[i % 4])
            for i, (n, units) in enumerate(zip(sizes, sizes[1:]))
        ]

    yield Case("3 units, then 1", VALUES, (numbers(rng, 2), network(2, 3, 1)))
    yield Case("three square layers", VALUES, (numbers(rng, 4), network(4, 4, 4, 4)))
    yield Case("five layers", VALUES, (numbers(rng, 6), network(6, 5, 4, 3, 2, 7)))
    yield Case("one layer", SHAPES, (numbers(rng, 3), network(3, 5)))
    yield Case("one unit a layer", SHAPES, (numbers(rng, 1), network(1, 1, 1)))
    yield Case("whole numbers", SHAPES, (whole(rng, 3), network(3, 4, 2)))
    digit = network(64, 25, 15, 1, activations=(softsign,) * 4)
    yield Case("the digit network", KERAS, (numbers(rng, 64), digit))


@sequential.misconception(
    "every layer sees x",
    "Every layer was given x. A layer's input is the output of the layer before it.",
    "sequential",
)
def every_layer_sees_x(x, layers):
    for W, b, g in layers:
        a = g(x @ W + b)
    return a


@sequential.misconception("last layer left out", "The last layer was never applied.", "sequential")
def last_layer_left_out(x, layers):
    a = x
    for W, b, g in layers[:-1]:
        a = g(a @ W + b)
    return a


@sequential.misconception(
    "back to front",
    "The layers were applied from the last to the first. Forward propagation goes left to right.",
    "sequential",
)
def back_to_front(x, layers):
    a = x
    for W, b, g in reversed(layers):
        a = g(a @ W + b)
    return a


@sequential.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so only the first layer is applied.",
    "sequential",
)
def only_the_first_layer(x, layers):
    a = x
    for W, b, g in layers:
        a = g(a @ W + b)
        return a


@sequential.misconception(
    "first activation everywhere",
    "Every layer got the first layer's activation function. Each layer brings its own g.",
    "sequential",
)
def first_activation(x, layers):
    g = layers[0][2]
    a = x
    for W, b, _ in layers:
        a = g(a @ W + b)
    return a


@sequential.misconception(
    "layers used up",
    "`pop` took the layers out of the caller's list. Loop over it instead.",
    "sequential",
)
def layers_used_up(x, layers):
    a = x
    while layers:
        W, b, g = layers.pop(0)
        a = g(a @ W + b)
    return a


@sequential.misconception(
    "first layer left out",
    "The first layer was never applied. Python counts from 0: the first layer is `layers[0]`.",
    "sequential",
)
def first_layer_left_out(x, layers):
    a = x
    for W, b, g in layers[1:]:
        a = g(a @ W + b)
    return a


@sequential.misconception(
    "two layers only",
    "You applied two layers. There may be any number of them, also one: loop over `layers`.",
    "sequential",
)
def two_layers_only(x, layers):
    (W1, b1, g1), (W2, b2, g2) = layers[0], layers[1]
    return g2(g1(x @ W1 + b1) @ W2 + b2)


@sequential.misconception(
    "outputs of all layers",
    "You returned a list with the output of every layer. The network's output is that of the last"
    " layer.",
    "sequential",
)
def outputs_of_all_layers(x, layers):
    outputs = []
    for W, b, g in layers:
        x = g(x @ W + b)
        outputs.append(x)
    return outputs


@sequential.misconception(
    "a row instead of a vector",
    "You returned a matrix with one row. For one example the result is a vector, `(units,)`.",
    "sequential",
)
def network_row(x, layers):
    a = x.reshape(1, -1)
    for W, b, g in layers:
        a = g(a @ W + b)
    return a


dense_batch = Exercise("forward_propagation", "dense_batch", CHAPTER, "keras.layers.Dense")


@dense_batch.oracle
def _(A_in, W, b, g):
    return dense_layer(A_in, W, b, g.__name__)


@dense_batch.visible
def _() -> Iterator[Case]:
    batch = np.array([[-2.0, 4.0], [0.5, -1.0], [3.0, 0.25], [-0.75, -0.5]])
    row = B_EXAMPLE.reshape(1, -1)
    yield Case("four examples, g linear", VALUES, (batch, W_EXAMPLE, B_EXAMPLE, linear))
    yield Case("four examples, g softsign", VALUES, (batch, W_EXAMPLE / 4, B_EXAMPLE, softsign))
    yield Case("b as a row, (1, units)", SHAPES, (batch, W_EXAMPLE / 4, row, tanh))
    yield Case("one example", SHAPES, (batch[:1], W_EXAMPLE, B_EXAMPLE, relu))
    yield Case("one unit", SHAPES, (batch, W_EXAMPLE[:, :1], B_EXAMPLE[:1], tanh))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case("as many units as examples and features", VALUES,
               (batch[:2], square, np.array([0.1, -0.2]), tanh))  # fmt: skip
    yield Case("whole numbers", SHAPES,
               (np.array([[1, -2], [0, 3]]), np.array([[2, 0, 1], [1, -1, 3]]), np.array([[1, -3, 4]]), softsign))  # fmt: skip
    yield Case("float32", SHAPES,
               tuple(a.astype(np.float32) for a in (batch, W_EXAMPLE / 10, B_EXAMPLE)) + (tanh,))  # fmt: skip
    yield Case("as many units as examples, b as a row", SHAPES,
               (batch[:3], W_EXAMPLE / 8, row / 8, tanh))  # fmt: skip
    yield Case("large numbers", STABILITY,
               (batch * 800, W_EXAMPLE, B_EXAMPLE, relu), atol=1e-8)  # fmt: skip


@dense_batch.fresh
def _(rng) -> Iterator[Case]:
    yield from _layers(rng, lambda n, scale=1.0: numbers(rng, 5, n, scale=scale))
    for m, n, units in ((1, 4, 3), (4, 1, 1), (1, 1, 1), (2, 5, 1), (30, 3, 4)):
        b = numbers(rng, 1, units)
        case = (numbers(rng, m, n), numbers(rng, n, units), b, tanh)
        yield Case(f"{m} examples, {n} features, {units} units, b a row", SHAPES, case)
    square = (numbers(rng, 3, 3), numbers(rng, 3, 3), numbers(rng, 3), softsign)
    yield Case("as many units as examples and features", VALUES, square)


@dense_batch.misconception(
    "transposed",
    "The result is transposed: examples stand in rows and units in columns, `(m, units)`.",
    "batch",
)
def transposed(A_in, W, b, g):
    return g(A_in @ W + b).T


@dense_batch.misconception("W transposed", ROWS, "columns")
def weights_transposed(A_in, W, b, g):
    return g(A_in @ W.T + b)


@dense_batch.misconception(
    "W before A",
    "You computed W times A_in. Examples stand in rows, so the product is `A_in @ W`.",
    "batch",
)
def weights_before_batch(A_in, W, b, g):
    return g(W @ A_in + b)


@dense_batch.misconception(
    "element by element",
    "You multiplied element by element. The matrix product is `A_in @ W`.",
    "batch",
)
def element_by_element(A_in, W, b, g):
    return g(A_in * W + b)


@dense_batch.misconception("no bias", "The bias is missing: Z = A_in @ W + b.", "batch")
def batch_without_bias(A_in, W, b, g):
    return g(A_in @ W)


@dense_batch.misconception("no activation", "You returned Z. The layer's output is g(Z).", "batch")
def batch_without_activation(A_in, W, b, g):
    return A_in @ W + b


@dense_batch.misconception(
    "always sigmoid",
    "You applied the sigmoid whatever `g` is. Call the function that was handed in: `g(Z)`.",
    "batch",
)
def batch_always_sigmoid(A_in, W, b, g):
    return 1 / (1 + np.exp(-(A_in @ W + b)))


@dense_batch.misconception(
    "bias after the activation",
    "You added the bias after g. It belongs inside: g(A_in @ W + b).",
    "batch",
)
def batch_bias_after(A_in, W, b, g):
    return g(A_in @ W) + b


@dense_batch.misconception(
    "bias as a column",
    "You made b a column, so it was added along the examples. Each unit has one bias: b runs "
    "along the columns, `(units,)` or `(1, units)`.",
    "batch",
)
def bias_as_a_column(A_in, W, b, g):
    return g(A_in @ W + b.reshape(-1, 1))


@dense_batch.misconception(
    "first example only",
    "Only the first example was computed. The result has a row for every example.",
    "batch",
)
def first_example(A_in, W, b, g):
    return g(A_in[0] @ W + b)


@dense_batch.misconception(
    "b[j] of a row",
    "`b[j]` works only when b is a vector. When b is `(1, units)`, `b[1]` does not exist. "
    "Add b to the whole product, or start with `b = b.reshape(-1)`.",
    "batch",
)
def bias_by_index(A_in, W, b, g):
    return np.column_stack([g(A_in @ W[:, j] + b[j]) for j in range(W.shape[1])])


@dense_batch.misconception(
    "squeezed",
    "`squeeze` removed an axis of length 1. One example or one unit still gives a matrix.",
    "batch",
)
def squeezed(A_in, W, b, g):
    return np.squeeze(g(A_in @ W + b))


@dense_batch.misconception(
    "mean over the examples",
    "You averaged over the examples. Every example keeps its own row.",
    "batch",
)
def averaged(A_in, W, b, g):
    return np.mean(g(A_in @ W + b), axis=0, keepdims=True)


@dense_batch.misconception(
    "b transposed",
    "`b.T` turns a row into a column, so each bias was added along an example. b is added as it "
    "is: each unit has one bias.",
    "batch",
)
def bias_transposed(A_in, W, b, g):
    return g(A_in @ W + b.T)


@dense_batch.misconception(
    "examples one by one with a row b",
    "You computed the examples one by one. When b is a row, `(1, units)`, each of them becomes a "
    "matrix, and the result has three axes. Start with `b = b.reshape(-1)`, or compute all at "
    "once: `A_in @ W + b`.",
    "batch",
)
def one_by_one_with_a_row(A_in, W, b, g):
    return np.array([g(a @ W + b) for a in A_in])


predict = Exercise(
    "forward_propagation", "predict", CHAPTER, "keras.ops.greater_equal",
    returns=(Return("the decisions", INTEGERS),),
)  # fmt: skip


@predict.oracle
def _(a, threshold=0.5):
    ops = keras().ops
    return as_numpy(ops.cast(ops.greater_equal(float64(a), threshold), "int64"))


@predict.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([0.1, 0.9, 0.49, 0.51, 0.7]),))
    yield Case("a value equal to the threshold", VALUES, (np.array([0.5, 0.25, 0.75]),))
    yield Case("threshold 0.75", VALUES, (np.array([0.5, 0.25, 0.75, 0.8]), 0.75))
    yield Case("threshold 0.25, by name", VALUES,
               (np.array([0.5, 0.25, 0.1]),), {"threshold": 0.25})  # fmt: skip
    yield Case("a column", SHAPES, (np.array([[0.2], [0.6], [0.5]]),))
    yield Case("one value", SHAPES, (np.array([0.8]),))
    yield Case("one value below", SHAPES, (np.array([0.3]),))


@predict.fresh
def _(rng) -> Iterator[Case]:
    yield Case("a vector", VALUES, (rng.uniform(0, 1, 40),))
    for threshold in (0.5, 0.25, 0.625):
        near = threshold + np.array([0.0, 1e-6, -1e-6, 0.1, -0.1])
        yield Case("around the threshold", VALUES, (rng.permutation(near), threshold))
    yield Case("a low threshold, by name", VALUES,
               (rng.uniform(0, 1, 30),), {"threshold": float(rng.uniform(0.1, 0.3))})  # fmt: skip
    yield Case("a column", SHAPES, (rng.uniform(0, 1, (20, 1)),))
    yield Case("a matrix", SHAPES, (rng.uniform(0, 1, (6, 3)), 0.7))
    yield Case("one value", SHAPES, (rng.uniform(0.5, 1, 1),))
    yield Case("one value below", SHAPES, (rng.uniform(0, 0.5, 1),))
    yield Case("float32", KERAS, (rng.uniform(0, 1, 50).astype(np.float32),))


@predict.misconception(
    "> in place of >=",
    "A value equal to the threshold counts as 1: compare with `>=`.",
    "threshold",
)
def strictly_above(a, threshold=0.5):
    return (a > threshold).astype(int)


@predict.misconception(
    "threshold ignored",
    "You compared with 0.5 whatever `threshold` is.",
    "threshold",
)
def always_one_half(a, threshold=0.5):
    return (a >= 0.5).astype(int)


@predict.misconception(
    "rounded",
    "`np.round` rounds 0.5 to 0, to the nearest even number, and takes no threshold. "
    "Compare with `>=`.",
    "threshold",
)
def rounded_value(a, threshold=0.5):
    return np.round(a).astype(int)


@predict.misconception(
    "True and False",
    "A comparison gives True and False. Turn them into 0 and 1 with `.astype(int)`.",
    "threshold",
)
def true_and_false(a, threshold=0.5):
    return a >= threshold


@predict.misconception(
    "floats", "You returned 0.0 and 1.0. Decisions are integers: `.astype(int)`.", "threshold"
)
def floats(a, threshold=0.5):
    return (a >= threshold).astype(float)


@predict.misconception(
    "the other way round",
    "You returned 1 below the threshold. It is 1 from the threshold up.",
    "threshold",
)
def other_way_round(a, threshold=0.5):
    return (a < threshold).astype(int)


@predict.misconception(
    "one decision for all",
    "You returned one decision for all examples. There is one for each.",
    "threshold",
)
def one_decision(a, threshold=0.5):
    return int(np.max(a) >= threshold)
