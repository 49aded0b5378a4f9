"""The assignment `losses`: one loss per example, from probabilities and from logits; the cost."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ..checks.compare import Return
from ..checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ..specification.exercise import Exercise
from ..specification.keras_oracle import as_numpy, float64, keras
from ..specification.random_inputs import numbers, whole

DETAILS = "training/training_details"
SOFTMAX = "training/softmax"
NUMERICS = "training/numerical_stability"

LOSSES = (Return("the losses"),)

# Adding up to 10,000 and subtracting it again leaves a rounding error of this size.
ROUNDING = 1e-11


def _column(values):
    """Return a column: Keras takes the mean over the last axis, so each example keeps its loss."""
    return float64(values).reshape(-1, 1)


squared_error = Exercise(
    "losses", "squared_error", DETAILS, "half of keras.losses.mean_squared_error", LOSSES
)


@squared_error.oracle
def _(y, y_hat):
    # Keras has no 1/2, the lecture has.
    return as_numpy(keras().losses.mean_squared_error(_column(y), _column(y_hat))) / 2


@squared_error.visible
def _() -> Iterator[Case]:
    yield Case("three examples", VALUES, (np.array([3.0, -1.0, 2.5]), np.array([1.0, -1.5, 2.5])))
    yield Case("predictions too high and too low", VALUES,
               (np.array([0.5, 0.5, 10.0, -4.0]), np.array([2.0, -1.0, 7.0, 3.25])))  # fmt: skip
    yield Case("large numbers", VALUES, (np.array([2500.0, -300.0]), np.array([1800.5, 450.0])))
    yield Case("one example", SHAPES, (np.array([1.5]), np.array([-0.5])))
    yield Case("whole numbers", SHAPES, (np.array([3, -1, 0]), np.array([0, 4, -7])))
    yield Case("whole y, other predictions", SHAPES, (np.array([3, -1]), np.array([2.5, 0.25])))
    yield Case(
        "float32",
        SHAPES,
        (np.array([0.5, -2.0], dtype=np.float32), np.array([1.75, 1.5], dtype=np.float32)),
    )


@squared_error.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (numbers(rng, 6, scale=3), numbers(rng, 6, scale=3)))
    yield Case("some examples again", VALUES, (numbers(rng, 6, scale=3), numbers(rng, 6, scale=3)))
    yield Case("two examples", VALUES, (numbers(rng, 2), numbers(rng, 2)))
    yield Case("large numbers", VALUES, (numbers(rng, 5, scale=900), numbers(rng, 5, scale=900)))
    y = numbers(rng, 5)
    yield Case("nearly right predictions", VALUES, (y, y + numbers(rng, 5, scale=0.01)))
    yield Case("one example", SHAPES, (numbers(rng, 1), numbers(rng, 1)))
    yield Case("many examples", SHAPES, (numbers(rng, 200), numbers(rng, 200)))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6), 2), np.append(whole(rng, 6), -3)))
    yield Case("whole y, other predictions", SHAPES, (whole(rng, 6), numbers(rng, 6, scale=4)))
    yield Case("float32", SHAPES, tuple(numbers(rng, 2, 5).astype(np.float32)))
    yield Case("prices of houses", KERAS, tuple(rng.uniform(100, 900, (2, 30))))


@squared_error.misconception(
    "no 1/2",
    "The factor 1/2 is missing. Keras leaves it out too, but the lecture has it: with it the "
    "derivative is plainly `y_hat - y`.",
    "squared-error",
)
def no_half(y, y_hat):
    return (y_hat - y) ** 2


@squared_error.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; their mean is the cost, "
    "which comes later.",
    "squared-error",
)
def mean_of_squares(y, y_hat):
    return np.mean((y_hat - y) ** 2) / 2


@squared_error.misconception(
    "sum over the examples",
    "You added up the examples. Every example keeps a loss of its own, `(m,)`.",
    "squared-error",
)
def sum_of_squares(y, y_hat):
    return np.sum((y_hat - y) ** 2) / 2


@squared_error.misconception(
    "divided by m",
    "You divided every loss by the number of examples. That belongs to the cost, their mean.",
    "squared-error",
)
def divided_by_m(y, y_hat):
    return (y_hat - y) ** 2 / (2 * len(y))


@squared_error.misconception(
    "absolute error",
    "You took the size of the error. It is squared: `(y_hat - y) ** 2`.",
    "squared-error",
)
def absolute_error(y, y_hat):
    return np.abs(y_hat - y) / 2


@squared_error.misconception(
    "not squared",
    "You halved the difference and did not square it, so errors of either sign cancel.",
    "squared-error",
)
def not_squared(y, y_hat):
    return (y_hat - y) / 2


@squared_error.misconception(
    "difference of squares",
    "You squared y and y_hat by themselves. First comes the difference, then the square.",
    "squared-error",
)
def difference_of_squares(y, y_hat):
    return (y_hat**2 - y**2) / 2


@squared_error.misconception(
    "half inside the square",
    "You squared the 1/2 as well, which gives a quarter. It stands outside: `(y_hat - y) ** 2 / "
    "2`.",
    "squared-error",
)
def half_inside(y, y_hat):
    return ((y_hat - y) / 2) ** 2


@squared_error.misconception(
    "twice",
    "You multiplied by 2. The factor is 1/2.",
    "squared-error",
)
def twice(y, y_hat):
    return 2 * (y_hat - y) ** 2


@squared_error.misconception(
    "^ for a power",
    "In Python `^` is not a power but a bitwise exclusive or. A square is `** 2`.",
    "squared-error",
)
def caret(y, y_hat):
    return ((y_hat - y) ^ 2) / 2


@squared_error.misconception(
    "// for a division",
    "`//` cuts off the decimals of the result. Divide with `/`.",
    "squared-error",
)
def floor_division(y, y_hat):
    return (y_hat - y) ** 2 // 2


@squared_error.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "squared-error",
)
def squares_as_a_column(y, y_hat):
    return ((y_hat - y) ** 2 / 2).reshape(-1, 1)


@squared_error.misconception(
    "every y against every prediction",
    "You made y a column, so that every y met every prediction, `(m, m)`. Example i has y[i] and "
    "y_hat[i] only.",
    "squared-error",
)
def every_pair(y, y_hat):
    return (y_hat - y.reshape(-1, 1)) ** 2 / 2


@squared_error.misconception(
    "root",
    "You took the root again. The loss is the squared error, halved.",
    "squared-error",
)
def root(y, y_hat):
    return np.sqrt((y_hat - y) ** 2 / 2)


@squared_error.misconception(
    "arguments changed",
    "`y_hat -= y` changes the caller's predictions, and fails for whole numbers with a float y. "
    "Compute a new array: `error = y_hat - y`.",
    "squared-error",
)
def predictions_changed(y, y_hat):
    y_hat -= y
    return y_hat**2 / 2


@squared_error.misconception(
    "dtype of y",
    "The result array took the dtype of y. When y holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(len(y))`.",
    "squared-error",
)
def squared_error_dtype_of_y(y, y_hat):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = (y_hat[i] - y[i]) ** 2 / 2
    return losses


@squared_error.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so only the first loss is computed.",
    "squared-error",
)
def squared_error_return_in_the_loop(y, y_hat):
    for i in range(len(y)):
        return (y_hat[i] - y[i]) ** 2 / 2


cost = Exercise("losses", "cost", DETAILS, "keras.ops.mean", (Return("the cost"),))


@cost.oracle
def _(losses):
    return as_numpy(keras().ops.mean(float64(losses)))


@cost.visible
def _() -> Iterator[Case]:
    yield Case("four losses", VALUES, (np.array([0.5, 2.0, 0.25, 1.5]),))
    yield Case("three losses", VALUES, (np.array([0.0, 7.5, 0.75]),))
    yield Case(
        "one large loss among small ones", VALUES, (np.array([0.01, 900.0, 0.02, 0.03, 0.04]),)
    )
    yield Case("one loss", SHAPES, (np.array([0.75]),))
    yield Case("whole numbers", SHAPES, (np.array([1, 4, 0, 2]),))
    yield Case("float32", SHAPES, (np.array([0.5, 1.25], dtype=np.float32),))


@cost.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some losses", VALUES, (rng.uniform(0, 3, 7),))
    yield Case("two losses", VALUES, (rng.uniform(0, 3, 2),))
    yield Case("many losses", VALUES, (rng.exponential(2, 500),))
    yield Case("one large loss among small ones", VALUES, (np.append(rng.uniform(0, 1, 5), 1e4),))
    yield Case("one loss", SHAPES, (rng.uniform(0.1, 3, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6, low=0), [0, 1, 1]),))
    yield Case("float32", SHAPES, (rng.uniform(0, 3, 8).astype(np.float32),))


@cost.misconception(
    "sum",
    "You added up the losses. The cost is their mean, so that it does not grow with the number "
    "of examples.",
    "cost",
)
def sum_of_losses(losses):
    return np.sum(losses)


@cost.misconception(
    "half of the mean",
    "You divided by 2m. The 1/2 of the squared error is already in the loss; the cost is the mean.",
    "cost",
)
def half_of_the_mean(losses):
    return np.sum(losses) / (2 * len(losses))


@cost.misconception(
    "divided by m - 1",
    "You divided by m - 1. The cost is the plain mean: divide by m.",
    "cost",
)
def divided_by_m_minus_1(losses):
    with np.errstate(all="ignore"):
        return np.sum(losses) / np.float64(len(losses) - 1)


@cost.misconception(
    "median",
    "You took the median, which ignores how large the largest losses are. The cost is the mean.",
    "cost",
)
def median(losses):
    return np.median(losses)


@cost.misconception(
    "largest",
    "You returned the largest loss. The cost is the mean of all.",
    "cost",
)
def largest(losses):
    return np.max(losses)


@cost.misconception(
    "not added up",
    "You divided every loss by m and did not add them up. The cost is one number.",
    "cost",
)
def not_added_up(losses):
    return losses / len(losses)


@cost.misconception(
    "an array with one number",
    "You returned an array with one number in it. The cost is a plain number, shape ().",
    "cost",
)
def one_number_array(losses):
    return np.mean(losses, keepdims=True)


@cost.misconception(
    "squared again",
    "You squared the losses before averaging. They are losses already.",
    "cost",
)
def squared_again(losses):
    return np.mean(losses**2)


@cost.misconception(
    "// for a division",
    "`//` cuts off the decimals of the result. Divide with `/`, or use `np.mean`.",
    "cost",
)
def cost_with_floor_division(losses):
    return np.sum(losses) // len(losses)


@cost.misconception(
    "last loss left out",
    "The last loss is missing from the sum: `range(m)` already stops before m.",
    "cost",
)
def last_loss_left_out(losses):
    total = 0.0
    for i in range(len(losses) - 1):
        total += losses[i]
    return total / len(losses)


@cost.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so only the first loss is added. Move it to the left.",
    "cost",
)
def cost_return_in_the_loop(losses):
    total = 0.0
    for loss in losses:
        total += loss
        return total / len(losses)


binary_crossentropy = Exercise(
    "losses", "binary_crossentropy", DETAILS, "keras.losses.binary_crossentropy", LOSSES
)


@binary_crossentropy.oracle
def _(y, a):
    # Keras clips a at 1e-7 and 1 - 1e-7: the cases stay inside.
    return as_numpy(keras().losses.binary_crossentropy(_column(y), _column(a)))


@binary_crossentropy.visible
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


@binary_crossentropy.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (_zeros_and_ones(rng, 8), rng.uniform(0.02, 0.98, 8)))
    yield Case("some examples again", VALUES, (_zeros_and_ones(rng, 8), rng.uniform(0.02, 0.98, 8)))
    yield Case("y as floats", VALUES,
               (_zeros_and_ones(rng, 6).astype(float), rng.uniform(0.02, 0.98, 6)))  # fmt: skip
    yield Case("two examples", VALUES, (rng.permutation([0, 1]), rng.uniform(0.02, 0.98, 2)))
    small = np.append(10.0 ** rng.uniform(-5.9, -3.1, 4), [2e-6, 2e-6])
    sure = np.where([1, 0, 1, 0, 1, 0], small, 1 - small)
    yield Case("very sure", VALUES, (np.array([0, 0, 1, 1, 1, 0]), sure))
    yield Case("one example, y = 1", SHAPES, (np.array([1]), rng.uniform(0.02, 0.98, 1)))
    yield Case("one example, y = 0", SHAPES, (np.array([0.0]), rng.uniform(0.02, 0.98, 1)))
    yield Case("only ones", SHAPES, (np.ones(5, dtype=int), rng.uniform(0.02, 0.98, 5)))
    yield Case("only zeros", SHAPES, (np.zeros(5, dtype=int), rng.uniform(0.02, 0.98, 5)))
    yield Case("many examples", SHAPES, (_zeros_and_ones(rng, 200), rng.uniform(0.02, 0.98, 200)))
    yield Case(
        "float32", SHAPES, (_zeros_and_ones(rng, 6), rng.uniform(0.02, 0.98, 6).astype(np.float32))
    )
    a = 1 / (1 + np.exp(-numbers(rng, 30, scale=3)))
    yield Case("the outputs of a sigmoid unit", KERAS,
               (_zeros_and_ones(rng, 30).astype(float), np.clip(a, 1e-5, 1 - 1e-5)))  # fmt: skip


def _zeros_and_ones(rng, m):
    """Draw int64 labels in which 0 and 1 both occur."""
    return rng.permutation(np.append(rng.integers(0, 2, m - 2), [0, 1]))


@binary_crossentropy.misconception(
    "no minus",
    "The minus is missing. The logarithm of a probability is negative, the loss is positive.",
    "logistic-loss",
)
def no_minus(y, a):
    return y * np.log(a) + (1 - y) * np.log(1 - a)


@binary_crossentropy.misconception(
    "only y = 1",
    "Only the examples with y = 1 have a loss. For y = 0 it is `-np.log(1 - a)`.",
    "logistic-loss",
)
def only_ones(y, a):
    return -y * np.log(a)


@binary_crossentropy.misconception(
    "only y = 0",
    "Only the examples with y = 0 have a loss. For y = 1 it is `-np.log(a)`.",
    "logistic-loss",
)
def only_zeros(y, a):
    return -(1 - y) * np.log(1 - a)


@binary_crossentropy.misconception(
    "-log(a) for both",
    "You took `-np.log(a)` whatever y is. For y = 0 the probability of the label is 1 - a.",
    "logistic-loss",
)
def log_a_for_both(y, a):
    return -np.log(a)


@binary_crossentropy.misconception(
    "labels swapped",
    "The two terms are swapped: `np.log(a)` belongs to y = 1, `np.log(1 - a)` to y = 0.",
    "logistic-loss",
)
def labels_swapped(y, a):
    return -(1 - y) * np.log(a) - y * np.log(1 - a)


@binary_crossentropy.misconception(
    "arguments swapped",
    "You took the logarithm of the label y, which is minus infinity for y = 0. The logarithm is "
    "of the prediction a.",
    "logistic-loss",
)
def arguments_swapped(y, a):
    return -a * np.log(y) - (1 - a) * np.log(1 - y)


@binary_crossentropy.misconception(
    "terms subtracted",
    "The minus reaches the first term only. Put parentheses around both: `-(y * np.log(a) + (1 - "
    "y) * np.log(1 - a))`.",
    "logistic-loss",
)
def terms_subtracted(y, a):
    return -y * np.log(a) + (1 - y) * np.log(1 - a)


@binary_crossentropy.misconception(
    "missing parentheses",
    "Without parentheses `1 - y * np.log(1 - a)` multiplies first. Write `(1 - y) * np.log(1 - "
    "a)`.",
    "logistic-loss",
)
def missing_parentheses(y, a):
    return -(y * np.log(a) + 1 - y * np.log(1 - a))


@binary_crossentropy.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "logistic-loss",
)
def mean_of_logistic_losses(y, a):
    return -np.mean(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.misconception(
    "sum over the examples",
    "You added up the examples, with `np.sum` or `np.dot`. Every example keeps a loss of its "
    "own, `(m,)`: multiply with `*`.",
    "logistic-loss",
)
def sum_of_logistic_losses(y, a):
    return -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "logistic-loss",
)
def logistic_losses_as_a_column(y, a):
    y, a = y.reshape(-1, 1), a.reshape(-1, 1)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss has the natural one: `np.log`.",
    "logistic-loss",
)
def base_2(y, a):
    return -(y * np.log2(a) + (1 - y) * np.log2(1 - a))


@binary_crossentropy.misconception(
    "base 10",
    "You took the logarithm to base 10. The loss has the natural one: `np.log`.",
    "logistic-loss",
)
def base_10(y, a):
    return -(y * np.log10(a) + (1 - y) * np.log10(1 - a))


@binary_crossentropy.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss. a is never exactly "
    "0 or 1 here; the safe way for such cases is to start from the logit.",
    "logistic-loss",
)
def epsilon_in_logarithm(y, a):
    return -(y * np.log(a + 1e-7) + (1 - y) * np.log(1 - a + 1e-7))


@binary_crossentropy.misconception(
    "clipped too hard",
    "You clipped a at 0.001 and 0.999, which hides how wrong a very sure prediction is. Keras "
    "clips at 1e-7; here nothing needs to be clipped.",
    "logistic-loss",
)
def clipped_too_hard(y, a):
    a = np.clip(a, 1e-3, 1 - 1e-3)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy.misconception(
    "squared error",
    "You computed the squared error. For a probability the loss is the negative logarithm of the "
    "probability that was given to the right label.",
    "logistic-loss",
)
def squared_error_of_probability(y, a):
    return (a - y) ** 2 / 2


@binary_crossentropy.misconception(
    "a decision in place of the probability",
    "You turned a into 0 or 1 first. The loss needs the probability itself: a wrong 0.51 is a "
    "small fault, a wrong 0.99 a large one.",
    "logistic-loss",
)
def decisions(y, a):
    return (y != (a >= 0.5)).astype(float)


@binary_crossentropy.misconception(
    "if on an array",
    "`if y == 1` asks one question, but y has many answers. Use the formula with both terms, or "
    "`np.where(y == 1, ..., ...)`.",
    "logistic-loss",
)
def if_on_labels(y, a):
    if y == 1:
        return -np.log(a)
    return -np.log(1 - a)


@binary_crossentropy.misconception(
    "dtype of y",
    "The result array took the dtype of y. Labels are whole numbers, which cuts off all decimals "
    "of the losses. Use `np.zeros(len(y))`.",
    "logistic-loss",
)
def losses_of_dtype_of_y(y, a):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = -np.log(a[i] if y[i] == 1 else 1 - a[i])
    return losses


sparse_categorical_crossentropy = Exercise(
    "losses", "sparse_categorical_crossentropy", SOFTMAX,
    "keras.losses.sparse_categorical_crossentropy", LOSSES,
)  # fmt: skip


@sparse_categorical_crossentropy.oracle
def _(y, a):
    # Keras clips a at 1e-7 and divides each row by its sum: the cases lie inside and add up to 1.
    return as_numpy(keras().losses.sparse_categorical_crossentropy(y, float64(a)))


@sparse_categorical_crossentropy.visible
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


@sparse_categorical_crossentropy.fresh
def _(rng) -> Iterator[Case]:
    def probabilities(m, N, spread=1.0):
        e = np.exp(rng.uniform(-2, 2, (m, N)) * spread)
        return e / e.sum(axis=1, keepdims=True)

    yield Case("some examples", VALUES, (_labels(rng, 7, 4), probabilities(7, 4)))
    yield Case("some examples again", VALUES, (_labels(rng, 7, 4), probabilities(7, 4)))
    yield Case("as many examples as classes", VALUES, (_labels(rng, 4, 4), probabilities(4, 4)))
    yield Case("two classes", VALUES, (_labels(rng, 5, 2), probabilities(5, 2)))
    yield Case("a last class that never occurs", VALUES,
               (rng.permutation([0, 2, 1, 1]), probabilities(4, 5)))  # fmt: skip
    yield Case("the first class only", VALUES, (np.zeros(3, dtype=int), probabilities(3, 3)))
    yield Case("very sure", VALUES, (_labels(rng, 6, 3), probabilities(6, 3, spread=3)))
    yield Case("one example", SHAPES, (rng.integers(1, 4, 1), probabilities(1, 4)))
    yield Case("one example of the first class", SHAPES, (np.array([0]), probabilities(1, 3)))
    yield Case("many examples", SHAPES, (_labels(rng, 100, 10), probabilities(100, 10)))
    yield Case("y as int32", SHAPES, (_labels(rng, 5, 3).astype(np.int32), probabilities(5, 3)))
    yield Case("float32", SHAPES, (_labels(rng, 5, 3), probabilities(5, 3).astype(np.float32)))
    yield Case(
        "the probabilities of ten digits", KERAS, (_labels(rng, 30, 10), probabilities(30, 10, 2))
    )


def _labels(rng, m, N):
    """Draw m int64 labels from 0 to N - 1 in which the first and the last class both occur."""
    return rng.permutation(np.append(rng.integers(0, N, m - 2), [0, N - 1]))


@sparse_categorical_crossentropy.misconception(
    "no minus",
    "The minus is missing. The logarithm of a probability is negative, the loss is positive.",
    "softmax-loss",
)
def log_without_minus(y, a):
    return np.log(a[np.arange(len(y)), y])


@sparse_categorical_crossentropy.misconception(
    "a column for each label",
    "`a[:, y]` takes whole columns, `(m, m)`. One number from each row is `a[np.arange(m), y]`.",
    "sparse-labels",
)
def whole_columns(y, a):
    return -np.log(a[:, y])


@sparse_categorical_crossentropy.misconception(
    "rows by label",
    "`a[y]` takes row number y, but y names a class, which is a column. Take one number from "
    "each row: `a[np.arange(m), y]`.",
    "sparse-labels",
)
def rows_by_label(y, a):
    return -np.log(a[y])


@sparse_categorical_crossentropy.misconception(
    "row and column swapped",
    "You wrote `a[y, np.arange(m)]`. Examples are rows and classes are columns: `a[np.arange(m), "
    "y]`.",
    "sparse-labels",
)
def swapped_indices(y, a):
    return -np.log(a[y, np.arange(len(y))])


@sparse_categorical_crossentropy.misconception(
    "labels from 1",
    "You subtracted 1 from the labels. They count from 0, as columns do.",
    "sparse-labels",
)
def labels_from_1(y, a):
    return -np.log(a[np.arange(len(y)), y - 1])


@sparse_categorical_crossentropy.misconception(
    "one-hot of the labels that occur",
    "You made one-hot rows with `y.max() + 1` columns. The number of classes is the number of "
    "columns of a, also when the last class does not occur.",
    "sparse-labels",
)
def one_hot_too_narrow(y, a):
    return -np.sum(np.eye(y.max() + 1)[y] * np.log(a), axis=1)


@sparse_categorical_crossentropy.misconception(
    "first class for all",
    "You took the probability of class 0 for every example. Each has its own label.",
    "sparse-labels",
)
def first_class(y, a):
    return -np.log(a[:, 0])


@sparse_categorical_crossentropy.misconception(
    "largest probability",
    "You took the largest probability of each row. The loss looks at that of the true class, "
    "however small it is.",
    "softmax-loss",
)
def largest_probability(y, a):
    return -np.log(np.max(a, axis=1))


@sparse_categorical_crossentropy.misconception(
    "all classes",
    "You added the logarithms of all classes. Only the true class's term counts.",
    "softmax-loss",
)
def all_classes(y, a):
    return -np.sum(np.log(a), axis=1)


@sparse_categorical_crossentropy.misconception(
    "binary loss of each class",
    "You added `-np.log(1 - a)` of the other classes too. That is for several sigmoid outputs; "
    "with softmax only the true class's term counts.",
    "softmax-loss",
)
def binary_loss_of_each_class(y, a):
    hot = np.eye(a.shape[1])[y]
    return -np.sum(hot * np.log(a) + (1 - hot) * np.log(1 - a), axis=1)


@sparse_categorical_crossentropy.misconception(
    "no logarithm",
    "You returned 1 minus the probability of the true class. The loss is the negative logarithm "
    "of that probability.",
    "softmax-loss",
)
def no_logarithm(y, a):
    return 1 - a[np.arange(len(y)), y]


@sparse_categorical_crossentropy.misconception(
    "softmax again",
    "You applied softmax to a, which holds probabilities already.",
    "softmax-loss",
)
def softmax_again(y, a):
    e = np.exp(a - np.max(a, axis=1, keepdims=True))
    p = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(p[np.arange(len(y)), y])


@sparse_categorical_crossentropy.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "softmax-loss",
)
def mean_of_sparse_losses(y, a):
    return -np.mean(np.log(a[np.arange(len(y)), y]))


@sparse_categorical_crossentropy.misconception(
    "sum over the examples",
    "You added up the examples. Every example keeps a loss of its own, `(m,)`.",
    "softmax-loss",
)
def sum_of_sparse_losses(y, a):
    return -np.sum(np.log(a[np.arange(len(y)), y]))


@sparse_categorical_crossentropy.misconception(
    "mean over the classes",
    "You divided by the number of classes. Only one term of the row counts, and nothing is "
    "divided.",
    "softmax-loss",
)
def mean_over_classes(y, a):
    return -np.mean(np.eye(a.shape[1])[y] * np.log(a), axis=1)


@sparse_categorical_crossentropy.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "softmax-loss",
)
def sparse_losses_as_a_column(y, a):
    return -np.log(np.take_along_axis(a, y[:, None], axis=1))


@sparse_categorical_crossentropy.misconception(
    "a matrix",
    "You returned a loss for every class. Add up each row, so that one loss per example is left.",
    "softmax-loss",
)
def loss_of_every_class(y, a):
    return -np.eye(a.shape[1])[y] * np.log(a)


@sparse_categorical_crossentropy.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss has the natural one: `np.log`.",
    "softmax-loss",
)
def sparse_base_2(y, a):
    return -np.log2(a[np.arange(len(y)), y])


@sparse_categorical_crossentropy.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss. No probability is "
    "exactly 0 here; the safe way for such cases is to start from the logits.",
    "softmax-loss",
)
def sparse_epsilon(y, a):
    return -np.log(a[np.arange(len(y)), y] + 1e-7)


@sparse_categorical_crossentropy.misconception(
    "dtype of y",
    "The result array took the dtype of y. Labels are whole numbers, which cuts off all decimals "
    "of the losses. Use `np.zeros(len(y))`.",
    "softmax-loss",
)
def sparse_losses_of_dtype_of_y(y, a):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = -np.log(a[i, y[i]])
    return losses


binary_crossentropy_from_logits = Exercise(
    "losses", "binary_crossentropy_from_logits", NUMERICS,
    "keras.losses.binary_crossentropy(from_logits=True)", LOSSES,
)  # fmt: skip


@binary_crossentropy_from_logits.oracle
def _(y, z):
    loss = keras().losses.binary_crossentropy
    return as_numpy(loss(_column(y), _column(z), from_logits=True))


@binary_crossentropy_from_logits.visible
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


@binary_crossentropy_from_logits.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (_zeros_and_ones(rng, 8), numbers(rng, 8, scale=3)))
    yield Case("some examples again", VALUES, (_zeros_and_ones(rng, 8), numbers(rng, 8, scale=3)))
    yield Case("y as floats", VALUES,
               (_zeros_and_ones(rng, 8).astype(float), numbers(rng, 8, scale=3)))  # fmt: skip
    yield Case("two examples", VALUES, (rng.permutation([0, 1]), numbers(rng, 2)))
    yield Case("both labels at both signs", VALUES,
               (np.array([0, 1, 0, 1]), rng.uniform(0.5, 9, 4) * [1, 1, -1, -1]))  # fmt: skip
    yield Case("z = 0", VALUES, (np.array([1.0, 0.0, 1.0]), np.array([0.0, 0.0, numbers(rng)[()]])))
    yield Case("one example, y = 1", SHAPES, (np.array([1]), numbers(rng, 1, scale=2)))
    yield Case("one example, y = 0", SHAPES, (np.array([0]), numbers(rng, 1, scale=2)))
    yield Case("one example, y a float", SHAPES, (np.array([0.0]), numbers(rng, 1, scale=2)))
    yield Case("only ones", SHAPES, (np.ones(5, dtype=int), numbers(rng, 5, scale=3)))
    yield Case("only zeros", SHAPES, (np.zeros(5, dtype=int), numbers(rng, 5, scale=3)))
    yield Case("many examples", SHAPES, (_zeros_and_ones(rng, 200), numbers(rng, 200, scale=3)))
    yield Case(
        "whole numbers", SHAPES, (_zeros_and_ones(rng, 8), np.append(whole(rng, 6), [2, -3]))
    )
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
               (_zeros_and_ones(rng, 30).astype(float), numbers(rng, 30, scale=6)))  # fmt: skip


@binary_crossentropy_from_logits.misconception(
    "sigmoid then logarithm",
    "You computed the sigmoid and then its logarithm. Far from 0 the sigmoid is exactly 0 or 1 "
    "and the logarithm is infinite. Use the formula in z, which needs `np.exp(-np.abs(z))` only.",
    "stable-logistic-loss",
)
def sigmoid_then_log(y, z):
    a = 1 / (1 + np.exp(-z))
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy_from_logits.misconception(
    "probabilities clipped",
    "You clipped the probability at 1e-7, as Keras does without `from_logits`. Then no loss is "
    "above 16.1, however wrong the prediction is. From the logit the loss is exact.",
    "stable-logistic-loss",
)
def probability_clipped(y, z):
    a = np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)
    return -(y * np.log(a) + (1 - y) * np.log(1 - a))


@binary_crossentropy_from_logits.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss and caps the large "
    "ones. From the logit the loss is exact with nothing added.",
    "stable-logistic-loss",
)
def logit_epsilon(y, z):
    a = 0.5 + 0.5 * np.tanh(z / 2)
    return -(y * np.log(a + 1e-15) + (1 - y) * np.log(1 - a + 1e-15))


@binary_crossentropy_from_logits.misconception(
    "logits clipped",
    "You clipped the logits, so a loss of 5000 becomes a small one. Leave them as they are: "
    "`np.exp(-np.abs(z))` never overflows.",
    "stable-logistic-loss",
)
def logits_clipped(y, z):
    z = np.clip(z, -500, 500)
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "nan and infinity replaced",
    "You replaced nan and infinity after they came up. The right losses are lost by then.",
    "stable-logistic-loss",
)
def infinity_replaced(y, z):
    a = 1 / (1 + np.exp(-z))
    return np.nan_to_num(-(y * np.log(a) + (1 - y) * np.log(1 - a)))


@binary_crossentropy_from_logits.misconception(
    "overflow for large z",
    "`np.log(1 + np.exp(z)) - y * z` is right on paper, but `np.exp(z)` overflows for a large z. "
    "Take the largest out first: `np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))`.",
    "stable-logistic-loss",
)
def overflow_for_large_z(y, z):
    return np.log(1 + np.exp(z)) - y * z


@binary_crossentropy_from_logits.misconception(
    "overflow for very negative z",
    "`np.log(1 + np.exp(-z)) + (1 - y) * z` is right on paper, but `np.exp(-z)` overflows for a "
    "very negative z. Use `np.exp(-np.abs(z))`.",
    "stable-logistic-loss",
)
def overflow_for_negative_z(y, z):
    return np.log(1 + np.exp(-z)) + (1 - y) * z


@binary_crossentropy_from_logits.misconception(
    "np.where computes both branches",
    "The values are right, but `np.exp` of a large positive number overflowed on the way: "
    "`np.where` computes both of its branches for every number. `np.exp(-np.abs(z))` never "
    "overflows.",
    "stable-logistic-loss",
)
def both_branches(y, z):
    softplus = np.where(z > 0, z + np.log1p(np.exp(-z)), np.log1p(np.exp(z)))
    return softplus - y * z


@binary_crossentropy_from_logits.misconception(
    "no absolute value",
    "The exponent lost its absolute value: it is `np.exp(-np.abs(z))`, also for a negative z.",
    "stable-logistic-loss",
)
def no_absolute_value(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(-z))


@binary_crossentropy_from_logits.misconception(
    "sign of the exponent",
    "You wrote `np.exp(np.abs(z))`. The exponent is never positive: `np.exp(-np.abs(z))`.",
    "stable-logistic-loss",
)
def sign_of_the_exponent(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(np.exp(np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "no maximum",
    "The term `np.maximum(z, 0)` is missing.",
    "stable-logistic-loss",
)
def no_maximum(y, z):
    return -y * z + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "no logarithm",
    "The term `np.log1p(np.exp(-np.abs(z)))` is missing. Near 0 it is up to log 2 = 0.69.",
    "stable-logistic-loss",
)
def no_logarithm_term(y, z):
    return np.maximum(z, 0) - y * z


@binary_crossentropy_from_logits.misconception(
    "z as a probability",
    "You took z for a probability. It is a logit, any number of either sign.",
    "stable-logistic-loss",
)
def z_as_probability(y, z):
    return -(y * np.log(z) + (1 - y) * np.log(1 - z))


@binary_crossentropy_from_logits.misconception(
    "labels swapped",
    "The two labels are swapped: a large z makes y = 1 likely, so its loss is small for y = 1.",
    "stable-logistic-loss",
)
def logit_labels_swapped(y, z):
    return np.logaddexp(0, z) - (1 - y) * z


@binary_crossentropy_from_logits.misconception(
    "labels -1 and 1",
    "`np.logaddexp(0, -y * z)` is for labels -1 and 1. With 0 and 1 put `2 * y - 1` in place of y.",
    "stable-logistic-loss",
)
def labels_minus_1_and_1(y, z):
    return np.logaddexp(0, -y * z)


@binary_crossentropy_from_logits.misconception(
    "only y = 1",
    "Only the examples with y = 1 have a loss. For y = 0 it is log(1 + e^z).",
    "stable-logistic-loss",
)
def only_y_1(y, z):
    return y * np.logaddexp(0, -z)


@binary_crossentropy_from_logits.misconception(
    "y left out",
    "The term `y * z` is missing, so every example is treated as if y were 0.",
    "stable-logistic-loss",
)
def y_left_out(y, z):
    return np.logaddexp(0, z)


@binary_crossentropy_from_logits.misconception(
    "no minus",
    "The sign is wrong: a loss is never negative.",
    "stable-logistic-loss",
)
def negative_loss(y, z):
    return y * z - np.logaddexp(0, z)


@binary_crossentropy_from_logits.misconception(
    "the derivative",
    "You returned `sigmoid(z) - y`. That is the derivative of the loss by z, not the loss.",
    "stable-logistic-loss",
)
def derivative(y, z):
    return 0.5 + 0.5 * np.tanh(z / 2) - y


@binary_crossentropy_from_logits.misconception(
    "sigmoid first",
    "You applied the sigmoid and then the formula for logits. The formula contains the sigmoid "
    "already: give it z itself.",
    "stable-logistic-loss",
)
def sigmoid_first(y, z):
    z = 0.5 + 0.5 * np.tanh(z / 2)
    return np.logaddexp(0, z) - y * z


@binary_crossentropy_from_logits.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "stable-logistic-loss",
)
def mean_from_logits(y, z):
    return np.mean(np.logaddexp(0, z) - y * z)


@binary_crossentropy_from_logits.misconception(
    "sum over the examples",
    "You added up the examples. Every example keeps a loss of its own, `(m,)`.",
    "stable-logistic-loss",
)
def sum_from_logits(y, z):
    return np.sum(np.logaddexp(0, z) - y * z)


@binary_crossentropy_from_logits.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "stable-logistic-loss",
)
def column_from_logits(y, z):
    return (np.logaddexp(0, z) - y * z).reshape(-1, 1)


@binary_crossentropy_from_logits.misconception(
    "every label against every logit",
    "You made y a column, so that every label met every logit, `(m, m)`. Example i has y[i] and "
    "z[i] only.",
    "stable-logistic-loss",
)
def every_label_every_logit(y, z):
    return np.logaddexp(0, z) - y[:, None] * z


@binary_crossentropy_from_logits.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss has the natural one: `np.log1p`.",
    "stable-logistic-loss",
)
def base_2_from_logits(y, z):
    return np.maximum(z, 0) - y * z + np.log2(1 + np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "z changed",
    "You turned the sign in place, so the caller's z is changed. Make a new array: `np.where(y "
    "== 1, -z, z)`.",
    "stable-logistic-loss",
)
def z_changed(y, z):
    z[y == 1] *= -1
    return np.logaddexp(0, z)


@binary_crossentropy_from_logits.misconception(
    "y as an index",
    "You used y as an index. That works for ints, but y may also hold 0.0 and 1.0.",
    "stable-logistic-loss",
)
def y_as_index(y, z):
    both = np.array([np.logaddexp(0, z), np.logaddexp(0, -z)])
    return both[y, np.arange(len(y))]


@binary_crossentropy_from_logits.misconception(
    "if on an array",
    "`if`, and Python's `max`, ask one question, but an array has many answers. Use the formula, "
    "with `np.maximum`, or `np.where(y == 1, ..., ...)`.",
    "stable-logistic-loss",
)
def if_on_y(y, z):
    if y == 1:
        return np.logaddexp(0, -z)
    return np.logaddexp(0, z)


@binary_crossentropy_from_logits.misconception(
    "math.exp",
    "`math.exp` takes one number only. `np.exp` takes the whole array.",
    "stable-logistic-loss",
)
def math_exp(y, z):
    return np.maximum(z, 0) - y * z + math.log1p(math.exp(-abs(z)))


@binary_crossentropy_from_logits.misconception(
    "a list",
    "You returned a Python list. Turn it into an array: `np.array(...)`.",
    "stable-logistic-loss",
)
def list_from_logits(y, z):
    return [np.logaddexp(0, z[i]) - y[i] * z[i] for i in range(len(z))]


@binary_crossentropy_from_logits.misconception(
    "np.max",
    "`np.max(z, 0)` takes 0 for an axis and gives the largest logit of all. `np.maximum(z, 0)` "
    "compares number by number.",
    "stable-logistic-loss",
)
def largest_of_all_logits(y, z):
    return np.max(z, 0) - y * z + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "sign of y z",
    "You added `y * z`. It is subtracted: a large z makes the loss of y = 1 small.",
    "stable-logistic-loss",
)
def label_term_added(y, z):
    return np.maximum(z, 0) + y * z + np.log1p(np.exp(-np.abs(z)))


@binary_crossentropy_from_logits.misconception(
    "log1p of 1 + ...",
    "`np.log1p(x)` is the logarithm of 1 + x already. Leave out the 1 inside: "
    "`np.log1p(np.exp(-np.abs(z)))`.",
    "stable-logistic-loss",
)
def one_too_many(y, z):
    return np.maximum(z, 0) - y * z + np.log1p(1 + np.exp(-np.abs(z)))


sparse_categorical_crossentropy_from_logits = Exercise(
    "losses", "sparse_categorical_crossentropy_from_logits", NUMERICS,
    "keras.losses.sparse_categorical_crossentropy(from_logits=True)", LOSSES,
)  # fmt: skip


@sparse_categorical_crossentropy_from_logits.oracle
def _(y, z):
    loss = keras().losses.sparse_categorical_crossentropy
    return as_numpy(loss(y, float64(z), from_logits=True))


@sparse_categorical_crossentropy_from_logits.visible
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


@sparse_categorical_crossentropy_from_logits.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some examples", VALUES, (_labels(rng, 7, 4), numbers(rng, 7, 4, scale=2)))
    yield Case("some examples again", VALUES, (_labels(rng, 7, 4), numbers(rng, 7, 4, scale=2)))
    yield Case(
        "as many examples as classes", VALUES, (_labels(rng, 4, 4), numbers(rng, 4, 4, scale=2))
    )
    yield Case("two classes", VALUES, (_labels(rng, 5, 2), numbers(rng, 5, 2, scale=2)))
    yield Case(
        "two examples of two classes", VALUES, (np.array([1, 0]), numbers(rng, 2, 2, scale=2))
    )
    yield Case("a last class that never occurs", VALUES,
               (rng.permutation([0, 2, 1, 1]), numbers(rng, 4, 5, scale=2)))  # fmt: skip
    yield Case("the first class only", VALUES, (np.zeros(3, dtype=int), numbers(rng, 3, 3)))
    yield Case("the last class only", VALUES, (np.full(3, 4), numbers(rng, 3, 5)))
    yield Case("equal logits", VALUES, (_labels(rng, 3, 4), np.full((3, 4), numbers(rng)[()])))
    yield Case("only negative logits", VALUES, (_labels(rng, 4, 3), -rng.uniform(1, 9, (4, 3))))
    yield Case("one example", SHAPES, (rng.integers(1, 4, 1), numbers(rng, 1, 4, scale=2)))
    yield Case("one example of the first class", SHAPES, (np.array([0]), numbers(rng, 1, 3)))
    yield Case("one class", SHAPES, (np.zeros(4, dtype=int), numbers(rng, 4, 1, scale=5)))
    yield Case("one example of one class", SHAPES, (np.array([0]), numbers(rng, 1, 1, scale=5)))
    yield Case("many examples", SHAPES, (_labels(rng, 100, 10), numbers(rng, 100, 10, scale=2)))
    yield Case("y as int32", SHAPES, (_labels(rng, 5, 3).astype(np.int32), numbers(rng, 5, 3)))
    yield Case(
        "whole numbers", SHAPES, (_labels(rng, 5, 3), np.vstack([whole(rng, 4, 3), [2, 0, -1]]))
    )
    singles = np.append(numbers(rng, 4, 3), [[4.5, -4.5, 0.5]], axis=0).astype(np.float32)
    yield Case("float32", SHAPES, (np.append(_labels(rng, 4, 3), 1), singles))

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
    yield far("large logits", _labels(rng, 4, 3), rng.uniform(1000, 9000) + near)
    yield far("very negative logits", _labels(rng, 4, 3), -rng.uniform(1000, 9000) - near)
    sizes = rng.permutation([0.0, rng.uniform(2000, 9000), -rng.uniform(2000, 9000), 800.0])
    yield far("rows of very different size", _labels(rng, 4, 3), near + sizes[:, None])
    square = numbers(rng, 4, 4, scale=2) + sizes[::-1, None]
    yield far("as many rows of very different size as classes", _labels(rng, 4, 4), square)
    equal = np.full((3, 5), rng.uniform(1000, 9000)) * [[1], [-1], [0.5]]
    yield far("large equal logits", _labels(rng, 3, 5), equal)
    spread = np.clip(numbers(rng, 5, 6, scale=3000), -1e4, 1e4)
    yield far("|z| up to 10,000", _labels(rng, 5, 6), spread)
    yield far("one example", np.array([1]), np.array([[rng.uniform(3000, 1e4), -5000.0, 2.5]]))
    two = rng.uniform(1000, 9000, (4, 2)) * [[1, -1], [-1, 1], [1, -1], [-1, 1]]
    yield far("two classes", np.array([1, 0, 0, 1]), two)
    whole_numbers = whole(rng, 3, 4) + rng.integers(1000, 9000)
    yield far("large whole numbers", _labels(rng, 3, 4), whole_numbers)
    singles = rng.uniform(100, 120) + numbers(rng, 3, 5)
    singles[0, 2] -= 250
    yield Case("float32, above its limit of 88", STABILITY,
               (np.array([2, 4, 0]), singles.astype(np.float32)))  # fmt: skip
    yield Case(
        "the logits of ten digits", KERAS, (_labels(rng, 30, 10), numbers(rng, 30, 10, scale=4))
    )


def _label_at(rng, y, N, distance):
    """Draw a row of logits near 0 in which that of class y lies `distance` away from the others."""
    z = numbers(rng, N)
    z[y] += distance
    return z


@sparse_categorical_crossentropy_from_logits.misconception(
    "softmax without a shift",
    "`np.exp` of a large logit is infinity, and infinity divided by infinity is nan. Subtract "
    "each row's largest logit, and take the logarithm of the sum, not of each probability.",
    "log-sum-exp",
)
def softmax_without_shift(y, z):
    e = np.exp(z)
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "softmax then logarithm",
    "You computed softmax, with the shift, and then the logarithm. A probability below 1e-323 is "
    "exactly 0 and its loss infinite. Log-sum-exp minus the true class's logit never takes the "
    "logarithm of 0.",
    "stable-softmax-loss",
)
def softmax_then_log(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "one-hot times the logarithm of softmax",
    "You multiplied one-hot rows by the logarithm of softmax. Where a probability is 0 that is 0 "
    "times infinity, which is nan. Use log-sum-exp, and pick the true class's logit.",
    "stable-softmax-loss",
)
def one_hot_times_log(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.sum(np.eye(z.shape[1])[y] * np.log(a), axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "probabilities clipped",
    "You clipped the probabilities at 1e-7, as Keras does without `from_logits`. Then no loss is "
    "above 16.1, however wrong the prediction is. From the logits the loss is exact.",
    "stable-softmax-loss",
)
def probabilities_clipped(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = np.clip(e / np.sum(e, axis=1, keepdims=True), 1e-7, 1 - 1e-7)
    return -np.log(a[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "something added inside the logarithm",
    "You added a small number inside the logarithm, which changes every loss and caps the large "
    "ones. From the logits the loss is exact with nothing added.",
    "stable-softmax-loss",
)
def softmax_epsilon(y, z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    a = e / np.sum(e, axis=1, keepdims=True)
    return -np.log(a[np.arange(len(y)), y] + 1e-12)


@sparse_categorical_crossentropy_from_logits.misconception(
    "logits clipped",
    "You clipped the logits, which changes their distances and so the loss. Subtract each row's "
    "largest logit instead.",
    "log-sum-exp",
)
def logits_of_softmax_clipped(y, z):
    z = np.clip(z, -500, 500)
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "log-sum-exp without a shift",
    "`np.log(np.sum(np.exp(z)))` overflows for large logits, and is the logarithm of 0 for very "
    "negative ones. Subtract each row's largest logit inside and add it back outside.",
    "log-sum-exp",
)
def log_sum_exp_without_shift(y, z):
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "shifted by the true class",
    "You subtracted the true class's logit from the others. When the prediction is wrong the "
    "exponents are positive and overflow. Subtract the largest logit of the row.",
    "log-sum-exp",
)
def shifted_by_true_class(y, z):
    true = z[np.arange(len(y)), y]
    return np.log(np.sum(np.exp(z - true[:, None]), axis=1))


@sparse_categorical_crossentropy_from_logits.misconception(
    "shifted by the mean",
    "You subtracted the mean of the row. A logit far above it still overflows. Subtract the "
    "largest.",
    "log-sum-exp",
)
def shifted_by_mean(y, z):
    c = np.mean(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c[:, 0] - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "largest of the whole matrix",
    "You subtracted the largest logit of the whole matrix. A row far below it becomes the "
    "logarithm of 0. Each row has a largest logit of its own: `axis=1`.",
    "log-sum-exp",
)
def largest_of_the_matrix(y, z):
    c = np.max(z)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "sum over the whole matrix",
    "You added up the exponentials of the whole matrix. Each example has its own sum, along its "
    "row: `axis=1`.",
    "stable-softmax-loss",
)
def sum_over_the_matrix(y, z):
    c = np.max(z)
    return np.log(np.sum(np.exp(z - c))) + c - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "columns",
    "You worked down the columns, `axis=0`. One row is one example: `axis=1`.",
    "stable-softmax-loss",
)
def down_the_columns(y, z):
    c = np.max(z, axis=0)
    return np.log(np.sum(np.exp(z - c), axis=0)) + c - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "no keepdims",
    "Without `keepdims=True` the largest logits have the shape (m,), which NumPy lines up with "
    "the columns, not with the rows.",
    "log-sum-exp",
)
def no_keepdims(y, z):
    c = np.max(z, axis=1)
    return np.log(np.sum(np.exp(z - c), axis=1)) + c - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "largest not added back",
    "You subtracted the largest logit inside the sum and did not add it back: log-sum-exp is `c "
    "+ np.log(np.sum(np.exp(z - c)))`.",
    "log-sum-exp",
)
def largest_not_added_back(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z - c), axis=1)) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "only the largest",
    "You took the largest logit for log-sum-exp. The logarithm of the sum is missing: up to log "
    "N when the logits are close.",
    "log-sum-exp",
)
def only_the_largest(y, z):
    return np.max(z, axis=1) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "logit alone",
    "You returned minus the true class's logit. The log-sum-exp of the row is missing.",
    "stable-softmax-loss",
)
def logit_alone(y, z):
    return -z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "logits as probabilities",
    "You took the logarithm of the logit itself, as if it were a probability. Logits may be any "
    "number of either sign.",
    "stable-softmax-loss",
)
def logits_as_probabilities(y, z):
    return -np.log(z[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "no minus",
    "The sign is wrong: a loss is never negative. It is log-sum-exp minus the logit.",
    "stable-softmax-loss",
)
def wrong_sign(y, z):
    return z[np.arange(len(y)), y] - np.logaddexp.reduce(z, axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "probability in place of the loss",
    "You returned the probability of the true class. The loss is its negative logarithm.",
    "stable-softmax-loss",
)
def probability_for_loss(y, z):
    return np.exp(z[np.arange(len(y)), y] - np.logaddexp.reduce(z, axis=1))


@sparse_categorical_crossentropy_from_logits.misconception(
    "labels from 1",
    "You subtracted 1 from the labels. They count from 0, as columns do.",
    "stable-softmax-loss",
)
def logit_labels_from_1(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y - 1]


@sparse_categorical_crossentropy_from_logits.misconception(
    "a column for each label",
    "`z[:, y]` takes whole columns, `(m, m)`. One number from each row is `z[np.arange(m), y]`.",
    "stable-softmax-loss",
)
def columns_by_label(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[:, y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "one-hot of the labels that occur",
    "You made one-hot rows with `y.max() + 1` columns. The number of classes is the number of "
    "columns of z, also when the last class does not occur.",
    "stable-softmax-loss",
)
def narrow_one_hot(y, z):
    return np.logaddexp.reduce(z, axis=1) - np.sum(np.eye(y.max() + 1)[y] * z, axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "first class for all",
    "You took the logit of class 0 for every example. Each has its own label.",
    "stable-softmax-loss",
)
def first_class_for_all(y, z):
    return np.logaddexp.reduce(z, axis=1) - z[:, 0]


@sparse_categorical_crossentropy_from_logits.misconception(
    "predicted class",
    "You took the largest logit of the row, that of the predicted class. The loss looks at the "
    "true class, `y`.",
    "stable-softmax-loss",
)
def predicted_class(y, z):
    return np.logaddexp.reduce(z, axis=1) - np.max(z, axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "sigmoid",
    "You took the sigmoid of the true class's logit. With softmax the probability depends on all "
    "the logits of the row.",
    "stable-softmax-loss",
)
def sigmoid_of_the_true_class(y, z):
    return np.logaddexp(0, -z[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "binary loss of each class",
    "You added up a binary loss for each class. That is for several sigmoid outputs; softmax has "
    "one loss: log-sum-exp minus the true class's logit.",
    "stable-softmax-loss",
)
def binary_losses(y, z):
    hot = np.eye(z.shape[1])[y]
    return np.sum(np.logaddexp(0, z) - hot * z, axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "softmax first",
    "You applied softmax and then the formula for logits. The formula contains softmax already: "
    "give it z itself.",
    "stable-softmax-loss",
)
def softmax_first(y, z):
    z = np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None])
    return np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "all classes",
    "You added up the losses of all classes. Only that of the true class counts.",
    "stable-softmax-loss",
)
def losses_of_all_classes(y, z):
    return np.sum(np.logaddexp.reduce(z, axis=1)[:, None] - z, axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; `cost` takes the mean.",
    "stable-softmax-loss",
)
def mean_of_softmax_losses(y, z):
    return np.mean(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "sum over the examples",
    "You added up the examples. Every example keeps a loss of its own, `(m,)`.",
    "stable-softmax-loss",
)
def sum_of_softmax_losses(y, z):
    return np.sum(np.logaddexp.reduce(z, axis=1) - z[np.arange(len(y)), y])


@sparse_categorical_crossentropy_from_logits.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "stable-softmax-loss",
)
def column_of_softmax_losses(y, z):
    return np.logaddexp.reduce(z, axis=1)[:, None] - np.take_along_axis(z, y[:, None], axis=1)


@sparse_categorical_crossentropy_from_logits.misconception(
    "sums as a column",
    "One side is a column, (m, 1), and the other a vector, (m,), so NumPy made a matrix, (m, m). "
    "Leave out `keepdims`, or take `[:, 0]`, before you subtract.",
    "stable-softmax-loss",
)
def sums_as_a_column(y, z):
    return np.logaddexp.reduce(z, axis=1, keepdims=True) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "base 2",
    "You took the logarithm to base 2. The loss has the natural one: `np.log`.",
    "log-sum-exp",
)
def base_2_softmax_loss(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return np.log2(np.sum(np.exp(z - c), axis=1)) + c[:, 0] - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "z changed",
    "`z -= ...` changes the caller's z, and fails for whole numbers. Make a new array: `shifted "
    "= z - c`.",
    "log-sum-exp",
)
def z_changed_by_shift(y, z):
    z -= np.max(z, axis=1, keepdims=True)
    return np.log(np.sum(np.exp(z), axis=1)) - z[np.arange(len(y)), y]


@sparse_categorical_crossentropy_from_logits.misconception(
    "a list",
    "You returned a Python list. Turn it into an array: `np.array(...)`.",
    "stable-softmax-loss",
)
def list_of_softmax_losses(y, z):
    return [np.logaddexp.reduce(row) - row[label] for label, row in zip(y, z)]


@sparse_categorical_crossentropy_from_logits.misconception(
    "largest as a column",
    "The largest logits were kept as a column, (m, 1), and the sums are a vector, (m,), so NumPy "
    "made a matrix, (m, m). Take `c[:, 0]` when you add it back.",
    "log-sum-exp",
)
def largest_as_a_column(y, z):
    c = np.max(z, axis=1, keepdims=True)
    return c + np.log(np.sum(np.exp(z - c), axis=1)) - z[np.arange(len(y)), y]
