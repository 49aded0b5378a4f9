"""`dense_batch`: the output of one layer for a batch of examples."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.functions import linear, relu, softsign, tanh
from ...checks.run import SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import dense_layer
from ...specification.random_inputs import numbers
from .example_layers import B_EXAMPLE, W_EXAMPLE, draw_layers
from .shared_explanations import ROWS

exercise = Exercise(
    "forward_propagation",
    "dense_batch",
    chapter="inference/forward_propagation_in_numpy",
    oracle_name="keras.layers.Dense",
)


@exercise.oracle
def _(A_in, W, b, g):
    return dense_layer(A_in, W, b, g.__name__)


@exercise.visible
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


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield from draw_layers(rng, lambda n, scale=1.0: numbers(rng, 5, n, scale=scale))
    for m, n, units in ((1, 4, 3), (4, 1, 1), (1, 1, 1), (2, 5, 1), (30, 3, 4)):
        b = numbers(rng, 1, units)
        case = (numbers(rng, m, n), numbers(rng, n, units), b, tanh)
        yield Case(f"{m} examples, {n} features, {units} units, b a row", SHAPES, case)
    square = (numbers(rng, 3, 3), numbers(rng, 3, 3), numbers(rng, 3), softsign)
    yield Case("as many units as examples and features", VALUES, square)


@exercise.misconception(
    "transposed",
    "The result is transposed: examples are the rows and units the columns, `(m, units)`.",
    "batch",
)
def transposed(A_in, W, b, g):
    return g(A_in @ W + b).T


@exercise.misconception("W transposed", ROWS, "columns")
def weights_transposed(A_in, W, b, g):
    return g(A_in @ W.T + b)


@exercise.misconception(
    "W before A",
    "You computed W times A_in. Examples are in rows, so the product is `A_in @ W`.",
    "batch",
)
def weights_before_batch(A_in, W, b, g):
    return g(W @ A_in + b)


@exercise.misconception(
    "element by element",
    "You multiplied element by element. The matrix product is `A_in @ W`.",
    "batch",
)
def element_by_element(A_in, W, b, g):
    return g(A_in * W + b)


@exercise.misconception("no bias", "The bias is missing: Z = A_in @ W + b.", "batch")
def batch_without_bias(A_in, W, b, g):
    return g(A_in @ W)


@exercise.misconception("no activation", "You returned Z. The layer's output is g(Z).", "batch")
def batch_without_activation(A_in, W, b, g):
    return A_in @ W + b


@exercise.misconception(
    "always sigmoid",
    "You applied the sigmoid whatever `g` is. Call the function that was passed in: `g(Z)`.",
    "batch",
)
def batch_always_sigmoid(A_in, W, b, g):
    return 1 / (1 + np.exp(-(A_in @ W + b)))


@exercise.misconception(
    "bias after the activation",
    "You added the bias after g. It belongs inside: g(A_in @ W + b).",
    "batch",
)
def batch_bias_after(A_in, W, b, g):
    return g(A_in @ W) + b


@exercise.misconception(
    "bias as a column",
    "The biases were added along the examples, as if b were a column. Each unit has one bias: b "
    "runs along the columns, `(units,)` or `(1, units)`.",
    "batch",
)
def bias_as_a_column(A_in, W, b, g):
    return g(A_in @ W + b.reshape(-1, 1))


@exercise.misconception(
    "first example only",
    "Only the first example was computed. The result has a row for every example.",
    "batch",
)
def first_example(A_in, W, b, g):
    return g(A_in[0] @ W + b)


@exercise.misconception(
    "b[j] of a row",
    "`b[j]` works only when b is a vector. When b is `(1, units)`, `b[1]` does not exist. "
    "Add b to the whole product, or start with `b = b.reshape(-1)`.",
    "batch",
)
def bias_by_index(A_in, W, b, g):
    return np.column_stack([g(A_in @ W[:, j] + b[j]) for j in range(W.shape[1])])


@exercise.misconception(
    "squeezed",
    "`squeeze` removed an axis of length 1. One example or one unit still gives a matrix.",
    "batch",
)
def squeezed(A_in, W, b, g):
    return np.squeeze(g(A_in @ W + b))


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. Every example keeps its own row.",
    "batch",
)
def averaged(A_in, W, b, g):
    return np.mean(g(A_in @ W + b), axis=0, keepdims=True)


@exercise.misconception(
    "b transposed",
    "`b.T` turns a row into a column, so each bias was added along an example. b is added as it "
    "is: each unit has one bias.",
    "batch",
)
def bias_transposed(A_in, W, b, g):
    return g(A_in @ W + b.T)


@exercise.misconception(
    "examples one by one with a row b",
    "You computed the examples one by one. When b is a row, `(1, units)`, each of them becomes a "
    "matrix, and the result has three axes. Start with `b = b.reshape(-1)`, or compute all at "
    "once: `A_in @ W + b`.",
    "batch",
)
def one_by_one_with_a_row(A_in, W, b, g):
    return np.array([g(a @ W + b) for a in A_in])


@exercise.misconception(
    "last example only",
    "Only the last example is left: each turn of the loop replaced what the one before had "
    "computed. Keep a row for every example.",
    "batch",
)
def last_example(A_in, W, b, g):
    for a in A_in:
        result = g(a @ W + b)
    return result


@exercise.misconception(
    "bias added to the weights",
    "You added b to W before the product, so it is multiplied by the inputs. It is added after: "
    "`A_in @ W + b`.",
    "batch",
)
def bias_in_the_weights(A_in, W, b, g):
    return g(A_in @ (W + b))


@exercise.misconception(
    "first bias for all",
    "Every unit got the bias of the first one where b is a vector, `(units,)`. Add b as it is: a "
    "vector and a row, `(1, units)`, are both added to every example.",
    "batch",
)
def batch_first_bias(A_in, W, b, g):
    return g(A_in @ W + b[0])


# Mistakes that are made beside any other.


@exercise.modifier("no bias")
def _(function, A_in, W, b, g):
    return function(A_in, W, 0 * b, g)


@exercise.modifier("no activation")
def _(function, A_in, W, b, g):
    return function(A_in, W, b, lambda z: z)


@exercise.modifier("always sigmoid")
def _(function, A_in, W, b, g):
    return function(A_in, W, b, lambda z: 1 / (1 + np.exp(-z)))


@exercise.modifier("bias after the activation")
def _(function, A_in, W, b, g):
    return function(A_in, W, 0 * b, g) + b


@exercise.modifier("W transposed")
def _(function, A_in, W, b, g):
    return function(A_in, W.T, b, g)


@exercise.modifier("transposed")
def _(function, A_in, W, b, g):
    return function(A_in, W, b, g).T


# Other ways to make these mistakes.


@exercise.another_way("last example only")
def _(A_in, W, b, g):
    for a in A_in:
        result = g(a @ W + np.ravel(b))
    return result


@exercise.another_way("first bias for all")
def _(A_in, W, b, g):
    return g(A_in @ W + np.ravel(b)[0])


@exercise.another_way("mean over the examples")
def _(A_in, W, b, g):
    return np.mean(g(A_in @ W + b), axis=0)
