"""Other right ways to write the functions of `training`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit, xlog1py, xlogy

from ..training import dense_backward, gradient_descent, logistic_gradients


@logistic_gradients.also_correct("two loops")
def two_loops(X, y, w, b):
    m, n = X.shape
    dj_dw, dj_db = np.zeros(n), 0.0
    for i in range(m):
        error = expit(float(np.dot(X[i], w) + b)) - y[i]
        for j in range(n):
            dj_dw[j] += error * X[i, j]
        dj_db += error
    return dj_dw / m, dj_db / m


@logistic_gradients.also_correct("one loop over the examples")
def one_loop(X, y, w, b):
    m = len(X)
    dj_dw, dj_db = 0, 0
    for x, label in zip(X, y):
        error = expit(x @ w + b) - label
        dj_dw = dj_dw + error * x / m
        dj_db = dj_db + error / m
    return dj_dw, dj_db


@logistic_gradients.also_correct("mean of products")
def mean_of_products(X, y, w, b):
    error = expit(np.dot(X, w) + b) - y
    return np.mean(error[:, np.newaxis] * X, axis=0), error.mean()


@logistic_gradients.also_correct("einsum")
def gradients_by_einsum(X, y, w, b):
    error = expit(np.einsum("ij,j->i", X, w) + b) - y
    return np.einsum("i,ij->j", error, X) / X.shape[0], np.einsum("i->", error) / X.shape[0]


@logistic_gradients.also_correct("error before X")
def error_before(X, y, w, b):
    error = (expit(X @ w + b) - y) / y.size
    return error @ X, error.sum()


@logistic_gradients.also_correct("a column of ones")
def column_of_ones(X, y, w, b):
    ones = np.column_stack([X, np.ones(len(X))])
    gradient = ones.T @ (expit(ones @ np.append(w, b)) - y) / len(X)
    return gradient[:-1], gradient[-1]


@logistic_gradients.also_correct("matrices, then back to vectors")
def by_columns(X, y, w, b):
    f = expit(X @ w.reshape(-1, 1) + b)
    error = f - y.reshape(-1, 1)
    return (X.T @ error / len(y)).ravel(), float(error.mean())


@logistic_gradients.also_correct("plain sigmoid that overflows to the right value")
def plain_sigmoid(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return np.matmul(X.T, error) / len(error), np.average(error)


@logistic_gradients.also_correct("math on single numbers")
def by_math(X, y, w, b):
    def sigmoid(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

    errors = [sigmoid(float(X[i] @ w) + b) - y[i] for i in range(len(X))]
    columns = [sum(e * x for e, x in zip(errors, column)) / len(X) for column in X.T]
    return np.array(columns), sum(errors) / len(X)


@logistic_gradients.also_correct("an extra argument with a default")
def with_regularisation(X, y, w, b, lambda_=0.0):
    error = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
    return X.T @ error / len(y) + lambda_ * w, np.mean(error)


def _gradients(X, y, w, b):
    error = expit(X @ w + b) - y
    return X.T @ error / len(y), error.mean()


def _cost(X, y, w, b):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)


@gradient_descent.also_correct("cost from the logits")
def from_the_logits(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        history.append(_cost(X, y, w, b))
        dj_dw, dj_db = _gradients(X, y, w, b)
        w, b = w - alpha * dj_dw, b - alpha * dj_db
    return w, b, history


@gradient_descent.also_correct("array filled in")
def array_filled(X, y, w, b, alpha, epochs):
    history = np.empty(epochs)
    for epoch in range(epochs):
        history[epoch] = _cost(X, y, w, b)
        dj_dw, dj_db = _gradients(X, y, w, b)
        w = w - alpha * dj_dw
        b = b - alpha * dj_db
    return w, b, history


@gradient_descent.also_correct("own copy in place")
def own_copy(X, y, w, b, alpha, epochs):
    w = np.array(w, dtype=float)
    history = []
    for _ in range(epochs):
        f = expit(X @ w + b)
        history.append(float(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))))
        w -= alpha * X.T @ (f - y) / len(y)
        b -= alpha * (f - y).mean()
    return w, b, history


@gradient_descent.also_correct("while loop")
def while_loop(X, y, w, b, alpha, epochs):
    history = []
    while len(history) < epochs:
        f = expit(X @ w + b)
        history.append(np.sum(-y * np.log(f) - (1 - y) * np.log(1 - f)) / len(y))
        step_w, step_b = (alpha * g for g in _gradients(X, y, w, b))
        w, b = w - step_w, b - step_b
    return [w, b, np.asarray(history)]


@gradient_descent.also_correct("recursion")
def recursion(X, y, w, b, alpha, epochs):
    if epochs == 0:
        return w, b, []
    dj_dw, dj_db = _gradients(X, y, w, b)
    rest = recursion(X, y, w - alpha * dj_dw, b - alpha * dj_db, alpha, epochs - 1)
    return rest[0], rest[1], [_cost(X, y, w, b), *rest[2]]


@gradient_descent.also_correct("one vector of parameters")
def one_vector(X, y, w, b, alpha, epochs):
    ones = np.column_stack([X, np.ones(len(X))])
    theta, history = np.append(w, b), []
    for _ in range(epochs):
        f = expit(ones @ theta)
        history.append(-np.mean(np.where(y == 1, np.log(f), np.log(1 - f))))
        theta = theta - alpha / len(X) * (ones.T @ (f - y))
    return theta[:-1], theta[-1], history


@gradient_descent.also_correct("clipped at 1e-7 as in Keras")
def clipped(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = expit(X @ w + b)
        safe = np.clip(f, 1e-7, 1 - 1e-7)
        history.append(-np.mean(y * np.log(safe) + (1 - y) * np.log(1 - safe)))
        w, b = w + alpha * ((y - f) @ X) / len(y), b + alpha * np.mean(y - f)
    return w, b, history


@gradient_descent.also_correct("scipy's xlogy")
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


@gradient_descent.also_correct("loops over examples")
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


@dense_backward.also_correct("einsum")
def by_einsum(dz, a_in, W):
    return (
        np.einsum("iu,nu->in", dz, W),
        np.einsum("in,iu->nu", a_in, dz),
        np.einsum("iu->u", dz),
    )


@dense_backward.also_correct("loop over the examples")
def loop_over_examples(dz, a_in, W):
    da_in, dW, db = np.zeros(a_in.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for i in range(dz.shape[0]):
        da_in[i] = W @ dz[i]
        dW += np.outer(a_in[i], dz[i])
        db += dz[i]
    return da_in, dW, db


@dense_backward.also_correct("loop over the units")
def loop_over_units(dz, a_in, W):
    da_in, dW, db = np.zeros(a_in.shape), np.zeros(W.shape), np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        da_in += np.outer(dz[:, j], W[:, j])
        dW[:, j] = a_in.T @ dz[:, j]
        db[j] = sum(dz[:, j])
    return da_in, dW, db


@dense_backward.also_correct("three loops")
def three_loops(dz, a_in, W):
    (m, units), n = dz.shape, a_in.shape[1]
    da_in, dW, db = np.zeros((m, n)), np.zeros((n, units)), np.zeros(units)
    for i in range(m):
        for u in range(units):
            for k in range(n):
                da_in[i, k] += dz[i, u] * W[k, u]
                dW[k, u] += dz[i, u] * a_in[i, k]
            db[u] += dz[i, u]
    return da_in, dW, db


@dense_backward.also_correct("np.dot and .T outside")
def transposed_outside(dz, a_in, W):
    return np.dot(W, dz.T).T, np.dot(dz.T, a_in).T, np.add.reduce(dz)


@dense_backward.also_correct("tensordot")
def by_tensordot(dz, a_in, W):
    return (
        np.tensordot(dz, W, axes=(1, 1)),
        np.tensordot(a_in, dz, axes=(0, 0)),
        np.tensordot(np.ones(len(dz)), dz, axes=1),
    )


@dense_backward.also_correct("broadcast products")
def broadcast(dz, a_in, W):
    return (
        (dz[:, None, :] * W).sum(axis=2),
        (a_in[:, :, None] * dz[:, None, :]).sum(axis=0),
        np.ones((1, len(dz))).dot(dz)[0],
    )


@dense_backward.also_correct("mean times m")
def mean_times_m(dz, a_in, W, activation=None):
    m = len(dz)
    return [
        dz @ W.T,
        m * np.mean([np.outer(a, d) for a, d in zip(a_in, dz)], axis=0),
        m * dz.mean(0),
    ]


@dense_backward.also_correct("bias as a weight of a column of ones")
def ones_column(dz, a_in, W):
    ones = np.column_stack([a_in, np.ones(len(a_in))])
    both = ones.T @ dz
    return np.matmul(dz, np.transpose(W)), both[:-1], both[-1]


@dense_backward.also_correct("keepdims, then ravel")
def keepdims_then_ravel(dz, a_in, W):
    db = np.sum(dz, axis=0, keepdims=True).ravel()
    return np.matmul(dz, np.swapaxes(W, 0, 1)), np.matmul(a_in.T, dz), db
