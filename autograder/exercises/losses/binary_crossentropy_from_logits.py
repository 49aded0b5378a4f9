"""`binary_crossentropy_from_logits`: the logistic loss of each example, from its logit."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, keras
from ...specification.random_inputs import numbers, whole
from .labels import zeros_and_ones
from .per_example import LOSSES, ROUNDING, column

exercise = Exercise(
    "losses",
    "binary_crossentropy_from_logits",
    chapter="training/numerical_stability",
    oracle_name="keras.losses.binary_crossentropy(from_logits=True)",
    returns=LOSSES,
)


@exercise.oracle
def _(y, z):
    loss = keras().losses.binary_crossentropy
    return as_numpy(loss(column(y), column(z), from_logits=True))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("z = 2 for y = 1 and y = 0", VALUES, (np.array([1, 0]), np.array([2.0, 2.0])))
    yield Case("five examples", VALUES,
               (np.array([0, 1, 1, 0, 1]), np.array([-0.5, -3.25, 4.0, 1.5, 0.0])))  # fmt: skip
    yield Case("y as floats", VALUES, (np.array([1.0, 0.0, 0.0]), np.array([-0.75, 0.25, -6.0])))
    yield Case("one example", SHAPES, (np.array([0]), np.array([1.25])))
    yield Case("whole numbers", SHAPES, (np.array([1, 0, 0, 1]), np.array([3, -2, 1, -4])))
    yield Case(
        "float32",
        SHAPES,
        (np.array([1, 0, 1], dtype=np.float32), np.array([-2.5, 1.5, 0.25], dtype=np.float32)),
    )
    yield Case(
        "fairly sure, right and wrong",
        STABILITY,
        (np.array([1, 0, 0, 1]), np.array([22.0, -22.0, 22.5, -21.5])),
    )
    yield Case(
        "sure and wrong",
        STABILITY,
        (np.array([0, 1, 0, 1]), np.array([36.0, -36.0, 720.0, -720.0])),
    )
    yield Case(
        "sure and right",
        STABILITY,
        (np.array([1, 0, 1, 0]), np.array([36.0, -36.0, 720.0, -720.0])),
    )
    yield Case("|z| up to 10,000", STABILITY,
               (np.array([1.0, 0.0, 1.0, 0.0]), np.array([-1e4, 1e4, 1e4, -1e4])))  # fmt: skip
    yield Case(
        "float32, far from 0",
        STABILITY,
        (np.array([1, 0, 1, 0]), np.array([-1000.0, 120.0, 90.0, -500.0], dtype=np.float32)),
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (zeros_and_ones(rng, 8), numbers(rng, 8, scale=3)))
    yield Case("some examples again", VALUES, (zeros_and_ones(rng, 8), numbers(rng, 8, scale=3)))
    yield Case("y as floats", VALUES,
               (zeros_and_ones(rng, 8).astype(float), numbers(rng, 8, scale=3)))  # fmt: skip
    yield Case("two examples", VALUES, (rng.permutation([0, 1]), numbers(rng, 2)))
    yield Case("both labels at both signs", VALUES,
               (np.array([0, 1, 0, 1]), rng.uniform(0.5, 9, 4) * [1, 1, -1, -1]))  # fmt: skip
    yield Case("z = 0", VALUES, (np.array([1.0, 0.0, 1.0]), np.array([0.0, 0.0, numbers(rng)[()]])))
    yield Case("one example, y = 1", SHAPES, (np.array([1]), numbers(rng, 1, scale=2)))
    yield Case("one example, y = 0", SHAPES, (np.array([0]), numbers(rng, 1, scale=2)))
    yield Case("one example, y a float", SHAPES, (np.array([0.0]), numbers(rng, 1, scale=2)))
    yield Case("only ones", SHAPES, (np.ones(5, dtype=int), numbers(rng, 5, scale=3)))
    yield Case("only zeros", SHAPES, (np.zeros(5, dtype=int), numbers(rng, 5, scale=3)))
    yield Case("many examples", SHAPES, (zeros_and_ones(rng, 200), numbers(rng, 200, scale=3)))
    yield Case("whole numbers", SHAPES, (zeros_and_ones(rng, 8), np.append(whole(rng, 6), [2, -3])))
    yield Case(
        "float32",
        SHAPES,
        (np.array([1, 0, 1, 0, 1]), np.append([-4.5], numbers(rng, 4)).astype(np.float32)),
    )
    # The loss is about 1e-10: a formula that switches to 0 or to z too early is off by that.
    sure = rng.uniform(21, 26, 4) * [1, -1, 1, -1]
    yield Case("right and fairly sure", STABILITY, (np.array([1, 0, 1, 0]), sure))
    between = rng.uniform(30, 40, 4) * [1, -1, 1, -1]
    yield Case("|z| from 30 to 40", STABILITY, (np.array([0, 1, 1, 0]), between), atol=ROUNDING)
    edge = rng.uniform(705, 760, 4) * [1, -1, 1, -1]
    yield Case(
        "|z| where exp overflows", STABILITY, (np.array([0.0, 1.0, 1.0, 0.0]), edge), atol=ROUNDING
    )
    for label, dtype in (("y as ints", int), ("y as floats", float)):
        far = rng.uniform(1000, 1e4, 6) * [1, -1, 1, -1, 1, -1]
        y = np.array([0, 1, 1, 0, 0, 1], dtype=dtype)
        yield Case(f"|z| up to 10,000, {label}", STABILITY, (y, far), atol=ROUNDING)
    one = rng.uniform(1000, 1e4, 1)
    yield Case("one example, sure and wrong", STABILITY, (np.array([1]), -one), atol=ROUNDING)
    mixed = np.concatenate([numbers(rng, 4, scale=3), rng.uniform(1000, 1e4, 4) * [1, -1, 1, -1]])
    yield Case("near 0 and far from it", STABILITY,
               (np.array([0, 1, 0, 1, 0, 1, 1, 0]), mixed), atol=ROUNDING)  # fmt: skip
    integers = rng.integers(1000, 10_000, 4) * [1, -1, 1, -1]
    yield Case("large whole numbers", STABILITY, (np.array([0, 1, 1, 0]), integers), atol=ROUNDING)
    single = np.array([1.0, -1.0, 1.0, -1.0]) * rng.uniform(100, 9000, 4)
    yield Case("float32, far from 0", STABILITY,
               (np.array([0, 1, 1, 0]), single.astype(np.float32)))  # fmt: skip
    limit = np.array([1.0, -1.0, 1.0, -1.0]) * rng.uniform(89, 99, 4)
    yield Case("float32, just above its limit of 88", STABILITY,
               (np.array([0, 1, 1, 0]), limit.astype(np.float32)))  # fmt: skip
    yield Case("the logits of an output unit", KERAS,
               (zeros_and_ones(rng, 30).astype(float), numbers(rng, 30, scale=6)))  # fmt: skip


@exercise.misconception(
    "sigmoid then logarithm",
    "You computed the sigmoid and then its logarithm. Far from 0 the sigmoid is exactly 0 or 1 "
    "and the logarithm is infinite. Use the formula in z, which only needs `np.exp(-np.abs(z))`.",
    "stable-logistic-loss",
)
def sigmoid_then_log(y, z):
    a = 1 / (1 + np.exp(-z))
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "probabilities clipped",
    "You clipped the probability at 1e-7, as Keras does without `from_logits`. Then no loss is "
    "above 16.1, however wrong the prediction is. From the logit the loss is exact.",
    "stable-logistic-loss",
)
def probability_clipped(y, z):
    a = np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss and caps the large "
    "ones. From the logit the loss is exact with nothing added.",
    "stable-logistic-loss",
)
def logit_epsilon(y, z):
    a = 0.5 + 0.5 * np.tanh(z / 2)
    return -(y * np.log(a + 1e-15) + (1 - y) * np.log(1 - a + 1e-15))


@exercise.misconception(
    "logits clipped",
    "You clipped the logits, so a loss of 5000 becomes a small one. Leave them as they are: "
    "`np.exp(-np.abs(z))` never overflows.",
    "stable-logistic-loss",
)
def logits_clipped(y, z):
    z = np.clip(z, -500, 500)
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


@exercise.misconception(
    "nan and infinity replaced",
    "You replaced nan and infinity after they appeared. By then the right losses are lost.",
    "stable-logistic-loss",
)
def infinity_replaced(y, z):
    a = 1 / (1 + np.exp(-z))
    return np.nan_to_num(-(y * np.log(a) + (1 - y) * np.log(1 - a)))


@exercise.misconception(
    "overflow for large z",
    "`np.log(1 + np.exp(z)) - y * z` is right on paper, but `np.exp(z)` overflows for a large z. "
    "Split off the large part first: `np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))`.",
    "stable-logistic-loss",
)
def overflow_for_large_z(y, z):
    return np.log(1 + np.exp(z)) - y * z


@exercise.misconception(
    "overflow for very negative z",
    "`np.log(1 + np.exp(-z)) + (1 - y) * z` is right on paper, but `np.exp(-z)` overflows for a "
    "very negative z. Use `np.exp(-np.abs(z))`.",
    "stable-logistic-loss",
)
def overflow_for_negative_z(y, z):
    return np.log(1 + np.exp(-z)) + (1 - y) * z


@exercise.misconception(
    "np.where computes both branches",
    "The values are right, but `np.exp` of a large positive number overflowed on the way: "
    "`np.where` computes both branches for every number. `np.exp(-np.abs(z))` never overflows.",
    "stable-logistic-loss",
)
def both_branches(y, z):
    softplus = np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))
    return softplus - y * z


@exercise.misconception(
    "no absolute value",
    "The absolute value in the exponent is missing: it is `np.exp(-np.abs(z))`, for a negative z "
    "too.",
    "stable-logistic-loss",
)
def no_absolute_value(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-z))


@exercise.misconception(
    "sign of the exponent",
    "You wrote `np.exp(np.abs(z))`. The exponent is never positive: `np.exp(-np.abs(z))`.",
    "stable-logistic-loss",
)
def sign_of_the_exponent(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(np.abs(z)))


@exercise.misconception(
    "no maximum",
    "The term `np.maximum(z, 0)` is missing.",
    "stable-logistic-loss",
)
def no_maximum(y, z):
    return -y * z + np.log1p(np.exp(-np.abs(z)))


@exercise.misconception(
    "no logarithm",
    "The term `np.log1p(np.exp(-np.abs(z)))` is missing. Near 0 it is up to log 2 = 0.69.",
    "stable-logistic-loss",
)
def no_logarithm_term(y, z):
    return np.maximum(z, 0) - y * z


@exercise.misconception(
    "z as a probability",
    "You treated z as a probability. It is a logit, which can be any number of either sign.",
    "stable-logistic-loss",
)
def z_as_probability(y, z):
    return -(y * np.log(z) + (1 - y) * np.log(1 - z))


@exercise.misconception(
    "labels swapped",
    "The two labels are swapped: a large z makes y = 1 likely, so its loss is small for y = 1.",
    "stable-logistic-loss",
)
def logit_labels_swapped(y, z):
    return np.logaddexp(0, z) - (1 - y) * z


@exercise.misconception(
    "labels -1 and 1",
    "`np.logaddexp(0, -y * z)` is for labels -1 and 1. With labels 0 and 1, replace y by `2 * y - "
    "1`.",
    "stable-logistic-loss",
)
def labels_minus_1_and_1(y, z):
    return np.logaddexp(0, -y * z)


@exercise.misconception(
    "only y = 1",
    "Only the examples with y = 1 have a loss. For y = 0 it is log(1 + e^z).",
    "stable-logistic-loss",
)
def only_y_1(y, z):
    return y * np.logaddexp(0, -z)


@exercise.misconception(
    "y left out",
    "The term `y * z` is missing, so every example is treated as if y were 0.",
    "stable-logistic-loss",
)
def y_left_out(y, z):
    return np.logaddexp(0, z)


@exercise.misconception(
    "no minus",
    "The sign is wrong: a loss is never negative.",
    "stable-logistic-loss",
)
def negative_loss(y, z):
    return y * z - np.logaddexp(0, z)


@exercise.misconception(
    "the derivative",
    "You returned `sigmoid(z) - y`. That is the derivative of the loss with respect to z, not the "
    "loss.",
    "stable-logistic-loss",
)
def derivative(y, z):
    return 0.5 + 0.5 * np.tanh(z / 2) - y


@exercise.misconception(
    "sigmoid first",
    "You applied the sigmoid and then the formula for logits. The formula already contains the "
    "sigmoid: give it z itself.",
    "stable-logistic-loss",
)
def sigmoid_first(y, z):
    z = 0.5 + 0.5 * np.tanh(z / 2)
    return np.logaddexp(0, z) - y * z


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "stable-logistic-loss",
)
def mean_from_logits(y, z):
    return np.mean(np.logaddexp(0, z) - y * z)


@exercise.misconception(
    "sum over the examples",
    "You summed over the examples. Each example keeps its own loss, `(m,)`.",
    "stable-logistic-loss",
)
def sum_from_logits(y, z):
    return np.sum(np.logaddexp(0, z) - y * z)


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "stable-logistic-loss",
)
def column_from_logits(y, z):
    return (np.logaddexp(0, z) - y * z).reshape(-1, 1)


@exercise.misconception(
    "every label against every logit",
    "You made y a column, so every label was paired with every logit, `(m, m)`. Example i has "
    "only y[i] and z[i].",
    "stable-logistic-loss",
)
def every_label_every_logit(y, z):
    return np.logaddexp(0, z) - y[:, None] * z


@exercise.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss uses the natural logarithm: `np.log1p`.",
    "stable-logistic-loss",
)
def base_2_from_logits(y, z):
    return np.maximum(z, 0) - y * z + np.log2(1 + np.exp(-np.abs(z)))


@exercise.misconception(
    "z changed",
    "You changed the sign in place, so the caller's z is changed. Create a new array: `np.where(y "
    "== 1, -z, z)`.",
    "stable-logistic-loss",
)
def z_changed(y, z):
    z[y == 1] *= -1
    return np.logaddexp(0, z)


@exercise.misconception(
    "y as an index",
    "You used y as an index. That works for integers, but y may also hold 0.0 and 1.0.",
    "stable-logistic-loss",
)
def y_as_index(y, z):
    both = np.array([np.logaddexp(0, z), np.logaddexp(0, -z)])
    return both[y, np.arange(len(y))]


@exercise.misconception(
    "if on an array",
    "`if`, like Python's `max`, asks a single question, but an array has many answers. Use the "
    "formula, with `np.maximum`, or `np.where(y == 1, ..., ...)`.",
    "stable-logistic-loss",
)
def if_on_y(y, z):
    if y == 1:
        return np.logaddexp(0, -z)
    return np.logaddexp(0, z)


@exercise.misconception(
    "math.exp",
    "`math.exp` takes one number only. `np.exp` takes the whole array.",
    "stable-logistic-loss",
)
def math_exp(y, z):
    return np.maximum(z, 0) - y * z + math.log1p(math.exp(-abs(z)))


@exercise.misconception(
    "a list",
    "You returned a Python list. Convert it to an array: `np.array(...)`.",
    "stable-logistic-loss",
)
def list_from_logits(y, z):
    return [np.logaddexp(0, z[i]) - y[i] * z[i] for i in range(len(z))]


@exercise.misconception(
    "np.max",
    "`np.max(z, 0)` treats 0 as an axis and gives the largest logit of all. `np.maximum(z, 0)` "
    "compares number by number.",
    "stable-logistic-loss",
)
def largest_of_all_logits(y, z):
    return np.max(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


@exercise.misconception(
    "sign of y z",
    "You added `y * z`. It is subtracted: a large z makes the loss of y = 1 small.",
    "stable-logistic-loss",
)
def label_term_added(y, z):
    return np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z)))


@exercise.misconception(
    "log1p of 1 + ...",
    "`np.log1p(x)` is already the logarithm of 1 + x. Leave out the 1 inside: "
    "`np.log1p(np.exp(-np.abs(z)))`.",
    "stable-logistic-loss",
)
def one_too_many(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(1 + np.exp(-np.abs(z)))


exercise.size(
    "a number added inside the logarithm",
    "added_in_logarithm",
    "You add about {size} to the probability inside the logarithm. That changes every loss, and "
    "no loss can be above -log({size}). From the logit the loss is exact with no such help.",
    "stable-logistic-loss",
)
exercise.size(
    "probabilities cut off",
    "cut_off_probability",
    "You cut the probabilities off at about {size}, so no loss can be above -log({size}). From the logit the loss is exact with no such help.",
    "stable-logistic-loss",
)
exercise.size(
    "logits cut off",
    "cut_off_logits_of_loss",
    "You cut the logits off at about {size}. A loss goes on growing with its logit: an exponent "
    "that is never above 0, as in `np.exp(-np.abs(z))`, needs no limit.",
    "stable-logistic-loss",
)

exercise.size(
    "a limit on the loss",
    "limited_loss",
    "No loss comes back above -log({size}): about {size} is added inside the logarithm, or the "
    "probabilities are cut off there. A loss has no such limit.",
    "stable-logistic-loss",
)


# Mistakes that are made beside any other.


@exercise.modifier("no minus")
def _(function, y, z):
    return -np.asarray(function(y, z))


@exercise.modifier("mean over the examples")
def _(function, y, z):
    return np.mean(function(y, z))


@exercise.modifier("sum over the examples")
def _(function, y, z):
    return np.sum(function(y, z))


@exercise.modifier("a column")
def _(function, y, z):
    return np.reshape(function(y, z), (-1, 1))


@exercise.modifier("labels swapped")
def _(function, y, z):
    return function(1 - y, z)


@exercise.modifier("logits clipped")
def _(function, y, z):
    return function(y, np.clip(z, -500, 500))
