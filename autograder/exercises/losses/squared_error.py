"""`squared_error`: half the squared error of each example."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, keras
from ...specification.random_inputs import numbers, whole
from .per_example import LOSSES, column

exercise = Exercise(
    "losses",
    "squared_error",
    chapter="training/training_details",
    oracle_name="half of keras.losses.mean_squared_error",
    returns=LOSSES,
)


@exercise.oracle
def _(y, y_hat):
    # Keras has no 1/2, the lecture has.
    return as_numpy(keras().losses.mean_squared_error(column(y), column(y_hat))) / 2


@exercise.visible
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


@exercise.fresh
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


@exercise.misconception(
    "no 1/2",
    "The factor 1/2 is missing. Keras leaves it out too, but the lecture has it: with it the "
    "derivative is simply `y_hat - y`.",
    "squared-error",
)
def no_half(y, y_hat):
    return (y_hat - y) ** 2


@exercise.misconception(
    "mean over the examples",
    "You averaged over the examples. A loss belongs to one example; their mean is the cost, "
    "which comes later.",
    "squared-error",
)
def mean_of_squares(y, y_hat):
    return np.mean((y_hat - y) ** 2) / 2


@exercise.misconception(
    "sum over the examples",
    "You summed over the examples. Each example keeps its own loss, `(m,)`.",
    "squared-error",
)
def sum_of_squares(y, y_hat):
    return np.sum((y_hat - y) ** 2) / 2


@exercise.misconception(
    "divided by m",
    "You divided every loss by the number of examples. That belongs to the cost, their mean.",
    "squared-error",
)
def divided_by_m(y, y_hat):
    return (y_hat - y) ** 2 / (2 * len(y))


@exercise.misconception(
    "absolute error",
    "Your numbers grow with the size of the error, not with its square: take `(y_hat - y) ** 2`, "
    "and then half of it.",
    "squared-error",
)
def absolute_error(y, y_hat):
    return np.abs(y_hat - y) / 2


@exercise.misconception(
    "not squared",
    "You halved the difference without squaring it, so errors of opposite sign cancel.",
    "squared-error",
)
def not_squared(y, y_hat):
    return (y_hat - y) / 2


@exercise.misconception(
    "difference of squares",
    "You squared y and y_hat separately. First take the difference, then square it.",
    "squared-error",
)
def difference_of_squares(y, y_hat):
    return (y_hat**2 - y**2) / 2


@exercise.misconception(
    "half inside the square",
    "You squared the 1/2 as well, which gives a quarter. It belongs outside: `(y_hat - y) ** 2 / "
    "2`.",
    "squared-error",
)
def half_inside(y, y_hat):
    return ((y_hat - y) / 2) ** 2


@exercise.misconception(
    "twice",
    "You multiplied by 2. The factor is 1/2.",
    "squared-error",
)
def twice(y, y_hat):
    return 2 * (y_hat - y) ** 2


@exercise.misconception(
    "^ for a power",
    "In Python `^` is not a power but a bitwise exclusive or. A square is `** 2`.",
    "squared-error",
)
def caret(y, y_hat):
    return ((y_hat - y) ^ 2) / 2


@exercise.misconception(
    "// for a division",
    "`//` cuts off the decimals of the result. Divide with `/`.",
    "squared-error",
)
def floor_division(y, y_hat):
    return (y_hat - y) ** 2 // 2


@exercise.misconception(
    "a column",
    "You returned a matrix with one column. One loss per example is a vector, `(m,)`.",
    "squared-error",
)
def squares_as_a_column(y, y_hat):
    return ((y_hat - y) ** 2 / 2).reshape(-1, 1)


@exercise.misconception(
    "every y against every prediction",
    "You made y a column, so every y was paired with every prediction, `(m, m)`. Example i has "
    "only y[i] and y_hat[i].",
    "squared-error",
)
def every_pair(y, y_hat):
    return (y_hat - y.reshape(-1, 1)) ** 2 / 2


@exercise.misconception(
    "root",
    "You took the square root at the end. The loss is the squared error, halved.",
    "squared-error",
)
def root(y, y_hat):
    return np.sqrt((y_hat - y) ** 2 / 2)


@exercise.misconception(
    "arguments changed",
    "`y_hat -= y` changes the caller's predictions, and fails when y_hat holds whole numbers and "
    "y floats. Compute a new array: `error = y_hat - y`.",
    "squared-error",
)
def predictions_changed(y, y_hat):
    y_hat -= y
    return y_hat**2 / 2


@exercise.misconception(
    "dtype of y",
    "The result array has the dtype of y. When y holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(len(y))`.",
    "squared-error",
)
def squared_error_dtype_of_y(y, y_hat):
    losses = np.zeros_like(y)
    for i in range(len(y)):
        losses[i] = (y_hat[i] - y[i]) ** 2 / 2
    return losses


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first loss is computed.",
    "squared-error",
    quotes=("return in loop",),
    of_result="Only the first loss is computed.",
)
def squared_error_return_in_the_loop(y, y_hat):
    for i in range(len(y)):
        return (y_hat[i] - y[i]) ** 2 / 2


@exercise.misconception(
    "norm",
    "You returned the length of the vector of errors, one number for all examples. Each example "
    "keeps its own loss, half of its squared error.",
    "squared-error",
)
def norm_of_errors(y, y_hat):
    return np.linalg.norm(y_hat - y)


@exercise.misconception(
    "only zeros",
    "Every loss is 0. In Python `1 // 2` is 0, because `//` rounds down: a half is `1 / 2` or 0.5.",
    "squared-error",
    quotes=("//",),
    of_result="Every loss is 0. Is the factor 1/2 rounded down, or the result never filled in?",
)
def only_zeros(y, y_hat):
    return 1 // 2 * (y_hat - y) ** 2


@exercise.misconception(
    "root of the mean",
    "You took the root of the mean of the squares, one number for all examples. Each example keeps "
    "its own loss, half of its squared error.",
    "squared-error",
)
def root_of_the_mean(y, y_hat):
    return np.sqrt(np.mean((y_hat - y) ** 2))


# Mistakes that are made beside any other.


@exercise.modifier("mean over the examples")
def _(function, y, y_hat):
    return np.mean(function(y, y_hat))


@exercise.modifier("sum over the examples")
def _(function, y, y_hat):
    return np.sum(function(y, y_hat))


@exercise.modifier("a column")
def _(function, y, y_hat):
    return np.reshape(function(y, y_hat), (-1, 1))


@exercise.modifier("no 1/2")
def _(function, y, y_hat):
    return 2 * function(y, y_hat)


@exercise.modifier("divided by m")
def _(function, y, y_hat):
    return function(y, y_hat) / len(y)


@exercise.modifier("root")
def _(function, y, y_hat):
    return np.sqrt(function(y, y_hat))


# Other ways to make these mistakes.


@exercise.another_way("absolute error")
def _(y, y_hat):
    return np.abs(y_hat - y)


@exercise.another_way("absolute error", "mean over the examples")
def _(y, y_hat):
    return np.mean(np.abs(y_hat - y))


@exercise.another_way("norm")
def _(y, y_hat):
    return np.linalg.norm(y_hat - y) / 2


@exercise.another_way("difference of squares")
def _(y, y_hat):
    return (y**2 - y_hat**2) / 2


@exercise.another_way("difference of squares", "no 1/2")
def _(y, y_hat):
    return y**2 - y_hat**2


@exercise.another_way("not squared")
def _(y, y_hat):
    return (y - y_hat) / 2


@exercise.another_way("not squared", "no 1/2")
def _(y, y_hat):
    return y - y_hat


@exercise.another_way("not squared", "no 1/2")
def _(y, y_hat):
    return y_hat - y


@exercise.another_way("root of the mean")
def _(y, y_hat):
    return np.sqrt(np.mean((y_hat - y) ** 2) / 2)


@exercise.another_way("only zeros")
def _(y, y_hat):
    return np.zeros(len(y))
