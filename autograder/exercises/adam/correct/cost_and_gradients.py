"""Other correct variants of `cost_and_gradients`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import log_softmax, logsumexp
from scipy.special import softmax as scipy_softmax

from ..cost_and_gradients import exercise

exercise.equivalent = {
    "dz = (softmax(z) - np.eye(z.shape[-1])[y]) / len(y)": "z has two axes: the last is axis 1",
}


def _forward(X, layers):
    inputs, z = [], X
    for i, (W, b) in enumerate(layers):
        inputs.append(z if i == 0 else np.maximum(z, 0))
        z = inputs[-1] @ W + b
    return inputs, z


@exercise.also_correct("scipy's softmax and logsumexp")
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


@exercise.also_correct("recursion")
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


@exercise.also_correct("einsum")
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


@exercise.also_correct("one example after the other")
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


@exercise.also_correct("slope from the pre-activations, lists of lists")
def slope_from_the_pre_activations(X, y, layers):
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


@exercise.also_correct("sum of the losses, divided at the end")
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


@exercise.also_correct("bias as a weight of a column of ones")
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


@exercise.also_correct("three loops for the products")
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
