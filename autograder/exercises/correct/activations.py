"""Other right ways to write the functions of `activations`."""

from __future__ import annotations

import math
from functools import reduce

import numpy as np
from scipy import special

from ..activations import collapse_linear_layers, linear, relu, sigmoid, softmax


@linear.also_correct("a copy")
def linear_copy(z):
    return np.array(z)


@linear.also_correct("times one")
def times_one(z):
    return 1 * z


@linear.also_correct("plus zero")
def plus_zero(z):
    return z + 0.0


@linear.also_correct("np.asarray as floats")
def as_floats(z):
    return np.asarray(z, dtype=float)


@linear.also_correct("unary plus")
def unary_plus(z):
    return +z


@linear.also_correct("np.positive")
def positive(z):
    return np.positive(z)


@linear.also_correct("np.vectorize")
def vectorised_linear(z):
    return np.vectorize(lambda value: value, otypes=[float])(z)


@linear.also_correct("extra keywords")
def affine(z, slope=1.0, offset=0.0):
    return slope * z + offset


relu.equivalent["return np.maximum(z, 0)"] = "the larger of two numbers has no order"
sigmoid.equivalent["return np.where(z > 0, 1 / (1 + small), small / (1 + small))"] = (
    "at z = 0 both branches give 1/2"
)

half_of_sum = relu.also_correct("half of z + |z|")(lambda z: (z + np.abs(z)) / 2)


@relu.also_correct("z first")
def z_first(z):
    return np.maximum(z, 0.0)


@relu.also_correct("np.where")
def relu_where(z):
    return np.where(z > 0, z, 0)


@relu.also_correct("np.where with >=")
def relu_where_not_negative(z):
    return np.where(np.asarray(z) >= 0, z, 0.0)


@relu.also_correct("times a mask")
def relu_mask(z):
    return z * (z > 0)


@relu.also_correct("np.clip")
def relu_clip(z):
    return np.clip(z, 0, None)


@relu.also_correct("in place on its own copy")
def relu_own_copy(z):
    a = np.array(z)
    a[a < 0] = 0
    return a


@relu.also_correct("np.vectorize over max")
def relu_vectorised(z):
    return np.vectorize(lambda value: max(0.0, value), otypes=[float])(z)


@relu.also_correct("loop over the flat array")
def relu_loop(z):
    z = np.asarray(z, dtype=float)
    a = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        if z[index] > 0:
            a[index] = z[index]
    return a


@relu.also_correct("np.fmax")
def relu_fmax(z):
    return np.fmax(0.0, z)


@relu.also_correct("z minus its negative part")
def minus_negative_part(z):
    return z - np.minimum(z, 0)


@relu.also_correct("extra keyword")
def relu_with_slope(z, negative_slope=0.0):
    return np.where(z > 0, z, negative_slope * z)


by_expit = sigmoid.also_correct("scipy")(lambda z: special.expit(np.asarray(z, dtype=float)))


@sigmoid.also_correct("hyperbolic tangent of z/2")
def by_tanh(z):
    return 0.5 * (1 + np.tanh(z / 2))


@sigmoid.also_correct("hyperbolic tangent of a half times z")
def by_tanh_half(z):
    return 0.5 + np.tanh(0.5 * z) / 2


@sigmoid.also_correct("clipped at 60")
def clipped_at_60(z):
    return 1 / (1 + np.exp(-np.clip(z, -60, 60)))


@sigmoid.also_correct("clipped at 88 by maximum and minimum")
def clipped_at_88(z):
    return 1 / (1 + np.exp(-np.maximum(np.minimum(z, 88), -88)))


@sigmoid.also_correct("clipped at 500, in float64")
def clipped_at_500(z):
    return 1.0 / (1.0 + np.exp(-np.clip(np.asarray(z, dtype=np.float64), -500, 500)))


@sigmoid.also_correct("overflow allowed for")
def overflow_allowed(z):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


@sigmoid.also_correct("masks")
def by_masks(z):
    z = np.asarray(z, dtype=float)
    a = np.empty(z.shape)
    positive = z >= 0
    a[positive] = 1 / (1 + np.exp(-z[positive]))
    small = np.exp(z[~positive])
    a[~positive] = small / (1 + small)
    return a


@sigmoid.also_correct("np.where in the numerator")
def where_in_numerator(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, small) / (1 + small)


@sigmoid.also_correct("one minus")
def one_minus(z):
    positive = 1 / (1 + np.exp(-np.abs(z)))
    return np.where(z >= 0, positive, 1 - positive)


@sigmoid.also_correct("minimum and maximum of 0 and z")
def minimum_and_maximum(z):
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


@sigmoid.also_correct("logaddexp")
def by_logaddexp(z):
    return np.exp(-np.logaddexp(0, -np.asarray(z, dtype=float)))


@sigmoid.also_correct("np.vectorize over math")
def sigmoid_vectorised(z):
    def one(value):
        value = float(value)
        if value >= 0:
            return 1 / (1 + math.exp(-value))
        return math.exp(value) / (1 + math.exp(value))

    return np.vectorize(one, otypes=[float])(z)


@sigmoid.also_correct("loop over the flat array")
def sigmoid_loop(z):
    z = np.asarray(z, dtype=float)
    a = np.zeros(z.shape)
    for index in np.ndindex(z.shape):
        small = np.exp(-abs(z[index]))
        a[index] = (1 if z[index] >= 0 else small) / (1 + small)
    return a


@sigmoid.also_correct("float32 where the input is float32")
def keeps_float32(z):
    z = np.asarray(z)
    z = z if z.dtype == np.float32 else z.astype(float)
    return (np.tanh(z / 2) + 1) / 2


@softmax.also_correct("scipy")
def softmax_scipy(z):
    return special.softmax(z, axis=-1)


@softmax.also_correct("scipy log-sum-exp")
def softmax_logsumexp(z):
    return np.exp(z - special.logsumexp(z, axis=-1, keepdims=True))


@softmax.also_correct("logaddexp")
def softmax_logaddexp(z):
    return np.exp(z - np.logaddexp.reduce(z, axis=-1, keepdims=True))


@softmax.also_correct("scipy log-softmax")
def softmax_of_log_softmax(z):
    return np.exp(special.log_softmax(np.asarray(z, dtype=float), axis=-1))


@softmax.also_correct("row by row")
def softmax_row_by_row(z):
    if z.ndim == 1:
        e = np.exp(z - z.max())
        return e / e.sum()
    return np.array([softmax_row_by_row(row) for row in z])


@softmax.also_correct("apply_along_axis")
def softmax_along_axis(z):
    def one(row):
        e = np.exp(row - np.max(row))
        return e / e.sum()

    return np.apply_along_axis(one, -1, z)


@softmax.also_correct("two dimensions, then the shape of z")
def softmax_by_reshape(z):
    rows = np.reshape(z, (-1, np.shape(z)[-1]))
    e = np.exp(rows - rows.max(axis=1)[:, None])
    return (e / e.sum(axis=1)[:, None]).reshape(np.shape(z))


@softmax.also_correct("transposes")
def softmax_by_transposes(z):
    shifted = z.T - np.max(z.T, axis=0)
    return (np.exp(shifted) / np.exp(shifted).sum(axis=0)).T


@softmax.also_correct("two loops over math")
def softmax_loops(z):
    rows = np.atleast_2d(z)
    a = np.zeros(rows.shape)
    for i in range(rows.shape[0]):
        largest = max(rows[i])
        total = sum(math.exp(value - largest) for value in rows[i])
        for j in range(rows.shape[1]):
            a[i, j] = math.exp(rows[i, j] - largest) / total
    return a if z.ndim == 2 else a[0]


@softmax.also_correct("in place on its own copy")
def softmax_own_copy(z):
    a = np.array(z, dtype=float)
    a -= a.max(axis=-1, keepdims=True)
    np.exp(a, out=a)
    a /= a.sum(axis=-1, keepdims=True)
    return a


@softmax.also_correct("einsum")
def softmax_einsum(z):
    e = np.exp(z - np.amax(z, axis=-1, keepdims=True))
    return e / np.einsum("...j->...", e)[..., None]


@softmax.also_correct("product with ones")
def softmax_product_with_ones(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (e @ np.ones((z.shape[-1], 1)) if z.ndim == 2 else e @ np.ones(z.shape[-1]))


@softmax.also_correct("the differences of every pair")
def softmax_of_differences(z):
    with np.errstate(over="ignore"):
        return 1 / np.exp(z[..., None, :] - z[..., :, None]).sum(axis=-1)


@softmax.also_correct("float64 throughout, extra keyword")
def softmax_extra_keyword(z, axis=-1):
    z = np.asarray(z, dtype=np.float64)
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return np.divide(e, e.sum(axis=axis, keepdims=True))


@softmax.also_correct("a little more than the largest")
def softmax_shifted_further(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True) - 1)
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.also_correct("list comprehension")
def softmax_comprehension(z):
    rows = [[math.exp(v - max(row)) for v in row] for row in np.atleast_2d(z).tolist()]
    return np.array([[v / sum(row) for v in row] for row in rows]).reshape(z.shape)


@softmax.also_correct("np.vectorize with a signature")
def softmax_vectorised(z):
    def one(row):
        e = np.exp(row - row.max())
        return e / e.sum()

    return np.vectorize(one, signature="(n)->(n)", otypes=[float])(z)


@collapse_linear_layers.also_correct("recursive")
def collapse_recursive(layers):
    if len(layers) == 1:
        return layers[0]
    (W1, b1), (W2, b2), *rest = layers
    return collapse_recursive([(W1 @ W2, b1 @ W2 + b2), *rest])


@collapse_linear_layers.also_correct("reduce")
def collapse_reduce(layers):
    return reduce(lambda one, two: (one[0] @ two[0], one[1] @ two[0] + two[1]), layers)


@collapse_linear_layers.also_correct("from the last layer to the first")
def collapse_from_behind(layers):
    W, b = layers[-1]
    for W_before, b_before in layers[-2::-1]:
        b = b_before @ W + b
        W = W_before @ W
    return W, b


@collapse_linear_layers.also_correct("np.linalg.multi_dot")
def collapse_multi_dot(layers):
    b = np.zeros(layers[0][0].shape[0])
    for W_next, b_next in layers:
        b = b @ W_next + b_next
    weights = [W for W, _ in layers]
    return np.linalg.multi_dot(weights) if len(weights) > 1 else weights[0], b


@collapse_linear_layers.also_correct("from the unit matrix")
def collapse_from_unit_matrix(layers):
    n = layers[0][0].shape[0]
    W, b = np.eye(n), np.zeros(n)
    for W_next, b_next in layers:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@collapse_linear_layers.also_correct("one more row for the bias")
def collapse_one_more_row(layers):
    product = np.eye(layers[0][0].shape[0] + 1)
    for W, b in layers:
        last = np.zeros((W.shape[0] + 1, 1))
        last[-1] = 1
        product = product @ np.hstack([np.vstack([W, b]), last])
    return product[:-1, :-1], product[-1, :-1]


@collapse_linear_layers.also_correct("by what the network gives")
def collapse_by_probing(layers):
    def network(x):
        for W, b in layers:
            x = x @ W + b
        return x

    n = layers[0][0].shape[0]
    b = network(np.zeros(n))
    return np.array([network(row) - b for row in np.eye(n)]), b


@collapse_linear_layers.also_correct("einsum")
def collapse_einsum(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        b = np.einsum("i,ij->j", b, W_next) + b_next
        W = np.einsum("ni,ij->nj", W, W_next)
    return W, b


@collapse_linear_layers.also_correct("np.dot and an index")
def collapse_by_index(layers):
    W, b = np.copy(layers[0][0]), np.copy(layers[0][1])
    for i in range(1, len(layers)):
        b = np.dot(layers[i][0].T, b) + layers[i][1]
        W = np.dot(W, layers[i][0])
    return [W, b]


@collapse_linear_layers.also_correct("pop from a copy")
def collapse_pop_from_a_copy(layers):
    left = list(layers)
    W, b = left.pop(0)
    while left:
        W_next, b_next = left.pop(0)
        W, b = np.matmul(W, W_next), np.matmul(b, W_next) + b_next
    return W, b
