"""What strangers wrote for `training`."""

from __future__ import annotations

import numpy as np

from .corpus import Corpus

corpus = Corpus("training")


def sigmoid(z):
    small = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1 / (1 + small), small / (1 + small))


def logistic_gradients(X, y, w, b):
    error = sigmoid(X @ w + b) - y
    return X.T @ error / len(y), np.mean(error)


def loss_of(y, z):
    return np.mean(np.logaddexp(0, (1 - 2 * y) * z))


@corpus.wrong("logistic_gradients", "not divided by m", "sum in place of mean")
def _(X, y, w, b):
    err = sigmoid(X @ w + b) - y
    return X.T @ err, np.sum(err)


@corpus.wrong("logistic_gradients", "the sigmoid forgotten", "no sigmoid")
def _(X, y, w, b):
    m = X.shape[0]
    err = X @ w + b - y
    return X.T @ err / m, np.sum(err) / m


@corpus.wrong("logistic_gradients", "sign reversed", "y minus f")
def _(X, y, w, b):
    m = len(y)
    err = y - sigmoid(X @ w + b)
    return X.T @ err / m, np.sum(err) / m


@corpus.wrong("logistic_gradients", "regularised with lambda 1", "a penalty on the weights")
def _(X, y, w, b):
    m = len(y)
    err = sigmoid(X @ w + b) - y
    return X.T @ err / m + w / m, np.mean(err)


@corpus.wrong("logistic_gradients", "bias forgotten", "bias left out")
def _(X, y, w, b):
    err = sigmoid(X @ w) - y
    return X.T @ err / len(y), np.mean(err)


@corpus.wrong("logistic_gradients", "only w divided", "bias not averaged")
def _(X, y, w, b):
    m = len(y)
    err = sigmoid(X @ w + b) - y
    return X.T @ err / m, np.sum(err)


@corpus.wrong("logistic_gradients", "returned in the other order", "the other order")
def _(X, y, w, b):
    err = sigmoid(X @ w + b) - y
    return np.mean(err), X.T @ err / len(y)


@corpus.wrong("logistic_gradients", "divided by n, not m", "divided by n")
def _(X, y, w, b):
    n = X.shape[1]
    err = sigmoid(X @ w + b) - y
    return X.T @ err / n, np.sum(err) / n


@corpus.wrong("logistic_gradients", "overwrites the sum in the loop", "last example only")
def _(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(np.dot(X[i], w) + b) - y[i]
        for j in range(n):
            dj_dw[j] = err * X[i, j]
        dj_db = err
    return dj_dw / m, dj_db / m


@corpus.wrong(
    "logistic_gradients", "the error after the loop, an index left over", "= in place of +="
)
def _(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros(n)
    dj_db = 0.0
    for i in range(m):
        err = sigmoid(np.dot(X[i], w) + b) - y[i]
        dj_db += err
    for j in range(n):
        dj_dw[j] += err * X[i, j]
    return dj_dw / m, dj_db / m


@corpus.wrong("logistic_gradients", "a star for the product", "one number for all weights")
def _(X, y, w, b):
    err = sigmoid(X @ w + b) - y
    return np.mean(err * X.T), np.mean(err)


@corpus.wrong(
    "logistic_gradients",
    "the squared error's gradient, with the slope of the sigmoid",
    "slope of the sigmoid",
)
def _(X, y, w, b):
    f = sigmoid(X @ w + b)
    err = (f - y) * f * (1 - f)
    return X.T @ err / len(y), np.mean(err)


@corpus.right("logistic_gradients", "a column of ones for the bias")
def _(X, y, w, b):
    A = np.c_[X, np.ones(len(X))]
    g = A.T.dot(sigmoid(A @ np.append(w, b)) - y) / len(A)
    return g[:-1], g[-1]


@corpus.wrong("gradient_descent", "plus the gradient", "plus in place of minus")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w + alpha * dw, b + alpha * db
    return w, b, history


@corpus.wrong("gradient_descent", "the cost after each step", "cost after the step")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
        history.append(loss_of(y, X @ w + b))
    return w, b, history


@corpus.wrong("gradient_descent", "w updated before the gradient of b", "b sees the new w")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        w = w - alpha * logistic_gradients(X, y, w, b)[0]
        b = b - alpha * logistic_gradients(X, y, w, b)[1]
    return w, b, history


@corpus.wrong("gradient_descent", "in place, w is changed", "w changed in place")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w -= alpha * dw
        b -= alpha * db
    return w, b, history


@corpus.wrong("gradient_descent", "costs kept every second epoch", "costs kept now and then")
def _(X, y, w, b, alpha, epochs):
    history = []
    for i in range(epochs):
        if i % 2 == 0:
            history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
    return w, b, history


@corpus.wrong(
    "gradient_descent", "gradient computed once, before the loop", "gradients computed once"
)
def _(X, y, w, b, alpha, epochs):
    history = []
    dw, db = logistic_gradients(X, y, w, b)
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        w, b = w - alpha * dw, b - alpha * db
    return w, b, history


@corpus.wrong("gradient_descent", "alpha forgotten", "learning rate left out")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - dw, b - db
    return w, b, history


@corpus.wrong(
    "gradient_descent", "the history is a sum, not a mean, of losses", "sum of the losses"
)
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(np.sum(np.logaddexp(0, (1 - 2 * y) * (X @ w + b))))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
    return w, b, history


@corpus.wrong("gradient_descent", "one step fewer", "one epoch too few")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(1, epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
    return w, b, history


@corpus.wrong("gradient_descent", "only w and b are returned", "history left out")
def _(X, y, w, b, alpha, epochs):
    for _i in range(epochs):
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
    return w, b


@corpus.wrong("gradient_descent", "returned inside the loop", "return inside the loop")
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
        return w, b, history


@corpus.wrong(
    "gradient_descent",
    "1e-5 inside the logarithms of the cost",
    "something added inside the logarithm",
)
def _(X, y, w, b, alpha, epochs):
    history = []
    for _i in range(epochs):
        f = sigmoid(X @ w + b)
        history.append(-np.mean(y * np.log(f + 1e-5) + (1 - y) * np.log(1 - f + 1e-5)))
        dw, db = logistic_gradients(X, y, w, b)
        w, b = w - alpha * dw, b - alpha * db
    return w, b, history


@corpus.wrong(
    "gradient_descent",
    "an array is divided and the learning rate decays",
    "learning rate that falls",
)
def _(X, y, w, b, alpha, epochs):
    history = []
    for i in range(epochs):
        history.append(loss_of(y, X @ w + b))
        dw, db = logistic_gradients(X, y, w, b)
        rate = alpha / (1 + i)
        w, b = w - rate * dw, b - rate * db
    return w, b, history


@corpus.right("gradient_descent", "an array of costs filled in a while loop")
def _(X, y, w, b, alpha, epochs):
    history, i = np.empty(epochs), 0
    w = w.astype(float)
    while i < epochs:
        z = X.dot(w) + b
        history[i] = np.logaddexp(0, np.where(y == 1, -z, z)).mean()
        e = alpha * (sigmoid(z) - y) / len(y)
        w, b, i = w - e @ X, b - e.sum(), i + 1
    return w, b, history


@corpus.wrong("dense_backward", "db not summed", "db not summed")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz


@corpus.wrong("dense_backward", "db a mean", "mean in db")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, np.mean(dz, axis=0)


@corpus.wrong(
    "dense_backward",
    "all three divided by m, with keepdims, as in the deep learning course",
    "divided by m again",
    "db a row",
)
def _(dz, a_in, W):
    m = dz.shape[0]
    dW = a_in.T @ dz / m
    db = np.sum(dz, axis=0, keepdims=True) / m
    da = dz @ W.T
    return da, dW, db


@corpus.wrong("dense_backward", "keepdims alone", "db a row")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=0, keepdims=True)


@corpus.wrong("dense_backward", "W not transposed", "W not transposed")
def _(dz, a_in, W):
    return dz @ W, a_in.T @ dz, dz.sum(axis=0)


@corpus.wrong("dense_backward", "one example's outer product")
def _(dz, a_in, W):
    return W @ dz, np.outer(a_in, dz), dz


@corpus.wrong("dense_backward", "sum over axis 1", "db over the units")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=1)


@corpus.wrong("dense_backward", "sum over everything", "db one number")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, np.sum(dz)


@corpus.wrong("dense_backward", "dW transposed", "dW transposed")
def _(dz, a_in, W):
    return dz @ W.T, dz.T @ a_in, dz.sum(axis=0)


@corpus.wrong("dense_backward", "order of the deep learning course: dW, db, da", "dW first")
def _(dz, a_in, W):
    return a_in.T @ dz, dz.sum(axis=0), dz @ W.T


@corpus.wrong("dense_backward", "a star in place of the product", "element by element")
def _(dz, a_in, W):
    return dz * W.T, a_in.T * dz, dz.sum(axis=0)


@corpus.wrong("dense_backward", "another derivative of the sigmoid on top", "slope of the sigmoid")
def _(dz, a_in, W):
    return (dz @ W.T) * a_in * (1 - a_in), a_in.T @ dz, dz.sum(axis=0)


@corpus.wrong("dense_backward", "a relu mask on top", "slope of ReLU")
def _(dz, a_in, W):
    return (dz @ W.T) * (a_in > 0), a_in.T @ dz, dz.sum(axis=0)


@corpus.wrong("dense_backward", "regularised weights", "a penalty on the weights")
def _(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz + 0.01 * W, dz.sum(axis=0)


@corpus.right("dense_backward", "einsum for all")
def _(dz, a_in, W):
    return (
        np.einsum("mu,nu->mn", dz, W),
        np.einsum("mn,mu->nu", a_in, dz),
        np.einsum("mu->u", dz),
    )


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong(
    "logistic_gradients", "the lab's regularised gradient, loop by loop", "a penalty on the weights"
)
def _(X, y, w, b, lambda_=1):
    m, n = X.shape
    dj_dw = np.zeros((n,))
    dj_db = 0.0
    for i in range(m):
        f_wb_i = 1 / (1 + np.exp(-(np.dot(X[i], w) + b)))
        err_i = f_wb_i - y[i]
        for j in range(n):
            dj_dw[j] = dj_dw[j] + err_i * X[i, j]
        dj_db = dj_db + err_i
    dj_dw = dj_dw / m
    dj_db = dj_db / m
    for j in range(n):
        dj_dw[j] = dj_dw[j] + (lambda_ / m) * w[j]
    return dj_dw, dj_db


@corpus.wrong("logistic_gradients", "dj_db first, vectorised", "the other order")
def _(X, y, w, b):
    m = X.shape[0]
    err = 1 / (1 + np.exp(-(X @ w + b))) - y
    dj_dw = X.T @ err / m
    dj_db = err.sum() / m
    return dj_db, dj_dw


@corpus.wrong("gradient_descent", "w changed before b's gradient", "b sees the new w")
def _(X, y, w, b, alpha, epochs):
    m = len(y)
    history = []
    for _ in range(epochs):
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w = w - alpha * X.T @ (f - y) / m
        f = 1 / (1 + np.exp(-(X @ w + b)))
        b = b - alpha * np.mean(f - y)
    return w, b, history


@corpus.wrong(
    "dense_backward", "divided by m, and db with keepdims", "divided by m again", "db a row"
)
def _(dz, a_in, W):
    m = dz.shape[0]
    dW = (1 / m) * np.dot(a_in.T, dz)
    db = (1 / m) * np.sum(dz, axis=0, keepdims=True)
    da_in = np.dot(dz, W.T)
    return da_in, dW, db
