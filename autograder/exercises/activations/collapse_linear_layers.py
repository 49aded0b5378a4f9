"""`collapse_linear_layers`: the one layer that equals several linear layers in a row."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ...checks.compare import Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import numbers, whole

exercise = Exercise(
    "activations",
    "collapse_linear_layers",
    chapter="training/why_activation_functions",
    oracle_name="keras.Sequential",
    returns=(Return("W"), Return("b")),
)


@exercise.oracle
def _(layers):
    model = keras().Sequential([keras().Input((len(layers[0][0]),), dtype="float64")])
    for W, b in layers:
        layer = keras().layers.Dense(W.shape[1], dtype="float64")
        model.add(layer)
        layer.set_weights([float64(W), float64(b)])
    # The network's output for x = 0 is b; for the unit vectors it is the rows of W, plus b.
    features = len(layers[0][0])
    b = as_numpy(model(np.zeros((1, features))))[0]
    return as_numpy(model(np.eye(features))) - b, b


W1, B1 = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]]), np.array([-1.0, 1.0, 2.0])
W2, B2 = np.array([[0.5], [-1.0], [0.25]]), np.array([3.0])


@exercise.visible
def _() -> Iterator[Case]:
    one_by_one = [(np.array([[3.0]]), np.array([2.0])), (np.array([[-0.5]]), np.array([4.0]))]
    yield Case("one unit, then one unit", VALUES, (one_by_one,))
    yield Case("3 units, then 1", VALUES, ([(W1, B1), (W2, B2)],))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case(
        "two layers of 2 units",
        VALUES,
        (
            [
                (square, np.array([0.1, -0.2])),
                (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0.5, 4.0])),
            ],
        ),
    )
    yield Case("three layers of 2 units", VALUES,
               ([(square, np.array([0.1, -0.2])), (square.T, np.array([0.3, 0.75])),
                 (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([-0.5, 4.0]))],))  # fmt: skip
    yield Case("one layer", SHAPES, ([(W1, B1)],))
    yield Case("1 unit, then 3", SHAPES, ([(W2, B2), (W2.T * 2, B1)],))
    yield Case(
        "whole numbers",
        SHAPES,
        (
            [
                (W1.astype(int), B1.astype(int)),
                (np.array([[2, 0], [1, -1], [3, 1]]), np.array([5, -4])),
            ],
        ),
    )
    yield Case(
        "float32",
        SHAPES,
        (
            [
                (W1.astype(np.float32), B1.astype(np.float32)),
                (W2.astype(np.float32), B2.astype(np.float32)),
            ],
        ),
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def network(*sizes):
        return [
            (numbers(rng, n, units, scale=0.7), numbers(rng, units)) for n, units in pairwise(sizes)
        ]

    yield Case("two layers", VALUES, (network(4, 3, 2),))
    yield Case("five layers", VALUES, (network(6, 5, 4, 3, 2, 7),))
    yield Case("two square layers", VALUES, (network(3, 3, 3),))
    yield Case("four square layers", VALUES, (network(4, 4, 4, 4, 4),))
    yield Case("one layer", SHAPES, (network(3, 5),))
    yield Case("one unit per layer", SHAPES, (network(1, 1, 1, 1),))
    yield Case("one feature", SHAPES, (network(1, 4, 3),))
    yield Case("through one unit", SHAPES, (network(4, 1, 3),))
    ints = [(whole(rng, 3, 2), whole(rng, 2)), (whole(rng, 2, 4), whole(rng, 4))]
    yield Case("whole numbers", SHAPES, (ints,))
    singles = [(W.astype(np.float32), b.astype(np.float32)) for W, b in network(3, 4, 2)]
    yield Case("float32", SHAPES, (singles,))
    yield Case("the digit network", KERAS, (network(64, 25, 15, 10),), atol=1e-10)


@exercise.misconception(
    "biases only added",
    "You added the biases as they are. A layer's bias passes through the weights of every later "
    "layer: `b = b @ W_next + b_next`.",
    "collapse",
)
def biases_only_added(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b + b_next
    return W, b


@exercise.misconception(
    "last bias only",
    "You kept only the last layer's bias. The earlier ones pass through the later weights: `b = b "
    "@ W_next + b_next`.",
    "collapse",
)
def last_bias_only(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b_next
    return W, b


@exercise.misconception(
    "first bias only",
    "You passed the first bias through all later weights and left out the others: each layer adds "
    "its own, `b = b @ W_next + b_next`.",
    "collapse",
)
def first_bias_only(layers):
    W, b = layers[0]
    for W_next, _ in layers[1:]:
        W, b = W @ W_next, b @ W_next
    return W, b


@exercise.misconception(
    "bias through its own layer",
    "You passed each layer's bias through that layer's own weights too: `(b + b_next) @ W_next`. "
    "It is added after them: `b @ W_next + b_next`.",
    "collapse",
)
def bias_through_its_own_layer(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, (b + b_next) @ W_next
    return W, b


@exercise.misconception(
    "bias through all weights",
    "You multiplied the bias by the product of all weights so far, because W was replaced first. "
    "The bias has passed through the earlier layers already: `b @ W_next + b_next`.",
    "collapse",
)
def bias_through_all_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W = W @ W_next
        b = b @ W + b_next
    return W, b


@exercise.misconception(
    "back to front",
    "You multiplied the later weights by the earlier ones. x meets the first layer first: x @ W1 "
    "@ W2, so the product is `W1 @ W2`.",
    "collapse",
)
def back_to_front(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


@exercise.misconception(
    "element by element",
    "You multiplied the weights element by element. The matrix product is `W @ W_next`.",
    "collapse",
)
def element_by_element(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W * W_next, b * W_next + b_next
    return W, b


@exercise.misconception(
    "weights added",
    "You added the weights. Applying one layer after another multiplies them: `W @ W_next`.",
    "collapse",
)
def weights_added(layers):
    return sum(W for W, _ in layers), sum(b for _, b in layers)


@exercise.misconception(
    "no bias",
    "You set the bias to 0. The layers' biases do not cancel: `b = b @ W_next + b_next`.",
    "collapse",
)
def no_bias(layers):
    W = layers[0][0]
    for W_next, _ in layers[1:]:
        W = W @ W_next
    return W, np.zeros(W.shape[1])


@exercise.misconception(
    "first layer only",
    "You returned only the first layer. The `return` may be inside the loop.",
    "collapse",
    quotes=("return in loop",),
    of_result="There was only one turn of the loop.",
)
def first_layer_only(layers):
    return layers[0]


@exercise.misconception(
    "last layer only",
    "You returned the last layer as it is. It must be combined with those before it.",
    "collapse",
)
def last_layer_only(layers):
    return layers[-1]


@exercise.misconception(
    "two layers only",
    "You combined the first two layers and left out the rest. `layers` may hold any number of "
    "them, even just one.",
    "collapse",
)
def two_layers_only(layers):
    (W1, b1), (W2, b2) = layers[0], layers[1]
    return W1 @ W2, b1 @ W2 + b2


@exercise.misconception(
    "transposed",
    "W is transposed. It has one row per feature and one column per unit: (n of the first layer, "
    "units of the last).",
    "collapse",
)
def transposed_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W.T, b


@exercise.misconception(
    "bias as a row",
    "You returned b as a matrix with one row. Its shape is (units,).",
    "collapse",
)
def bias_as_a_row(layers):
    W, b = layers[0][0], layers[0][1].reshape(1, -1)
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@exercise.misconception(
    "b before W",
    "You returned (b, W). The weights come first: `return W, b`.",
    "collapse",
)
def bias_before_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return b, W


@exercise.misconception(
    "weights only",
    "You returned W alone. Return both: `return W, b`.",
    "collapse",
)
def weights_only(layers):
    W = layers[0][0]
    for W_next, _ in layers[1:]:
        W = W @ W_next
    return W


@exercise.misconception(
    "layers used up",
    "`pop` removed the layers from the caller's list. Loop over `layers[1:]` instead.",
    "collapse",
)
def layers_used_up(layers):
    W, b = layers.pop(0)
    while layers:
        W_next, b_next = layers.pop(0)
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@exercise.misconception(
    "first layer twice",
    "You started with the first layer and then looped over all layers, so the first one counted "
    "twice. Loop over `layers[1:]`.",
    "collapse",
)
def first_layer_twice(layers):
    W, b = layers[0]
    for W_next, b_next in layers:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, which ends after one iteration. Move it to the left, out of "
    "the loop.",
    "collapse",
)
def collapse_return_in_the_loop(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
        return W, b


@exercise.misconception(
    "bias after the weights",
    "You multiplied `W_next @ b`. A layer's input goes on the left: `b @ W_next + b_next`.",
    "collapse",
)
def bias_behind_the_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, W_next @ b + b_next
    return W, b


# Mistakes that are made beside any other.


@exercise.modifier("transposed")
def _(function, layers):
    W, b = function(layers)
    return W.T, b


@exercise.modifier("bias as a row")
def _(function, layers):
    W, b = function(layers)
    return W, np.reshape(b, (1, -1))


@exercise.modifier("b before W")
def _(function, layers):
    W, b = function(layers)
    return b, W


@exercise.modifier("weights only")
def _(function, layers):
    return function(layers)[0]


@exercise.modifier("no bias")
def _(function, layers):
    W, _ = function(layers)
    return W, np.zeros(np.shape(W)[1])
