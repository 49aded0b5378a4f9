"""`gradient_descent`: logistic regression trained by gradient descent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np

from ...checks.compare import ARRAY_OR_LIST, Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import fit_full_batch, float64, float64_by_default, keras
from ...specification.random_inputs import numbers, whole
from .logistic_regression import X_EXAMPLE, Y_EXAMPLE, labels, logistic

exercise = Exercise(
    "training",
    "gradient_descent",
    chapter="training/training_details",
    oracle_name="keras.optimizers.SGD in Model.fit",
    returns=(Return("w"), Return("b"), Return("history", ARRAY_OR_LIST)),
)


@exercise.oracle
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


@exercise.visible
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
        (batch.astype(np.float32), y, w.astype(np.float32), np.float32(0.3), 0.8, 3),
    )


@exercise.fresh
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
        (X.astype(np.float32), y, w.astype(np.float32), np.float32(b), rate(0.5, 0.9), 3),
    )
    X, y, w, b = problem(50, 64, scale=0.05)
    yield Case("digits of 64 pixels", KERAS, (np.abs(X), y, w, b, rate(0.05, 0.1), 5))


@exercise.misconception(
    "plus in place of minus",
    "You added the gradient, which goes uphill. A step goes downhill: `w - alpha * dj_dw`.",
    "gradient-descent",
)
def uphill(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w + alpha * X.T @ (f - y) / len(y), b + alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
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


@exercise.misconception(
    "cost after the step",
    "Your history holds the cost after each step. Record it before: the first entry is the cost "
    "of the parameters that were passed in, as in Keras's history.",
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "sum of the losses",
    "Your history holds the sum of the losses. The cost is their mean.",
    "cost-history",
)
def sum_of_the_losses(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.sum(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
    "cost without its sign",
    "The minus in front of the cost is missing. Logarithms of probabilities are negative, but a "
    "cost is positive.",
    "cost-history",
)
def cost_without_its_sign(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "gradients computed once",
    "The gradients are computed before the loop, so every step repeats the first one. They change "
    "with w and b: compute them in every iteration.",
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


@exercise.misconception(
    "b never changes",
    "b is returned unchanged. Gradient descent takes a step along every parameter, b included.",
    "gradient-descent",
)
def b_never_changes(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w = w - alpha * X.T @ (f - y) / len(y)
    return w, b, history


@exercise.misconception(
    "start from zero",
    "You started from w = 0 and b = 0. Start from the w and b that were passed in.",
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


@exercise.misconception(
    "return inside the loop",
    "The `return` is inside the loop, so there is only one step. Move it to the left, out of the "
    "loop.",
    "gradient-descent",
    quotes=("return in loop",),
    of_result="There is only one step.",
)
def return_in_the_loop(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
        return w, b, history


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "one epoch too few",
    "You took one step too few: `range(1, epochs)` gives epochs - 1 iterations. Write "
    "`range(epochs)`.",
    "gradient-descent",
)
def one_epoch_too_few(X, y, w, b, alpha, epochs):
    history = []
    for _ in range(1, epochs):
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
    "history started anew",
    "`history = []` is inside the loop, so only the last cost is left. Move it before the loop.",
    "cost-history",
)
def history_started_anew(X, y, w, b, alpha, epochs):
    for _ in range(epochs):
        history = []
        f = 1 / (1 + np.exp(-(X @ w + b)))
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
    "one loss per example",
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


@exercise.misconception(
    "history left out",
    "You returned only w and b. Return three values: w, b, then the history.",
    "cost-history",
)
def descent_without_history(X, y, w, b, alpha, epochs):
    for _ in range(epochs):
        f = logistic(X @ w + b)
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b


@exercise.misconception(
    "first cost only",
    "Your history holds the first cost alone. It has one for each epoch: append in every turn of "
    "the loop.",
    "cost-history",
)
def first_cost_only(X, y, w, b, alpha, epochs):
    history = []
    for epoch in range(epochs):
        f = logistic(X @ w + b)
        if epoch == 0:
            history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


@exercise.misconception(
    "something added inside the logarithm",
    "The costs in your history are those with a small number added inside the logarithms, or with "
    "the probabilities cut off there. That changes every cost; take the logarithm as it is.",
    "cost-history",
)
def cost_with_something_added(X, y, w, b, alpha, epochs):
    return _descent_with_cost(X, y, w, b, alpha, epochs, added=1e-5)


@exercise.misconception(
    "learning rate that falls",
    "The learning rate falls from step to step. Every step has the same one, alpha.",
    "gradient-descent",
)
def learning_rate_that_falls(X, y, w, b, alpha, epochs):
    history = []
    for epoch in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        rate = alpha / (1 + epoch)
        w, b = w - rate * X.T @ (f - y) / len(y), b - rate * np.mean(f - y)
    return w, b, history


def _descent_with_cost(X, y, w, b, alpha, epochs, added=0.0, limit=0.0):
    history = []
    for _ in range(epochs):
        f = logistic(X @ w + b)
        p = np.clip(f, limit, 1 - limit)
        history.append(-np.mean(y * np.log(p + added) + (1 - y) * np.log(1 - p + added)))
        w, b = w - alpha * X.T @ (f - y) / len(y), b - alpha * np.mean(f - y)
    return w, b, history


exercise.size(
    "costs kept now and then",
    "every_kth",
    "You kept one cost in every {size}. `history` has one for each epoch: append in every turn of "
    "the loop.",
    "cost-history",
)


# Mistakes that are made beside any other.


@exercise.modifier("plus in place of minus")
def _(function, X, y, w, b, alpha, epochs):
    return function(X, y, w, b, -alpha, epochs)


@exercise.modifier("learning rate left out")
def _(function, X, y, w, b, alpha, epochs):
    return function(X, y, w, b, 1.0, epochs)


@exercise.modifier("start from zero")
def _(function, X, y, w, b, alpha, epochs):
    return function(X, y, 0.0 * w, 0.0, alpha, epochs)


@exercise.modifier("divided by m twice")
def _(function, X, y, w, b, alpha, epochs):
    return function(X, y, w, b, alpha / len(y), epochs)


@exercise.modifier("sum of the losses")
def _(function, X, y, w, b, alpha, epochs):
    w, b, history = function(X, y, w, b, alpha, epochs)
    return w, b, len(y) * np.asarray(history)


@exercise.modifier("cost without its sign")
def _(function, X, y, w, b, alpha, epochs):
    w, b, history = function(X, y, w, b, alpha, epochs)
    return w, b, -np.asarray(history)


@exercise.modifier("last cost only")
def _(function, X, y, w, b, alpha, epochs):
    w, b, history = function(X, y, w, b, alpha, epochs)
    return w, b, history[-1]


# Other ways to make these mistakes.


for _added in (1e-8, 1e-7, 1e-6, 1e-4, 1e-3):
    exercise.another_way("something added inside the logarithm")(
        partial(_descent_with_cost, added=_added)
    )


@exercise.another_way("learning rate that falls")
def _(X, y, w, b, alpha, epochs):
    history = []
    for epoch in range(epochs):
        f = logistic(X @ w + b)
        history.append(-np.mean(y * np.log(f) + (1 - y) * np.log(1 - f)))
        rate = alpha / np.sqrt(1 + epoch)
        w, b = w - rate * X.T @ (f - y) / len(y), b - rate * np.mean(f - y)
    return w, b, history
