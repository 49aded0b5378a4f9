"""Other right ways to write the functions of `adam`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import log_softmax, logsumexp
from scipy.special import softmax as scipy_softmax

from ..adam import adam_step, cost_and_gradients, train_with_adam


@adam_step.also_correct("as in the paper")
def as_in_the_paper(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.also_correct("as in Keras, with differences")
def as_in_keras(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    alpha = learning_rate * math.sqrt(1 - math.pow(beta_2, t)) / (1 - math.pow(beta_1, t))
    m = m + (grad - m) * (1 - beta_1)
    v = v + (np.square(grad) - v) * (1 - beta_2)
    return w - m * alpha / (np.sqrt(v) + epsilon), m, v


@adam_step.also_correct("as in PyTorch")
def as_in_pytorch(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = m * beta_1 + (1 - beta_1) * grad
    v = v * beta_2 + (1 - beta_2) * grad * grad
    step_size = learning_rate / (1 - beta_1**t)
    denominator = np.sqrt(v) / np.sqrt(1 - beta_2**t) + epsilon
    return w - step_size * (m / denominator), m, v


@adam_step.also_correct("correction of the root, epsilon before it")
def corrected_root(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new_m = np.add(np.multiply(beta_1, m), np.multiply(1 - beta_1, grad))
    new_v = np.add(np.multiply(beta_2, v), np.multiply(1 - beta_2, np.power(grad, 2)))
    m_hat = new_m / (1 - np.power(beta_1, t))
    root = (np.sqrt(new_v) + epsilon) / np.sqrt(1 - np.power(beta_2, t))
    return w - learning_rate * m_hat / root, new_m, new_v


@adam_step.also_correct("loop over the flat arrays")
def loop_over_flat(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    shape = np.shape(w)
    w, grad, m, v = (np.array(a, dtype=float).ravel() for a in (w, grad, m, v))
    for i in range(w.size):
        m[i] = beta_1 * m[i] + (1 - beta_1) * grad[i]
        v[i] = beta_2 * v[i] + (1 - beta_2) * grad[i] ** 2
        m_hat, v_hat = m[i] / (1 - beta_1**t), v[i] / (1 - beta_2**t)
        w[i] = w[i] - learning_rate * m_hat / (math.sqrt(v_hat) + epsilon)
    return w.reshape(shape), m.reshape(shape), v.reshape(shape)


@adam_step.also_correct("own copies in place")
def own_copies(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= beta_1
    m += (1 - beta_1) * grad
    v *= beta_2
    v += (1 - beta_2) * grad**2
    w -= learning_rate * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
    return w, m, v


@adam_step.also_correct("powers by logarithms, a list back")
def powers_by_logarithms(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    first, second = (-np.expm1(t * np.log(beta)) for beta in (beta_1, beta_2))
    m = np.average([m, grad], axis=0, weights=[beta_1, 1 - beta_1])
    v = np.average([v, np.asarray(grad) ** 2], axis=0, weights=[beta_2, 1 - beta_2])
    return [w - learning_rate / first * m / (v**0.5 / second**0.5 + epsilon), m, v]


@adam_step.also_correct("np.vectorize over one number")
def vectorised(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    def one(w, g, m, v):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g * g
        change = m / (1 - beta_1**t) / ((v / (1 - beta_2**t)) ** 0.5 + epsilon)
        return w - learning_rate * change, m, v

    return np.vectorize(one, otypes=[float] * 3)(w, grad, m, v)


@adam_step.also_correct("dtype kept")
def dtype_kept(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    kind = w.dtype
    m = (beta_1 * m + (1 - beta_1) * grad).astype(kind)
    v = (beta_2 * v + (1 - beta_2) * grad**2).astype(kind)
    rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return (w - rate * m / (np.sqrt(v) + epsilon)).astype(kind), m, v


@adam_step.also_correct("corrections by multiplication, settings by other arguments")
def corrections_multiplied(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, weight_decay=0.0
):
    m = np.asarray(grad) - beta_1 * (np.asarray(grad) - m)
    v = np.square(grad) - beta_2 * (np.square(grad) - v)
    m_hat, v_hat = m * (1 - beta_1**t) ** -1.0, v * (1 - beta_2**t) ** -1.0
    change = m_hat * np.reciprocal(np.sqrt(v_hat) + epsilon) + weight_decay * w
    return np.subtract(w, learning_rate * change), m, v


@adam_step.also_correct("factor in epsilon")
def factor_in_epsilon(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.abs(grad) ** 2
    root = np.sqrt(1 - beta_2**t)
    # the paper's epsilon in the folded form: it shrinks as v is corrected
    return w - learning_rate * root / (1 - beta_1**t) * m / (np.sqrt(v) + epsilon * root), m, v


def _forward(X, layers):
    inputs, z = [], X
    for i, (W, b) in enumerate(layers):
        inputs.append(z if i == 0 else np.maximum(z, 0))
        z = inputs[-1] @ W + b
    return inputs, z


@cost_and_gradients.also_correct("scipy's softmax and logsumexp")
def by_scipy(X, y, layers):
    inputs, z = _forward(X, layers)
    rows = np.arange(len(y))
    cost = np.mean(logsumexp(z, axis=1) - z[rows, y])
    dz = scipy_softmax(z, axis=1)
    dz[rows, y] -= 1
    dz /= len(y)
    gradients = [None] * len(layers)
    for i in range(len(layers) - 1, -1, -1):
        gradients[i] = (inputs[i].T @ dz, dz.sum(axis=0))
        if i:
            dz = (dz @ layers[i][0].T) * (inputs[i] > 0)
    return cost, gradients


@cost_and_gradients.also_correct("recursion")
def by_recursion(X, y, layers):
    def back(a, rest):
        (W, b), *rest = rest
        z = a @ W + b
        if rest:
            cost, da, found = back(np.where(z > 0, z, 0.0), rest)
            dz = np.where(z > 0, da, 0.0)
        else:
            logs = log_softmax(z, axis=1)
            right = np.eye(z.shape[1])[y]
            cost, dz, found = -np.sum(logs * right) / len(y), (np.exp(logs) - right) / len(y), []
        return cost, dz @ W.T, [(a.T @ dz, dz.sum(axis=0)), *found]

    cost, _, gradients = back(X, layers)
    return cost, gradients


@cost_and_gradients.also_correct("einsum")
def by_einsum(X, y, layers):
    inputs, z = _forward(X, layers)
    cost = np.average(np.logaddexp.reduce(z, axis=1) - np.take_along_axis(z, y[:, None], 1)[:, 0])
    right = (np.arange(z.shape[1]) == y[:, None]).astype(float)
    dz = np.einsum("ij,->ij", scipy_softmax(z, axis=-1) - right, 1 / len(y))
    gradients = []
    for a, (W, _) in zip(inputs[::-1], layers[::-1]):
        gradients.insert(0, (np.einsum("in,iu->nu", a, dz), np.einsum("iu->u", dz)))
        dz = np.einsum("iu,nu->in", dz, W) * np.heaviside(a, 0)
    return float(cost), gradients


@cost_and_gradients.also_correct("one example after the other")
def one_by_one(X, y, layers):
    m, cost = len(X), 0.0
    total = [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in layers]
    for x, label in zip(X, y):
        inputs, z = _forward(x, layers)
        top = z.max()
        powers = np.exp(z - top)
        cost += (math.log(powers.sum()) + top - z[label]) / m
        dz = powers / powers.sum() / m
        dz[label] -= 1 / m
        for i in reversed(range(len(layers))):
            total[i][0] += np.outer(inputs[i], dz)
            total[i][1] += dz
            dz = layers[i][0] @ dz * (inputs[i] > 0)
    return cost, [tuple(layer) for layer in total]


@cost_and_gradients.also_correct("slope from the logits, lists of lists")
def slope_from_the_logits(X, y, layers):
    activations, logits = [X], []
    for W, b in layers:
        logits.append(np.dot(activations[-1], W) + np.reshape(b, (1, -1)))
        activations.append(np.maximum(0.0, logits[-1]))
    z = logits[-1] - logits[-1].max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    losses = [math.log(sum(math.exp(v) for v in row)) - row[c] for row, c in zip(z.tolist(), y)]
    dz, gradients = (p - np.eye(p.shape[1])[y]) / X.shape[0], []
    for i in range(len(layers) - 1, -1, -1):
        gradients.append([activations[i].T.dot(dz), dz.sum(0)])
        if i > 0:
            dz = dz.dot(layers[i][0].T)
            dz[logits[i - 1] <= 0] = 0
    return sum(losses) / len(losses), gradients[::-1]


@cost_and_gradients.also_correct("sum of the losses, divided at the end")
def divided_at_the_end(X, y, layers):
    m = len(X)
    inputs, z = _forward(X, layers)
    losses = -log_softmax(z, axis=1)[np.arange(m), y]
    dz = scipy_softmax(z, axis=1) - np.identity(z.shape[1])[y]
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.append((a.T @ dz / m, dz.mean(axis=0)))
        dz = dz @ W.T * np.sign(np.maximum(a, 0))
    gradients.reverse()
    return losses.sum() / m, tuple(gradients)


@cost_and_gradients.also_correct("bias as a weight of a column of ones")
def column_of_ones(X, y, layers):
    ones = np.ones((len(X), 1))
    inputs, z = _forward(X, layers)
    dz = (scipy_softmax(z, axis=1) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for i in reversed(range(len(layers))):
        both = np.hstack([inputs[i], ones]).T @ dz
        gradients = [(both[:-1], both[-1]), *gradients]
        dz = np.multiply(dz @ np.transpose(layers[i][0]), inputs[i] > 0)
    return np.mean(logsumexp(z, axis=1) - z[range(len(y)), y]), gradients


@cost_and_gradients.also_correct("three loops for the products")
def three_loops(X, y, layers, scale=1.0):
    def times(A, B):
        return np.array([[sum(a * b for a, b in zip(row, column)) for column in B.T] for row in A])

    inputs, a = [], np.asarray(X, dtype=float)
    for W, b in layers:
        inputs.append(a)
        z = times(a, np.asarray(W, dtype=float)) + b
        a = z * (z > 0)
    cost = np.mean(logsumexp(z, axis=1) - z[np.arange(len(y)), y])
    dz = scale * (scipy_softmax(z, axis=1) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for i in reversed(range(len(layers))):
        gradients.insert(0, (times(inputs[i].T, dz), dz.sum(axis=0)))
        dz = times(dz, layers[i][0].T) * (inputs[i] > 0)
    return cost, gradients


def _zeros(layers):
    return [tuple(np.zeros(p.shape) for p in layer) for layer in layers]


@train_with_adam.also_correct("lists of m and v")
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


@train_with_adam.also_correct("the paper's epsilon")
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


@train_with_adam.also_correct("dictionaries by place")
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


@train_with_adam.also_correct("one long vector")
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


@train_with_adam.also_correct("deep copies changed in place")
def deep_copies(X, y, layers, epochs, learning_rate=0.001):
    layers = [(W.copy(), b.copy()) for W, b in layers]
    moments = {id(p): (np.zeros(p.shape), np.zeros(p.shape)) for layer in layers for p in layer}
    history = []
    for t in range(epochs):
        cost, gradients = slope_from_the_logits(X, y, layers)
        history.append(cost)
        for layer, found in zip(layers, gradients):
            for p, g in zip(layer, found):
                p[...], *state = corrected_root(p, g, *moments[id(p)], t + 1, learning_rate)
                moments[id(p)] = tuple(state)
    return layers, history


@train_with_adam.also_correct("a class for the optimiser, lists as layers")
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


@train_with_adam.also_correct("last layer first")
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


@train_with_adam.also_correct("recursion over the epochs")
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
