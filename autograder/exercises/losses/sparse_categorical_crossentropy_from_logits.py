"""`sparse_categorical_crossentropy_from_logits`: the softmax loss of each example, from its logits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import numbers, whole
from .labels import class_labels
from .per_example import LOSSES, ROUNDING

exercise = Exercise(
    "losses",
    "sparse_categorical_crossentropy_from_logits",
    chapter="training/numerical_stability",
    oracle_name="keras.losses.sparse_categorical_crossentropy(from_logits=True)",
    returns=LOSSES,
)


@exercise.oracle
def _(y, z):
    loss = keras().losses.sparse_categorical_crossentropy
    return as_numpy(loss(y, float64(z), from_logits=True))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("two examples, three classes", VALUES,
               (np.array([0, 2]), np.array([[2.0, 1.0, -1.0], [0.5, 3.0, 1.5]])))  # fmt: skip
    yield Case(
        "as many examples as classes",
        VALUES,
        (np.array([1, 1, 0]), np.array([[0.2, -0.7, 2.5], [4.0, 0.25, -1.5], [-3.0, 1.0, 0.5]])),
    )
    yield Case(
        "two classes",
        VALUES,
        (np.array([0, 1, 1, 0]), np.array([[1.5, -0.5], [2.0, -1.0], [0.0, 0.5], [-2.5, 1.0]])),
    )
    yield Case("one example", SHAPES, (np.array([2]), np.array([[0.25, -1.5, 1.0, 0.5]])))
    yield Case("one class", SHAPES, (np.array([0, 0]), np.array([[1.5], [-2.0]])))
    yield Case("whole numbers, y as int32", SHAPES,
               (np.array([2, 0], dtype=np.int32), np.array([[1, -2, 3], [0, 4, 2]])))  # fmt: skip
    yield Case(
        "float32",
        SHAPES,
        (np.array([1, 2]), np.array([[0.25, 1.5, -0.25], [0.5, 2.75, -1.5]], dtype=np.float32)),
    )
    yield Case(
        "sure and wrong, sure and right",
        STABILITY,
        (np.array([0, 0]), np.array([[-690.0, 30.0, 0.5], [900.0, 30.0, 0.5]])),
        atol=ROUNDING,
    )
    yield Case(
        "large logits",
        STABILITY,
        (
            np.array([1, 0, 2]),
            np.array(
                [[998.0, 1000.0, 999.5], [-1000.0, -1002.0, -1001.5], [9000.0, 8998.0, 8999.0]]
            ),
        ),
        atol=ROUNDING,
    )
    yield Case(
        "|z| up to 10,000",
        STABILITY,
        (np.array([2, 1, 1]), np.array([[1e4, 3.0, -1e4], [0.5, -1.0, 2.0], [-1e4, 1e4, 0.0]])),
        atol=ROUNDING,
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (class_labels(rng, 7, 4), numbers(rng, 7, 4, scale=2)))
    yield Case(
        "some examples again", VALUES, (class_labels(rng, 7, 4), numbers(rng, 7, 4, scale=2))
    )
    yield Case(
        "as many examples as classes",
        VALUES,
        (class_labels(rng, 4, 4), numbers(rng, 4, 4, scale=2)),
    )
    yield Case("two classes", VALUES, (class_labels(rng, 5, 2), numbers(rng, 5, 2, scale=2)))
    yield Case(
        "two examples of two classes", VALUES, (np.array([1, 0]), numbers(rng, 2, 2, scale=2))
    )
    yield Case("a last class that never occurs", VALUES,
               (rng.permutation([0, 2, 1, 1]), numbers(rng, 4, 5, scale=2)))  # fmt: skip
    yield Case("the first class only", VALUES, (np.zeros(3, dtype=int), numbers(rng, 3, 3)))
    yield Case("the last class only", VALUES, (np.full(3, 4), numbers(rng, 3, 5)))
    yield Case("equal logits", VALUES, (class_labels(rng, 3, 4), np.full((3, 4), numbers(rng)[()])))
    yield Case(
        "only negative logits", VALUES, (class_labels(rng, 4, 3), -rng.uniform(1, 9, (4, 3)))
    )
    yield Case("one example", SHAPES, (rng.integers(1, 4, 1), numbers(rng, 1, 4, scale=2)))
    yield Case("one example of the first class", SHAPES, (np.array([0]), numbers(rng, 1, 3)))
    yield Case("one class", SHAPES, (np.zeros(4, dtype=int), numbers(rng, 4, 1, scale=5)))
    yield Case("one example of one class", SHAPES, (np.array([0]), numbers(rng, 1, 1, scale=5)))
    yield Case(
        "many examples", SHAPES, (class_labels(rng, 100, 10), numbers(rng, 100, 10, scale=2))
    )
    yield Case("y as int32", SHAPES, (class_labels(rng, 5, 3).astype(np.int32), numbers(rng, 5, 3)))
    yield Case(
        "whole numbers",
        SHAPES,
        (class_labels(rng, 5, 3), np.vstack([whole(rng, 4, 3), [2, 0, -1]])),
    )
    singles = np.append(numbers(rng, 4, 3), [[4.5, -4.5, 0.5]], axis=0).astype(np.float32)
    yield Case("float32", SHAPES, (np.append(class_labels(rng, 4, 3), 1), singles))

    def far(label, y, z):
        return Case(label, STABILITY, (y, z), atol=ROUNDING)

    wrong = np.vstack([_label_at(rng, y, 4, -rng.uniform(750, 9000)) for y in (0, 3, 1)])
    yield far("sure and wrong", np.array([0, 3, 1]), wrong)
    right = np.vstack([_label_at(rng, y, 4, rng.uniform(750, 9000)) for y in (0, 3, 1)])
    yield far("sure and right", np.array([0, 3, 1]), right)
    fairly = np.vstack([_label_at(rng, y, 3, rng.uniform(21, 24)) for y in (2, 0)])
    yield Case("right and fairly sure", STABILITY, (np.array([2, 0]), fairly))
    middle = np.vstack([_label_at(rng, y, 3, -rng.uniform(30, 40)) for y in (2, 0)])
    yield far("wrong by 30 to 40", np.array([2, 0]), middle)
    edge = np.array([[-rng.uniform(355, 362), rng.uniform(357, 362), 0.5]])
    yield far("wrong by as much as exp can take", np.array([0]), edge)
    near = numbers(rng, 4, 3, scale=2)
    yield far("large logits", class_labels(rng, 4, 3), rng.uniform(1000, 9000) + near)
    yield far("very negative logits", class_labels(rng, 4, 3), -rng.uniform(1000, 9000) - near)
    sizes = rng.permutation([0.0, rng.uniform(2000, 9000), -rng.uniform(2000, 9000), 800.0])
    yield far("rows of very different size", class_labels(rng, 4, 3), near + sizes[:, None])
    square = numbers(rng, 4, 4, scale=2) + sizes[::-1, None]
    yield far("as many rows of very different size as classes", class_labels(rng, 4, 4), square)
    equal = np.full((3, 5), rng.uniform(1000, 9000)) * [[1], [-1], [0.5]]
    yield far("large equal logits", class_labels(rng, 3, 5), equal)
    spread = np.clip(numbers(rng, 5, 6, scale=3000), -1e4, 1e4)
    yield far("|z| up to 10,000", class_labels(rng, 5, 6), spread)
    yield far("one example", np.array([1]), np.array([[rng.uniform(3000, 1e4), -5000.0, 2.5]]))
    two = rng.uniform(1000, 9000, (4, 2)) * [[1, -1], [-1, 1], [1, -1], [-1, 1]]
    yield far("two classes", np.array([1, 0, 0, 1]), two)
    whole_numbers = whole(rng, 3, 4) + rng.integers(1000, 9000)
    yield far("large whole numbers", class_labels(rng, 3, 4), whole_numbers)
    singles = rng.uniform(100, 120) + numbers(rng, 3, 5)
    singles[0, 2] -= 250
    yield Case("float32, above its limit of 88", STABILITY,
               (np.array([2, 4, 0]), singles.astype(np.float32)))  # fmt: skip
    yield Case(
        "the logits of ten digits",
        KERAS,
        (class_labels(rng, 30, 10), numbers(rng, 30, 10, scale=4)),
    )


def _label_at(rng, y, N, distance):
    """Draw a row of logits near 0 in which that of class y lies `distance` away from the others."""
    z = numbers(rng, N)
    z[y] += distance
    return z


@exercise.misconception(
    "softmax without a shift",
    "`np.exp` of a large logit is infinity, and infinity divided by infinity is nan. Subtract "
    "each row's largest logit, and take the logarithm of the sum, not of each probability.",
    "log-sum-exp",
)
def softmax_without_shift(y, z):
    e = np.exp(z)
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y])


@exercise.misconception(
    "softmax then logarithm",
    "You computed softmax, with the shift, and then the logarithm. A probability below about "
    "1e-323 is exactly 0 and its loss infinite. Log-sum-exp minus the true class's logit never "
    "takes the logarithm of 0.",
    "stable-softmax-loss",
)
def softmax_then_log(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y])


@exercise.misconception(
    "one-hot times the logarithm of softmax",
    "You multiplied one-hot rows by the logarithm of softmax. Where a probability is 0 that is 0 "
    "times infinity, which is nan. Use log-sum-exp, and pick the true class's logit.",
    "stable-softmax-loss",
)
def one_hot_times_log(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.sum(np.eye(z.shape[1])[y] * np.log(a), axis=1)


@exercise.misconception(
    "probabilities clipped",
    "You clipped the probabilities at 1e-7, as Keras does without `from_logits`. Then no loss is "
    "above 16.1, however wrong the prediction is. From the logits the loss is exact.",
    "stable-softmax-loss",
)
def probabilities_clipped(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = np.clip(e / np.sum(e, axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    return -np.log(a[np.arange(len(y)), y])


@exercise.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss and caps the large "
    "ones. From the logits the loss is exact with nothing added.",
    "stable-softmax-loss",
)
def softmax_epsilon(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y] + 1e-12)


@exercise.misconception(
    "logits clipped",
    "You clipped the logits, which changes the differences between them and so the loss. Subtract "
    "each row's largest logit instead.",
    "log-sum-exp",
)
def logits_of_softmax_clipped(y, z):
    z = np.clip(z, -500, 500)
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@exercise.misconception(
    "log-sum-exp without a shift",
    "`np.log(np.sum(np.exp(z)))` overflows for large logits, and is the logarithm of 0 for very "
    "negative ones. Subtract each row's largest logit inside and add it back outside.",
    "log-sum-exp",
)
def log_sum_exp_without_shift(y, z):
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@exercise.misconception(
    "shifted by the true class",
    "You subtracted the true class's logit from the others. When the prediction is wrong the "
    "exponents are positive and overflow. Subtract the largest logit of the row.",
    "log-sum-exp",
)
def shifted_by_true_class(y, z):
    true = z[np.arange(len(y)), y]
    return np.log(np.sum(np.exp(z - true[:, None]), axis=1))


@exercise.misconception(
    "shifted by the mean",
    "You subtracted the mean of the row. A logit far above it still overflows. Subtract the "
    "largest.",
    "log-sum-exp",
)
def shifted_by_mean(y, z):
    c = np.mean(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c[:, 0] - z[np.arange(len(y)), y]


@exercise.misconception(
    "largest of the whole matrix",
    "You subtracted the largest logit of the whole matrix. A row far below it becomes the "
    "logarithm of 0. Each row has its own largest logit: `axis=1`.",
    "log-sum-exp",
)
def largest_of_the_matrix(y, z):
    c = np.max(z)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c - z[np.arange(len(y)), y]


@exercise.misconception(
    "sum over the whole matrix",
    "You added up the exponentials of the whole matrix. Each example has its own sum, along its "
    "row: `axis=1`.",
    "stable-softmax-loss",
)
def sum_over_the_matrix(y, z):
    c = np.max(z)
    return np.log(np.sum(np.exp(z - c))) + c - z[np.arange(len(y)), y]


@exercise.misconception(
    "columns",
    "You worked down the columns, `axis=0`. One row is one example: `axis=1`.",
    "stable-softmax-loss",
)
def down_the_columns(y, z):
    c = np.max(z, axis=0)
    return np.log(np.sum(np.exp(z - c), axis=0)) + c - z[np.arange(len(y)), y]


@exercise.misconception(
    "no keepdims",
    "Without `keepdims=True` the largest logits have the shape (m,), which NumPy lines up with "
    "the columns, not with the rows.",
    "log-sum-exp",
)
def no_keepdims(y, z):
    c = np.max(z, axis=1)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c - z[np.arange(len(y)), y]


@exercise.misconception(
    "largest not added back",
    "You subtracted the largest logit inside the sum but did not add it back: log-sum-exp is `c + "
    "np.log(np.sum(np.exp(z - c)))`.",
    "log-sum-exp",
)
def largest_not_added_back(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z - c), axis=1)) - z[np.arange(len(y)), y]


@exercise.misconception(
    "only the largest",
    "You used the largest logit in place of log-sum-exp. The logarithm of the sum is missing, "
    "which is up to log N when the logits are close.",
    "log-sum-exp",
)
def only_the_largest(y, z):
    return np.max(z, axis=1) - z[np.arange(len(y)), y]


@exercise.misconception(
    "logit alone",
    "You returned minus the true class's logit. The log-sum-exp of the row is missing.",
    "stable-softmax-loss",
)
def logit_alone(y, z):
    return -z[np.arange(len(y)), y]


@exercise.misconception(
    "logits as probabilities",
    "You took the logarithm of the logit itself, as if it were a probability. A logit can be any "
    "number of either sign.",
    "stable-softmax-loss",
)
def logits_as_probabilities(y, z):
    return -np.log(z[np.arange(len(y)), y])


@exercise.misconception(
    "no minus",
    "The sign is wrong: a loss is never negative. It is log-sum-exp minus the logit.",
    "stable-softmax-loss",
)
def wrong_sign(y, z):
    return z[np.arange(len(y)), y] - np.logaddexp.reduce(z, axis=1)


@exercise.misconception(
    "probability in place of the loss",
    "You returned the probability of the true class. The loss is its negative logarithm.",
    "stable-softmax-loss",
)
def probability_for_loss(y, z):
    return np.exp(z[np.arange(len(y)), y] - np.logaddexp.reduce(z, axis=1))


@exercise.misconception(
    "labels from 1",
    "You subtracted 1 from the labels. They start at 0, as column numbers do.",
    "stable-softmax-loss",
)
def logit_labels_from_1(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y - 1]


@exercise.misconception(
    "a column for each label",
    "`z[:, y]` takes whole columns, `(m, m)`. To take one number from each row, write "
    "`z[np.arange(m), y]`.",
    "stable-softmax-loss",
)
def columns_by_label(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[:, y]


@exercise.misconception(
    "one-hot of the labels that occur",
    "You made one-hot rows with `y.max() + 1` columns. The number of classes is the number of "
    "columns of z, even when the last class does not occur.",
    "stable-softmax-loss",
)
def narrow_one_hot(y, z):
    return np.logaddexp.reduce(z, axis=1) - np.sum(np.eye(y.max() + 1)[y] * z, axis=1)


@exercise.misconception(
    "first class for all",
    "You took the logit of class 0 for every example. Each example has its own label.",
    "stable-softmax-loss",
)
def first_class_for_all(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[:, 0]


@exercise.misconception(
    "predicted class",
    "You took the largest logit of the row, which belongs to the predicted class. The loss looks "
    "at the true class, `y`.",
    "stable-softmax-loss",
)
def predicted_class(y, z):
    return np.logaddexp.reduce(z, axis=1) - np.max(z, axis=1)


@exercise.misconception(
    "sigmoid",
    "You took the sigmoid of the true class's logit. With softmax the probability depends on all "
    "the logits of the row.",
    "stable-softmax-loss",
)
def sigmoid_of_the_true_class(y, z):
    return np.logaddexp(0, -z[np.arange(len(y)), y])


@exercise.misconception(
    "binary loss of each class",
    "You added up a binary loss for each class. That is for several sigmoid outputs; softmax has "
    "one loss: log-sum-exp minus the true class's logit.",
    "stable-softmax-loss",
)
def binary_losses(y, z):
    hot = np.eye(z.shape[1])[y]
    return np.sum(np.logaddexp(0, z) - hot * z, axis=1)


@exercise.misconception(
    "softmax first",
    "You applied softmax and then the formula for logits. The formula already contains softmax: "
    "give it z itself.",
    "stable-softmax-loss",
)
def softmax_first(y, z):
    z = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]


@exercise.misconception(
    "all classes",
    "You added up the losses of all classes. Only the true class's loss counts.",
    "stable-softmax-loss",
)
def losses_of_all_classes(y, z):
    return np.sum(np.logaddexp.reduce(z, axis=1)[:, None] - z, axis=1)


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "stable-softmax-loss",
)
def mean_of_softmax_losses(y, z):
    return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


@exercise.misconception(
    "sum over the examples",
    "You summed over the examples. Each example keeps its own loss, `(m,)`.",
    "stable-softmax-loss",
)
def sum_of_softmax_losses(y, z):
    return np.sum(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "stable-softmax-loss",
)
def column_of_softmax_losses(y, z):
    return np.logaddexp.reduce(z, axis=1)[:, None] - np.take_along_axis(z, y[:, None], axis=1)


@exercise.misconception(
    "sums as a column",
    "One side is a column, (m, 1), and the other a vector, (m,), so NumPy made a matrix, (m, m). "
    "Leave out `keepdims`, or use `[:, 0]`, before you subtract.",
    "stable-softmax-loss",
)
def sums_as_a_column(y, z):
    return np.logaddexp.reduce(z, axis=1, keepdims=True) - z[np.arange(len(y)), y]


@exercise.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss uses the natural logarithm: `np.log`.",
    "log-sum-exp",
)
def base_2_softmax_loss(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return np.log2(np.sum(np.exp(z - c), axis=1)) + c[:, 0] - z[np.arange(len(y)), y]


@exercise.misconception(
    "z changed",
    "`z -= ...` changes the caller's z, and fails for whole numbers. Create a new array: `shifted "
    "= z - c`.",
    "log-sum-exp",
)
def z_changed_by_shift(y, z):
    z -= np.max(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@exercise.misconception(
    "a list",
    "You returned a Python list. Convert it to an array: `np.array(...)`.",
    "stable-softmax-loss",
)
def list_of_softmax_losses(y, z):
    return [np.logaddexp.reduce(row) - row[label] for label, row in zip(y, z)]


@exercise.misconception(
    "largest as a column",
    "The largest logits were kept as a column, (m, 1), and the sums are a vector, (m,), so NumPy "
    "made a matrix, (m, m). Use `c[:, 0]` when you add it back.",
    "log-sum-exp",
)
def largest_as_a_column(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return c + np.log(np.sum(np.exp(z - c), axis=1)) - z[np.arange(len(y)), y]


@exercise.misconception(
    "no logarithm",
    "The logarithm of the sum is missing: the loss is `np.log(np.sum(np.exp(z)))`, with a shift, "
    "minus the true class's logit.",
    "log-sum-exp",
)
def sum_without_logarithm(y, z):
    s = z - np.max(z, axis=1, keepdims=True)
    return np.sum(np.exp(s), axis=1) - s[np.arange(len(y)), y]


exercise.size(
    "a number added inside the logarithm",
    "added_in_logarithm",
    "You add about {size} to the probability inside the logarithm. That changes every loss, and "
    "no loss can be above -log({size}). From the logit the loss is exact with no such help.",
    "log-sum-exp",
)
exercise.size(
    "probabilities cut off",
    "cut_off_probability",
    "You cut the probabilities off at about {size}, so no loss can be above -log({size}). From the logit the loss is exact with no such help.",
    "stable-softmax-loss",
)

exercise.size(
    "a limit on the loss",
    "limited_loss",
    "No loss comes back above -log({size}): about {size} is added inside the logarithm, or the "
    "probabilities are cut off there. A loss has no such limit.",
    "stable-softmax-loss",
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


@exercise.modifier("labels from 1")
def _(function, y, z):
    return function(y - 1, z)


# Other ways to make these mistakes.


@exercise.another_way("no logarithm")
def _(y, z):
    return np.sum(np.exp(z), axis=1) - z[np.arange(len(y)), y]


@exercise.another_way("no logarithm")
def _(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return c[:, 0] + np.sum(np.exp(z - c), axis=1) - z[np.arange(len(y)), y]


@exercise.another_way("columns")
def _(y, z):
    s = z - np.max(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(s), axis=0)) - s[np.arange(len(y)), y]


@exercise.another_way("columns", "log-sum-exp without a shift")
def _(y, z):
    return np.log(np.sum(np.exp(z), axis=0)) - z[np.arange(len(y)), y]


@exercise.another_way("sum over the whole matrix", "log-sum-exp without a shift")
def _(y, z):
    return np.log(np.sum(np.exp(z))) - z[np.arange(len(y)), y]


@exercise.another_way("softmax without a shift", "mean over the examples")
def _(y, z):
    e = np.exp(z)
    return -np.mean(np.log((e / np.sum(e, axis=1, keepdims=True))[np.arange(len(y)), y]))
