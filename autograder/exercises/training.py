"""The assignment `training`: gradients of logistic regression, gradient descent, a layer back."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..checks.compare import ARRAY_OR_LIST, Return
from ..checks.run import KERAS, SHAPES, VALUES, Case
from ..specification.exercise import Exercise
from ..specification.keras_oracle import (
    derivatives,
    fit_full_batch,
    float64,
    float64_by_default,
    keras,
)
from ..specification.random_inputs import numbers, whole

CHAPTER = "training/training_details"

# The worked example: two examples of two features, the first with label 1, the second with label 0.
X_EXAMPLE = np.array([[1.0, 2.0], [3.0, -1.0]])
Y_EXAMPLE = np.array([1, 0])


def logistic(z):
    """The sigmoid as a student's notebook has it, for the mistakes below."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


logistic_gradients = Exercise(
    "training",
    "logistic_gradients",
    CHAPTER,
    "tf.GradientTape on keras.losses.binary_crossentropy",
    returns=(Return("dj_dw"), Return("dj_db")),
)


@logistic_gradients.oracle
def _(X, y, w, b):
    # From the logits: on probabilities Keras clips at 1e-7, which would change the gradients.
    def cost(w, b):
        ops = keras().ops
        z = ops.matmul(float64(X), ops.expand_dims(w, 1)) + b
        losses = keras().losses.binary_crossentropy(float64(y)[:, None], z, from_logits=True)
        return ops.mean(losses)

    return tuple(derivatives(cost, w, b))


@logistic_gradients.visible
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


@logistic_gradients.fresh
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


def labels(rng, m):
    """Draw labels 0 and 1; both occur if there are two examples or more."""
    y = rng.integers(0, 2, size=m)
    if m > 1:
        y[:2] = rng.permutation(2)
    return y


def _with_float_labels(problem):
    X, y, w, b = problem
    return X, y.astype(float), w, b


@logistic_gradients.misconception(
    "sum in place of mean",
    "You added the examples' gradients and did not divide by m. The cost is the mean of the "
    "losses, so its gradients are means too.",
    "logistic-gradients",
)
def sum_in_place_of_mean(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error, np.sum(error)


@logistic_gradients.misconception(
    "bias not averaged",
    "`dj_db` is a sum. Divide it by m, as you did with `dj_dw`.",
    "logistic-gradients",
)
def bias_not_averaged(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / len(y), np.sum(error)


@logistic_gradients.misconception(
    "weights not averaged",
    "`dj_dw` is a sum. Divide it by m, as you did with `dj_db`.",
    "logistic-gradients",
)
def weights_not_averaged(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error, np.mean(error)


@logistic_gradients.misconception(
    "y minus f",
    "Both signs are turned round: the error is f − y, not y − f. With y − f, gradient descent "
    "would climb.",
    "logistic-gradients",
)
def y_minus_f(X, y, w, b):
    error = y - logistic(X @ w + b)
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "no sigmoid",
    "You took the logit z for the output f. These are the gradients of linear regression; logistic "
    "regression has f = sigmoid(z).",
    "logistic-gradients",
)
def no_sigmoid(X, y, w, b):
    error = X @ w + b - y
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "bias left out",
    "The logit lacks the bias: z = X @ w + b.",
    "logistic-gradients",
)
def bias_left_out(X, y, w, b):
    error = logistic(X @ w) - y
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "slope of the sigmoid",
    "You multiplied the error by f (1 − f), the slope of the sigmoid. That belongs to the squared "
    "error. With the logistic loss this factor cancels and the error is f − y alone.",
    "logistic-gradients",
)
def slope_of_the_sigmoid(X, y, w, b):
    f = logistic(X @ w + b)
    error = (f - y) * f * (1 - f)
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "decisions in place of probabilities",
    "You took the decisions 0 and 1 for f. The error uses the probability itself, before any "
    "threshold.",
    "logistic-gradients",
)
def decisions(X, y, w, b):
    error = (logistic(X @ w + b) >= 0.5) - y
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "divided by n",
    "You divided by the number of features. The mean is over the examples: divide by "
    "m = X.shape[0].",
    "logistic-gradients",
)
def divided_by_n(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / X.shape[1], np.sum(error) / X.shape[1]


@logistic_gradients.misconception(
    "divided by 2m",
    "You divided by 2m. The factor 1/2 belongs to the squared error; the logistic loss has none.",
    "logistic-gradients",
)
def divided_by_two_m(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / (2 * len(y)), np.sum(error) / (2 * len(y))


@logistic_gradients.misconception(
    "the other order",
    "You returned dj_db first. The order is `dj_dw, dj_db`.",
    "logistic-gradients",
)
def other_order(X, y, w, b):
    error = logistic(X @ w + b) - y
    return np.mean(error), X.T @ error / len(y)


@logistic_gradients.misconception(
    "X not transposed",
    "`X @ error` adds over the features. The gradient adds over the examples, which stand in the "
    "rows: `X.T @ error`.",
    "logistic-gradients",
)
def not_transposed(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "last example only",
    "`=` inside the loop throws away the examples before. Add each one: `dj_dw += ...`.",
    "logistic-gradients",
)
def last_example(X, y, w, b):
    m = X.shape[0]
    for i in range(m):
        error = logistic(X[i] @ w + b) - y[i]
        dj_dw = error * X[i]
        dj_db = error
    return dj_dw / m, dj_db / m


@logistic_gradients.misconception(
    "one dj_db an example",
    "`dj_db` has a number for every example. There is one bias, so it is one number: the mean over "
    "the examples.",
    "logistic-gradients",
)
def bias_an_example(X, y, w, b):
    error = logistic(X @ w + b) - y
    return X.T @ error / len(y), error


@logistic_gradients.misconception(
    "a column",
    "`dj_dw` is a column, (n, 1). It has the shape of w, (n,).",
    "logistic-gradients",
)
def a_column(X, y, w, b):
    f = logistic(X @ w.reshape(-1, 1) + b)
    error = f - y.reshape(-1, 1)
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "every error with every label",
    "f is a column, (m, 1), and y is a vector, (m,): NumPy then subtracts every label from every "
    "output, which gives (m, m). Keep both vectors.",
    "logistic-gradients",
)
def every_error_with_every_label(X, y, w, b):
    f = logistic(X @ w.reshape(-1, 1) + b)
    error = f - y
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "dtype of w",
    "`np.zeros_like(w)` takes the dtype of w. When w holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(n)`.",
    "logistic-gradients",
)
def dtype_of_w(X, y, w, b):
    m, n = X.shape
    dj_dw = np.zeros_like(w)
    error = logistic(X @ w + b) - y
    for j in range(n):
        dj_dw[j] = np.sum(error * X[:, j]) / m
    return dj_dw, np.mean(error)


@logistic_gradients.misconception(
    "added to whole numbers",
    "`np.zeros_like(w)` takes the dtype of w. When w holds whole numbers, `+=` cannot add decimals "
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


@logistic_gradients.misconception(
    "divided by f (1 - f)",
    "The chain rule through f divides by f (1 − f), which is 0 when the sigmoid is saturated: 0 "
    "by 0 is nan. Cancel the factor on paper, and the error is f − y.",
    "logistic-gradients",
)
def divided_by_the_slope(X, y, w, b):
    f = logistic(X @ w + b)
    error = (f - y) / (f * (1 - f)) * (f * (1 - f))
    return X.T @ error / len(y), np.mean(error)


@logistic_gradients.misconception(
    "bias in the inner loop",
    "You added to `dj_db` once for every feature. It stands in the loop over the examples, not in"
    " the one over the features.",
    "logistic-gradients",
)
def bias_in_the_inner_loop(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X.T @ error / len(y), X.shape[1] * np.mean(error)


@logistic_gradients.misconception(
    "= in place of +=",
    "`dj_dw` was replaced in every turn, so that only the last example is left in it. Add to it: "
    "`+=`.",
    "logistic-gradients",
)
def replaced_in_every_turn(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X[-1] * error[-1] / len(y), np.mean(error)


@logistic_gradients.misconception(
    "divided in every turn",
    "You divided by m inside the loop, again and again. Divide once, after it.",
    "logistic-gradients",
)
def divided_in_every_turn(X, y, w, b):
    dj_dw, dj_db = np.zeros(X.shape[1]), 0.0
    for x, error in zip(X, 1 / (1 + np.exp(-(X @ w + b))) - y):
        dj_dw, dj_db = (dj_dw + error * x) / len(y), (dj_db + error) / len(y)
    return dj_dw, dj_db


@logistic_gradients.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so only the first example counts. Move it to the left.",
    "logistic-gradients",
)
def gradients_return_in_the_loop(X, y, w, b):
    error = 1 / (1 + np.exp(-(X @ w + b))) - y
    return X[0] * error[0] / len(y), error[0] / len(y)


@logistic_gradients.misconception(
    "sign of z",
    "You computed the sigmoid of -z: the exponent lost its minus. It is `1 / (1 + np.exp(-z))`.",
    "logistic-gradients",
)
def sigmoid_of_minus_z(X, y, w, b):
    error = 1 / (1 + np.exp(X @ w + b)) - y
    return X.T @ error / len(y), np.mean(error)


gradient_descent = Exercise(
    "training",
    "gradient_descent",
    CHAPTER,
    "keras.optimizers.SGD in Model.fit",
    returns=(Return("w"), Return("b"), Return("history", ARRAY_OR_LIST)),
)


@gradient_descent.oracle
def _(X, y, w, b, alpha, epochs):
    # A linear unit and the loss on its logits: the cost of a sigmoid unit, without the clipping.
    # `fit` reports the loss of a batch before its step, and the one batch is the whole set.
    start = [(float64(w)[:, None], float64([b]))]
    with float64_by_default():
        optimizer = keras().optimizers.SGD(alpha)
        loss = keras().losses.BinaryCrossentropy(from_logits=True)
        layers, history = fit_full_batch(X, float64(y)[:, None], start, optimizer, loss, epochs)
    W, b = layers[0]
    return W[:, 0], b[0], history


@gradient_descent.visible
def _() -> Iterator[Case]:
    batch = np.array([[0.5, -1.5, 2.0], [1.25, 0.75, -0.5], [-2.0, 0.25, 1.0], [0.1, -0.6, -1.2]])
    y, w = np.array([0, 1, 1, 0]), np.array([0.4, -0.3, 0.8])
    yield Case(
        "one step from the example above", VALUES, (X_EXAMPLE, Y_EXAMPLE, np.zeros(2), 0.0, 0.5, 1)
    )
    yield Case("two steps", VALUES, (X_EXAMPLE, Y_EXAMPLE, np.zeros(2), 0.0, 0.5, 2))
    yield Case("five steps from another start", VALUES, (batch, y, w, -0.5, 0.1, 5))
    yield Case("a learning rate of 1.5", VALUES, (batch, y, w, 0.2, 1.5, 4))
    yield Case("a learning rate of 0.001", VALUES, (batch, y, w, 0.2, 0.001, 3))
    yield Case("one feature", SHAPES, (batch[:, :1], y, w[:1], 0.3, 0.2, 3))
    yield Case("one example", SHAPES, (batch[:1], y[:1], w, 0.3, 0.2, 3))
    yield Case(
        "whole numbers in X",
        SHAPES,
        (
            np.array([[1, -2], [0, 3], [2, 1]]),
            np.array([0, 1, 1]),
            np.array([0.5, -0.5]),
            0,
            0.1,
            4,
        ),
    )
    yield Case(
        "float32",
        SHAPES,
        (batch.astype(np.float32), y, w.astype(np.float32), np.float32(0.3), 0.2, 3),
    )


@gradient_descent.fresh
def _(rng) -> Iterator[Case]:
    def problem(m, n, scale=0.5):
        return numbers(rng, m, n), labels(rng, m), numbers(rng, n, scale=scale), float(rng.normal())

    def rate(low, high):
        return float(rng.uniform(low, high))

    yield Case("some steps", VALUES, (*problem(8, 3), rate(0.05, 0.2), 6))
    yield Case("a large learning rate", VALUES, (*problem(10, 2), rate(0.8, 1.6), 5))
    yield Case("ten steps", VALUES, (*problem(12, 4), rate(0.1, 0.4), 10))
    yield Case("a small learning rate", VALUES, (*problem(8, 3), rate(1e-8, 1e-7), 4))
    yield Case("one step", SHAPES, (*problem(6, 4), rate(0.1, 0.5), 1))
    yield Case("one feature", SHAPES, (*problem(7, 1), rate(0.1, 0.5), 3))
    yield Case("one example", SHAPES, (*problem(1, 5), rate(0.1, 0.5), 3))
    yield Case("as many examples as features", SHAPES, (*problem(4, 4), rate(0.1, 0.5), 3))
    X = whole(rng, 9, 3, low=-3, high=3)
    yield Case(
        "whole numbers in X",
        SHAPES,
        (X, labels(rng, 9).astype(float), numbers(rng, 3, scale=0.3), 0, rate(0.02, 0.1), 4),
    )
    X, y, w, b = problem(6, 3)
    yield Case(
        "float32",
        SHAPES,
        (X.astype(np.float32), y, w.astype(np.float32), np.float32(b), rate(0.1, 0.3), 3),
    )
    X, y, w, b = problem(50, 64, scale=0.05)
    yield Case("digits of 64 pixels", KERAS, (np.abs(X), y, w, b, rate(0.05, 0.1), 5))


@gradient_descent.misconception(
    "plus in place of minus",
    "You added the gradient, which climbs. A step goes down: `w - alpha * dj_dw`.",
    "gradient-descent",
)
def uphill(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w + alpha * X.T @ (f - y) / len(y), b + alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "learning rate left out",
    "The steps are not multiplied by alpha, the learning rate.",
    "gradient-descent",
)
def without_alpha(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - X.T @ (f - y) / len(y), b - np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "cost after the step",
    "Your history holds the cost after each step. Record it before: the first entry is the cost of "
    "the parameters that came in, as in Keras's history.",
    "cost-history",
)
def cost_after_the_step(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        error = logistic(X @ w + b) - y
        w, b = w - alpha * X.T @ error / len(y), b - alpha * np.mean(error)
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
    return w, b, history


@gradient_descent.misconception(
    "one cost too many",
    "Your history has epochs + 1 entries: one before each step and one after the last. Leave that "
    "last one out.",
    "cost-history",
)
def one_cost_too_many(X, y, w, b, alpha, epochs):
    history = []
    for epoch in range(epochs + 1):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        if epoch < epochs:
            w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "last cost only",
    "You returned one cost. The history holds one for each epoch.",
    "cost-history",
)
def last_cost_only(X, y, w, b, alpha, epochs):
    for _ in range(epochs):
        f = logistic(X @ w + b)
        cost = -np.mean(y * np.log(f) + (1 - y) * np.log(1 - f))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, cost


@gradient_descent.misconception(
    "sum of the losses",
    "Your history adds the losses up. The cost is their mean.",
    "cost-history",
)
def sum_of_the_losses(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.sum(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "cost without its sign",
    "The minus in front of the cost is missing. Logarithms of probabilities are negative, a cost "
    "is positive.",
    "cost-history",
)
def cost_without_its_sign(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "squared error in the history",
    "Your history holds the squared error. The cost of logistic regression is the mean binary "
    "cross-entropy.",
    "cost-history",
)
def squared_error_history(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(np.mean((f - y) ** 2) / 2)
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "b sees the new w",
    "You changed w first and computed the gradient of b with the new w. Compute both gradients "
    "before you change either parameter.",
    "gradient-descent",
)
def not_simultaneous(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w = w - alpha * X.T @ (f - y) / len(y)
        b = b - alpha * np.mean(logistic(X @ w + b) - y)
    return w, b, history


@gradient_descent.misconception(
    "gradients computed once",
    "The gradients stand before the loop, so every step repeats the first one. They change with w "
    "and b: compute them in every turn.",
    "gradient-descent",
)
def gradients_once(X, y, w, b, alpha, epochs):
    history = []
    error = logistic(X @ w + b) - y
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ error / len(y), b - alpha * np.mean(error)
    return w, b, history


@gradient_descent.misconception(
    "b never changes",
    "b is returned as it came. Gradient descent steps along every parameter, b as well.",
    "gradient-descent",
)
def b_never_changes(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w = w - alpha * X.T @ (f - y) / len(y)
    return w, b, history


@gradient_descent.misconception(
    "start from zero",
    "You began with w = 0 and b = 0. Begin with the w and b that were handed in.",
    "gradient-descent",
)
def start_from_zero(X, y, w, b, alpha, epochs):
    history = []
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so there is only one step. Move it to the left.",
    "gradient-descent",
)
def return_in_the_loop(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
        return w, b, history


@gradient_descent.misconception(
    "divided by m twice",
    "You divided by m once more. The gradients are means already: the step is `alpha * dj_dw`.",
    "gradient-descent",
)
def divided_by_m_twice(X, y, w, b, alpha, epochs):
    history, m = [], len(y)
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha / m * X.T @ (f - y) / m, b - alpha / m * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "w changed in place",
    "`w -= ...` changes the caller's w. Write `w = w - ...`, which makes a new array.",
    "gradient-descent",
)
def changes_w(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w -= alpha * X.T @ (f - y) / len(y)
        b -= alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "stopped early",
    "You stopped as soon as the cost hardly changed. Take all `epochs` steps: the history has one"
    " cost for each.",
    "gradient-descent",
)
def stopped_early(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
        if len(history) > 1 and abs(history[-1] - history[-2]) < 1e-3:
            break
    return w, b, history


@gradient_descent.misconception(
    "one epoch too few",
    "You took one step too few: `range(1, epochs)` has epochs - 1 turns. Write `range(epochs)`.",
    "gradient-descent",
)
def one_epoch_too_few(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(1, epochs):
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "history started anew",
    "`history = []` stands inside the loop, so that only the last cost is left. Move it before "
    "the loop.",
    "cost-history",
)
def history_started_anew(X, y, w, b, alpha, epochs):
    for _ in range(epochs):
        history = []
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@gradient_descent.misconception(
    "one loss an example",
    "Each entry of your history holds the losses of all examples. The cost is their mean, one "
    "number.",
    "cost-history",
)
def losses_in_the_history(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


dense_backward = Exercise(
    "training",
    "dense_backward",
    CHAPTER,
    "tf.GradientTape on keras.layers.Dense",
    returns=(Return("da_in"), Return("dW"), Return("db")),
)


@dense_backward.oracle
def _(dz, a_in, W):
    # A linear layer's output is z; what dz is to z, `output_gradients` is to the tape.
    units = np.shape(W)[1]
    layer = keras().layers.Dense(units, dtype="float64")
    layer.build((None, np.shape(W)[0]))

    def forward(a_in, W, b):
        return layer.stateless_call([W, b], [], a_in)[0]

    return tuple(derivatives(forward, a_in, W, np.zeros(units), output_gradients=float64(dz)))


@dense_backward.visible
def _() -> Iterator[Case]:
    dz = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.0]])
    a_in = np.array([[2.0, -1.0], [0.5, 4.0]])
    W = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]])
    yield Case("the example above", VALUES, (dz, a_in, W))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case("as many units as features and examples", VALUES, (dz[:, :2], a_in, square))
    more = np.array([[0.3, -0.7], [1.1, 0.2], [-0.4, 0.9], [0.6, -0.1]])
    batch = np.array([[1.5, -0.5, 2.0], [0.25, 1.0, -1.0], [-2.0, 0.0, 0.75], [0.1, 0.4, -0.3]])
    weights = np.array([[0.2, -0.6], [1.4, 0.5], [-0.9, 0.3]])
    yield Case("four examples", VALUES, (more, batch, weights))
    yield Case("as many units as examples", VALUES, (more[:2], batch[:2, :], weights))
    yield Case("one example", SHAPES, (dz[:1], a_in[:1], W))
    yield Case("one unit", SHAPES, (dz[:, :1], a_in, W[:, :1]))
    yield Case("one feature", SHAPES, (dz, a_in[:, 1:], W[1:]))
    yield Case("whole numbers", SHAPES, tuple(np.rint(a).astype(int) for a in (dz, a_in, W)))
    yield Case(
        "whole numbers in a_in and W", SHAPES, (dz / 4, np.rint(a_in).astype(int), W.astype(int))
    )
    yield Case("float32", SHAPES, tuple((a / 3).astype(np.float32) for a in (dz, a_in, W)))


@dense_backward.fresh
def _(rng) -> Iterator[Case]:
    def layer(m, n, units, scale=1.0):
        return numbers(rng, m, units), numbers(rng, m, n), numbers(rng, n, units, scale=scale)

    yield Case("some examples", VALUES, layer(5, 4, 3))
    yield Case("more units than features", VALUES, layer(4, 2, 6))
    yield Case("as many units as features", VALUES, layer(5, 3, 3))
    yield Case("as many units as examples", VALUES, layer(4, 3, 4))
    yield Case("as many units as features and examples", VALUES, layer(3, 3, 3))
    dz, a_in, W = layer(6, 3, 4)
    yield Case("large numbers", VALUES, (dz * 100, a_in * 1000, W * 1000), atol=1e-7)
    yield Case("one example", SHAPES, layer(1, 4, 3))
    yield Case("one unit", SHAPES, layer(5, 4, 1))
    yield Case("one feature", SHAPES, layer(5, 1, 3))
    yield Case("one of each", SHAPES, layer(1, 1, 1))
    yield Case("whole numbers", SHAPES, (whole(rng, 4, 3), whole(rng, 4, 2), whole(rng, 2, 3)))
    yield Case(
        "whole numbers in a_in and W",
        SHAPES,
        (numbers(rng, 5, 3), whole(rng, 5, 4), whole(rng, 4, 3)),
    )
    yield Case("float32", SHAPES, tuple(a.astype(np.float32) for a in layer(6, 4, 3)))
    yield Case("the first layer of the digit network", KERAS, layer(8, 64, 25, scale=0.2))
    yield Case("the layer after it", KERAS, layer(20, 25, 15, scale=0.3))
    yield Case("an output unit", KERAS, layer(20, 15, 1))


@dense_backward.misconception(
    "divided by m again",
    "You divided dW and db by m. dz is the gradient of the mean cost already, so the division has "
    "been done: only add over the examples.",
    "dense-backward",
)
def divided_by_m_again(dz, a_in, W):
    m = dz.shape[0]
    return dz @ W.T, a_in.T @ dz / m, dz.sum(axis=0) / m


@dense_backward.misconception(
    "all divided by m",
    "You divided all three by m. dz is the gradient of the mean cost already: do not divide again.",
    "dense-backward",
)
def all_divided_by_m(dz, a_in, W):
    m = dz.shape[0]
    return dz @ W.T / m, a_in.T @ dz / m, dz.sum(axis=0) / m


@dense_backward.misconception(
    "mean in db",
    "db is the mean of dz over the examples. It is the sum: the mean was taken in dz already.",
    "dense-backward",
)
def mean_in_db(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.mean(axis=0)


@dense_backward.misconception(
    "dW divided by m",
    "You divided dW by m. dz is the gradient of the mean cost already: do not divide again.",
    "dense-backward",
)
def weights_divided_by_m(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz / dz.shape[0], dz.sum(axis=0)


@dense_backward.misconception(
    "dW transposed",
    "dW is transposed. It has the shape of W, (n, units): `a_in.T @ dz`.",
    "dense-backward",
)
def weights_transposed(dz, a_in, W):
    return dz @ W.T, dz.T @ a_in, dz.sum(axis=0)


@dense_backward.misconception(
    "W not transposed",
    "You computed `dz @ W`. Going back, the weights are transposed: `dz @ W.T`, which gives (m, "
    "n).",
    "dense-backward",
)
def not_transposed_back(dz, a_in, W):
    return dz @ W, a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "da_in transposed",
    "da_in is transposed. It has the shape of a_in, (m, n), one example a row: `dz @ W.T`.",
    "dense-backward",
)
def input_transposed(dz, a_in, W):
    return W @ dz.T, a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "a_in not transposed",
    "You computed `a_in @ dz`. dW adds over the examples, which stand in the rows of both: "
    "`a_in.T @ dz`.",
    "dense-backward",
)
def batch_not_transposed(dz, a_in, W):
    return dz @ W.T, a_in @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "db over the units",
    "You added dz over the units. db has one number a unit: add over the examples, "
    "`dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_over_the_units(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=1)


@dense_backward.misconception(
    "db one number",
    "`np.sum(dz)` adds everything up. db has one number a unit: `dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_one_number(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, np.sum(dz)


@dense_backward.misconception(
    "db a row",
    "db is a matrix with one row, (1, units). It is a vector, (units,): leave out `keepdims`.",
    "dense-backward",
)
def bias_a_row(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz.sum(axis=0, keepdims=True)


@dense_backward.misconception(
    "db not summed",
    "You returned dz for db. All examples share the bias, so their gradients are added: "
    "`dz.sum(axis=0)`.",
    "dense-backward",
)
def bias_not_summed(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, dz


@dense_backward.misconception(
    "db from the input",
    "You added up a_in for db. The bias is multiplied by 1, not by the input, so db is the sum of "
    "dz.",
    "dense-backward",
)
def bias_from_the_input(dz, a_in, W):
    return dz @ W.T, a_in.T @ dz, a_in.sum(axis=0)


@dense_backward.misconception(
    "element by element",
    "You multiplied element by element. These are matrix products: `@`.",
    "dense-backward",
)
def element_by_element(dz, a_in, W):
    return dz * W.T, a_in.T * dz, dz.sum(axis=0)


@dense_backward.misconception(
    "dW first",
    "You returned (dW, db, da_in). The order is da_in, dW, db.",
    "dense-backward",
)
def weights_first(dz, a_in, W):
    return a_in.T @ dz, dz.sum(axis=0), dz @ W.T


@dense_backward.misconception(
    "db before dW",
    "You returned (da_in, db, dW). The order is da_in, dW, db.",
    "dense-backward",
)
def bias_before_weights(dz, a_in, W):
    return dz @ W.T, dz.sum(axis=0), a_in.T @ dz


@dense_backward.misconception(
    "da_in left out",
    "You returned dW and db only. The layer before needs da_in as well: return all three.",
    "dense-backward",
)
def input_left_out(dz, a_in, W):
    return a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "slope of ReLU",
    "You set da_in to 0 where a_in is not positive. The activation function belongs to the layer "
    "before and comes later: `dense_backward` stops at da_in.",
    "many-layers",
)
def slope_of_relu(dz, a_in, W):
    return (dz @ W.T) * (a_in > 0), a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "slope of the sigmoid",
    "You multiplied da_in by a_in (1 − a_in), the slope of a sigmoid. The activation function "
    "belongs to the layer before and comes later: `dense_backward` stops at da_in.",
    "many-layers",
)
def slope_of_the_layer_before(dz, a_in, W):
    return (dz @ W.T) * a_in * (1 - a_in), a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "last example only",
    "`=` inside the loop throws away the examples before. Add each one: `dW += ...`.",
    "dense-backward",
)
def last_example_only(dz, a_in, W):
    for i in range(len(dz)):
        dW = np.outer(a_in[i], dz[i])
        db = dz[i]
    return dz @ W.T, dW, db.copy()


@dense_backward.misconception(
    "dtype of W",
    "`np.zeros_like(W)` takes the dtype of W. When W holds whole numbers, that stops with an error "
    "or cuts off all decimals. Use `np.zeros(W.shape)`.",
    "dense-backward",
)
def dtype_of_the_weights(dz, a_in, W):
    dW = np.zeros_like(W)
    for i in range(len(dz)):
        dW += np.outer(a_in[i], dz[i])
    return dz @ W.T, dW, dz.sum(axis=0)


@dense_backward.misconception(
    "minus",
    "All three have the wrong sign. The gradients themselves are asked for; the minus comes with "
    "the step, `W - alpha * dW`.",
    "dense-backward",
)
def with_a_minus(dz, a_in, W):
    return -dz @ W.T, -a_in.T @ dz, -dz.sum(axis=0)


@dense_backward.misconception(
    "mean of da_in",
    "You averaged da_in over the examples. Every example keeps its own row, (m, n).",
    "dense-backward",
)
def mean_of_the_input(dz, a_in, W):
    return (dz @ W.T).mean(axis=0), a_in.T @ dz, dz.sum(axis=0)


@dense_backward.misconception(
    "squeezed",
    "`squeeze` removed an axis of length 1. One example, one unit or one feature still gives "
    "matrices for da_in and dW.",
    "dense-backward",
)
def squeezed(dz, a_in, W):
    return np.squeeze(dz @ W.T), np.squeeze(a_in.T @ dz), dz.sum(axis=0)


@dense_backward.misconception(
    "W changed",
    "`W -= ...` changes the caller's W. Return the gradients only; the step comes later.",
    "dense-backward",
)
def changes_the_weights(dz, a_in, W):
    da_in, dW, db = dz @ W.T, a_in.T @ dz, dz.sum(axis=0)
    W -= np.asarray(0.01 * dW, W.dtype)
    return da_in, dW, db


@dense_backward.misconception(
    "dW before da_in",
    "You returned (dW, da_in, db). The order is da_in, dW, db.",
    "dense-backward",
)
def weights_before_input(dz, a_in, W):
    return a_in.T @ dz, dz @ W.T, dz.sum(axis=0)
