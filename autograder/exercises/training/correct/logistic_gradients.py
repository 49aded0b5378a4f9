"""Other correct variants of `logistic_gradients`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit

from ..logistic_gradients import exercise


@exercise.also_correct("two loops")
def two_loops(X, y, w, b):
    m, n = X.shape
    dj_dw, dj_db = np.zeros(n), 0.0
    for i in range(m):
        error = expit(float(np.dot(X[i], w) + b)) - y[i]
        for j in range(n):
            dj_dw[j] += error * X[i, j]
        dj_db += error
    return dj_dw / m, dj_db / m


@exercise.also_correct("one loop over the examples")
def one_loop(X, y, w, b):
    m = len(X)
    dj_dw, dj_db = 0, 0
    for x, label in zip(X, y):
        error = expit(x @ w + b) - label
        dj_dw = dj_dw + error * x / m
        dj_db = dj_db + error / m
    return dj_dw, dj_db


@exercise.also_correct("mean of products")
def mean_of_products(X, y, w, b):
    error = expit(np.dot(X, w) + b) - y
    return np.mean(error[:, np.newaxis] * X, axis=0), error.mean()


@exercise.also_correct("einsum")
def gradients_by_einsum(X, y, w, b):
    error = expit(np.einsum("ij,j->i", X, w) + b) - y
    return np.einsum("i,ij->j", error, X) / X.shape[0], np.einsum("i->", error) / X.shape[0]


@exercise.also_correct("error before X")
def error_before(X, y, w, b):
    error = (expit(X @ w + b) - y) / y.size
    return error @ X, error.sum()


@exercise.also_correct("a column of ones")
def column_of_ones(X, y, w, b):
    ones = np.column_stack([X, np.ones(len(X))])
    gradient = ones.T @ (expit(ones @ np.append(w, b)) - y) / len(X)
    return gradient[:-1], gradient[-1]


@exercise.also_correct("matrices, then back to vectors")
def by_columns(X, y, w, b):
    f = expit(X @ w.reshape(-1, 1) + b)
    error = f - y.reshape(-1, 1)
    return (X.T @ error / len(y)).ravel(), float(error.mean())


@exercise.also_correct("plain sigmoid that overflows to the right value")
def plain_sigmoid(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return np.matmul(X.T, error) / len(error), np.average(error)


@exercise.also_correct("math on single numbers")
def by_math(X, y, w, b):
    def sigmoid(z):
        return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))

    errors = [sigmoid(float(X[i] @ w) + b) - y[i] for i in range(len(X))]
    columns = [sum(e * x for e, x in zip(errors, column)) / len(X) for column in X.T]
    return np.array(columns), sum(errors) / len(X)


@exercise.also_correct("an extra argument with a default")
def with_regularisation(X, y, w, b, lambda_=0.0):
    error = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
    return X.T @ error / len(y) + lambda_ * w, np.mean(error)
