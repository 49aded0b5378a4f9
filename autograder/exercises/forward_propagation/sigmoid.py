"""`sigmoid`: the logistic function, number by number."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import numbers, whole

exercise = Exercise(
    "forward_propagation",
    "sigmoid",
    chapter="inference/forward_propagation_in_numpy",
    oracle_name="keras.activations.sigmoid",
)


@exercise.oracle
def _(z):
    return as_numpy(keras().activations.sigmoid(float64(z)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("z = 0", VALUES, (np.float64(0.0),))
    yield Case("one negative number", VALUES, (np.float64(-2.5),))
    yield Case("a vector", VALUES, (np.array([-1.0, 0.0, 3.0, 6.5]),))
    yield Case("a matrix", VALUES, (np.array([[0.5, -0.5], [1.25, -4.0], [2.0, 7.0]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 1, 3]),))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.0], dtype=np.float32),))
    yield Case("one number in a vector", SHAPES, (np.array([1.5]),))
    cube = np.array([[[0.5, -1.5], [2.0, -0.25]], [[-3.0, 1.0], [0.75, -2.0]]])
    yield Case("three axes", SHAPES, (cube,))
    yield Case("far from 0", VALUES, (np.array([-750.0, -40.0, 40.0, 750.0]),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (numbers(rng, 7, scale=3),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=2),))
    yield Case("around 0", VALUES, (np.append(0.0, numbers(rng, 3, scale=0.1)),))
    yield Case("far from 0", VALUES, (rng.uniform(20, 1e4, 6) * [1, -1, 1, -1, 1, -1],))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a row", SHAPES, (numbers(rng, 1, 5),))
    yield Case("a column", SHAPES, (numbers(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (whole(rng, 6),))
    yield Case("float32", SHAPES, (numbers(rng, 6).astype(np.float32),))
    yield Case("a matrix", KERAS, (numbers(rng, 20, 6, scale=5),))
    yield Case("three axes", SHAPES, (numbers(rng, 3, 2, 4),))


@exercise.misconception(
    "sign of z",
    "You computed `1 / (1 + np.exp(z))`. The exponent is −z, so that a large z gives a value near 1.",
    "sigmoid",
)
def without_the_minus(z):
    return 1 / (1 + np.exp(z))


@exercise.misconception(
    "only the exponential",
    "You computed `np.exp(-z)` alone. The sigmoid is `1 / (1 + np.exp(-z))`.",
    "sigmoid",
)
def only_the_exponential(z):
    return np.exp(-z)


@exercise.misconception(
    "missing parentheses",
    "Without parentheses, `1 / 1 + np.exp(-z)` divides before it adds. Write `1 / (1 + "
    "np.exp(-z))`.",
    "sigmoid",
)
def missing_parentheses(z):
    return 1 / 1 + np.exp(-z)


@exercise.misconception(
    "tanh",
    "You computed the hyperbolic tangent, which runs from −1 to 1. The sigmoid runs from 0 to 1.",
    "sigmoid",
)
def hyperbolic_tangent(z):
    return np.tanh(z)


@exercise.misconception(
    "the derivative",
    "You returned the slope of the sigmoid, `a * (1 - a)`, not the sigmoid itself.",
    "sigmoid",
)
def slope(z):
    a = 1 / (1 + np.exp(-z))
    return a * (1 - a)


@exercise.misconception(
    "math.exp",
    "`math.exp` takes one number only. `np.exp` takes arrays of any shape.",
    "sigmoid",
)
def one_number_only(z):
    return 1 / (1 + math.exp(-z))


@exercise.misconception(
    "rounded",
    "You rounded the result. Keep all digits: a later layer needs them.",
    "sigmoid",
)
def rounded(z):
    return np.round(1 / (1 + np.exp(-z)), 3)


@exercise.misconception(
    "a decision",
    "You returned the decision 0 or 1. The sigmoid returns the estimated probability; "
    "the decision comes later, in `predict`.",
    "threshold",
)
def decision(z):
    return (1 / (1 + np.exp(-z)) >= 0.5).astype(float)


@exercise.misconception(
    "base 2",
    "You took powers of 2. The base is e ≈ 2.718: use `np.exp`.",
    "sigmoid",
)
def base_two(z):
    return 1 / (1 + np.exp2(-z))


@exercise.misconception(
    "softmax",
    "You divided by the sum over all numbers, so they add up to 1. The sigmoid treats each number "
    "on its own.",
    "sigmoid",
)
def normalised(z):
    return np.exp(z) / np.sum(np.exp(z))


@exercise.misconception(
    "e^z over 1 + e^z",
    "`np.exp(z) / (1 + np.exp(z))` is right on paper, but for a large z it is infinity divided by "
    "infinity, which is nan. `1 / (1 + np.exp(-z))` does not have this problem.",
    "sigmoid",
)
def infinity_over_infinity(z):
    return np.exp(z) / (1 + np.exp(z))


@exercise.misconception(
    "minus in the denominator",
    "You computed `1 / (1 - np.exp(-z))`, which divides by 0 at z = 0. The sign is a plus: `1 / "
    "(1 + np.exp(-z))`.",
    "sigmoid",
)
def minus_in_the_denominator(z):
    return 1 / (1 - np.exp(-z))


exercise.size(
    "outputs cut off",
    "cut_off_outputs",
    "You cut the outputs off at about {size}. Return them as they are: the sigmoid comes as close to "
    "0 and 1 as it likes.",
    "sigmoid",
)
exercise.size(
    "logits cut off",
    "cut_off_logits",
    "You cut z off at about {size}, so that no output is closer to 0 or 1 than the sigmoid of "
    "{size}. It goes on: every z has an output of its own.",
    "sigmoid",
)


exercise.size(
    "a multiple of z",
    "multiple_of_logits",
    "The numbers are the sigmoid of {size} times z, not of z itself. Look for a factor in the "
    "exponent, or another base than e.",
    "sigmoid",
)
exercise.size(
    "nearly e",
    "nearly_e",
    "The base of the power is about {size}, which is not quite e. `np.exp(-z)` knows all digits "
    "of e.",
    "sigmoid",
)


# Mistakes that are made beside any other.


@exercise.modifier("sign of z")
def _(function, z):
    return function(-z)


@exercise.modifier("rounded")
def _(function, z):
    return np.round(function(z), 3)
