"""Other correct variants of `train_with_adam`."""

from __future__ import annotations

import numpy as np

from ..train_with_adam import exercise
from .adam_step import (
    as_in_keras,
    as_in_pytorch,
    as_in_the_paper,
    corrected_root,
    loop_over_flat,
    own_copies,
)
from .cost_and_gradients import (
    by_einsum,
    by_recursion,
    by_scipy,
    column_of_ones,
    divided_at_the_end,
    slope_from_the_pre_activations,
)

exercise.equivalent = {
    f"b, *biases_mv[i] = adam_step(layers[i][{p}], gradients[i][{g}], *biases_mv[i], t, "
    "learning_rate)": "a layer is (W, b): its last item is item 1"
    for p, g in ((-1, 1), (1, -1))
}


def _zeros(layers):
    return [tuple(np.zeros(p.shape) for p in layer) for layer in layers]


@exercise.also_correct("lists of m and v")
def lists_of_moments(X, y, layers, epochs, learning_rate=0.001):
    layers, ms, vs, history = list(layers), _zeros(layers), _zeros(layers), []
    for t in range(1, epochs + 1):
        cost, gradients = by_scipy(X, y, layers)
        history.append(float(cost))
        for i in range(len(layers)):
            steps = [
                as_in_keras(*four, t, learning_rate)
                for four in zip(layers[i], gradients[i], ms[i], vs[i])
            ]
            layers[i], ms[i], vs[i] = zip(*steps)
    return layers, history


@exercise.also_correct("the paper's epsilon")
def papers_epsilon(X, y, layers, epochs, learning_rate=0.001):
    state = [[(p, np.zeros(p.shape), np.zeros(p.shape)) for p in layer] for layer in layers]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        now = [(W[0], b[0]) for W, b in state]
        history[epoch], gradients = by_recursion(X, y, now)
        state = [
            [
                as_in_the_paper(p, g, m, v, epoch + 1, learning_rate)
                for (p, m, v), g in zip(layer, found)
            ]
            for layer, found in zip(state, gradients)
        ]
    return [(W[0], b[0]) for W, b in state], history


@exercise.also_correct("dictionaries by place")
def dictionaries(X, y, layers, epochs, learning_rate=0.001):
    parameters = {(i, k): p for i, layer in enumerate(layers) for k, p in enumerate(layer)}
    m, v = dict.fromkeys(parameters, 0.0), dict.fromkeys(parameters, 0.0)
    history, t = [], 0
    while t < epochs:
        t += 1
        now = [(parameters[i, 0], parameters[i, 1]) for i in range(len(layers))]
        cost, gradients = by_einsum(X, y, now)
        history += [cost]
        for i, k in parameters:
            g = gradients[i][k]
            parameters[i, k], m[i, k], v[i, k] = as_in_keras(
                parameters[i, k], g, m[i, k], v[i, k], t, learning_rate=learning_rate
            )
    return [(parameters[i, 0], parameters[i, 1]) for i in range(len(layers))], history


@exercise.also_correct("one long vector")
def one_long_vector(X, y, layers, epochs, learning_rate=0.001):
    def flat(layers):
        return np.concatenate([p.ravel() for layer in layers for p in layer])

    def unflatten(vector):
        pieces = np.split(vector, np.cumsum([p.size for layer in layers for p in layer])[:-1])
        shaped = iter(zip(pieces, (p.shape for layer in layers for p in layer)))
        return [tuple(next(shaped) for _ in layer) for layer in layers]

    def network(vector):
        return [
            tuple(piece.reshape(shape) for piece, shape in layer) for layer in unflatten(vector)
        ]

    w = flat(layers)
    m, v, history = np.zeros_like(w), np.zeros_like(w), []
    for t in range(1, epochs + 1):
        cost, gradients = divided_at_the_end(X, y, network(w))
        history.append(cost)
        w, m, v = loop_over_flat(w, flat(gradients), m, v, t, learning_rate)
    return network(w), history


@exercise.also_correct("deep copies changed in place")
def deep_copies(X, y, layers, epochs, learning_rate=0.001):
    layers = [(W.copy(), b.copy()) for W, b in layers]
    moments = {id(p): (np.zeros(p.shape), np.zeros(p.shape)) for layer in layers for p in layer}
    history = []
    for t in range(epochs):
        cost, gradients = slope_from_the_pre_activations(X, y, layers)
        history.append(cost)
        for layer, found in zip(layers, gradients):
            for p, g in zip(layer, found):
                p[...], *state = corrected_root(p, g, *moments[id(p)], t + 1, learning_rate)
                moments[id(p)] = tuple(state)
    return layers, history


@exercise.also_correct("a class for the optimiser, lists as layers")
def with_a_class(X, y, layers, epochs, learning_rate=0.001, verbose=False):
    class Optimiser:
        def __init__(self):
            self.m, self.v, self.t = 0.0, 0.0, 0

        def __call__(self, w, g):
            self.t += 1
            w, self.m, self.v = as_in_keras(w, g, self.m, self.v, self.t, learning_rate)
            return w

    optimisers = [(Optimiser(), Optimiser()) for _ in layers]
    history = []
    for epoch in range(epochs):
        cost, gradients = column_of_ones(X, y, layers)
        history.append(cost)
        layers = [
            [o(p, g) for o, p, g in zip(*three)] for three in zip(optimisers, layers, gradients)
        ]
        if verbose:
            print(epoch, cost)
    return layers, np.array(history)


@exercise.also_correct("last layer first")
def last_layer_first(X, y, layers, epochs, learning_rate=0.001):
    layers, ms, vs, history = list(layers), _zeros(layers), _zeros(layers), []
    for t in range(1, epochs + 1):
        cost, gradients = by_scipy(X, y, layers)
        history.append(cost)
        for i in reversed(range(len(layers))):
            (W, b), (dW, db), (mW, mb), (vW, vb) = layers[i], gradients[i], ms[i], vs[i]
            b, mb, vb = own_copies(b, db, mb, vb, t, learning_rate)
            W, mW, vW = own_copies(W, dW, mW, vW, t, learning_rate)
            layers[i], ms[i], vs[i] = (W, b), (mW, mb), (vW, vb)
    return tuple(layers), history


@exercise.also_correct("recursion over the epochs")
def recursion_over_epochs(X, y, layers, epochs, learning_rate=0.001, state=None, t=1):
    if epochs < t:
        return layers, []
    state = state or [[(np.zeros(p.shape),) * 2 for p in layer] for layer in layers]
    cost, gradients = by_recursion(X, y, layers)
    steps = [
        [as_in_pytorch(p, g, *s, t, learning_rate) for p, g, s in zip(*three)]
        for three in zip(layers, gradients, state)
    ]
    new = [tuple(step[0] for step in layer) for layer in steps]
    state = [[step[1:] for step in layer] for layer in steps]
    rest = recursion_over_epochs(X, y, new, epochs, learning_rate, state, t + 1)
    return rest[0], [cost, *rest[1]]
