"""`binary_crossentropy`: the logistic loss of each example, from its probability."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, keras
from ...specification.random_inputs import numbers
from .labels import zeros_and_ones
from .per_example import LOSSES, column

exercise = Exercise(
    "losses",
    "binary_crossentropy",
    chapter="training/training_details",
    oracle_name="keras.losses.binary_crossentropy",
    returns=LOSSES,
)


@exercise.oracle
def _(y, a):
    # Keras clips a at 1e-7 and 1 - 1e-7: the cases stay inside.
    return as_numpy(keras().losses.binary_crossentropy(column(y), column(a)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("y = 1 and y = 0 with a = 0.8", VALUES, (np.array([1, 0]), np.array([0.8, 0.8])))
    yield Case("five examples", VALUES,
               (np.array([0, 1, 1, 0, 1]), np.array([0.1, 0.35, 0.95, 0.6, 0.5])))  # fmt: skip
    yield Case("y as floats", VALUES, (np.array([1.0, 0.0, 0.0]), np.array([0.25, 0.45, 0.05])))
    yield Case("very sure, right and wrong", VALUES,
               (np.array([1, 0, 0, 1]), np.array([1e-6, 1e-6, 1 - 1e-6, 1 - 1e-6])))  # fmt: skip
    yield Case("one example", SHAPES, (np.array([0]), np.array([0.7])))
    yield Case("only ones", SHAPES, (np.array([1, 1, 1]), np.array([0.7, 0.2, 0.9])))
    yield Case(
        "float32",
        SHAPES,
        (np.array([1, 0, 1], dtype=np.float32), np.array([0.75, 0.4, 0.125], dtype=np.float32)),
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (zeros_and_ones(rng, 8), rng.uniform(0.02, 0.98, 8)))
    yield Case("some examples again", VALUES, (zeros_and_ones(rng, 8), rng.uniform(0.02, 0.98, 8)))
    yield Case("y as floats", VALUES,
               (zeros_and_ones(rng, 6).astype(float), rng.uniform(0.02, 0.98, 6)))  # fmt: skip
    yield Case("two examples", VALUES, (rng.permutation([0, 1]), rng.uniform(0.02, 0.98, 2)))
    small = np.append(10.0 ** rng.uniform(-5.9, -3.1, 4), [2e-6, 2e-6])
    sure = np.where([1, 0, 1, 0, 1, 0], small, 1 - small)
    yield Case("very sure", VALUES, (np.array([0, 0, 1, 1, 1, 0]), sure))
    yield Case("one example, y = 1", SHAPES, (np.array([1]), rng.uniform(0.02, 0.98, 1)))
    yield Case("one example, y = 0", SHAPES, (np.array([0.0]), rng.uniform(0.02, 0.98, 1)))
    yield Case("only ones", SHAPES, (np.ones(5, dtype=int), rng.uniform(0.02, 0.98, 5)))
    yield Case("only zeros", SHAPES, (np.zeros(5, dtype=int), rng.uniform(0.02, 0.98, 5)))
    yield Case("many examples", SHAPES, (zeros_and_ones(rng, 200), rng.uniform(0.02, 0.98, 200)))
    yield Case(
        "float32", SHAPES, (zeros_and_ones(rng, 6), rng.uniform(0.02, 0.98, 6).astype(np.float32))
    )
    a = 1 / (1 + np.exp(-numbers(rng, 30, scale=3)))
    yield Case("the outputs of a sigmoid unit", KERAS,
               (zeros_and_ones(rng, 30).astype(float), np.clip(a, 1e-5, 1 - 1e-5)))  # fmt: skip


@exercise.misconception(
    "no minus",
    "The minus is missing. The logarithm of a probability is negative, the loss is positive.",
    "logistic-loss",
)
def no_minus(y, a):
    return y * np.log(a) + (1 - y) * np.log(1 - a)


@exercise.misconception(
    "only y = 1",
    "Only the examples with y = 1 have a loss. For y = 0 it is `-np.log(1 - a)`.",
    "logistic-loss",
)
def only_ones(y, a):
    return -y * np.log(a)


@exercise.misconception(
    "only y = 0",
    "Only the examples with y = 0 have a loss. For y = 1 it is `-np.log(a)`.",
    "logistic-loss",
)
def only_zeros(y, a):
    return -(1 - y) * np.log(1 - a)


@exercise.misconception(
    "-log(a) for both",
    "You took `-np.log(a)` whatever y is. For y = 0 the probability of the label is 1 - a.",
    "logistic-loss",
)
def log_a_for_both(y, a):
    return -np.log(a)


@exercise.misconception(
    "labels swapped",
    "The two terms are swapped: `np.log(a)` belongs to y = 1, `np.log(1 - a)` to y = 0.",
    "logistic-loss",
)
def labels_swapped(y, a):
    return -(1 - y) * np.log(a) - y * np.log(1 - a)


@exercise.misconception(
    "arguments swapped",
    "You took the logarithm of the label y, which is minus infinity for y = 0. The logarithm is "
    "of the prediction a.",
    "logistic-loss",
)
def arguments_swapped(y, a):
    return -a * np.log(y) - (1 - a) * np.log(1 - y)


@exercise.misconception(
    "terms subtracted",
    "The minus applies to the first term only. Put parentheses around both: `-(y * np.log(a) + (1 "
    "- y) * np.log(1 - a))`.",
    "logistic-loss",
)
def terms_subtracted(y, a):
    return -y * np.log(a) + (1 - y) * np.log(1 - a)


@exercise.misconception(
    "missing parentheses",
    "Without parentheses `1 - y * np.log(1 - a)` multiplies first. Write `(1 - y) * np.log(1 - "
    "a)`.",
    "logistic-loss",
)
def missing_parentheses(y, a):
    return -(y * np.log(a) + 1 - y * np.log(1 - a))


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "logistic-loss",
)
def mean_of_logistic_losses(y, a):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "sum over the examples",
    "You summed over the examples, with `np.sum` or `np.dot`. Each example keeps its own loss, "
    "`(m,)`: multiply with `*`.",
    "logistic-loss",
)
def sum_of_logistic_losses(y, a):
    return -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "logistic-loss",
)
def logistic_losses_as_a_column(y, a):
    y, a = y.reshape(-1, 1), a.reshape(-1, 1)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss uses the natural logarithm: `np.log`.",
    "logistic-loss",
)
def base_2(y, a):
    return -(y * np.log2(a) + (1 - y) * np.log2(1 - a))


@exercise.misconception(
    "base 10",
    "You took the logarithm to base 10. The loss uses the natural logarithm: `np.log`.",
    "logistic-loss",
)
def base_10(y, a):
    return -(y * np.log10(a) + (1 - y) * np.log10(1 - a))


@exercise.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss. a is never exactly "
    "0 or 1 here; the safe way for such cases is to start from the logit.",
    "logistic-loss",
)
def epsilon_in_logarithm(y, a):
    return -(y * np.log(a + 1e-7) + (1 - y) * np.log(1 - a + 1e-7))


@exercise.misconception(
    "clipped too hard",
    "You clipped a at 0.001 and 0.999, which hides how wrong a very confident prediction is. "
    "Keras clips at 1e-7; here nothing needs to be clipped.",
    "logistic-loss",
)
def clipped_too_hard(y, a):
    a = np.clip(a, 1e-3, 1 - 1e-3)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@exercise.misconception(
    "squared error",
    "You computed the squared error. For a probability, the loss is the negative logarithm of the "
    "probability given to the right label.",
    "logistic-loss",
)
def squared_error_of_probability(y, a):
    return (a - y) ** 2 / 2


@exercise.misconception(
    "a decision in place of the probability",
    "You turned a into 0 or 1 first. The loss needs the probability itself: a wrong 0.51 is a "
    "small error, a wrong 0.99 a large one.",
    "logistic-loss",
)
def decisions(y, a):
    return (y != (a >= 0.5)).astype(float)


@exercise.misconception(
    "if on an array",
    "`if y == 1` asks a single question, but y has many answers. Use the formula with both terms, "
    "or `np.where(y == 1, ..., ...)`.",
    "logistic-loss",
)
def if_on_labels(y, a):
    if y == 1:
        return -np.log(a)
    return -np.log(1 - a)


@exercise.misconception(
    "dtype of y",
    "The result array has the dtype of y. Labels are whole numbers, so all decimals of the losses "
    "are cut off. Use `np.zeros(len(y))`.",
    "logistic-loss",
)
def losses_of_dtype_of_y(y, a):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = -np.log(a[i] if y[i] == 1 else 1 - a[i])
    return losses


exercise.size(
    "a number added inside the logarithm",
    "added_in_logarithm",
    "You add about {size} to the probability inside the logarithm. That changes every loss, and "
    "no loss can be above -log({size}). Take the logarithm of the probability as it is.",
    "logistic-loss",
)
exercise.size(
    "probabilities cut off",
    "cut_off_probability",
    "You cut the probabilities off at about {size}, so no loss can be above -log({size}). Take the logarithm of the probability as it is.",
    "logistic-loss",
)

exercise.size(
    "a limit on the loss",
    "limited_loss",
    "No loss comes back above -log({size}): about {size} is added inside the logarithm, or the "
    "probabilities are cut off there. A loss has no such limit.",
    "logistic-loss",
)


# Mistakes that are made beside any other.


@exercise.modifier("no minus")
def _(function, y, a):
    return -np.asarray(function(y, a))


@exercise.modifier("mean over the examples")
def _(function, y, a):
    return np.mean(function(y, a))


@exercise.modifier("sum over the examples")
def _(function, y, a):
    return np.sum(function(y, a))


@exercise.modifier("a column")
def _(function, y, a):
    return np.reshape(function(y, a), (-1, 1))


@exercise.modifier("labels swapped")
def _(function, y, a):
    return function(1 - y, a)


@exercise.modifier("arguments swapped")
def _(function, y, a):
    return function(a, y)


@exercise.modifier("base 2")
def _(function, y, a):
    return function(y, a) / np.log(2)


@exercise.modifier("base 10")
def _(function, y, a):
    return function(y, a) / np.log(10)


# Other ways to make these mistakes.


@exercise.another_way("squared error")
def _(y, a):
    return (a - y) ** 2


@exercise.another_way("squared error", "mean over the examples")
def _(y, a):
    return np.mean((a - y) ** 2)


@exercise.another_way("terms subtracted")
def _(y, a):
    return y * np.log(a) - (1 - y) * np.log(1 - a)


@exercise.another_way("missing parentheses")
def _(y, a):
    return -y * np.log(a) - 1 - y * np.log(1 - a)


@exercise.another_way("missing parentheses")
def _(y, a):
    return -(y * np.log(a)) + (1 - y * np.log(1 - a))


def _swapped_beside(added):
    def swapped(y, a):
        return -a * np.log(y + added) - (1 - a) * np.log(1 - y + added)

    return swapped


for added in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7):
    exercise.another_way("arguments swapped")(_swapped_beside(added))
