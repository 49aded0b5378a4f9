"""Other correct variants of `gradient_descent`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit, xlog1py, xlogy

from ..gradient_descent import exercise


def _gradients(X, y, w, b):
    error = expit(X @ w + b) - y
    return X.T @ error / len(y), error.mean()


def _cost(X, y, w, b):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


@exercise.also_correct("cost from the logits")
def from_the_logits(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        history.append(_cost(X, y, w, b))
        dj_dw, dj_db = _gradients(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


@exercise.also_correct("array filled in")
def array_filled(X, y, w, b, alpha, epochs):
    history = np.empty(epochs)
    for epoch in range(epochs):
        history[epoch] = _cost(X, y, w, b)
        dj_dw, dj_db = _gradients(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
    return w, b, history


@exercise.also_correct("own copy in place")
def own_copy(X, y, w, b, alpha, epochs):
    w = np.array(w, dtype=float)
    history = []
    for _ in range(epochs):
        f = expit(X @ w + b)
        history.append(float(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))))
        w -= alpha * X.T @ (f - y) / len(y)
        b -= alpha * (f - y).mean()
    return w, b, history


@exercise.also_correct("while loop")
def while_loop(X, y, w, b, alpha, epochs):
    history = []
    while len(history) < epochs:
        f = expit(X @ w + b)
        history.append(np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f)) / len(y))
        step_w, step_b = (alpha * g for g in _gradients(X, y, w, b))
        w, b = w - step_w, b - step_b
    return [w, b, np.asarray(history)]


@exercise.also_correct("recursion")
def recursion(X, y, w, b, alpha, epochs):
    if epochs == 0:
        return w, b, []
    dj_dw, dj_db = _gradients(X, y, w, b)
    rest = recursion(X, y, w - alpha * dj_dw, b - alpha * dj_db, alpha, epochs - 1)
    return rest[0], rest[1], [_cost(X, y, w, b), *rest[2]]


@exercise.also_correct("one vector of parameters")
def one_vector(X, y, w, b, alpha, epochs):
    ones = np.column_stack([X, np.ones(len(X))])
    theta, history = np.append(w, b), []
    for _ in range(epochs):
        f = expit(ones @ theta)
        history.append(-np.mean(np.where(y == 1, np.log(f), np.log(1 - f))))
        theta = theta - alpha / len(X) * (ones.T @ (f - y))
    return theta[:-1], theta[-1], history


@exercise.also_correct("clipped at 1e-7 as in Keras")
def clipped(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = expit(X @ w + b)
        safe = np.clip(f, 1e-7, 1 - 1e-7)
        history.append(-np.mean(y * np.log(safe) + (1 - y) * np.log(1 - safe)))
        w, b = w + alpha * ((y - f) @ X) / len(y), b + alpha * np.mean(y - f)
    return w, b, history


@exercise.also_correct("scipy's xlogy")
def by_xlogy(X, y, w, b, alpha, epochs, report=None):
    history = []
    for epoch in range(1, epochs + 1):
        f = expit(np.einsum("ij,j->i", X, w) + b)
        history.append(-(xlogy(y, f) + xlog1py(1 - y, -f)).sum() / y.shape[0])
        dj_dw, dj_db = _gradients(X, y, w, b)
        w, b = w - alpha * dj_dw, np.float64(b - alpha * dj_db)
        if report:
            report(epoch)
    return w, b, np.array(history)


@exercise.also_correct("loops over examples")
def loops_over_examples(X, y, w, b, alpha, epochs):
    history, m = [], len(X)
    for _ in range(epochs):
        cost, dw, db = 0.0, np.zeros(len(w)), 0.0
        for i in range(m):
            f = expit(X[i] @ w + b)
            cost += -math.log(f) if y[i] == 1 else -math.log(1 - f)
            dw += (f - y[i]) * X[i]
            db += f - y[i]
        history.append(cost / m)
        w, b = w - alpha * dw / m, b - alpha * db / m
    return w, b, history
