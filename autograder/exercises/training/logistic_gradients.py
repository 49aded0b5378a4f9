"""`logistic_gradients`: the gradients of the cost of logistic regression."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import derivatives, float64, keras
from ...specification.random_inputs import numbers, whole
from .logistic_regression import X_EXAMPLE, Y_EXAMPLE, labels, logistic

exercise = Exercise(
    "training",
    "logistic_gradients",
    chapter="training/training_details",
    oracle_name="tf.GradientTape on keras.losses.binary_crossentropy",
    returns=(Return("dj_dw"), Return("dj_db")),
)


@exercise.oracle
def _(X, y, w, b):
    # From the logits: on probabilities Keras clips at 1e-7, which would change the gradients.
    def cost(w, b):
        ops = keras().ops
        z = ops.matmul(float64(X), ops.expand_dims(w, 1)) + b
        losses = keras().losses.binary_crossentropy(float64(y)[:, None], z, from_logits=True)
        return ops.mean(losses)

    return tuple(derivatives(cost, w, b))


@exercise.visible
def _() -> Iterator[Case]:
    batch = np.array([[0.5, -1.5, 2.0], [1.25, 0.75, -0.5], [-2.0, 0.25, 1.0], [0.1, -0.6, -1.2]])
    w = np.array([0.4, -0.3, 0.8])
    yield Case("the example above", VALUES, (X_EXAMPLE, Y_EXAMPLE, np.zeros(2), 0.0))
    yield Case("other parameters", VALUES, (X_EXAMPLE, Y_EXAMPLE, np.array([0.5, -1.0]), 0.25))
    yield Case("four examples, three features", VALUES, (batch, np.array([0, 1, 1, 0]), w, -0.5))
    yield Case("labels as floats", VALUES, (batch, np.array([1.0, 1.0, 0.0, 0.0]), w, 0.7))
    yield Case("one example", SHAPES, (batch[:1], np.array([1]), w, 0.2))
    yield Case("one feature", SHAPES, (batch[:, :1], np.array([0, 1, 0, 0]), w[:1], 0.3))
    yield Case("as many examples as features", SHAPES, (batch[1:], np.array([1, 0, 1]), w, -0.1))
    yield Case(
        "whole numbers",
        SHAPES,
        (np.array([[1, -2], [0, 3], [2, 1]]), np.array([0, 1, 1]), np.array([1, -1]), 2),
    )
    yield Case(
        "float32",
        SHAPES,
        (batch.astype(np.float32), np.array([0, 1, 1, 0]), w.astype(np.float32), np.float32(0.3)),
    )
    yield Case(
        "logits far from 0", VALUES, (batch * 400, np.array([1, 0, 0, 1]), w, 0.5), atol=1e-9
    )


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def problem(m, n, scale=1.0):
        return numbers(rng, m, n), labels(rng, m), numbers(rng, n, scale=scale), float(rng.normal())

    yield Case("some examples", VALUES, problem(7, 3))
    yield Case("labels as floats", VALUES, _with_float_labels(problem(6, 4)))
    yield Case("more features than examples", VALUES, problem(3, 8, scale=0.5))
    far = problem(9, 4)
    yield Case("logits far from 0", VALUES, (far[0] * 3000, *far[1:]), atol=1e-8)
    yield Case("one example", SHAPES, problem(1, 4))
    yield Case("one feature", SHAPES, problem(6, 1))
    yield Case("one example and one feature", SHAPES, problem(1, 1))
    yield Case("as many examples as features", SHAPES, problem(5, 5))
    yield Case(
        "whole numbers",
        SHAPES,
        (whole(rng, 8, 3), labels(rng, 8), whole(rng, 3, low=-1, high=1), 1),
    )
    X, y, w, b = problem(6, 3)
    yield Case("float32", SHAPES, (X.astype(np.float32), y, w.astype(np.float32), np.float32(b)))
    yield Case("a hundred examples", KERAS, problem(100, 6))
    digits = problem(60, 64, scale=0.1)
    yield Case("digits of 64 pixels", KERAS, (np.abs(digits[0]), *digits[1:]))


def _with_float_labels(problem):
    X, y, w, b = problem
    return X, y.astype(float), w, b


@exercise.misconception(
    "sum in place of mean",
    "You added the examples' gradients and did not divide by m. The cost is the mean of the "
    "losses, so its gradients are means too.",
    "logistic-gradients",
)
def sum_in_place_of_mean(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error, np.sum(error)


@exercise.misconception(
    "bias not averaged",
    "`dj_db` is a sum. Divide it by m, as you did with `dj_dw`.",
    "logistic-gradients",
)
def bias_not_averaged(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / len(y), np.sum(error)


@exercise.misconception(
    "weights not averaged",
    "`dj_dw` is a sum. Divide it by m, as you did with `dj_db`.",
    "logistic-gradients",
)
def weights_not_averaged(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error, np.mean(error)


@exercise.misconception(
    "y minus f",
    "Both signs are reversed: the error is f − y, not y − f. With y − f, gradient descent would "
    "go uphill.",
    "logistic-gradients",
)
def y_minus_f(X, y, w, b):
    error = y - logistic(X @ w + b)
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "no sigmoid",
    "You used the logit z as the output f. These are the gradients of linear regression; logistic "
    "regression has f = sigmoid(z).",
    "logistic-gradients",
)
def no_sigmoid(X, y, w, b):
    error = X @ w + b - y
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "bias left out",
    "The bias is missing from the logit: z = X @ w + b.",
    "logistic-gradients",
)
def bias_left_out(X, y, w, b):
    error = logistic(X @ w) - y
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "slope of the sigmoid",
    "You multiplied the error by f (1 − f), the slope of the sigmoid. That belongs to the squared "
    "error. With the logistic loss this factor cancels and the error is f − y alone.",
    "logistic-gradients",
)
def slope_of_the_sigmoid(X, y, w, b):
    f = logistic(X @ w + b)
    error = (f - y) * f * (1 - f)
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "decisions in place of probabilities",
    "You used the decisions 0 and 1 as f. The error uses the probability itself, before any "
    "threshold.",
    "logistic-gradients",
)
def decisions(X, y, w, b):
    error = (logistic(X @ w + b) >= 0.5) - y
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "divided by n",
    "You divided by the number of features. The mean is over the examples: divide by "
    "m = X.shape[0].",
    "logistic-gradients",
)
def divided_by_n(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / X.shape[1], np.sum(error) / X.shape[1]


@exercise.misconception(
    "divided by 2m",
    "You divided by 2m. The factor 1/2 belongs to the squared error; the logistic loss has none.",
    "logistic-gradients",
)
def divided_by_two_m(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / (2 * len(y)), np.sum(error) / (2 * len(y))


@exercise.misconception(
    "the other order",
    "You returned dj_db first. The order is `dj_dw, dj_db`.",
    "logistic-gradients",
)
def other_order(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.mean(error), X.T @ error / len(y)


@exercise.misconception(
    "X not transposed",
    "`X @ error` sums over the features. The gradient sums over the examples, which are the rows: "
    "`X.T @ error`.",
    "logistic-gradients",
)
def not_transposed(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X @ error / len(y), np.mean(error)


@exercise.misconception(
    "last example only",
    "`=` inside the loop overwrites what the earlier examples gave. Add each one: `dj_dw += ...`.",
    "logistic-gradients",
)
def last_example(X, y, w, b):
    m = X.shape[0]
    for i in range(m):
        error = logistic(X[i] @ w + b) - y[i]
        dj_dw = error * X[i]
        dj_db = error
    return dj_dw / m, dj_db / m


@exercise.misconception(
    "one dj_db per example",
    "`dj_db` has one number per example. There is one bias, so it is one number: the mean over "
    "the examples.",
    "logistic-gradients",
)
def bias_an_example(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / len(y), error


@exercise.misconception(
    "a column",
    "`dj_dw` is a column, (n, 1). It has the shape of w, (n,).",
    "logistic-gradients",
)
def a_column(X, y, w, b):
    f = logistic(X @ w.reshape(-1, 1) + b)
    error = f - y.reshape(-1, 1)
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "every error with every label",
    "f is a column, (m, 1), and y is a vector, (m,): NumPy then subtracts every label from every "
    "output, which gives (m, m). Keep both vectors.",
    "logistic-gradients",
)
def every_error_with_every_label(X, y, w, b):
    f = logistic(X @ w.reshape(-1, 1) + b)
    error = f - y
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "dtype of w",
    "`np.zeros_like(w)` has the dtype of w. When w holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(n)`.",
    "logistic-gradients",
)
def dtype_of_w(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros_like(w)
    error = logistic(X @ w + b) - y
    for j in range(n):
        dj_dw[j] = np.sum(error * X[:, j]) / m
    return dj_dw, np.mean(error)


@exercise.misconception(
    "added to whole numbers",
    "`np.zeros_like(w)` has the dtype of w. When w holds whole numbers, `+=` cannot add decimals "
    "to it. Use `np.zeros(n)`.",
    "logistic-gradients",
)
def added_to_whole_numbers(X, y, w, b):
    dj_dw, dj_db = np.zeros_like(w), 0
    for x, label in zip(X, y):
        error = logistic(x @ w + b) - label
        dj_dw += error * x
        dj_db += error
    return dj_dw / len(y), dj_db / len(y)


@exercise.misconception(
    "divided by f (1 - f)",
    "The chain rule through f divides by f (1 − f), which is 0 when the sigmoid is saturated, and "
    "0 divided by 0 is nan. Cancel the factor on paper, and the error is f − y.",
    "logistic-gradients",
)
def divided_by_the_slope(X, y, w, b):
    f = logistic(X @ w + b)
    error = (f - y) / (f * (1 - f)) * (f * (1 - f))
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "bias in the inner loop",
    "You added to `dj_db` once per feature. That line belongs in the loop over the examples, not "
    "in the one over the features.",
    "logistic-gradients",
)
def bias_in_the_inner_loop(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), X.shape[1] * np.mean(error)


@exercise.misconception(
    "= in place of +=",
    "`dj_dw` was overwritten in every iteration, so only the last example is left in it. Add to "
    "it: `+=`.",
    "logistic-gradients",
)
def replaced_in_every_turn(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X[-1] * error[-1] / len(y), np.mean(error)


@exercise.misconception(
    "divided in every iteration",
    "You divided by m inside the loop, again and again. Divide once, after it.",
    "logistic-gradients",
)
def divided_in_every_turn(X, y, w, b):
    dj_dw, dj_db = np.zeros(X.shape[1]), 0.0
    for x, error in zip(X, 1 / (1 + np.exp(-(X @ w + b))) - y):
        dj_dw, dj_db = (dj_dw + error * x) / len(y), (dj_db + error) / len(y)
    return dj_dw, dj_db


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so only the first example counts. Move it to the left, out "
    "of the loop.",
    "logistic-gradients",
    quotes=("return in loop",),
    of_result="Only the first example counts.",
)
def gradients_return_in_the_loop(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X[0] * error[0] / len(y), error[0] / len(y)


@exercise.misconception(
    "sign of z",
    "You computed the sigmoid of -z: the minus in the exponent is missing. It is `1 / (1 + "
    "np.exp(-z))`.",
    "logistic-gradients",
)
def sigmoid_of_minus_z(X, y, w, b):
    error = 1 / (1 + np.exp(X @ w + b)) - y
    return X.T @ error / len(y), np.mean(error)


@exercise.misconception(
    "one number for all weights",
    "`dj_dw` is one number. Each weight has a gradient of its own, so the mean runs over the "
    "examples only: `X.T @ (f - y) / m`.",
    "logistic-gradients",
)
def one_number_for_all_weights(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.mean(error * X.T), np.mean(error)


@exercise.misconception(
    "only the error",
    "`dj_dw` is the error alone. The gradient of a weight is the mean of the error times its "
    "feature: `X.T @ (f - y) / m`.",
    "logistic-gradients",
)
def only_the_error(X, y, w, b):
    error = logistic(X @ w + b) - y
    return error, np.mean(error)


exercise.size(
    "a penalty on the weights",
    "penalty",
    "{value}: {size} times the weights are added to the gradient, as in regularisation. The "
    "cost here has no such term.",
    "logistic-gradients",
)


@exercise.misconception(
    "logit carried on",
    "The logit of each example still holds the sums of the examples before it. Every example "
    "starts at 0: `z = 0` belongs inside the loop over the examples.",
    "logistic-gradients",
)
def logit_carried_on(X, y, w, b):
    error = 1 / (1 + np.exp(-np.cumsum(X @ w + b))) - y
    return X.T @ error / len(y), np.mean(error)


@exercise.another_way("logit carried on")
def _(X, y, w, b):
    error = 1 / (1 + np.exp(-(np.cumsum(X @ w) + b))) - y
    return X.T @ error / len(y), np.mean(error)


# Mistakes that are made beside any other.


@exercise.modifier("sum in place of mean")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_dw * len(y), dj_db * len(y)


@exercise.modifier("bias not averaged")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_dw, dj_db * len(y)


@exercise.modifier("weights not averaged")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_dw * len(y), dj_db


@exercise.modifier("y minus f")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return -dj_dw, -dj_db


@exercise.modifier("divided by n")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_dw * len(y) / len(w), dj_db * len(y) / len(w)


@exercise.modifier("divided by 2m")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_dw / 2, dj_db / 2


@exercise.modifier("bias left out")
def _(function, X, y, w, b):
    return function(X, y, w, 0 * b)


@exercise.modifier("the other order")
def _(function, X, y, w, b):
    dj_dw, dj_db = function(X, y, w, b)
    return dj_db, dj_dw


# Other ways to make these mistakes.


@exercise.another_way("one number for all weights")
def _(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.sum(error * X.T) / len(y), np.mean(error)


@exercise.another_way("one number for all weights")
def _(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.mean(error[:, None] * X), np.sum(error) / len(y)


@exercise.another_way("only the error")
def _(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.full(len(w), np.mean(error)), np.mean(error)
