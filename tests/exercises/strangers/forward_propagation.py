"""What strangers wrote for `forward_propagation`."""

from __future__ import annotations

import math

import numpy as np

from .corpus import Corpus

corpus = Corpus("forward_propagation")


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def dense(a_in, W, b, g):
    return g(a_in @ W + b)


@corpus.wrong("sigmoid", "no minus", "sign of z")
def _(z):
    return 1 / (1 + np.exp(z))


@corpus.wrong("sigmoid", "one over one, plus exp", "missing parentheses")
def _(z):
    return 1 / 1 + np.exp(-z)


@corpus.wrong("sigmoid", "math.exp", "math.exp")
def _(z):
    return 1 / (1 + math.exp(-z))


@corpus.wrong("sigmoid", "caret for a power")
def _(z):
    return 1 / (1 + math.e ^ (-z))


@corpus.wrong("sigmoid", "returned as a decision", "a decision")
def _(z):
    return (1 / (1 + np.exp(-z)) >= 0.5).astype(int)


@corpus.wrong("sigmoid", "1 minus exp", "minus in the denominator")
def _(z):
    return 1 / (1 - np.exp(-z))


@corpus.wrong("sigmoid", "a list comprehension, so no single number")
def _(z):
    return np.array([1 / (1 + np.exp(-v)) for v in z])


@corpus.wrong("sigmoid", "tanh without its stretching", "a multiple of z")
def _(z):
    return (1 + np.tanh(z)) / 2


@corpus.right("sigmoid", "tanh of half")
def _(z):
    return (1 + np.tanh(z / 2)) / 2


@corpus.right("sigmoid", "np.power")
def _(z):
    return np.power(1 + np.exp(np.negative(z)), -1)


@corpus.wrong("dense", "rows for columns", "rows for units")
def _(a_in, W, b, g):
    units = W.shape[1]
    a = np.zeros(units)
    for j in range(units):
        a[j] = g(np.dot(W[j], a_in) + b[j])
    return a


@corpus.wrong("dense", "number of rows taken for the number of units", "one loop per feature")
def _(a_in, W, b, g):
    units = W.shape[0]
    a_out = np.zeros(units)
    for j in range(units):
        w = W[:, j]
        a_out[j] = g(np.dot(w, a_in) + b[j])
    return a_out


@corpus.wrong("dense", "W times the input", "rows for units")
def _(a_in, W, b, g):
    return g(np.matmul(W, a_in) + b)


@corpus.wrong("dense", "no bias", "no bias")
def _(a_in, W, b, g):
    return g(a_in @ W)


@corpus.wrong("dense", "no activation", "no activation")
def _(a_in, W, b, g):
    return a_in @ W + b


@corpus.wrong("dense", "sigmoid hard-coded", "always sigmoid")
def _(a_in, W, b, g):
    z = np.matmul(a_in, W) + b
    return sigmoid(z)


@corpus.wrong("dense", "bias after the activation", "bias after the activation")
def _(a_in, W, b, g):
    return g(a_in @ W) + b


@corpus.wrong("dense", "return in the loop", "return inside the loop")
def _(a_in, W, b, g):
    a = np.zeros(len(b))
    for j in range(len(b)):
        a[j] = g(a_in @ W[:, j] + b[j])
        return a


@corpus.wrong("dense", "a number instead of an array that takes places")
def _(a_in, W, b, g):
    a = 0
    for j in range(W.shape[1]):
        a[j] = g(np.dot(a_in, W[:, j]) + b[j])
    return a


@corpus.wrong("dense", "the first bias for all", "first bias for all")
def _(a_in, W, b, g):
    return g(a_in @ W + b[0])


@corpus.wrong("dense", "element by element, then added over the wrong axis")
def _(a_in, W, b, g):
    return g(np.sum(a_in[:, None] * W, axis=1) + b)


@corpus.wrong("dense", "a list of numbers that is a generator", "a generator")
def _(a_in, W, b, g):
    for j in range(W.shape[1]):
        yield g(a_in @ W[:, j] + b[j])


@corpus.wrong("dense", "a_in times W with a star", "element by element")
def _(a_in, W, b, g):
    return g(a_in * W + b)


@corpus.wrong("dense", "last column for all units, an index left over", "last unit only")
def _(a_in, W, b, g):
    a = []
    for j in range(W.shape[1]):
        z = np.dot(a_in, W[:, j]) + b[j]
    a.append(g(z))
    return np.array(a)


@corpus.right("dense", "einsum")
def _(a_in, W, b, g):
    return g(np.einsum("i,ij->j", a_in, W) + b)


@corpus.right("dense", "a loop down the columns of the transpose")
def _(a_in, W, b, g):
    return np.array([float(np.squeeze(g(np.dot(w, a_in) + c))) for w, c in zip(W.T, b)])


@corpus.wrong("sequential", "always from x, never from the last output", "every layer sees x")
def _(x, layers):
    for W, b, g in layers:
        a = dense(x, W, b, g)
    return a


@corpus.wrong("sequential", "two layers by hand", "two layers only")
def _(x, layers):
    W1, b1, g1 = layers[0]
    W2, b2, g2 = layers[1]
    a1 = dense(x, W1, b1, g1)
    return dense(a1, W2, b2, g2)


@corpus.wrong("sequential", "return inside the loop", "return inside the loop")
def _(x, layers):
    a = x
    for W, b, g in layers:
        a = dense(a, W, b, g)
        return a


@corpus.wrong("sequential", "all activations kept and returned", "outputs of all layers")
def _(x, layers):
    out = [x]
    for W, b, g in layers:
        out.append(dense(out[-1], W, b, g))
    return out


@corpus.wrong("sequential", "from the last layer", "back to front")
def _(x, layers):
    a = x
    for W, b, g in reversed(layers):
        a = dense(a, W, b, g)
    return a


@corpus.wrong("sequential", "sigmoid in every layer", "always sigmoid")
def _(x, layers):
    a = x
    for W, b, _g in layers:
        a = dense(a, W, b, sigmoid)
    return a


@corpus.wrong("sequential", "the last layer left out", "last layer left out")
def _(x, layers):
    a = x
    for i in range(len(layers) - 1):
        W, b, g = layers[i]
        a = dense(a, W, b, g)
    return a


@corpus.wrong("sequential", "rounded to a decision at the end", "a decision")
def _(x, layers):
    a = x
    for W, b, g in layers:
        a = dense(a, W, b, g)
    return (a > 0.5).astype(int)


@corpus.right("sequential", "recursion")
def _(x, layers):
    def go(a, rest):
        return go(dense(a, *rest[0]), rest[1:]) if rest else a

    return go(x, list(layers))


@corpus.wrong(
    "dense_batch", "one loop per example, but only the last one is kept", "last example only"
)
def _(A_in, W, b, g):
    for row in A_in:
        out = g(row @ W + b)
    return out


@corpus.wrong("dense_batch", "W on the left", "W before A")
def _(A_in, W, b, g):
    return g(np.matmul(W, A_in) + b)


@corpus.wrong("dense_batch", "columns as examples", "transposed", "bias as a column")
def _(A_in, W, b, g):
    return g(W.T @ A_in.T + b)


@corpus.wrong("dense_batch", "units in rows in the end", "transposed")
def _(A_in, W, b, g):
    return g((A_in @ W + b).T)


@corpus.wrong("dense_batch", "no bias", "no bias")
def _(A_in, W, b, g):
    return g(A_in @ W)


@corpus.wrong("dense_batch", "no activation", "no activation")
def _(A_in, W, b, g):
    return np.matmul(A_in, W) + b


@corpus.wrong("dense_batch", "sigmoid in place of g", "always sigmoid")
def _(A_in, W, b, g):
    return sigmoid(A_in @ W + b)


@corpus.wrong("dense_batch", "element-wise product", "element by element")
def _(A_in, W, b, g):
    return g(A_in * W + b)


@corpus.wrong("dense_batch", "the bias inside the product", "bias added to the weights")
def _(A_in, W, b, g):
    return g(A_in @ (W + b))


@corpus.wrong("dense_batch", "bias b[0] as if it were always a row", "first bias for all")
def _(A_in, W, b, g):
    return g(A_in @ W + b[0])


@corpus.right("dense_batch", "np.tensordot")
def _(A_in, W, b, g):
    return g(np.add(np.tensordot(A_in, W, axes=1), b))


@corpus.wrong("predict", "strictly greater, with booleans", "> in place of >=", "True and False")
def _(a, threshold=0.5):
    return a > threshold


@corpus.wrong("predict", "strictly greater, as ints", "> in place of >=")
def _(a, threshold=0.5):
    return (a > threshold).astype(int)


@corpus.wrong("predict", "the lab's loop, for a column of one unit only", "floats")
def _(a, threshold=0.5):
    yhat = np.zeros_like(a)
    for i in range(len(a)):
        if a[i] >= threshold:
            yhat[i] = 1
        else:
            yhat[i] = 0
    return yhat


@corpus.wrong("predict", "rounding", "rounded")
def _(a, threshold=0.5):
    return np.round(a).astype(int)


@corpus.wrong("predict", "0.5 hard-coded", "threshold ignored")
def _(a, threshold=0.5):
    return np.where(a >= 0.5, 1, 0)


@corpus.wrong("predict", "the other way round", "the other way round")
def _(a, threshold=0.5):
    return np.where(a >= threshold, 0, 1)


@corpus.wrong("predict", "floats", "floats")
def _(a, threshold=0.5):
    return (a >= threshold).astype(float)


@corpus.wrong("predict", "the class with the greatest probability", "place of the largest")
def _(a, threshold=0.5):
    return np.argmax(a, axis=-1)


@corpus.wrong("predict", "an if over an array")
def _(a, threshold=0.5):
    if a >= threshold:
        return 1
    return 0


@corpus.right("predict", "one minus what is below")
def _(a, threshold=0.5):
    return 1 - (a < threshold)


@corpus.right("predict", "np.heaviside with 1 at the step")
def _(a, threshold=0.5):
    return np.heaviside(a - threshold, 1).astype("int8")


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong("dense", "a loop that adds the bias to g", "bias after the activation")
def _(a_in, W, b, g):
    units = W.shape[1]
    a_out = np.zeros(units)
    for j in range(units):
        w = W[:, j]
        a_out[j] = g(np.dot(w, a_in)) + b[j]
    return a_out


@corpus.wrong("dense", "the sum forgotten, and the first place taken", "first feature only")
def _(a_in, W, b, g):
    a_out = np.zeros(W.shape[1])
    for j in range(W.shape[1]):
        z = a_in * W[:, j] + b[j]
        a_out[j] = g(z[0])
    return a_out


@corpus.wrong("dense", "z not set back for the next unit", "sum carried on")
def _(a_in, W, b, g):
    out = []
    z = 0
    for j in range(W.shape[1]):
        for i in range(W.shape[0]):
            z += W[i, j] * a_in[i]
        z += b[j]
        out.append(g(z))
    return np.array(out)


@corpus.wrong("dense_batch", "a loop of units over examples")
def _(A_in, W, b, g):
    m = A_in.shape[0]
    units = W.shape[1]
    A_out = np.zeros((m, units))
    for i in range(units):
        A_out[i] = g(np.matmul(A_in[i], W) + b)
    return A_out


@corpus.wrong("dense_batch", "columns as examples, as in another course", "transposed")
def _(A_in, W, b, g):
    Z = np.dot(W.T, A_in.T) + b.reshape(-1, 1)
    A = g(Z)
    return A


@corpus.wrong("sequential", "x into every layer, by np.dot", "every layer sees x")
def _(x, layers):
    for W, b, g in layers:
        a = g(np.dot(x, W) + b)
    return a


@corpus.wrong("predict", "np.where, 0 first", "the other way round")
def _(a, threshold=0.5):
    return np.where(a >= threshold, 0, 1)


@corpus.wrong("predict", "np.round, whole numbers", "rounded")
def _(a, threshold=0.5):
    return np.round(a).astype(int)
