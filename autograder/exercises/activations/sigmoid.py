"""`sigmoid`: the logistic function, without overflow for large z of either sign."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import both_signs, numbers, whole

exercise = Exercise(
    "activations",
    "sigmoid",
    chapter="training/alternatives_to_sigmoid",
    oracle_name="keras.activations.sigmoid",
)


@exercise.oracle
def _(z):
    return as_numpy(keras().activations.sigmoid(float64(z)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("z = 2 and z = -2", VALUES, (np.array([2.0, -2.0]),))
    yield Case("one negative number", VALUES, (np.float64(-2.5),))
    yield Case("a matrix", VALUES, (np.array([[0.5, -0.5, 0.0], [12.5, -14.0, 7.0]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 1, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([1.5]),))
    cube = np.array([[[0.5, -1.5], [2.0, -0.25]], [[-3.0, 1.0], [0.75, -2.0]]])
    yield Case("three axes", SHAPES, (cube,))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.0], dtype=np.float32),))
    yield Case("far from 0", STABILITY, (np.array([-750.0, -40.0, 0.25, 40.0, 750.0]),))
    yield Case("very far from 0", STABILITY, (np.array([1e4, -1e4, -1e300, 1e300]),))
    yield Case("float32, far from 0", STABILITY,
               (np.array([-1e4, -100.0, 100.0, 1e4], dtype=np.float32),))  # fmt: skip


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (both_signs(rng, 8) * 2,))
    yield Case("around 0", VALUES, (np.append(0.0, numbers(rng, 3, scale=0.1)),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=2),))
    yield Case("|z| from 8 to 20", VALUES, (rng.uniform(8, 20, 6) * [1, -1, 1, -1, 1, -1],))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a row", SHAPES, (both_signs(rng, 1, 5),))
    yield Case("a column", SHAPES, (both_signs(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6), [-3, 4]),))
    yield Case("float32", SHAPES, (both_signs(rng, 6).astype(np.float32),))
    mixed = np.append(rng.uniform(700, 1e4, 6) * [1, -1, 1, -1, 1, -1], numbers(rng, 3))
    yield Case("|z| up to 10,000", STABILITY, (rng.permutation(mixed),))
    yield Case("one very negative number", STABILITY, (-rng.uniform(800, 1e4, ())[()],))
    yield Case("one very positive number", STABILITY, (rng.uniform(800, 1e4, ())[()],))
    huge = 10.0 ** rng.uniform(5, 300, 4) * [1, -1, 1, -1]
    yield Case("as far from 0 as floats go", STABILITY, (huge.reshape(2, 2),))
    integers = rng.integers(1000, 100_000, 4) * [1, -1, 1, -1]
    yield Case("large whole numbers", STABILITY, (integers,))
    single = 10.0 ** rng.uniform(2, 38, 6) * [1, -1, 1, -1, 1, -1]
    yield Case("float32, far from 0", STABILITY, (single.astype(np.float32),))
    yield Case("the logits of an output layer", KERAS, (numbers(rng, 20, 6, scale=5),))
    yield Case("three axes", SHAPES, (both_signs(rng, 3, 2, 4),))


@exercise.misconception(
    "overflow on the way",
    "The values are right, but `np.exp` was called on a large positive number and overflowed: "
    "that happens above 709, in float32 above 88. `np.where` does not prevent it, because it "
    "computes both branches for every number. `np.exp(-np.abs(z))` never overflows, whatever the "
    "sign of z.",
    "stable-sigmoid",
)
def both_branches(z):
    return np.where(np.asarray(z) >= 0, 1 / (1 + np.exp(-z)), 1 - 1 / (1 + np.exp(z)))


@exercise.misconception(
    "e^z over 1 + e^z",
    "`np.exp(z) / (1 + np.exp(z))` is right on paper, but for a large z it is infinity divided "
    "by infinity, which is nan. Use that form for negative z only.",
    "stable-sigmoid",
)
def infinity_over_infinity(z):
    return np.exp(z) / (1 + np.exp(z))


@exercise.another_way("e^z over 1 + e^z")
def _(z):
    z = np.asarray(z, float)
    return np.exp(z) / (1 + np.exp(z))


@exercise.another_way("e^z over 1 + e^z")
def _(z):
    z = np.asarray(z, float)
    return 1 / (1 + np.exp(-z)) if np.all(z >= 0) else np.exp(z) / (1 + np.exp(z))


@exercise.misconception(
    "the sign is lost",
    "You replaced -z by -|z| and stopped there, so -2 and 2 give the same result. For a negative "
    "z the value is `small / (1 + small)` with `small = np.exp(-np.abs(z))`.",
    "stable-sigmoid",
)
def sign_lost(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@exercise.misconception(
    "if on an array",
    "`if z >= 0` asks a single question, but an array has many answers. `np.where(z >= 0, ..., "
    "...)` decides number by number.",
    "stable-sigmoid",
)
def if_on_an_array(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@exercise.misconception(
    "math.exp",
    "`math.exp` takes one number only, and raises OverflowError above 709. `np.exp` takes arrays "
    "of any shape.",
    "stable-sigmoid",
)
def one_number_only(z):
    return 1 / (1 + math.exp(-z))


@exercise.misconception(
    "clipped too early",
    "You clipped z at -10 and 10, which changes the values beyond. If you clip, do it where the "
    "sigmoid no longer changes: at -60 and 60.",
    "stable-sigmoid",
)
def clipped_too_early(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@exercise.misconception(
    "probabilities clipped",
    "You kept the result between 1e-7 and 1 - 1e-7. The sigmoid itself gets as close to 0 and 1 "
    "as floats allow.",
    "stable-sigmoid",
)
def probabilities_clipped(z):
    return np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)


@exercise.misconception(
    "tanh of z",
    "The identity is `0.5 + 0.5 * np.tanh(z / 2)`. You wrote tanh(z): the factor 1/2 inside is "
    "missing.",
    "stable-sigmoid",
)
def tanh_of_z(z):
    return 0.5 + 0.5 * np.tanh(z)


@exercise.misconception(
    "tanh",
    "You computed the hyperbolic tangent, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
    "stable-sigmoid",
)
def hyperbolic_tangent(z):
    return np.tanh(z)


@exercise.misconception(
    "sign of z",
    "A large z gave a value near 0. The exponent is -z: `1 / (1 + np.exp(-z))`. With `small = "
    "np.exp(-np.abs(z))`, `1 / (1 + small)` is for z >= 0 and `small / (1 + small)` for z < 0.",
    "stable-sigmoid",
)
def without_the_minus(z):
    return 1 / (1 + np.exp(z))


@exercise.misconception(
    "missing parentheses",
    "Without parentheses, `1 / 1 + np.exp(-z)` divides before it adds. Write `1 / (1 + "
    "np.exp(-z))`.",
    "stable-sigmoid",
)
def missing_parentheses(z):
    return 1 / 1 + np.exp(-z)


@exercise.misconception(
    "the slope",
    "You returned the slope of the sigmoid, `a * (1 - a)`, not the sigmoid itself.",
    "stable-sigmoid",
)
def slope(z):
    a = 0.5 + 0.5 * np.tanh(z / 2)
    return a * (1 - a)


@exercise.misconception(
    "hard sigmoid",
    "You computed three straight lines. That is the hard sigmoid; the sigmoid is curved "
    "everywhere.",
    "stable-sigmoid",
)
def hard_sigmoid(z):
    return np.clip(z / 6 + 0.5, 0, 1)


@exercise.misconception(
    "a decision",
    "You returned the decision 0 or 1. The sigmoid returns the probability between them.",
    "stable-sigmoid",
)
def decision(z):
    return (np.asarray(z) >= 0).astype(float)


@exercise.misconception(
    "rounded",
    "You rounded the result. Keep all digits: a later layer needs them.",
    "stable-sigmoid",
)
def rounded(z):
    return np.round(0.5 + 0.5 * np.tanh(z / 2), 4)


@exercise.misconception(
    "dtype of the input",
    "The result array has the dtype of z. When z holds whole numbers, all decimals are cut off. "
    "Use `np.zeros(z.shape)`.",
    "stable-sigmoid",
)
def dtype_of_the_input(z):
    z = np.asarray(z)
    a = np.zeros_like(z)
    a[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    a[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return a


@exercise.misconception(
    "z changed",
    "You clipped z in place, so the caller's z is changed. `np.clip(z, ...)` makes a new array.",
    "stable-sigmoid",
)
def z_clipped_in_place(z):
    z[z < -60] = -60
    z[z > 60] = 60
    return 1 / (1 + np.exp(-z))


exercise.size(
    "outputs cut off",
    "cut_off_outputs",
    "You cut the outputs off at about {size}. Return them as they are: the sigmoid comes as close to "
    "0 and 1 as it likes.",
    "stable-sigmoid",
)
exercise.size(
    "logits cut off",
    "cut_off_logits",
    "You cut z off at about {size}, so that no output is closer to 0 or 1 than the sigmoid of "
    "{size}. It goes on: every z has an output of its own.",
    "stable-sigmoid",
)


exercise.size(
    "a multiple of z",
    "multiple_of_logits",
    "The numbers are the sigmoid of {size} times z, not of z itself. Look for a factor in the "
    "exponent, or another base than e.",
    "stable-sigmoid",
)
exercise.size(
    "nearly e",
    "nearly_e",
    "The base of the power is about {size}, which is not quite e. `np.exp(-z)` knows all digits "
    "of e.",
    "stable-sigmoid",
)


# Mistakes that are made beside any other.


@exercise.modifier("sign of z")
def _(function, z):
    return function(-z)


@exercise.modifier("rounded")
def _(function, z):
    return np.round(function(z), 4)
