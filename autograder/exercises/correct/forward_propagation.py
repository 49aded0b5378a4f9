"""Other right ways to write the functions of `forward_propagation`."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import expit

from ..forward_propagation import dense, dense_batch, predict, sequential, sigmoid

_logistic = sigmoid.also_correct("scipy")(lambda z: expit(np.asarray(z, dtype=float)))


@sigmoid.also_correct("negative power of e")
def negative_power(z):
    with np.errstate(over="ignore"):
        return (1 + np.exp(-z)) ** -1.0


@sigmoid.also_correct("hyperbolic tangent of z/2")
def by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


@sigmoid.also_correct("clipped")
def clipped(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


@sigmoid.also_correct("np.vectorize over math")
def vectorised(z):
    def one(value):
        value = float(value)
        return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))

    return np.vectorize(one, otypes=[float])(z)


@sigmoid.also_correct("loop over the flat array")
def loop(z):
    z = np.asarray(z, dtype=float)
    out = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        out[index] = 1 / (1 + np.exp(-z[index]))
    return out


@sigmoid.also_correct("both signs apart")
def both_signs(z):
    z = np.asarray(z, dtype=float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


@sigmoid.also_correct("logaddexp")
def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


@sigmoid.also_correct("np.divide and np.add")
def by_ufuncs(z):
    return np.divide(1.0, np.add(1.0, np.exp(np.negative(z))))


@sigmoid.also_correct("extra keyword")
def extra_keyword(z, temperature=1.0):
    return 1 / (1 + np.exp(-z / temperature))


dense.equivalent["units = W.shape[-1]"] = "the last of two axes is the second"
dense.equivalent["z = np.dot(a_in, W[:, j]) + b[j]"] = "a scalar product has no order"


@dense.also_correct("matrix product")
def product(a_in, W, b, g):
    return g(a_in @ W + b)


@dense.also_correct("W transposed first")
def transposed_first(a_in, W, b, g):
    return g(W.T @ a_in + b)


@dense.also_correct("np.dot")
def by_dot(a_in, W, b, g):
    return g(np.dot(a_in, W) + b)


@dense.also_correct("np.matmul of a row, flattened")
def by_matmul(a_in, W, b, g):
    return g(np.matmul(a_in[None, :], W) + b).reshape(-1)


@dense.also_correct("einsum")
def by_einsum(a_in, W, b, g):
    return g(np.einsum("i,ij->j", a_in, W) + b)


@dense.also_correct("sum of products")
def sum_of_products(a_in, W, b, g):
    return g(np.sum(a_in[:, None] * W, axis=0) + b)


@dense.also_correct("two loops")
def two_loops(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = b[j]
        for i in range(W.shape[0]):
            z = z + a_in[i] * W[i, j]
        a_out[j] = g(z)
    return a_out


@dense.also_correct("list comprehension")
def comprehension(a_in, W, b, g):
    return np.array([g(np.dot(w, a_in) + bias) for w, bias in zip(W.T, b)])


@dense.also_correct("np.append")
def by_append(a_in, W, b, g):
    a_out = np.array([])
    for j in range(W.shape[1]):
        a_out = np.append(a_out, g(a_in.dot(W[:, j]) + b[j]))
    return a_out


@dense.also_correct("np.vectorize over g")
def vectorised_g(a_in, W, b, g):
    return np.vectorize(g, otypes=[float])(a_in @ W + b)


@dense.also_correct("in place on its own array")
def own_array(a_in, W, b, g):
    z = np.array(a_in @ W, dtype=float)
    z += b
    return g(z)


@dense.also_correct("bias as one more weight")
def bias_as_weight(a_in, W, b, g):
    return g(np.append(a_in, 1.0) @ np.vstack([W, b]))


@sequential.also_correct("with @")
def with_product(x, layers):
    for W, b, g in layers:
        x = g(x @ W + b)
    return x


@sequential.also_correct("by index")
def by_index(x, layers):
    a = x
    for i in range(len(layers)):
        a = layers[i][2](np.dot(a, layers[i][0]) + layers[i][1])
    return a


@sequential.also_correct("recursive")
def recursive(x, layers):
    if len(layers) == 0:
        return x
    (W, b, g), *rest = layers
    return recursive(g(x @ W + b), rest)


@sequential.also_correct("reduce")
def reduced(x, layers):
    from functools import reduce

    return reduce(lambda a, layer: layer[2](a @ layer[0] + layer[1]), layers, x)


@sequential.also_correct("while loop")
def with_while(x, layers):
    a, i = np.array(x, dtype=float), 0
    while i < len(layers):
        W, b, g = layers[i]
        a = np.array([g(a @ W[:, j] + b[j]) for j in range(W.shape[1])])
        i += 1
    return a


@sequential.also_correct("list of activations")
def list_of_activations(x, layers):
    activations = [x]
    for W, b, g in layers:
        activations.append(g(W.T @ activations[-1] + b))
    return activations[-1]


@sequential.also_correct("a row that is flattened at the end")
def as_row(x, layers):
    a = np.atleast_2d(x)
    for W, b, g in layers:
        a = g(a @ W + b)
    return a[0]


@sequential.also_correct("pop from a copy")
def pop_from_a_copy(x, layers):
    left = list(layers)
    while left:
        W, b, g = left.pop(0)
        x = g(x @ W + b)
    return x


@dense_batch.also_correct("np.matmul")
def batch_matmul(A_in, W, b, g):
    return g(np.matmul(A_in, W) + b)


@dense_batch.also_correct("einsum")
def batch_einsum(A_in, W, b, g):
    return g(np.einsum("mi,ij->mj", A_in, W) + b)


@dense_batch.also_correct("np.tensordot")
def batch_tensordot(A_in, W, b, g):
    return g(np.tensordot(A_in, W, axes=1) + np.reshape(b, (1, -1)))


@dense_batch.also_correct("row by row")
def row_by_row(A_in, W, b, g):
    return np.array([g(a @ W + np.ravel(b)) for a in A_in])


@dense_batch.also_correct("column by column")
def column_by_column(A_in, W, b, g):
    b = b.reshape(-1)
    return np.column_stack([g(A_in @ W[:, j] + b[j]) for j in range(W.shape[1])])


@dense_batch.also_correct("three loops")
def three_loops(A_in, W, b, g):
    (m, n), units = A_in.shape, W.shape[1]
    bias = np.squeeze(b).reshape(units)
    out = np.zeros((m, units))
    for i in range(m):
        for j in range(units):
            out[i, j] = g(bias[j] + sum(A_in[i, k] * W[k, j] for k in range(n)))
    return out


@dense_batch.also_correct("transposes")
def by_transposes(A_in, W, b, g):
    return g((W.T @ A_in.T + b.reshape(-1, 1)).T)


@dense_batch.also_correct("broadcast sum")
def broadcast_sum(A_in, W, b, g):
    return g((A_in[:, :, None] * W[None, :, :]).sum(axis=1) + b)


@dense_batch.also_correct("b repeated for each example")
def b_repeated(A_in, W, b, g):
    return g(A_in.dot(W) + np.tile(np.ravel(b), (len(A_in), 1)))


@dense_batch.also_correct("vstack")
def by_vstack(A_in, W, b, g):
    return np.vstack([g(np.dot(a, W) + b) for a in A_in])


@predict.also_correct("np.where")
def by_where(a, threshold=0.5):
    return np.where(a >= threshold, 1, 0)


@predict.also_correct("times one")
def times_one(a, threshold=0.5):
    return 1 * (a >= threshold)


@predict.also_correct("int8")
def small_integers(a, threshold=0.5):
    return np.greater_equal(a, threshold).astype(np.int8)


@predict.also_correct("not below")
def not_below(a, threshold=0.5):
    return 1 - (a < threshold).astype(int)


@predict.also_correct("mask")
def by_mask(a, threshold=0.5):
    decisions = np.zeros(a.shape, dtype=int)
    decisions[a >= threshold] = 1
    return decisions


@predict.also_correct("np.vectorize")
def vectorised_decision(a, threshold=0.5):
    return np.vectorize(lambda p: 1 if p >= threshold else 0)(a)


@predict.also_correct("loop")
def loop_decision(a, threshold=0.5):
    return np.array([int(p >= threshold) for p in a.ravel()]).reshape(a.shape)


@predict.also_correct("heaviside")
def by_heaviside(a, threshold=0.5):
    return np.heaviside(np.asarray(a, float) - threshold, 1).astype(int)


@predict.also_correct("unsigned integers")
def unsigned(a, threshold=0.5):
    return (a >= threshold).astype(np.uint8)
