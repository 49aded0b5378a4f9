"""`dense_backward`: the gradients of the cost through one dense layer, backwards."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import derivatives, float64, keras
from ...specification.random_inputs import numbers, whole

exercise = Exercise(
    "training",
    "dense_backward",
    chapter="training/training_details",
    oracle_name="tf.GradientTape on keras.layers.Dense",
    returns=(Return("da_in"), Return("dW"), Return("db")),
)


@exercise.oracle
def _(dz, a_in, W):
    # A linear layer's output is z; what dz is to z, `output_gradients` is to the tape.
    units = np.shape(W)[1]
    layer = keras().layers.Dense(units, dtype="float64")
    layer.build((None, np.shape(W)[0]))

    def forward(a_in, W, b):
        return layer.stateless_call([W, b], [], a_in)[0]

    return tuple(derivatives(forward, a_in, W, np.zeros(units), output_gradients=float64(dz)))


@exercise.visible
def _() -> Iterator[Case]:
    dz = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
    a_in = np.array([[2.0, -1.0], [0.5, 4.0]])
    W = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]])
    yield Case("the example above", VALUES, (dz, a_in, W))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case("as many units as features and examples", VALUES, (dz[:, :2], a_in, square))
    more = np.array([[0.3, -0.7], [1.1, 0.2], [-0.4, 0.9], [0.6, -0.1]])
    batch = np.array([[1.5, -0.5, 2.0], [0.25, 1.0, -1.0], [-2.0, 0.0, 0.75], [0.1, 0.4, -0.3]])
    weights = np.array([[0.2, -0.6], [1.4, 0.5], [-0.9, 0.3]])
    yield Case("four examples", VALUES, (more, batch, weights))
    yield Case("as many units as examples", VALUES, (more[:2], batch[:2, :], weights))
    yield Case("one example", SHAPES, (dz[:1], a_in[:1], W))
    yield Case("one unit", SHAPES, (dz[:, :1], a_in, W[:, :1]))
    yield Case("one feature", SHAPES, (dz, a_in[:, 1:], W[1:]))
    yield Case("whole numbers", SHAPES, tuple(np.rint(a).astype(int) for a in (dz, a_in, W)))
    yield Case(
        "whole numbers in a_in and W", SHAPES, (dz / 4, np.rint(a_in).astype(int), W.astype(int))
    )
    yield Case("float32", SHAPES, tuple((a / 3).astype(np.float32) for a in (dz, a_in, W)))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def layer(m, n, units, scale=1.0):
        return numbers(rng, m, units), numbers(rng, m, n), numbers(rng, n, units, scale=scale)

    yield Case("some examples", VALUES, layer(5, 4, 3))
    yield Case("more units than features", VALUES, layer(4, 2, 6))
    yield Case("as many units as features", VALUES, layer(5, 3, 3))
    yield Case("as many units as examples", VALUES, layer(4, 3, 4))
    yield Case("as many units as features and examples", VALUES, layer(3, 3, 3))
    dz, a_in, W = layer(6, 3, 4)
    yield Case("large numbers", VALUES, (dz * 100, a_in * 1000, W * 1000), atol=1e-7)
    yield Case("one example", SHAPES, layer(1, 4, 3))
    yield Case("one unit", SHAPES, layer(5, 4, 1))
    yield Case("one feature", SHAPES, layer(5, 1, 3))
    yield Case("one of each", SHAPES, layer(1, 1, 1))
    yield Case("whole numbers", SHAPES, (whole(rng, 4, 3), whole(rng, 4, 2), whole(rng, 2, 3)))
    yield Case(
        "whole numbers in a_in and W",
        SHAPES,
        (numbers(rng, 5, 3), whole(rng, 5, 4), whole(rng, 4, 3)),
    )
    yield Case("float32", SHAPES, tuple(a.astype(np.float32) for a in layer(6, 4, 3)))
    yield Case("the first layer of the digit network", KERAS, layer(8, 64, 25, scale=0.2))
    yield Case("the layer after it", KERAS, layer(20, 25, 15, scale=0.3))
    yield Case("an output unit", KERAS, layer(20, 15, 1))


@exercise.misconception(
    "divided by m again",
    "You divided dW and db by m. dz is already the gradient of the mean cost, so only sum over "
    "the examples.",
    "dense-backward",
)
def divided_by_m_again(dz, a_in, W):
    m = dz.shape[0]
    return dz @ W.T, a_in.T @ dz / m, dz.sum(axis=0) / m


@exercise.misconception(
    "all divided by m",
    "You divided all three by m. dz is already the gradient of the mean cost: do not divide again.",
    "dense-backward",
)
def all_divided_by_m(dz, a_in, W):
    m = dz.shape[0]
    return dz @ W.T / m, a_in.T @ dz / m, dz.sum(axis=0) / m


@exercise.misconception(
    "mean in db",
    "db is the mean of dz over the examples. It should be the sum: the mean has been taken in dz "
    "already.",
    "dense-backward",
)
def mean_in_db(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.mean(axis=0)


@exercise.misconception(
    "dW divided by m",
    "You divided dW by m. dz is already the gradient of the mean cost: do not divide again.",
    "dense-backward",
)
def weights_divided_by_m(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz / dz.shape[0], dz.sum(axis=0)


@exercise.misconception(
    "dW transposed",
    "dW is transposed. It has the shape of W, (n, units): `a_in.T @ dz`.",
    "dense-backward",
)
def weights_transposed(dz, a_in, W):
    return dz @ W.T, dz.T @ a_in, dz.sum(axis=0)


@exercise.misconception(
    "W not transposed",
    "You computed `dz @ W`. On the way back, the weights are transposed: `dz @ W.T`, which gives "
    "(m, n).",
    "dense-backward",
)
def not_transposed_back(dz, a_in, W):
    return dz @ W, a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "da_in transposed",
    "da_in is transposed. It has the shape of a_in, (m, n), one example per row: `dz @ W.T`.",
    "dense-backward",
)
def input_transposed(dz, a_in, W):
    return W @ dz.T, a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "a_in not transposed",
    "You computed `a_in @ dz`. dW sums over the examples, which are the rows of both: `a_in.T @ "
    "dz`.",
    "dense-backward",
)
def batch_not_transposed(dz, a_in, W):
    return dz @ W.T, a_in @ dz, dz.sum(axis=0)


@exercise.misconception(
    "db over the units",
    "You summed dz over the units. db has one number per unit: sum over the examples, "
    "`dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_over_the_units(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=1)


@exercise.misconception(
    "db one number",
    "`np.sum(dz)` adds everything up. db has one number per unit: `dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_one_number(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, np.sum(dz)


@exercise.misconception(
    "db a row",
    "db is a matrix with one row, (1, units). It should be a vector, (units,): leave out "
    "`keepdims`.",
    "dense-backward",
)
def bias_a_row(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=0, keepdims=True)


@exercise.misconception(
    "db not summed",
    "You returned dz as db. All examples share the bias, so their gradients are added: "
    "`dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_not_summed(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz


@exercise.misconception(
    "db from the input",
    "You summed a_in to get db. The bias is multiplied by 1, not by the input, so db is the sum "
    "of dz.",
    "dense-backward",
)
def bias_from_the_input(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, a_in.sum(axis=0)


@exercise.misconception(
    "element by element",
    "You multiplied element by element. These are matrix products: `@`.",
    "dense-backward",
)
def element_by_element(dz, a_in, W):
    return dz * W.T, a_in.T * dz, dz.sum(axis=0)


@exercise.misconception(
    "dW first",
    "You returned (dW, db, da_in). The order is da_in, dW, db.",
    "dense-backward",
)
def weights_first(dz, a_in, W):
    return a_in.T @ dz, dz.sum(axis=0), dz @ W.T


@exercise.misconception(
    "db before dW",
    "You returned (da_in, db, dW). The order is da_in, dW, db.",
    "dense-backward",
)
def bias_before_weights(dz, a_in, W):
    return dz @ W.T, dz.sum(axis=0), a_in.T @ dz


@exercise.misconception(
    "da_in left out",
    "You returned only dW and db. The layer before needs da_in as well: return all three.",
    "dense-backward",
)
def input_left_out(dz, a_in, W):
    return a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "slope of ReLU",
    "You set da_in to 0 where a_in is not positive. The activation function belongs to the layer "
    "before and comes later: `dense_backward` stops at da_in.",
    "many-layers",
)
def slope_of_relu(dz, a_in, W):
    return (dz @ W.T) * (a_in > 0), a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "slope of the sigmoid",
    "You multiplied da_in by a_in (1 − a_in), the slope of a sigmoid. The activation function "
    "belongs to the layer before and comes later: `dense_backward` stops at da_in.",
    "many-layers",
)
def slope_of_the_layer_before(dz, a_in, W):
    return (dz @ W.T) * a_in * (1 - a_in), a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "last example only",
    "`=` inside the loop overwrites what the earlier examples gave. Add each one: `dW += ...`.",
    "dense-backward",
)
def last_example_only(dz, a_in, W):
    for i in range(len(dz)):
        dW = np.outer(a_in[i], dz[i])
        db = dz[i]
    return dz @ W.T, dW, db.copy()


@exercise.misconception(
    "dtype of W",
    "`np.zeros_like(W)` has the dtype of W. When W holds whole numbers, that raises an error or "
    "cuts off all decimals. Use `np.zeros(W.shape)`.",
    "dense-backward",
)
def dtype_of_the_weights(dz, a_in, W):
    dW = np.zeros_like(W)
    for i in range(len(dz)):
        dW += np.outer(a_in[i], dz[i])
    return dz @ W.T, dW, dz.sum(axis=0)


@exercise.misconception(
    "minus",
    "All three have the wrong sign. The gradients themselves are wanted; the minus comes with the "
    "step, `W - alpha * dW`.",
    "dense-backward",
)
def with_a_minus(dz, a_in, W):
    return -dz @ W.T, -a_in.T @ dz, -dz.sum(axis=0)


@exercise.misconception(
    "mean of da_in",
    "You averaged da_in over the examples. Every example keeps its own row, (m, n).",
    "dense-backward",
)
def mean_of_the_input(dz, a_in, W):
    return (dz @ W.T).mean(axis=0), a_in.T @ dz, dz.sum(axis=0)


@exercise.misconception(
    "squeezed",
    "`squeeze` removed an axis of length 1. One example, one unit or one feature still gives "
    "matrices for da_in and dW.",
    "dense-backward",
)
def squeezed(dz, a_in, W):
    return np.squeeze(dz @ W.T), np.squeeze(a_in.T @ dz), dz.sum(axis=0)


@exercise.misconception(
    "W changed",
    "`W -= ...` changes the caller's W. Return the gradients only; the step comes later.",
    "dense-backward",
)
def changes_the_weights(dz, a_in, W):
    da_in, dW, db = dz @ W.T, a_in.T @ dz, dz.sum(axis=0)
    W -= np.asarray(0.01 * dW, W.dtype)
    return da_in, dW, db


@exercise.misconception(
    "dW before da_in",
    "You returned (dW, da_in, db). The order is da_in, dW, db.",
    "dense-backward",
)
def weights_before_input(dz, a_in, W):
    return a_in.T @ dz, dz @ W.T, dz.sum(axis=0)


@exercise.misconception(
    "outer product of the whole batch",
    "`np.outer` flattens both matrices and pairs every number of one with every number of the "
    "other. It is for one example; for a batch, dW is `a_in.T @ dz`.",
    "dense-backward",
    quotes=("np.outer",),
    of_result="dW pairs every number of a_in with every number of dz. That is right for one example "
    "alone; for a batch, dW is `a_in.T @ dz`.",
)
def outer_of_the_batch(dz, a_in, W):
    return dz @ W.T, np.outer(a_in, dz), dz.sum(axis=0)


exercise.size(
    "a penalty on the weights",
    "penalty",
    "{value}: {size} times the weights are added to the gradient, as in regularisation. The "
    "cost here has no such term.",
    "dense-backward",
)


# Mistakes that are made beside any other.


@exercise.modifier("divided by m again")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW / len(dz), db / len(dz)


@exercise.modifier("all divided by m")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in / len(dz), dW / len(dz), db / len(dz)


@exercise.modifier("mean in db")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW, db / len(dz)


@exercise.modifier("dW divided by m")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW / len(dz), db


@exercise.modifier("dW transposed")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW.T, db


@exercise.modifier("da_in transposed")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in.T, dW, db


@exercise.modifier("db a row")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW, np.reshape(db, (1, -1))


@exercise.modifier("db one number")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, dW, np.sum(db)


@exercise.modifier("minus")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return -da_in, -dW, -db


@exercise.modifier("slope of ReLU")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in * (a_in > 0), dW, db


@exercise.modifier("slope of the sigmoid")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in * a_in * (1 - a_in), dW, db


@exercise.modifier("da_in left out")
def _(function, dz, a_in, W):
    _, dW, db = function(dz, a_in, W)
    return dW, db


@exercise.modifier("dW first")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return dW, db, da_in


@exercise.modifier("db before dW")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return da_in, db, dW


@exercise.modifier("dW before da_in")
def _(function, dz, a_in, W):
    da_in, dW, db = function(dz, a_in, W)
    return dW, da_in, db


# Other ways to make these mistakes.


@exercise.another_way("outer product of the whole batch", "db not summed")
def _(dz, a_in, W):
    return dz @ W.T, np.outer(a_in, dz), dz


@exercise.another_way("element by element", "db a row")
def _(dz, a_in, W):
    return dz * W.T, a_in.T * dz, dz.sum(axis=0, keepdims=True)


@exercise.another_way("element by element")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T * dz, dz.sum(axis=0)


@exercise.another_way("element by element")
def _(dz, a_in, W):
    return dz * W.T, a_in.T @ dz, dz.sum(axis=0)
