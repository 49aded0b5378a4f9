"""Other correct variants of `sequential`."""

from __future__ import annotations

import numpy as np

from ..sequential import exercise


@exercise.also_correct("with @")
def with_product(x, layers):
    for W, b, g in layers:
        x = g(x @ W + b)
    return x


@exercise.also_correct("by index")
def by_index(x, layers):
    a = x
    for i in range(len(layers)):
        a = layers[i][2](np.dot(a, layers[i][0]) + layers[i][1])
    return a


@exercise.also_correct(
    "recursive",
    good_for=(
        "It says the idea itself: apply the first layer, and give the result to the rest of the "
        "network."
    ),
)
def recursive(x, layers):
    if len(layers) == 0:
        return x
    (W, b, g), *rest = layers
    return recursive(g(x @ W + b), rest)


@exercise.also_correct("reduce")
def reduced(x, layers):
    from functools import reduce

    return reduce(lambda a, layer: layer[2](a @ layer[0] + layer[1]), layers, x)


@exercise.also_correct("while loop")
def with_while(x, layers):
    a, i = np.array(x, dtype=float), 0
    while i < len(layers):
        W, b, g = layers[i]
        a = np.array([g(a @ W[:, j] + b[j]) for j in range(W.shape[1])])
        i += 1
    return a


@exercise.also_correct("list of activations")
def list_of_activations(x, layers):
    activations = [x]
    for W, b, g in layers:
        activations.append(g(W.T @ activations[-1] + b))
    return activations[-1]


@exercise.also_correct("a row that is flattened at the end")
def as_row(x, layers):
    a = np.atleast_2d(x)
    for W, b, g in layers:
        a = g(a @ W + b)
    return a[0]


@exercise.also_correct("pop from a copy")
def pop_from_a_copy(x, layers):
    left = list(layers)
    while left:
        W, b, g = left.pop(0)
        x = g(x @ W + b)
    return x
