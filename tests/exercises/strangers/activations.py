"""What strangers wrote for `activations`."""

from __future__ import annotations

import math

import numpy as np

from .corpus import Corpus

corpus = Corpus("activations")


@corpus.wrong("linear", "an identity that is an array of ones", "the slope")
def _(z):
    return np.ones_like(z)


@corpus.wrong("linear", "clipped to the range from -1 to 1, a hard tanh", "between -1 and 1")
def _(z):
    return np.clip(z, -1, 1)


@corpus.wrong("linear", "a straight line through a slope of its own", "another factor")
def _(z):
    return 0.5 * z


@corpus.wrong("linear", "prints and returns nothing", "no return")
def _(z):
    print(z)


@corpus.wrong("linear", "converted to one float")
def _(z):
    return float(z)


@corpus.right("linear", "a copy by a product with one")
def _(z):
    return z * 1


@corpus.right("linear", "plus zero")
def _(z):
    return +z


@corpus.wrong(
    "relu", "one of the two sides of the comparison returned in place of numbers", "the slope"
)
def _(z):
    return z > 0


@corpus.wrong("relu", "step function of ones", "the slope")
def _(z):
    return np.where(z > 0, 1, 0)


@corpus.wrong("relu", "absolute value", "absolute value")
def _(z):
    return abs(z)


@corpus.wrong("relu", "Python's max of an array", "Python's max")
def _(z):
    return max(0, z)


@corpus.wrong("relu", "np.max with 0 taken for the axis", "np.max")
def _(z):
    return np.max(z, 0)


@corpus.wrong("relu", "leaky, with slope 0.01", "leaky")
def _(z):
    return np.where(z > 0, z, 0.01 * z)


@corpus.wrong("relu", "capped at 6", "cut at 6")
def _(z):
    return np.minimum(np.maximum(z, 0), 6)


@corpus.wrong("relu", "sets places of the argument itself", "z changed")
def _(z):
    z[z < 0] = 0
    return z


@corpus.wrong("relu", "a copy and then places, fails for one number")
def _(z):
    a = z.copy()
    a[a < 0] = 0
    return a


@corpus.wrong("relu", "the positive ones only, so the shape is lost", "negative numbers left out")
def _(z):
    return z[z > 0]


@corpus.wrong("relu", "softplus instead", "softplus")
def _(z):
    return np.log(1 + np.exp(z))


@corpus.wrong("relu", "a list of maxima, for vectors only")
def _(z):
    return np.array([max(0.0, value) for value in z])


@corpus.right("relu", "half of z plus its absolute value")
def _(z):
    return (np.abs(z) + z) / 2


@corpus.right("relu", "a product with a boolean")
def _(z):
    return z * (z > 0)


@corpus.right("relu", "np.clip without an upper end")
def _(z):
    return np.clip(z, 0, None)


@corpus.wrong("sigmoid", "naive formula, overflows", "overflow on the way")
def _(z):
    return 1 / (1 + np.exp(-z))


@corpus.wrong("sigmoid", "e to the power, naive", "overflow on the way")
def _(z):
    return 1.0 / (1 + np.e ** (-z))


@corpus.wrong("sigmoid", "2.718 for e", "nearly e")
def _(z):
    return 1 / (1 + 2.718 ** (-z))


@corpus.wrong(
    "sigmoid",
    "z clipped at 500 as on the forum, still overflowing in float32",
    "overflow on the way",
)
def _(z):
    z = np.clip(z, -500, 500)
    return 1 / (1 + np.exp(-z))


@corpus.wrong("sigmoid", "z clipped at 20", "logits cut off")
def _(z):
    z = np.clip(z, -20, 20)
    return 1 / (1 + np.exp(-z))


@corpus.wrong("sigmoid", "no minus in the exponent", "sign of z")
def _(z):
    return 1 / (1 + np.exp(z))


@corpus.wrong("sigmoid", "parentheses missing, 1/1 + exp(-z)", "missing parentheses")
def _(z):
    return 1 / 1 + np.exp(-z)


@corpus.wrong("sigmoid", "the derivative", "the slope")
def _(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


@corpus.wrong("sigmoid", "tanh", "tanh")
def _(z):
    return np.tanh(z)


@corpus.wrong("sigmoid", "math.exp, numbers only", "math.exp")
def _(z):
    return 1 / (1 + math.exp(-z))


@corpus.wrong("sigmoid", "rounded to 3 digits", "rounded to some digits")
def _(z):
    return np.round(1 / (1 + np.exp(-np.clip(z, -700, 700))), 3)


@corpus.wrong(
    "sigmoid", "np.where with both sides computed, warns and gives nan", "overflow on the way"
)
def _(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@corpus.wrong("sigmoid", "exp(z) over 1 + exp(z)", "e^z over 1 + e^z")
def _(z):
    return np.exp(z) / (1 + np.exp(z))


@corpus.right("sigmoid", "half of one plus tanh of half")
def _(z):
    return 0.5 * (1 + np.tanh(0.5 * np.asarray(z)))


@corpus.right("sigmoid", "exp of minus logaddexp")
def _(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z)))


@corpus.wrong(
    "softmax",
    "the original lab's, over everything that comes in",
    "no shift",
    "sum of the whole matrix",
)
def _(z):
    ez = np.exp(z)
    return ez / np.sum(ez)


@corpus.wrong(
    "softmax", "the lab's loop over the places of a vector", "no shift", "one example only"
)
def _(z):
    n = len(z)
    a = np.zeros(n)
    total = 0
    for k in range(n):
        total += np.exp(z[k])
    for j in range(n):
        a[j] = np.exp(z[j]) / total
    return a


@corpus.wrong(
    "softmax", "the maximum of everything and the sum of everything", "the matrix as one example"
)
def _(z):
    e = np.exp(z - np.max(z))
    return e / e.sum()


@corpus.wrong("softmax", "axis 0, stable", "columns")
def _(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


@corpus.wrong("softmax", "axis 1 with keepdims, no vector can come in", "axis 1")
def _(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@corpus.wrong(
    "softmax", "last axis without keepdims", "largest of the whole matrix", "no keepdims in the sum"
)
def _(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1)


@corpus.wrong("softmax", "unshifted over the last axis", "no shift")
def _(z):
    e = np.exp(z)
    return e / e.sum(axis=-1, keepdims=True)


@corpus.wrong(
    "softmax", "one maximum for the batch, far rows vanish", "largest of the whole matrix"
)
def _(z):
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=-1, keepdims=True)


@corpus.wrong("softmax", "no exponential, a share of the sum", "no exponential")
def _(z):
    return z / np.sum(z, axis=-1, keepdims=True)


@corpus.wrong("softmax", "a sigmoid of each", "sigmoid")
def _(z):
    return 1 / (1 + np.exp(-z))


@corpus.wrong("softmax", "an epsilon in the denominator", "a number added to the sum")
def _(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-3)


@corpus.wrong("softmax", "the logarithm is returned", "logarithm")
def _(z):
    s = z - np.max(z, axis=-1, keepdims=True)
    return s - np.log(np.sum(np.exp(s), axis=-1, keepdims=True))


@corpus.wrong("softmax", "powers of two", "base 2")
def _(z):
    e = 2.0 ** (z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@corpus.wrong("softmax", "the maximum added, not subtracted", "no shift")
def _(z):
    e = np.exp(z + np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@corpus.wrong("softmax", "rounded probabilities", "rounded")
def _(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 4)


@corpus.right("softmax", "by the logarithm of the sum")
def _(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@corpus.right("softmax", "transposed, over axis 0")
def _(z):
    t = np.asarray(z).T
    e = np.exp(t - t.max(axis=0))
    return (e / e.sum(axis=0)).T


@corpus.wrong("collapse_linear_layers", "the product in the other order")
def _(layers):
    W, b = layers[0]
    for W2, b2 in layers[1:]:
        W = W2 @ W
        b = b @ W2 + b2
    return W, b


@corpus.wrong("collapse_linear_layers", "biases added up, not passed on", "biases only added")
def _(layers):
    W, b = layers[0]
    for W2, b2 in layers[1:]:
        W = W @ W2
        b = b + b2
    return W, b


@corpus.wrong("collapse_linear_layers", "biases of later layers forgotten", "first bias only")
def _(layers):
    W, b = layers[0]
    for W2, _b in layers[1:]:
        W, b = W @ W2, b @ W2
    return W, b


@corpus.wrong("collapse_linear_layers", "two layers unpacked by hand")
def _(layers):
    (W1, b1), (W2, b2) = layers
    return W1 @ W2, b1 @ W2 + b2


@corpus.wrong(
    "collapse_linear_layers", "starts at layer 0, which counts twice", "first layer twice"
)
def _(layers):
    W, b = layers[0]
    for W2, b2 in layers:
        W, b = W @ W2, b @ W2 + b2
    return W, b


@corpus.wrong("collapse_linear_layers", "element by element", "element by element")
def _(layers):
    W, b = layers[0]
    for W2, b2 in layers[1:]:
        W, b = W * W2, b * W2 + b2
    return W, b


@corpus.wrong(
    "collapse_linear_layers", "W overwritten before the bias uses it", "bias through all weights"
)
def _(layers):
    W, b = layers[0]
    for W2, b2 in layers[1:]:
        W = W @ W2
        b = b @ W + b2
    return W, b


@corpus.wrong("collapse_linear_layers", "only the weights", "weights only")
def _(layers):
    W = layers[0][0]
    for W2, _b in layers[1:]:
        W = W @ W2
    return W


@corpus.right("collapse_linear_layers", "from the last layer backwards")
def _(layers):
    W, b = layers[-1]
    for W0, b0 in reversed(layers[:-1]):
        W, b = W0 @ W, b0 @ W + b
    return W, b


@corpus.right("collapse_linear_layers", "what comes out for zeros and for the unit vectors")
def _(layers):
    def run(x):
        for W, b in layers:
            x = np.dot(x, W) + b
        return x

    n = len(layers[0][0])
    b = run(np.zeros(n))
    return run(np.eye(n)) - b, b


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong("sigmoid", "one formula for the whole array", "e^z over 1 + e^z")
def _(z):
    z = np.asarray(z, dtype=float)
    if np.all(z >= 0):
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@corpus.wrong("relu", "leaky ReLU, as in a blog", "leaky")
def _(z):
    return np.where(z > 0, z, 0.01 * z)


@corpus.wrong("relu", "np.max of a list with z in it")
def _(z):
    return np.max([0, z])


@corpus.wrong("softmax", "shifted by each row's mean", "mean subtracted")
def _(z):
    e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


@corpus.wrong(
    "softmax",
    "one shift, and sums down the columns, as on a question site",
    "columns",
    "largest of the whole matrix",
    "sum down the columns",
)
def _(x):
    """Compute softmax values for each sets of scores in x."""
    e_x = np.exp(x - np.max(x))
    return e_x / e_x.sum(axis=0)


@corpus.wrong("collapse_linear_layers", "later biases left out", "first bias only")
def _(layers):
    W, b = layers[0]
    for W_next, _ in layers[1:]:
        W = W @ W_next
        b = b @ W_next
    return W, b
