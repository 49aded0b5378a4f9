"""Other correct variants of `dense`."""

from __future__ import annotations

import numpy as np

from ..dense import exercise

exercise.equivalent["units = W.shape[-1]"] = "the last of two axes is the second"
exercise.equivalent["z = np.dot(a_in, W[:, j]) + b[j]"] = "a scalar product has no order"


@exercise.also_correct(
    "matrix product",
    good_for=(
        "All units at once: shorter, and much faster for a wide layer. The chapter comes to it "
        "a little later."
    ),
)
def product(a_in, W, b, g):
    return g(a_in @ W + b)


@exercise.also_correct("W transposed first")
def transposed_first(a_in, W, b, g):
    return g(W.T @ a_in + b)


@exercise.also_correct("np.dot")
def by_dot(a_in, W, b, g):
    return g(np.dot(a_in, W) + b)


@exercise.also_correct("np.matmul of a row, flattened")
def by_matmul(a_in, W, b, g):
    return g(np.matmul(a_in[None, :], W) + b).reshape(-1)


@exercise.also_correct("einsum")
def by_einsum(a_in, W, b, g):
    return g(np.einsum("i,ij->j", a_in, W) + b)


@exercise.also_correct("sum of products")
def sum_of_products(a_in, W, b, g):
    return g(np.sum(a_in[:, None] * W, axis=0) + b)


@exercise.also_correct("two loops")
def two_loops(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = b[j]
        for i in range(W.shape[0]):
            z = z + a_in[i] * W[i, j]
        a_out[j] = g(z)
    return a_out


@exercise.also_correct(
    "list comprehension",
    good_for=(
        "The rows of `W.T` are the columns of `W`, so you can go through the units without any "
        "index."
    ),
)
def comprehension(a_in, W, b, g):
    return np.array([g(np.dot(w, a_in) + bias) for w, bias in zip(W.T, b)])


@exercise.also_correct("np.append")
def by_append(a_in, W, b, g):
    a_out = np.array([])
    for j in range(W.shape[1]):
        a_out = np.append(a_out, g(a_in.dot(W[:, j]) + b[j]))
    return a_out


@exercise.also_correct("np.vectorize over g")
def vectorised_g(a_in, W, b, g):
    return np.vectorize(g, otypes=[float])(a_in @ W + b)


@exercise.also_correct("in place on its own array")
def own_array(a_in, W, b, g):
    z = np.array(a_in @ W, dtype=float)
    z += b
    return g(z)


@exercise.also_correct("bias as one more weight")
def bias_as_weight(a_in, W, b, g):
    return g(np.append(a_in, 1.0) @ np.vstack([W, b]))
