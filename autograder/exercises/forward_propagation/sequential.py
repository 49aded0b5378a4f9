"""`sequential`: the output of a network for one example, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.functions import linear, relu, softsign, tanh
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import numbers, whole
from .example_layers import A_EXAMPLE, B_EXAMPLE, W_EXAMPLE

exercise = Exercise(
    "forward_propagation",
    "sequential",
    chapter="inference/forward_propagation_in_numpy",
    oracle_name="keras.Sequential",
)


@exercise.oracle
def _(x, layers):
    model = keras().Sequential([keras().Input((len(x),), dtype="float64")])
    for W, b, g in layers:
        layer = keras().layers.Dense(W.shape[1], activation=g.__name__, dtype="float64")
        model.add(layer)
        layer.set_weights([float64(W), float64(b)])
    return as_numpy(model(float64(x)[None]))[0]


@exercise.visible
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


@exercise.fresh
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
    yield Case("one unit per layer", SHAPES, (numbers(rng, 1), network(1, 1, 1)))
    yield Case("whole numbers", SHAPES, (whole(rng, 3), network(3, 4, 2)))
    digit = network(64, 25, 15, 1, activations=(softsign,) * 4)
    yield Case("the digit network", KERAS, (numbers(rng, 64), digit))


@exercise.misconception(
    "every layer sees x",
    "Every layer was given x. A layer's input is the output of the layer before it.",
    "sequential",
)
def every_layer_sees_x(x, layers):
    for W, b, g in layers:
        a = g(x @ W + b)
    return a


@exercise.misconception("last layer left out", "The last layer was never applied.", "sequential")
def last_layer_left_out(x, layers):
    a = x
    for W, b, g in layers[:-1]:
        a = g(a @ W + b)
    return a


@exercise.misconception(
    "back to front",
    "The layers were applied from the last to the first. Forward propagation goes from left to "
    "right.",
    "sequential",
)
def back_to_front(x, layers):
    a = x
    for W, b, g in reversed(layers):
        a = g(a @ W + b)
    return a


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first layer is applied.",
    "sequential",
    quotes=("return in loop",),
    of_result="Only the first layer is applied.",
)
def only_the_first_layer(x, layers):
    a = x
    for W, b, g in layers:
        a = g(a @ W + b)
        return a


@exercise.misconception(
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


@exercise.misconception(
    "layers used up",
    "`pop` removed the layers from the caller's list. Loop over the list instead.",
    "sequential",
)
def layers_used_up(x, layers):
    a = x
    while layers:
        W, b, g = layers.pop(0)
        a = g(a @ W + b)
    return a


@exercise.misconception(
    "first layer left out",
    "The first layer was never applied. Python counts from 0: the first layer is `layers[0]`.",
    "sequential",
)
def first_layer_left_out(x, layers):
    a = x
    for W, b, g in layers[1:]:
        a = g(a @ W + b)
    return a


@exercise.misconception(
    "two layers only",
    "You applied two layers. There may be any number of them, even just one: loop over `layers`.",
    "sequential",
)
def two_layers_only(x, layers):
    (W1, b1, g1), (W2, b2, g2) = layers[0], layers[1]
    return g2(g1(x @ W1 + b1) @ W2 + b2)


@exercise.misconception(
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


@exercise.misconception(
    "a row instead of a vector",
    "You returned a matrix with one row. For one example the result is a vector, `(units,)`.",
    "sequential",
)
def network_row(x, layers):
    a = x.reshape(1, -1)
    for W, b, g in layers:
        a = g(a @ W + b)
    return a


@exercise.misconception(
    "always sigmoid",
    "Every layer got the sigmoid. Each layer brings its own g, the third item of its tuple.",
    "sequential",
)
def network_of_sigmoids(x, layers):
    a = x
    for W, b, _ in layers:
        a = 1 / (1 + np.exp(-(a @ W + b)))
    return a


@exercise.misconception(
    "no activation",
    "No activation function was applied. The output of a layer is g(z), with the g of its tuple.",
    "sequential",
)
def network_without_activation(x, layers):
    a = x
    for W, b, _ in layers:
        a = a @ W + b
    return a


@exercise.misconception(
    "a decision",
    "You returned the decisions 0 and 1. The network returns the numbers of its last layer; the "
    "decision comes later, in `predict`.",
    "sequential",
)
def network_that_decides(x, layers):
    a = x
    for W, b, g in layers:
        a = g(a @ W + b)
    return (a >= 0.5).astype(int)


# Mistakes that are made beside any other.


@exercise.modifier("back to front")
def _(function, x, layers):
    return function(x, layers[::-1])


@exercise.modifier("last layer left out")
def _(function, x, layers):
    return function(x, layers[:-1])


@exercise.modifier("first layer left out")
def _(function, x, layers):
    return function(x, layers[1:])


@exercise.modifier("a decision")
def _(function, x, layers):
    return (np.asarray(function(x, layers)) >= 0.5).astype(int)


# Other ways to make these mistakes.


@exercise.another_way("outputs of all layers")
def _(x, layers):
    outputs = [x]
    for W, b, g in layers:
        outputs.append(g(outputs[-1] @ W + b))
    return outputs


@exercise.another_way("two layers only")
def _(x, layers):
    (W1, b1, g1), (W2, b2, g2) = layers
    return g2(g1(x @ W1 + b1) @ W2 + b2)
