"""What strangers wrote for `losses`."""

from __future__ import annotations

import numpy as np

from .corpus import Corpus

corpus = Corpus("losses")


@corpus.wrong("squared_error", "no half", "no 1/2")
def _(y, y_hat):
    return (y - y_hat) ** 2


@corpus.wrong("squared_error", "the mean, no half", "no 1/2", "mean over the examples")
def _(y, y_hat):
    return np.mean((y_hat - y) ** 2)


@corpus.wrong("squared_error", "the cost of the lab, over 2m", "mean over the examples")
def _(y, y_hat):
    m = len(y)
    total = 0
    for i in range(m):
        total += (y_hat[i] - y[i]) ** 2
    return total / (2 * m)


@corpus.wrong("squared_error", "sum of squares", "no 1/2", "sum over the examples")
def _(y, y_hat):
    return np.sum(np.square(y - y_hat))


@corpus.wrong("squared_error", "the norm", "norm")
def _(y, y_hat):
    return np.linalg.norm(y - y_hat)


@corpus.wrong("squared_error", "1 // 2 in front", "only zeros")
def _(y, y_hat):
    return 1 // 2 * (y - y_hat) ** 2


@corpus.wrong("squared_error", "absolute error, halved", "absolute error")
def _(y, y_hat):
    return 0.5 * np.abs(y - y_hat)


@corpus.wrong("squared_error", "the half inside the square", "half inside the square")
def _(y, y_hat):
    return (0.5 * (y - y_hat)) ** 2


@corpus.wrong("squared_error", "root at the end", "absolute error")
def _(y, y_hat):
    return np.sqrt((y - y_hat) ** 2)


@corpus.wrong("squared_error", "divided by m instead of 2", "no 1/2", "divided by m")
def _(y, y_hat):
    return (y - y_hat) ** 2 / len(y)


@corpus.wrong("squared_error", "difference of the squares", "difference of squares")
def _(y, y_hat):
    return (y**2 - y_hat**2) / 2


@corpus.right("squared_error", "a product of the difference with itself")
def _(y, y_hat):
    d = np.subtract(y_hat, y)
    return np.multiply(d, d) / 2


@corpus.wrong("cost", "the sum", "sum")
def _(losses):
    return np.sum(losses)


@corpus.wrong("cost", "an array with one number in it", "an array with one number")
def _(losses):
    return np.mean(losses, keepdims=True)


@corpus.wrong("cost", "over 2m", "half of the mean")
def _(losses):
    return np.sum(losses) / (2 * len(losses))


@corpus.wrong("cost", "the median", "median")
def _(losses):
    return np.median(losses)


@corpus.wrong("cost", "integer division", "// for a division")
def _(losses):
    return np.sum(losses) // len(losses)


@corpus.wrong("cost", "over m - 1", "divided by m - 1")
def _(losses):
    return np.sum(losses) / (len(losses) - 1)


@corpus.wrong("cost", "the mean of everything but the first", "first loss left out")
def _(losses):
    total = 0
    for i in range(1, len(losses)):
        total += losses[i]
    return total / len(losses)


@corpus.wrong(
    "cost", "divides inside the loop again and again", "divided in every turn of the loop"
)
def _(losses):
    total = 0
    for loss in losses:
        total = (total + loss) / len(losses)
    return total


@corpus.right("cost", "product with a vector of shares")
def _(losses):
    return losses @ np.full(len(losses), 1 / len(losses))


@corpus.wrong("binary_crossentropy", "no minus", "no minus")
def _(y, a):
    return y * np.log(a) + (1 - y) * np.log(1 - a)


@corpus.wrong("binary_crossentropy", "the mean of the lab", "mean over the examples")
def _(y, a):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@corpus.wrong(
    "binary_crossentropy", "1e-8 inside both logarithms", "a number added inside the logarithm"
)
def _(y, a):
    return -(y * np.log(a + 1e-8) + (1 - y) * np.log(1 - a + 1e-8))


@corpus.right("binary_crossentropy", "clipped at 1e-7, as Keras does")
def _(y, a):
    a = np.clip(a, 1e-7, 1 - 1e-7)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@corpus.wrong("binary_crossentropy", "clipped at 1e-5, then the mean", "probabilities cut off")
def _(y, a):
    a = np.clip(a, 1e-5, 1 - 1e-5)
    return np.mean(-y * np.log(a) - (1 - y) * np.log(1 - a))


@corpus.wrong("binary_crossentropy", "log10", "base 10")
def _(y, a):
    return -y * np.log10(a) - (1 - y) * np.log10(1 - a)


@corpus.wrong("binary_crossentropy", "the second half forgotten", "only y = 1")
def _(y, a):
    return -y * np.log(a)


@corpus.wrong("binary_crossentropy", "y and a interchanged", "arguments swapped")
def _(y, a):
    return -(a * np.log(y + 1e-12) + (1 - a) * np.log(1 - y + 1e-12))


@corpus.wrong("binary_crossentropy", "minus only for the first term", "terms subtracted")
def _(y, a):
    return -y * np.log(a) + (1 - y) * np.log(1 - a)


@corpus.wrong("binary_crossentropy", "if over an array", "if on an array")
def _(y, a):
    if y == 1:
        return -np.log(a)
    return -np.log(1 - a)


@corpus.wrong("binary_crossentropy", "a dot product over the examples", "sum over the examples")
def _(y, a):
    return -(np.dot(y, np.log(a)) + np.dot(1 - y, np.log(1 - a)))


@corpus.wrong("binary_crossentropy", "the squared error in place of it", "squared error")
def _(y, a):
    return (y - a) ** 2


@corpus.right("binary_crossentropy", "the probability of what happened")
def _(y, a):
    return -np.log(np.where(np.equal(y, 1), a, 1 - a))


@corpus.right("binary_crossentropy", "log1p")
def _(y, a):
    y = np.asarray(y, float)
    return -(y * np.log(a) + (1 - y) * np.log1p(-a))


@corpus.wrong(
    "sparse_categorical_crossentropy", "a column of all rows, a[:, y]", "a column for each label"
)
def _(y, a):
    return -np.log(a[:, y])


@corpus.wrong(
    "sparse_categorical_crossentropy", "the mean over the batch", "mean over the examples"
)
def _(y, a):
    return np.mean(-np.log(a[np.arange(len(y)), y]))


@corpus.wrong(
    "sparse_categorical_crossentropy",
    "1e-9 inside the logarithm",
    "a number added inside the logarithm",
)
def _(y, a):
    return -np.log(a[np.arange(len(y)), y] + 1e-9)


@corpus.right("sparse_categorical_crossentropy", "clipped at 1e-7")
def _(y, a):
    a = np.clip(a, 1e-7, 1)
    return -np.log(a[np.arange(len(y)), y])


@corpus.wrong("sparse_categorical_crossentropy", "clipped at 1e-4", "probabilities cut off")
def _(y, a):
    a = np.clip(a, 1e-4, 1 - 1e-4)
    return -np.log(a[np.arange(len(y)), y])


@corpus.wrong(
    "sparse_categorical_crossentropy",
    "one-hot with 0 log 0 of another class",
    "0 times the logarithm of 0",
)
def _(y, a):
    one_hot = np.eye(a.shape[1])[y]
    return -np.sum(one_hot * np.log(a), axis=1)


@corpus.wrong(
    "sparse_categorical_crossentropy", "one-hot, summed over everything", "sum over the examples"
)
def _(y, a):
    one_hot = np.zeros_like(a)
    one_hot[np.arange(len(y)), y] = 1
    return -np.sum(one_hot * np.log(a))


@corpus.wrong("sparse_categorical_crossentropy", "labels from 1", "labels from 1")
def _(y, a):
    return -np.log(a[np.arange(len(y)), y - 1])


@corpus.wrong(
    "sparse_categorical_crossentropy",
    "the greatest probability, whatever the label",
    "largest probability",
)
def _(y, a):
    return -np.log(np.max(a, axis=1))


@corpus.wrong("sparse_categorical_crossentropy", "no minus", "no minus")
def _(y, a):
    return np.log(a[np.arange(len(y)), y])


@corpus.wrong(
    "sparse_categorical_crossentropy",
    "binary formula over all classes",
    "binary loss of each class",
)
def _(y, a):
    t = np.eye(a.shape[1])[y]
    return -np.sum(t * np.log(a) + (1 - t) * np.log(1 - a), axis=1)


@corpus.wrong("sparse_categorical_crossentropy", "a column of shape (m, 1)", "a column")
def _(y, a):
    return -np.log(np.take_along_axis(a, y[:, None], axis=1))


@corpus.wrong("sparse_categorical_crossentropy", "label times logarithm", "label as a factor")
def _(y, a):
    return -np.sum(y[:, None] * np.log(a), axis=1)


@corpus.right("sparse_categorical_crossentropy", "np.choose")
def _(y, a):
    return -np.log(np.choose(y, a.T))


@corpus.right("sparse_categorical_crossentropy", "flat places")
def _(y, a):
    m, n = a.shape
    return np.log(1 / a.ravel()[np.arange(m) * n + y])


@corpus.wrong(
    "binary_crossentropy_from_logits", "the naive way by the sigmoid", "sigmoid then logarithm"
)
def _(y, z):
    a = 1 / (1 + np.exp(-z))
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@corpus.wrong("binary_crossentropy_from_logits", "clipped probabilities", "probabilities cut off")
def _(y, z):
    a = 1 / (1 + np.exp(-z))
    a = np.clip(a, 1e-10, 1 - 1e-10)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@corpus.wrong(
    "binary_crossentropy_from_logits", "log(1 + exp(z)) - y z, overflows", "overflow for large z"
)
def _(y, z):
    return np.log(1 + np.exp(z)) - y * z


@corpus.wrong("binary_crossentropy_from_logits", "the lab's cut at 20", "logits cut off")
def _(y, z):
    return np.log(1 + np.exp(np.minimum(z, 20))) - y * z


@corpus.wrong("binary_crossentropy_from_logits", "treated as probabilities", "z as a probability")
def _(y, z):
    return -(y * np.log(z) + (1 - y) * np.log(1 - z))


@corpus.wrong(
    "binary_crossentropy_from_logits", "the mean of the stable form", "mean over the examples"
)
def _(y, z):
    return np.mean(np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z))))


@corpus.wrong("binary_crossentropy_from_logits", "sign of y z", "sign of y z")
def _(y, z):
    return np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z)))


@corpus.wrong("binary_crossentropy_from_logits", "abs forgotten", "no absolute value")
def _(y, z):
    return np.maximum(z, 0) - y * z + np.log(1 + np.exp(-z))


@corpus.wrong("binary_crossentropy_from_logits", "the term y z forgotten", "y left out")
def _(y, z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


@corpus.right("binary_crossentropy_from_logits", "log of 1 + exp of a negative number, not log1p")
def _(y, z):
    s = (1 - 2 * y) * z
    return np.maximum(s, 0) + np.log(1 + np.exp(-np.abs(s)))


@corpus.right("binary_crossentropy_from_logits", "logaddexp with a sign")
def _(y, z):
    return np.logaddexp(0, np.where(np.equal(y, 1), -z, z))


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "softmax, then logarithm",
    "softmax then logarithm",
)
def _(y, z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    a = e / e.sum(axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y])


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits", "unshifted", "log-sum-exp without a shift"
)
def _(y, z):
    return np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(y)), y]


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "the logarithm of the sum forgotten",
    "no logarithm",
)
def _(y, z):
    s = z - z.max(axis=1, keepdims=True)
    return np.exp(s).sum(axis=1) - s[np.arange(len(y)), y]


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "the maximum not added back",
    "largest not added back",
)
def _(y, z):
    s = z - z.max(axis=1, keepdims=True)
    return np.log(np.exp(s).sum(axis=1)) - z[np.arange(len(y)), y]


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits", "minus the logit of the class", "logit alone"
)
def _(y, z):
    return -z[np.arange(len(y)), y]


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits", "log of the logit", "logits as probabilities"
)
def _(y, z):
    return -np.log(z[np.arange(len(y)), y])


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "mean of the stable form",
    "mean over the examples",
)
def _(y, z):
    return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits", "softmax clipped at 1e-12", "a limit on the loss"
)
def _(y, z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    a = np.clip(e / e.sum(axis=1, keepdims=True), 1e-12, 1.0)
    return -np.log(a[np.arange(len(y)), y])


@corpus.wrong("sparse_categorical_crossentropy_from_logits", "sum down the columns", "columns")
def _(y, z):
    s = z - z.max(axis=1, keepdims=True)
    return np.log(np.exp(s).sum(axis=0)) - s[np.arange(len(y)), y]


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "one maximum for all",
    "largest of the whole matrix",
)
def _(y, z):
    s = z - z.max()
    return np.log(np.exp(s).sum(axis=1)) - s[np.arange(len(y)), y]


@corpus.right("sparse_categorical_crossentropy_from_logits", "differences to the own logit")
def _(y, z):
    return np.logaddexp.reduce(z - np.take_along_axis(z, y[:, None], 1), axis=1)


# Written from memory of labs, courses and question sites, before the specifications were read.


@corpus.wrong("squared_error", "the lab's 2m under every loss", "divided by m")
def _(y, y_hat):
    m = y.shape[0]
    return ((y_hat - y) ** 2) / (2 * m)


@corpus.wrong("binary_crossentropy", "the minus before y alone", "terms subtracted")
def _(y, a):
    return -y * np.log(a) + (1 - y) * np.log(1 - a)


@corpus.wrong(
    "binary_crossentropy",
    "a contest's log loss: clipped, to base 10, and the mean",
    "mean over the examples",
    "base 10",
)
def _(y, a):
    a = np.clip(a, 1e-15, 1 - 1e-15)
    return -np.mean(y * np.log10(a) + (1 - y) * np.log10(1 - a))


@corpus.wrong(
    "sparse_categorical_crossentropy", "whole columns by the labels", "a column for each label"
)
def _(y, a):
    return -np.log(a[:, y])


@corpus.wrong(
    "binary_crossentropy_from_logits", "the exponent's minus forgotten", "sign of the exponent"
)
def _(y, z):
    return np.maximum(z, 0) - z * y + np.log(1 + np.exp(np.abs(z)))


@corpus.wrong(
    "sparse_categorical_crossentropy_from_logits",
    "log-sum-exp without its largest",
    "largest not added back",
)
def _(y, z):
    m = z.max(axis=1, keepdims=True)
    lse = np.log(np.exp(z - m).sum(axis=1))
    return lse - z[np.arange(len(y)), y]
