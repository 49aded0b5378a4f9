"""Other correct variants of `binary_crossentropy_from_logits`."""

from __future__ import annotations

import math

import numpy as np
from scipy import special

from ..binary_crossentropy_from_logits import exercise

exercise.equivalent["return np.maximum(0, z) - y * z + np.log1p(np.exp(-np.abs(z)))"] = (
    "the larger of two numbers has no order"
)


@exercise.also_correct(
    "logaddexp, minus y z",
    good_for="`np.logaddexp(0, z)` is log(1 + exp(z)), and looks after the overflow for you.",
)
def logits_logaddexp(y, z):
    return np.logaddexp(0, z) - y * z


@exercise.also_correct(
    "logaddexp with the sign of the label",
    good_for=(
        "The label only turns the sign of the logit round: a positive logit is wrong for 0, a "
        "negative one for 1."
    ),
)
def logits_signed(y, z):
    return np.logaddexp(0, (1 - 2 * y) * z)


@exercise.also_correct("np.where over two logaddexp")
def logits_where(y, z):
    return np.where(y == 1, np.logaddexp(0, -z), np.logaddexp(0, z))


@exercise.also_correct("both terms with log-sigmoid")
def logits_both_terms(y, z):
    return y * np.logaddexp(0.0, -z) + (1 - y) * np.logaddexp(0.0, z)


@exercise.also_correct("without log1p")
def logits_without_log1p(y, z):
    return np.maximum(z, 0) - z * y + np.log(1 + np.exp(-np.abs(z)))


@exercise.also_correct("z by the label first")
def logits_label_first(y, z):
    wrong = np.where(y == 1, -z, z)
    return np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong)))


@exercise.also_correct("(1 - y) z and the negative part")
def logits_negative_part(y, z):
    return (1 - y) * z + np.maximum(-z, 0) + np.log1p(np.exp(-np.abs(z)))


@exercise.also_correct("scipy log_expit")
def logits_log_expit(y, z):
    z = np.asarray(z, dtype=float)
    return -(y * special.log_expit(z) + (1 - y) * special.log_expit(-z))


@exercise.also_correct("scipy logsumexp of (0, z)")
def logits_logsumexp(y, z):
    return special.logsumexp([np.zeros(len(z)), z], axis=0) - y * z


@exercise.also_correct("loop over math")
def logits_loop(y, z):
    losses = np.zeros(len(z))
    for i in range(len(z)):
        losses[i] = max(z[i], 0) - z[i] * y[i] + math.log1p(math.exp(-abs(z[i])))
    return losses


@exercise.also_correct("np.vectorize")
def logits_vectorised(y, z):
    def one(label, logit):
        wrong = float(-logit if label else logit)
        return wrong + math.log1p(math.exp(-wrong)) if wrong > 0 else math.log1p(math.exp(wrong))

    return np.vectorize(one, otypes=[float])(y, z)


@exercise.also_correct("masks")
def logits_masks(y, z):
    losses = np.empty(len(z))
    losses[y == 1] = np.logaddexp(0, -z[y == 1])
    losses[y == 0] = np.logaddexp(0, z[y == 0])
    return losses


@exercise.also_correct("softmax loss of (0, z)")
def logits_as_two_classes(y, z):
    two = np.column_stack([np.zeros(len(z)), z])
    c = two.max(axis=1)
    rest = np.log(np.exp(two - c[:, None]).sum(axis=1))
    return c + rest - two[np.arange(len(y)), y.astype(int)]


@exercise.also_correct("half of |z| + z")
def logits_half(y, z):
    return (np.abs(z) + z) / 2 - y * z + np.log1p(np.exp(-np.abs(z)))


@exercise.also_correct("own copy, extra keyword")
def logits_own_copy(y, z, reduction=None):
    wrong = np.array(z, dtype=float)
    wrong[y == 1] *= -1
    return np.logaddexp(wrong, 0)
