"""`sparse_categorical_crossentropy`: the softmax loss of each example, from probabilities."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from .labels import class_labels
from .per_example import LOSSES

exercise = Exercise(
    "losses",
    "sparse_categorical_crossentropy",
    chapter="training/softmax",
    oracle_name="keras.losses.sparse_categorical_crossentropy",
    returns=LOSSES,
)


@exercise.oracle
def _(y, a):
    # Keras clips a at 1e-7, which would lift a probability of 0 and so lower its row's others; a
    # class with probability 0 has no share in the loss. All else lies inside and adds up to 1.
    loss = keras().losses.sparse_categorical_crossentropy
    if np.all(a > 0):
        return as_numpy(loss(y, float64(a)))
    possible = [np.flatnonzero(row) for row in a]
    pairs = zip(y, a, possible)
    return np.array(
        [as_numpy(loss(np.searchsorted(p, [c]), float64(row[None, p])))[0] for c, row, p in pairs]
    )


@exercise.visible
def _() -> Iterator[Case]:
    yield Case(
        "two examples, four classes",
        VALUES,
        (np.array([3, 0]), np.array([[0.30, 0.20, 0.15, 0.35], [0.05, 0.80, 0.05, 0.10]])),
    )
    yield Case(
        "as many examples as classes",
        VALUES,
        (np.array([1, 1, 0]), np.array([[0.2, 0.7, 0.1], [0.6, 0.15, 0.25], [0.5, 0.3, 0.2]])),
    )
    yield Case(
        "two classes",
        VALUES,
        (np.array([0, 1, 1, 0]), np.array([[0.9, 0.1], [0.75, 0.25], [0.4, 0.6], [0.45, 0.55]])),
    )
    yield Case(
        "very sure, right and wrong",
        VALUES,
        (np.array([0, 0, 1]), np.array([[1e-6, 1 - 1e-6], [1 - 1e-6, 1e-6], [1 - 1e-4, 1e-4]])),
    )
    yield Case(
        "another class has probability 0",
        VALUES,
        (np.array([1, 2]), np.array([[0.0, 0.25, 0.75], [0.5, 0.0, 0.5]])),
    )
    yield Case("one example", SHAPES, (np.array([2]), np.array([[0.125, 0.25, 0.5, 0.125]])))
    yield Case(
        "y as int32",
        SHAPES,
        (np.array([2, 0], dtype=np.int32), np.array([[0.2, 0.5, 0.3], [0.6, 0.3, 0.1]])),
    )
    yield Case(
        "float32",
        SHAPES,
        (np.array([1, 2]), np.array([[0.25, 0.5, 0.25], [0.5, 0.375, 0.125]], dtype=np.float32)),
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def probabilities(m, N, spread=1.0):
        e = np.exp(rng.uniform(-2, 2, (m, N)) * spread)
        return e / e.sum(axis=1, keepdims=True)

    yield Case("some examples", VALUES, (class_labels(rng, 7, 4), probabilities(7, 4)))
    yield Case("some examples again", VALUES, (class_labels(rng, 7, 4), probabilities(7, 4)))
    yield Case(
        "as many examples as classes", VALUES, (class_labels(rng, 4, 4), probabilities(4, 4))
    )
    yield Case("two classes", VALUES, (class_labels(rng, 5, 2), probabilities(5, 2)))
    yield Case("a last class that never occurs", VALUES,
               (rng.permutation([0, 2, 1, 1]), probabilities(4, 5)))  # fmt: skip
    yield Case("the first class only", VALUES, (np.zeros(3, dtype=int), probabilities(3, 3)))
    yield Case("very sure", VALUES, (class_labels(rng, 6, 3), probabilities(6, 3, spread=3)))
    small = np.append(10.0 ** rng.uniform(-5.9, -3.1, 4), [2e-6, 1e-6])
    sure = np.column_stack([small, (1 - small) / 4, (1 - small) * 3 / 4])
    yield Case("very sure and wrong", VALUES, (np.zeros(6, dtype=int), sure))
    own = rng.integers(0, 4, 5)
    none = probabilities(5, 4)
    none[np.arange(5), (own + rng.integers(1, 4, 5)) % 4] = 0
    none /= none.sum(axis=1, keepdims=True)
    yield Case("other classes have probability 0", VALUES, (own, none))
    yield Case("one example", SHAPES, (rng.integers(1, 4, 1), probabilities(1, 4)))
    yield Case("one example of the first class", SHAPES, (np.array([0]), probabilities(1, 3)))
    yield Case("many examples", SHAPES, (class_labels(rng, 100, 10), probabilities(100, 10)))
    yield Case(
        "y as int32", SHAPES, (class_labels(rng, 5, 3).astype(np.int32), probabilities(5, 3))
    )
    yield Case("float32", SHAPES, (class_labels(rng, 5, 3), probabilities(5, 3).astype(np.float32)))
    yield Case(
        "the probabilities of ten digits",
        KERAS,
        (class_labels(rng, 30, 10), probabilities(30, 10, 2)),
    )


@exercise.misconception(
    "no minus",
    "The minus is missing. The logarithm of a probability is negative, the loss is positive.",
    "softmax-loss",
)
def log_without_minus(y, a):
    return np.log(a[np.arange(len(y)), y])


@exercise.misconception(
    "a column for each label",
    "`a[:, y]` takes whole columns, `(m, m)`. To take one number from each row, write "
    "`a[np.arange(m), y]`.",
    "sparse-labels",
)
def whole_columns(y, a):
    return -np.log(a[:, y])


@exercise.misconception(
    "rows by label",
    "`a[y]` takes row number y, but y names a class, which is a column. Take one number from "
    "each row: `a[np.arange(m), y]`.",
    "sparse-labels",
)
def rows_by_label(y, a):
    return -np.log(a[y])


@exercise.misconception(
    "row and column swapped",
    "You wrote `a[y, np.arange(m)]`. Examples are rows and classes are columns: `a[np.arange(m), "
    "y]`.",
    "sparse-labels",
)
def swapped_indices(y, a):
    return -np.log(a[y, np.arange(len(y))])


@exercise.misconception(
    "labels from 1",
    "You subtracted 1 from the labels. They start at 0, as column numbers do.",
    "sparse-labels",
)
def labels_from_1(y, a):
    return -np.log(a[np.arange(len(y)), y - 1])


@exercise.misconception(
    "one-hot of the labels that occur",
    "You made one-hot rows with `y.max() + 1` columns. The number of classes is the number of "
    "columns of a, even when the last class does not occur.",
    "sparse-labels",
)
def one_hot_too_narrow(y, a):
    return -np.sum(np.eye(y.max() + 1)[y] * np.log(a), axis=1)


@exercise.misconception(
    "first class for all",
    "You took the probability of class 0 for every example. Each example has its own label.",
    "sparse-labels",
)
def first_class(y, a):
    return -np.log(a[:, 0])


@exercise.misconception(
    "largest probability",
    "You took the largest probability of each row. The loss looks at the probability of the true "
    "class, however small it is.",
    "softmax-loss",
)
def largest_probability(y, a):
    return -np.log(np.max(a, axis=1))


@exercise.misconception(
    "all classes",
    "You added the logarithms of all classes. Only the true class's term counts.",
    "softmax-loss",
)
def all_classes(y, a):
    return -np.sum(np.log(a), axis=1)


@exercise.misconception(
    "binary loss of each class",
    "You added `-np.log(1 - a)` of the other classes too. That is for several sigmoid outputs; "
    "with softmax only the true class's term counts.",
    "softmax-loss",
)
def binary_loss_of_each_class(y, a):
    hot = np.eye(a.shape[1])[y]
    return -np.sum(hot * np.log(a) + (1 - hot) * np.log(1 - a), axis=1)


@exercise.misconception(
    "no logarithm",
    "You returned 1 minus the probability of the true class. The loss is the negative logarithm "
    "of that probability.",
    "softmax-loss",
)
def no_logarithm(y, a):
    return 1 - a[np.arange(len(y)), y]


@exercise.misconception(
    "softmax again",
    "You applied softmax to a, which already holds probabilities.",
    "softmax-loss",
)
def softmax_again(y, a):
    e = np.exp(a - np.max(a, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(p[np.arange(len(y)), y])


@exercise.misconception(
    "0 times the logarithm of 0",
    "Where another class has probability 0, its logarithm is minus infinity, and 0 times infinity "
    "is nan. Take the logarithm of the true class's probability alone.",
    "sparse-labels",
)
def zero_times_infinity(y, a):
    return -np.sum(np.eye(a.shape[1])[y] * np.log(a), axis=1)


@exercise.misconception(
    "label as a factor",
    "You multiplied by the label, as if it were 0 or 1. Here it is the number of a class: it tells "
    "which column to look at.",
    "sparse-labels",
)
def label_as_a_factor(y, a):
    return -np.sum(y[:, None] * np.log(a), axis=1)


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "softmax-loss",
)
def mean_of_sparse_losses(y, a):
    return -np.mean(np.log(a[np.arange(len(y)), y]))


@exercise.misconception(
    "sum over the examples",
    "You summed over the examples. Each example keeps its own loss, `(m,)`.",
    "softmax-loss",
)
def sum_of_sparse_losses(y, a):
    return -np.sum(np.log(a[np.arange(len(y)), y]))


@exercise.misconception(
    "mean over the classes",
    "You divided by the number of classes. Only one term per row counts, and nothing is divided.",
    "softmax-loss",
)
def mean_over_classes(y, a):
    return -np.mean(np.eye(a.shape[1])[y] * np.log(a), axis=1)


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "softmax-loss",
)
def sparse_losses_as_a_column(y, a):
    return -np.log(np.take_along_axis(a, y[:, None], axis=1))


@exercise.misconception(
    "a matrix",
    "You returned a loss for every class. Sum each row, so that one loss per example is left.",
    "softmax-loss",
)
def loss_of_every_class(y, a):
    return -np.eye(a.shape[1])[y] * np.log(a)


@exercise.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss uses the natural logarithm: `np.log`.",
    "softmax-loss",
)
def sparse_base_2(y, a):
    return -np.log2(a[np.arange(len(y)), y])


@exercise.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss. No probability is "
    "exactly 0 here; the safe way for such cases is to start from the logits.",
    "softmax-loss",
)
def sparse_epsilon(y, a):
    return -np.log(a[np.arange(len(y)), y] + 1e-7)


@exercise.misconception(
    "dtype of y",
    "The result array has the dtype of y. Labels are whole numbers, so all decimals of the losses "
    "are cut off. Use `np.zeros(len(y))`.",
    "softmax-loss",
)
def sparse_losses_of_dtype_of_y(y, a):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = -np.log(a[i, y[i]])
    return losses


exercise.size(
    "a number added inside the logarithm",
    "added_in_logarithm",
    "You add about {size} to the probability inside the logarithm. That changes every loss, and "
    "no loss can be above -log({size}). Take the logarithm of the probability as it is.",
    "softmax-loss",
)
exercise.size(
    "probabilities cut off",
    "cut_off_probability",
    "You cut the probabilities off at about {size}, so no loss can be above -log({size}). Take the logarithm of the probability as it is.",
    "softmax-loss",
)

exercise.size(
    "a limit on the loss",
    "limited_loss",
    "No loss comes back above -log({size}): about {size} is added inside the logarithm, or the "
    "probabilities are cut off there. A loss has no such limit.",
    "softmax-loss",
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


@exercise.modifier("labels from 1")
def _(function, y, a):
    return function(y - 1, a)


@exercise.modifier("base 2")
def _(function, y, a):
    return function(y, a) / np.log(2)


# Other ways to make these mistakes.


@exercise.another_way("label as a factor")
def _(y, a):
    return -(y[:, None] * np.log(a) + (1 - y[:, None]) * np.log(1 - a))


@exercise.another_way("label as a factor")
def _(y, a):
    return -y * np.log(a[np.arange(len(y)), y])


@exercise.another_way("sum over the examples", "0 times the logarithm of 0")
def _(y, a):
    return -np.sum(np.eye(a.shape[1])[y] * np.log(a))


@exercise.another_way("no minus", "0 times the logarithm of 0")
def _(y, a):
    return np.sum(np.eye(a.shape[1])[y] * np.log(a), axis=1)
