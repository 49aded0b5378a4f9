"""Other correct variants of `collapse_linear_layers`."""

from __future__ import annotations

from functools import reduce

import numpy as np

from ..collapse_linear_layers import exercise


@exercise.also_correct(
    "recursive",
    good_for="It says the idea itself: join the first two layers, then collapse what is left.",
)
def collapse_recursive(layers):
    if len(layers) == 1:
        return layers[0]
    (W1, b1), (W2, b2), *rest = layers
    return collapse_recursive([(W1 @ W2, b1 @ W2 + b2), *rest])


@exercise.also_correct("reduce")
def collapse_reduce(layers):
    return reduce(lambda one, two: (one[0] @ two[0], one[1] @ two[0] + two[1]), layers)


@exercise.also_correct("from the last layer to the first")
def collapse_from_behind(layers):
    W, b = layers[-1]
    for W_before, b_before in layers[-2::-1]:
        b = b_before @ W + b
        W = W_before @ W
    return W, b


@exercise.also_correct("np.linalg.multi_dot")
def collapse_multi_dot(layers):
    b = np.zeros(layers[0][0].shape[0])
    for W_next, b_next in layers:
        b = b @ W_next + b_next
    weights = [W for W, _ in layers]
    return np.linalg.multi_dot(weights) if len(weights) > 1 else weights[0], b


@exercise.also_correct("from the unit matrix")
def collapse_from_unit_matrix(layers):
    n = layers[0][0].shape[0]
    W, b = np.eye(n), np.zeros(n)
    for W_next, b_next in layers:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@exercise.also_correct(
    "one more row for the bias",
    good_for=(
        "With the bias as one more row of `W`, a layer is a single matrix, and collapsing is "
        "multiplying matrices."
    ),
)
def collapse_one_more_row(layers):
    product = np.eye(layers[0][0].shape[0] + 1)
    for W, b in layers:
        last = np.zeros((W.shape[0] + 1, 1))
        last[-1] = 1
        product = product @ np.hstack([np.vstack([W, b]), last])
    return product[:-1, :-1], product[-1, :-1]


@exercise.also_correct("by what the network gives")
def collapse_by_probing(layers):
    def network(x):
        for W, b in layers:
            x = x @ W + b
        return x

    n = layers[0][0].shape[0]
    b = network(np.zeros(n))
    return np.array([network(row) - b for row in np.eye(n)]), b


@exercise.also_correct("einsum")
def collapse_einsum(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        b = np.einsum("i,ij->j", b, W_next) + b_next
        W = np.einsum("ni,ij->nj", W, W_next)
    return W, b


@exercise.also_correct("np.dot and an index")
def collapse_by_index(layers):
    W, b = np.copy(layers[0][0]), np.copy(layers[0][1])
    for i in range(1, len(layers)):
        b = np.dot(layers[i][0].T, b) + layers[i][1]
        W = np.dot(W, layers[i][0])
    return [W, b]


@exercise.also_correct("pop from a copy")
def collapse_pop_from_a_copy(layers):
    left = list(layers)
    W, b = left.pop(0)
    while left:
        W_next, b_next = left.pop(0)
        W, b = np.matmul(W, W_next), np.matmul(b, W_next) + b_next
    return W, b
