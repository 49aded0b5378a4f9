"""Other right ways to write the functions of `losses`."""

from __future__ import annotations

import math
import statistics

import numpy as np
from scipy import special

from ..losses import (
    binary_crossentropy,
    binary_crossentropy_from_logits,
    cost,
    sparse_categorical_crossentropy,
    sparse_categorical_crossentropy_from_logits,
    squared_error,
)

binary_crossentropy_from_logits.equivalent[
    "return np.maximum(0, z) - y * z + np.log1p(np.exp(-np.abs(z)))"
] = "the larger of two numbers has no order"
sparse_categorical_crossentropy_from_logits.equivalent |= {
    "c = np.max(z, axis=-1, keepdims=True)": "the last of two axes is the second",
    "log_sum_exp = c[:, 0] + np.log(np.sum(np.exp(z - c), axis=-1))": "as above",
    "log_sum_exp = c[:, -1] + np.log(np.sum(np.exp(z - c), axis=1))": "c has one column only",
}


@squared_error.also_correct("the other difference")
def other_difference(y, y_hat):
    return 0.5 * (y - y_hat) ** 2


@squared_error.also_correct("np.square")
def by_square(y, y_hat):
    return np.square(y_hat - y) / 2


@squared_error.also_correct("np.power")
def by_power(y, y_hat):
    return np.power(np.subtract(y_hat, y), 2) * 0.5


@squared_error.also_correct("the error times itself")
def times_itself(y, y_hat):
    error = y_hat - y
    return error * error / 2


@squared_error.also_correct("absolute value, squared")
def absolute_squared(y, y_hat):
    return np.abs(y_hat - y) ** 2 / 2


@squared_error.also_correct("loop")
def squared_error_loop(y, y_hat):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        losses[i] = (y_hat[i] - y[i]) ** 2 / 2
    return losses


@squared_error.also_correct("list comprehension")
def squared_error_comprehension(y, y_hat):
    return np.array([0.5 * (p - t) ** 2 for t, p in zip(y.tolist(), y_hat.tolist())])


@squared_error.also_correct("np.vectorize")
def squared_error_vectorised(y, y_hat):
    return np.vectorize(lambda t, p: 0.5 * (p - t) ** 2, otypes=[float])(y, y_hat)


@squared_error.also_correct("einsum")
def squared_error_einsum(y, y_hat):
    error = (y_hat - y).astype(float)
    return np.einsum("i,i->i", error, error) / 2


@squared_error.also_correct("in place on its own array, extra keyword")
def squared_error_own_array(y, y_hat, factor=0.5):
    error = np.array(y_hat, dtype=float)
    error -= y
    error *= error
    error *= factor
    return error


@cost.also_correct("method mean")
def cost_method(losses):
    return losses.mean()


@cost.also_correct("sum over length")
def cost_sum(losses):
    return sum(losses) / len(losses)


@cost.also_correct("np.sum over size")
def cost_np_sum(losses):
    return np.sum(losses) / losses.size


@cost.also_correct("np.average")
def cost_average(losses):
    return np.average(losses)


@cost.also_correct("loop")
def cost_loop(losses):
    total = 0.0
    for loss in losses:
        total += loss
    return total / losses.shape[0]


@cost.also_correct("math.fsum")
def cost_fsum(losses):
    return math.fsum(losses) / len(losses)


@cost.also_correct("statistics.fmean")
def cost_fmean(losses):
    return statistics.fmean(losses.tolist())


@cost.also_correct("scalar product with ones")
def cost_dot(losses):
    return np.dot(losses, np.ones(len(losses))) / len(losses)


@cost.also_correct("each divided, then added up")
def cost_divided_first(losses):
    return float(np.sum(losses / len(losses)))


@cost.also_correct("running mean")
def cost_running(losses):
    mean = 0.0
    for count, loss in enumerate(losses, 1):
        mean += (loss - mean) / count
    return mean


@binary_crossentropy.also_correct("np.where")
def bce_where(y, a):
    return np.where(y == 1, -np.log(a), -np.log(1 - a))


@binary_crossentropy.also_correct("probability of the label")
def bce_probability_of_label(y, a):
    return -np.log(np.where(y > 0.5, a, 1 - a))


@binary_crossentropy.also_correct("log1p")
def bce_log1p(y, a):
    return -y * np.log(a) - (1 - y) * np.log1p(-a)


@binary_crossentropy.also_correct("clipped as Keras does")
def bce_clipped(y, a):
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.also_correct("clipped at 1e-15")
def bce_clipped_far(y, a):
    a = np.minimum(np.maximum(a, 1e-15), 1 - 1e-15)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.also_correct("linear in the label")
def bce_label_inside(y, a):
    return -np.log(y * a + (1 - y) * (1 - a))


@binary_crossentropy.also_correct("power of the label")
def bce_power(y, a):
    return -np.log(a**y * (1 - a) ** (1 - y))


@binary_crossentropy.also_correct("scipy xlogy")
def bce_xlogy(y, a):
    return -(special.xlogy(y, a) + special.xlog1py(1 - y, -a))


@binary_crossentropy.also_correct("loop over math")
def bce_loop(y, a):
    losses = []
    for label, p in zip(y, a):
        if label == 1:
            losses.append(-math.log(p))
        else:
            losses.append(-math.log(1 - p))
    return np.array(losses)


@binary_crossentropy.also_correct("masks")
def bce_masks(y, a):
    losses = np.empty(len(y))
    losses[y == 1] = -np.log(a[y == 1])
    losses[y == 0] = -np.log(1 - a[y == 0])
    return losses


@binary_crossentropy.also_correct("np.vectorize")
def bce_vectorised(y, a):
    return np.vectorize(lambda t, p: -math.log(p if t else 1 - p), otypes=[float])(y, a)


@binary_crossentropy.also_correct("from the logit")
def bce_from_logit(y, a):
    a = a.astype(float)
    z = np.log(a) - np.log1p(-a)
    return np.logaddexp(0, np.where(y == 1, -z, z))


@sparse_categorical_crossentropy.also_correct("take_along_axis")
def sparse_take_along(y, a):
    return -np.log(np.take_along_axis(a, y[:, None], axis=1))[:, 0]


@sparse_categorical_crossentropy.also_correct("loop")
def sparse_loop(y, a):
    losses = np.zeros(len(y))
    for i in range(len(y)):
        losses[i] = -np.log(a[i, y[i]])
    return losses


@sparse_categorical_crossentropy.also_correct("list comprehension")
def sparse_comprehension(y, a):
    return np.array([-math.log(row[label]) for label, row in zip(y, a)])


@sparse_categorical_crossentropy.also_correct("one-hot")
def sparse_one_hot(y, a):
    return -np.sum(np.eye(a.shape[1])[y] * np.log(a), axis=1)


@sparse_categorical_crossentropy.also_correct("one-hot by comparison, then the logarithm")
def sparse_comparison(y, a):
    return -np.log(np.sum((y[:, None] == np.arange(a.shape[1])) * a, axis=1))


@sparse_categorical_crossentropy.also_correct("einsum")
def sparse_einsum(y, a):
    return np.einsum("ij,ij->i", np.eye(a.shape[1])[y], -np.log(a))


@sparse_categorical_crossentropy.also_correct("clipped as Keras does")
def sparse_clipped(y, a):
    return -np.log(np.clip(a, 1e-7, 1 - 1e-7))[np.arange(a.shape[0]), y]


@sparse_categorical_crossentropy.also_correct("mask")
def sparse_mask(y, a):
    mask = np.zeros(a.shape, dtype=bool)
    mask[np.arange(len(y)), y] = True
    return np.negative(np.log(a[mask]))


@sparse_categorical_crossentropy.also_correct("flat index")
def sparse_flat(y, a):
    return -np.log(a.ravel()[np.arange(len(y)) * a.shape[1] + y])


@sparse_categorical_crossentropy.also_correct("diagonal")
def sparse_diagonal(y, a):
    return -np.log(np.diag(a[:, y]))


@sparse_categorical_crossentropy.also_correct("np.choose")
def sparse_choose(y, a):
    return -np.log(np.choose(y, a.T))


@sparse_categorical_crossentropy.also_correct("logarithm of the reciprocal")
def sparse_reciprocal(y, a):
    return np.log(1 / a[range(len(y)), y])


@binary_crossentropy_from_logits.also_correct("logaddexp, minus y z")
def logits_logaddexp(y, z):
    return np.logaddexp(0, z) - y * z


@binary_crossentropy_from_logits.also_correct("logaddexp with the sign of the label")
def logits_signed(y, z):
    return np.logaddexp(0, (1 - 2 * y) * z)


@binary_crossentropy_from_logits.also_correct("np.where over two logaddexp")
def logits_where(y, z):
    return np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))


@binary_crossentropy_from_logits.also_correct("both terms with log-sigmoid")
def logits_both_terms(y, z):
    return y * np.logaddexp(0.0, -z) + (1 - y) * np.logaddexp(0.0, z)


@binary_crossentropy_from_logits.also_correct("without log1p")
def logits_without_log1p(y, z):
    return np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.also_correct("z by the label first")
def logits_label_first(y, z):
    wrong = np.where(y == 1, -z, z)
    return np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong)))


@binary_crossentropy_from_logits.also_correct("(1 - y) z and the negative part")
def logits_negative_part(y, z):
    return (1 - y) * z + np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.also_correct("scipy log_expit")
def logits_log_expit(y, z):
    z = np.asarray(z, dtype=float)
    return -(y * special.log_expit(z) + (1 - y) * special.log_expit(-z))


@binary_crossentropy_from_logits.also_correct("scipy logsumexp of (0, z)")
def logits_logsumexp(y, z):
    return special.logsumexp([np.zeros(len(z)), z], axis=0) - y * z


@binary_crossentropy_from_logits.also_correct("loop over math")
def logits_loop(y, z):
    losses = np.zeros(len(z))
    for i in range(len(z)):
        losses[i] = max(z[i], 0) - z[i] * y[i] + math.log1p(math.exp(-abs(z[i])))
    return losses


@binary_crossentropy_from_logits.also_correct("np.vectorize")
def logits_vectorised(y, z):
    def one(label, logit):
        wrong = float(-logit if label else logit)
        return wrong + math.log1p(math.exp(-wrong)) if wrong > 0 else math.log1p(math.exp(wrong))

    return np.vectorize(one, otypes=[float])(y, z)


@binary_crossentropy_from_logits.also_correct("masks")
def logits_masks(y, z):
    losses = np.empty(len(z))
    losses[y == 1] = np.logaddexp(0, -z[y == 1])
    losses[y == 0] = np.logaddexp(0, z[y == 0])
    return losses


@binary_crossentropy_from_logits.also_correct("softmax loss of (0, z)")
def logits_as_two_classes(y, z):
    two = np.column_stack([np.zeros(len(z)), z])
    c = two.max(axis=1)
    rest = np.log(np.exp(two - c[:, None]).sum(axis=1))
    return c + rest - two[np.arange(len(y)), y.astype(int)]


@binary_crossentropy_from_logits.also_correct("half of |z| + z")
def logits_half(y, z):
    return (np.abs(z) + z) / 2 - y * z + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.also_correct("own copy, extra keyword")
def logits_own_copy(y, z, reduction=None):
    wrong = np.array(z, dtype=float)
    wrong[y == 1] *= -1
    return np.logaddexp(wrong, 0)


@sparse_categorical_crossentropy_from_logits.also_correct("logaddexp")
def softmax_logaddexp(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.also_correct("scipy logsumexp")
def softmax_logsumexp(y, z):
    return special.logsumexp(z, axis=-1) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.also_correct("scipy log_softmax")
def softmax_log_softmax(y, z):
    return -special.log_softmax(z, axis=1)[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.also_correct("shifted logits")
def softmax_shifted(y, z):
    shifted = z - np.max(z, axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.also_correct("the whole log-softmax, one-hot")
def softmax_one_hot(y, z):
    shifted = z - z.max(axis=1, keepdims=True)
    log_a = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.sum(np.eye(z.shape[1])[y] * log_a, axis=1)


@sparse_categorical_crossentropy_from_logits.also_correct("take_along_axis")
def softmax_take_along(y, z):
    c = z.max(axis=1, keepdims=True)
    lse = c + np.log(np.exp(z - c).sum(axis=1, keepdims=True))
    return (lse - np.take_along_axis(z, y[:, None], axis=1)).squeeze(axis=1)


@sparse_categorical_crossentropy_from_logits.also_correct("loop over rows")
def softmax_rows(y, z):
    losses = np.zeros(len(y))
    for i, row in enumerate(z):
        losses[i] = row.max() + np.log(np.sum(np.exp(row - row.max()))) - row[y[i]]
    return losses


@sparse_categorical_crossentropy_from_logits.also_correct("two loops over math")
def softmax_two_loops(y, z):
    losses = []
    for label, row in zip(y.tolist(), z.tolist()):
        total = 0.0
        for value in row:
            total += math.exp(value - max(row))
        losses.append(max(row) - row[label] + math.log(total))
    return np.array(losses)


@sparse_categorical_crossentropy_from_logits.also_correct("logaddexp of the differences")
def softmax_differences(y, z):
    true = z[np.arange(len(y)), y]
    return np.logaddexp.reduce(z - true[:, None], axis=1)


@sparse_categorical_crossentropy_from_logits.also_correct("apply_along_axis")
def softmax_along_axis(y, z):
    lse = np.apply_along_axis(lambda row: row.max() + np.log(np.exp(row - row.max()).sum()), 1, z)
    return lse - z[range(len(y)), y]


@sparse_categorical_crossentropy_from_logits.also_correct("einsum, mask")
def softmax_einsum(y, z):
    z = z.astype(float)
    hot = (np.arange(z.shape[1]) == y[:, None]).astype(float)
    c = np.max(z, axis=-1)
    total = np.einsum("ij->i", np.exp(z - c[:, None]))
    return np.log(total) + c - np.einsum("ij,ij->i", hot, z)


@sparse_categorical_crossentropy_from_logits.also_correct("log1p of the other classes")
def softmax_log1p(y, z):
    z = np.array(z, dtype=float)
    best = np.argmax(z, axis=1)
    rows = np.arange(len(y))
    e = np.exp(z - z[rows, best][:, None])
    e[rows, best] = 0
    return np.log1p(e.sum(axis=1)) + z[rows, best] - z[rows, y]


@sparse_categorical_crossentropy_from_logits.also_correct("transposes, extra keyword")
def softmax_transposes(y, z, axis=0):
    z = z.T
    c = z.max(axis=axis)
    return c + np.log(np.exp(z - c).sum(axis=axis)) - z[y, np.arange(z.shape[1])]
