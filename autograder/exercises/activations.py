"""The assignment `activations`: linear, ReLU, a stable sigmoid, softmax, the collapse of layers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ..checks.compare import Return
from ..checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ..specification.exercise import Exercise
from ..specification.keras_oracle import as_numpy, float64, keras, softmax_over_last_axis
from ..specification.random_inputs import numbers, whole

ALTERNATIVES = "training/alternatives_to_sigmoid"
SOFTMAX = "training/softmax"
COLLAPSE = "training/why_activation_functions"


linear = Exercise("activations", "linear", ALTERNATIVES, "keras.activations.linear")


@linear.oracle
def _(z):
    return as_numpy(keras().activations.linear(float64(z)))


@linear.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([-2.0, 0.0, 0.5, 3.25]),))
    yield Case("one negative number", VALUES, (np.float64(-1.5),))
    yield Case("a matrix", VALUES, (np.array([[0.25, -7.5], [120.0, -0.75]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([-0.25]),))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.5], dtype=np.float32),))


@linear.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (numbers(rng, 7, scale=5),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=1000),))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a column", SHAPES, (numbers(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (whole(rng, 6),))
    yield Case("float32", SHAPES, (numbers(rng, 6).astype(np.float32),))


@linear.misconception(
    "sigmoid",
    "You applied the sigmoid. The linear activation leaves z as it is: that is why it is also "
    "called no activation function.",
    "linear",
)
def sigmoid_for_linear(z):
    return 1 / (1 + np.exp(-z))


@linear.misconception(
    "relu",
    "You cut off the negative numbers. That is ReLU; the linear activation keeps both signs.",
    "linear",
)
def relu_for_linear(z):
    return np.maximum(0, z)


@linear.misconception(
    "the slope",
    "You returned 1 for every number. That is the slope of the linear activation; its value is z.",
    "linear",
)
def slope_for_linear(z):
    return np.ones(np.shape(z))


@linear.misconception(
    "between 0 and 1",
    "You cut the numbers off at 0 and 1. The linear activation may give any number.",
    "linear",
)
def cut_at_0_and_1(z):
    return np.clip(z, 0, 1)


@linear.misconception(
    "scaled to add up to 1",
    "You divided by the sum. The linear activation leaves every number as it is.",
    "linear",
)
def scaled(z):
    return z / np.sum(z)


@linear.misconception(
    "no return",
    "The function names z and returns nothing. Write `return z`.",
    "linear",
)
def no_return(z):
    np.asarray(z)


@linear.misconception(
    "whole numbers",
    "You cut off the decimals. z comes back exactly as it is.",
    "linear",
)
def decimals_cut_off(z):
    return np.asarray(z).astype(int)


relu = Exercise("activations", "relu", ALTERNATIVES, "keras.activations.relu")


@relu.oracle
def _(z):
    return as_numpy(keras().activations.relu(float64(z)))


@relu.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([-2.0, -0.25, 0.0, 0.5, 3.25]),))
    yield Case("one negative number", VALUES, (np.float64(-1.5),))
    yield Case("one positive number", VALUES, (np.float64(2.5),))
    yield Case("a matrix", VALUES, (np.array([[0.25, -7.5, 1.5], [120.0, -0.75, 8.25]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([-0.25]),))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.5], dtype=np.float32),))


@relu.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one negative number", VALUES, (-rng.uniform(0.1, 5, ())[()],))
    yield Case("one positive number", VALUES, (rng.uniform(0.1, 5, ())[()],))
    yield Case("a vector", VALUES, (_both_signs(rng, 9),))
    yield Case("first a negative number", VALUES, (-_both_signs(rng, 8),))
    yield Case("a matrix", VALUES, (_both_signs(rng, 4, 3) * 100,))
    yield Case("only negative numbers", VALUES, (-rng.uniform(0.1, 5, 6),))
    yield Case("only positive numbers", VALUES, (rng.uniform(0.1, 50, 6),))
    yield Case("one number in a vector", SHAPES, (-rng.uniform(0.1, 5, 1),))
    yield Case("a row", SHAPES, (_both_signs(rng, 1, 5),))
    yield Case("a column", SHAPES, (_both_signs(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6), [-3, 4]),))
    yield Case("float32", SHAPES, (_both_signs(rng, 6).astype(np.float32),))
    yield Case("a hidden layer's logits", KERAS, (_both_signs(rng, 20, 15) * 4,))


def _both_signs(rng, *shape):
    """Draw numbers of which every other one is negative, with |z| from 0.05 to 3."""
    signs = np.where(np.arange(math.prod(shape)) % 2, -1.0, 1.0).reshape(shape)
    return rng.uniform(0.05, 3, shape) * signs


@relu.misconception(
    "np.max",
    "`np.max(0, z)` looks for the largest number of its first argument; z is taken for an axis. "
    "`np.maximum(0, z)` compares number by number.",
    "relu",
)
def max_with_an_axis(z):
    return np.max(0, z)


@relu.misconception(
    "Python's max",
    "Python's `max(0, z)` and `if z > 0` work on single numbers only. `np.maximum(0, z)` compares "
    "an array number by number.",
    "relu",
)
def max_of_python(z):
    return max(0, z)


@relu.misconception(
    "leaky",
    "You let a small part of the negative numbers through. That is the leaky ReLU; plain ReLU is "
    "0 for every negative number.",
    "relu",
)
def leaky(z):
    return np.where(np.asarray(z) > 0, z, 0.01 * z)


@relu.misconception(
    "absolute value",
    "You turned negative numbers into positive ones. ReLU turns them into 0.",
    "relu",
)
def absolute_value(z):
    return np.abs(z)


@relu.misconception(
    "the slope",
    "You returned 0 or 1, the slope of ReLU. For a positive z its value is z itself.",
    "relu",
)
def slope_of_relu(z):
    return (np.asarray(z) > 0).astype(float)


@relu.misconception(
    "minimum",
    "You took the smaller of 0 and z. ReLU takes the larger.",
    "relu",
)
def minimum(z):
    return np.minimum(0, z)


@relu.misconception(
    "cut at 1",
    "You cut the numbers off at 1. ReLU has no upper limit.",
    "relu",
)
def cut_at_1(z):
    return np.clip(z, 0, 1)


@relu.misconception(
    "cut at 6",
    "You cut the numbers off at 6. That is ReLU6; plain ReLU has no upper limit.",
    "relu",
)
def cut_at_6(z):
    return np.clip(z, 0, 6)


@relu.misconception(
    "negative numbers left out",
    "`z[z > 0]` drops the negative numbers, so that the result is shorter. They become 0 and "
    "keep their places.",
    "relu",
)
def left_out(z):
    z = np.asarray(z)
    return z[z > 0]


@relu.misconception(
    "z changed",
    "`z[z < 0] = 0` changes the caller's z, and fails for a single number. Make a new array: "
    "`np.maximum(0, z)`.",
    "relu",
)
def z_changed(z):
    z[z < 0] = 0
    return z


@relu.misconception(
    "softplus",
    "You computed log(1 + e^z). That is softplus, which is never exactly 0. ReLU is `max(0, z)`.",
    "relu",
)
def softplus(z):
    return np.logaddexp(0, z)


@relu.misconception(
    "swish",
    "You multiplied z by its sigmoid. That is swish; ReLU multiplies by 0 or by 1.",
    "relu",
)
def swish(z):
    return z * (0.5 + 0.5 * np.tanh(z / 2))


@relu.misconception(
    "decimals cut off",
    "You cut off the decimals. A positive z comes back exactly as it is.",
    "relu",
)
def relu_of_whole_numbers(z):
    return np.maximum(0, np.asarray(z).astype(int))


@relu.misconception(
    "one maximum for all",
    "You returned one number for all of z. ReLU keeps the shape: every number has its own result.",
    "relu",
)
def one_for_all(z):
    return max(0.0, np.max(z))


@relu.misconception(
    "dtype of the first result",
    "`np.vectorize` takes the dtype of its first result. The whole number 0 there cuts off the "
    "decimals of all others. `np.maximum(0, z)` keeps them.",
    "relu",
)
def dtype_of_the_first_result(z):
    return np.vectorize(lambda number: number if number > 0 else 0)(z)


sigmoid = Exercise("activations", "sigmoid", ALTERNATIVES, "keras.activations.sigmoid")


@sigmoid.oracle
def _(z):
    return as_numpy(keras().activations.sigmoid(float64(z)))


@sigmoid.visible
def _() -> Iterator[Case]:
    yield Case("z = 2 and z = -2", VALUES, (np.array([2.0, -2.0]),))
    yield Case("one negative number", VALUES, (np.float64(-2.5),))
    yield Case("a matrix", VALUES, (np.array([[0.5, -0.5, 0.0], [12.5, -14.0, 7.0]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 1, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([1.5]),))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.0], dtype=np.float32),))
    yield Case("far from 0", STABILITY, (np.array([-750.0, -40.0, 0.25, 40.0, 750.0]),))
    yield Case("very far from 0", STABILITY, (np.array([1e4, -1e4, -1e300, 1e300]),))
    yield Case("float32, far from 0", STABILITY,
               (np.array([-1e4, -100.0, 100.0, 1e4], dtype=np.float32),))  # fmt: skip


@sigmoid.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (_both_signs(rng, 8) * 2,))
    yield Case("around 0", VALUES, (np.append(0.0, numbers(rng, 3, scale=0.1)),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=2),))
    yield Case("|z| from 8 to 20", VALUES, (rng.uniform(8, 20, 6) * [1, -1, 1, -1, 1, -1],))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a row", SHAPES, (_both_signs(rng, 1, 5),))
    yield Case("a column", SHAPES, (_both_signs(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6), [-3, 4]),))
    yield Case("float32", SHAPES, (_both_signs(rng, 6).astype(np.float32),))
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


@sigmoid.misconception(
    "overflow on the way",
    "The values are right, but `np.exp` was called on a large positive number, which overflows: "
    "above 709, in float32 above 88. `np.where` does not prevent that, for it computes both of "
    "its branches for every number. `np.exp(-np.abs(z))` never overflows, whatever the sign of "
    "z.",
    "stable-sigmoid",
)
def both_branches(z):
    return np.where(np.asarray(z) >= 0, 1 / (1 + np.exp(-z)), 1 - 1 / (1 + np.exp(z)))


@sigmoid.misconception(
    "e^z over 1 + e^z",
    "`np.exp(z) / (1 + np.exp(z))` is right on paper, but for a large z it is infinity divided "
    "by infinity, which is nan. Use that form for negative z only.",
    "stable-sigmoid",
)
def infinity_over_infinity(z):
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "the sign is lost",
    "You put -|z| in place of -z and left it at that, so -2 and 2 give the same. For a negative "
    "z the value is `small / (1 + small)` with `small = np.exp(-np.abs(z))`.",
    "stable-sigmoid",
)
def sign_lost(z):
    return 1 / (1 + np.exp(-np.abs(z)))


@sigmoid.misconception(
    "if on an array",
    "`if z >= 0` asks one question, but an array has many answers. `np.where(z >= 0, ..., ...)` "
    "decides number by number.",
    "stable-sigmoid",
)
def if_on_an_array(z):
    if z >= 0:
        return 1 / (1 + np.exp(-z))
    return np.exp(z) / (1 + np.exp(z))


@sigmoid.misconception(
    "math.exp",
    "`math.exp` takes one number only, and stops with OverflowError above 709. `np.exp` takes "
    "arrays of any shape.",
    "stable-sigmoid",
)
def one_number_only(z):
    return 1 / (1 + math.exp(-z))


@sigmoid.misconception(
    "clipped too early",
    "You clipped z to -10 and 10, which changes the values beyond. If you clip, then where the "
    "sigmoid no longer moves: at -60 and 60.",
    "stable-sigmoid",
)
def clipped_too_early(z):
    return 1 / (1 + np.exp(-np.clip(z, -10, 10)))


@sigmoid.misconception(
    "probabilities clipped",
    "You kept the result between 1e-7 and 1 - 1e-7. The sigmoid itself goes as near to 0 and 1 "
    "as floats allow.",
    "stable-sigmoid",
)
def probabilities_clipped(z):
    return np.clip(0.5 + 0.5 * np.tanh(z / 2), 1e-7, 1 - 1e-7)


@sigmoid.misconception(
    "tanh of z",
    "The identity is `0.5 + 0.5 * np.tanh(z / 2)`. You wrote tanh(z): the half inside is missing.",
    "stable-sigmoid",
)
def tanh_of_z(z):
    return 0.5 + 0.5 * np.tanh(z)


@sigmoid.misconception(
    "tanh",
    "You computed the hyperbolic tangent, which runs from -1 to 1. The sigmoid runs from 0 to 1.",
    "stable-sigmoid",
)
def hyperbolic_tangent(z):
    return np.tanh(z)


@sigmoid.misconception(
    "sign of z",
    "A large z gave a value near 0. The exponent is -z: `1 / (1 + np.exp(-z))`. With `small = "
    "np.exp(-np.abs(z))`, `1 / (1 + small)` is for z >= 0 and `small / (1 + small)` for z < 0.",
    "stable-sigmoid",
)
def without_the_minus(z):
    return 1 / (1 + np.exp(z))


@sigmoid.misconception(
    "missing parentheses",
    "Without parentheses, `1 / 1 + np.exp(-z)`, the division comes before the sum. Write `1 / (1 "
    "+ np.exp(-z))`.",
    "stable-sigmoid",
)
def missing_parentheses(z):
    return 1 / 1 + np.exp(-z)


@sigmoid.misconception(
    "the slope",
    "You returned the slope of the sigmoid, `a * (1 - a)`, not the sigmoid itself.",
    "stable-sigmoid",
)
def slope(z):
    a = 0.5 + 0.5 * np.tanh(z / 2)
    return a * (1 - a)


@sigmoid.misconception(
    "hard sigmoid",
    "You drew three straight lines. That is the hard sigmoid; the sigmoid is curved everywhere.",
    "stable-sigmoid",
)
def hard_sigmoid(z):
    return np.clip(z / 6 + 0.5, 0, 1)


@sigmoid.misconception(
    "a decision",
    "You returned the decision 0 or 1. The sigmoid returns the probability between them.",
    "stable-sigmoid",
)
def decision(z):
    return (np.asarray(z) >= 0).astype(float)


@sigmoid.misconception(
    "rounded",
    "You rounded the result. Keep all digits: a later layer needs them.",
    "stable-sigmoid",
)
def rounded(z):
    return np.round(0.5 + 0.5 * np.tanh(z / 2), 4)


@sigmoid.misconception(
    "dtype of the input",
    "The result array took the dtype of z. When z holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(z.shape)`.",
    "stable-sigmoid",
)
def dtype_of_the_input(z):
    z = np.asarray(z)
    a = np.zeros_like(z)
    a[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    a[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return a


@sigmoid.misconception(
    "z changed",
    "You clipped z in place, so the caller's z is changed. `np.clip(z, ...)` makes a new array.",
    "stable-sigmoid",
)
def z_clipped_in_place(z):
    z[z < -60] = -60
    z[z > 60] = 60
    return 1 / (1 + np.exp(-z))


softmax = Exercise("activations", "softmax", SOFTMAX, "keras.activations.softmax")


@softmax.oracle
def _(z):
    return softmax_over_last_axis(z)


@softmax.visible
def _() -> Iterator[Case]:
    yield Case("four logits", VALUES, (np.array([2.0, 1.0, 0.5, -1.0]),))
    yield Case(
        "three examples",
        VALUES,
        (np.array([[2.0, 1.0, 0.5, -1.0], [0.25, -0.75, 3.5, 1.0], [-2.0, 4.0, -4.5, 0.0]]),),
    )
    yield Case("as many examples as logits", VALUES,
               (np.array([[1.0, -0.5, 0.25], [2.5, 1.5, -3.0], [0.0, 0.75, 2.0]]),))  # fmt: skip
    yield Case("two logits", VALUES, (np.array([-0.5, 1.5]),))
    yield Case("one logit", SHAPES, (np.array([-3.0]),))
    yield Case("one example in a matrix", SHAPES, (np.array([[1.0, -2.0, 0.5]]),))
    yield Case("whole numbers", SHAPES, (np.array([[1, 2, -3], [0, 0, 4]]),))
    yield Case("float32", SHAPES, (np.array([0.5, -1.25, 2.0], dtype=np.float32),))
    yield Case("large logits", STABILITY, (np.array([998.0, 1000.0, 999.5]),))
    yield Case("very negative logits", STABILITY, (np.array([-1000.0, -1001.5, -1003.0]),))
    yield Case(
        "rows of very different size",
        STABILITY,
        (np.array([[5000.0, 4999.0, 4998.5], [0.5, -1.0, 2.0], [-8001.0, -8000.0, -8002.5]]),),
    )
    yield Case("one huge logit and one tiny one", STABILITY, (np.array([3.0, 1e4, -1e4]),))


@softmax.fresh
def _(rng) -> Iterator[Case]:
    yield Case("some logits", VALUES, (numbers(rng, 5, scale=2),))
    yield Case("some logits again", VALUES, (numbers(rng, 5, scale=2),))
    yield Case("some examples", VALUES, (numbers(rng, 6, 4, scale=2),))
    yield Case("some examples again", VALUES, (numbers(rng, 6, 4, scale=2),))
    yield Case("as many examples as logits", VALUES, (numbers(rng, 4, 4, scale=2),))
    yield Case("two logits", VALUES, (numbers(rng, 3, 2, scale=2),))
    yield Case("two examples of two logits", VALUES, (numbers(rng, 2, 2, scale=2),))
    yield Case("only negative logits", VALUES, (-rng.uniform(1, 9, (3, 5)),))
    yield Case("equal logits", VALUES, (np.full((2, 4), numbers(rng)[()]),))
    yield Case("one that is far ahead", VALUES, (_ahead(rng, 5, 3, 25.0),))
    yield Case("one logit", SHAPES, (numbers(rng, 1, scale=5),))
    yield Case("one example in a matrix", SHAPES, (numbers(rng, 1, 6),))
    yield Case("one logit an example", SHAPES, (numbers(rng, 5, 1, scale=5),))
    yield Case("one example of one logit", SHAPES, (numbers(rng, 1, 1, scale=5),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 5), [3, -2]),))
    yield Case("whole numbers in a matrix", SHAPES, (np.vstack([whole(rng, 3, 3), [1, 5, 2]]),))
    yield Case("float32", SHAPES, (numbers(rng, 4, 3).astype(np.float32),))
    near = numbers(rng, 5, scale=2)
    yield Case("large logits", STABILITY, (rng.uniform(1000, 9000) + near,))
    yield Case("very negative logits", STABILITY, (-rng.uniform(1000, 9000) + near[::-1],))
    sizes = rng.permutation([0.0, rng.uniform(2000, 9000), -rng.uniform(2000, 9000), 800.0])
    yield Case("rows of very different size", STABILITY,
               (numbers(rng, 4, 3, scale=2) + sizes[:, None],))  # fmt: skip
    yield Case("as many rows of very different size as logits", STABILITY,
               (numbers(rng, 4, 4, scale=2) + sizes[::-1, None],))  # fmt: skip
    yield Case("large equal logits", STABILITY, (np.full(4, rng.uniform(1000, 9000)),))
    yield Case(
        "one huge logit and one tiny one",
        STABILITY,
        (rng.permutation([rng.uniform(3000, 1e4), -rng.uniform(3000, 1e4), 1.5, -2.5]),),
    )
    spread = numbers(rng, 5, 6, scale=3000)
    yield Case("|z| up to 10,000", STABILITY, (np.clip(spread, -1e4, 1e4),))
    close = rng.uniform(720, 3000) + numbers(rng, 3, 4)
    yield Case("some above 709", STABILITY, (np.vstack([close, numbers(rng, 2, 4)]),))
    yield Case("large whole numbers", STABILITY, (whole(rng, 3, 4) + rng.integers(1000, 9000),))
    single = rng.uniform(100, 120) + numbers(rng, 2, 5)
    yield Case("float32, above its limit of 88", STABILITY, (single.astype(np.float32),))
    yield Case("the logits of ten digits", KERAS, (numbers(rng, 30, 10, scale=4),))


def _ahead(rng, m, N, distance):
    """Draw logits of which one a row is ahead of all others by `distance`."""
    z = rng.uniform(-1, 1, (m, N))
    z[np.arange(m), rng.integers(0, N, m)] += distance
    return z


@softmax.misconception(
    "no shift",
    "`np.exp` of a large logit is infinity, and infinity divided by infinity is nan; for very "
    "negative logits it is 0 divided by 0. Subtract each row's largest logit first.",
    "softmax-shift",
)
def no_shift(z):
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "largest of the whole matrix",
    "You subtracted the largest logit of the whole matrix. A row far below it becomes 0 divided "
    "by 0. Each row has a largest logit of its own: `np.max(z, axis=-1, keepdims=True)`.",
    "softmax-shift",
)
def largest_of_all(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "sum of the whole matrix",
    "You divided by the sum over the whole matrix. Each row is one example and adds up to 1 by "
    "itself: `np.sum(e, axis=-1, keepdims=True)`.",
    "softmax-rows",
)
def sum_of_all(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e)


@softmax.misconception(
    "the matrix as one example",
    "You took the largest logit and the sum over the whole matrix, so that all rows together add "
    "up to 1. Each row is one example: use `axis=-1, keepdims=True` in both.",
    "softmax-rows",
)
def matrix_as_one_example(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


@softmax.misconception(
    "columns",
    "You worked down the columns, `axis=0`. One row is one example, so the sum runs along the "
    "row: `axis=-1`.",
    "softmax-rows",
)
def columns(z):
    e = np.exp(z - np.max(z, axis=0, keepdims=True))
    return e / np.sum(e, axis=0, keepdims=True)


@softmax.misconception(
    "largest of each column",
    "You subtracted the largest logit of each column, but divided by the sum of each row. Both "
    "belong to the row: `axis=-1`.",
    "softmax-rows",
)
def largest_of_columns(z):
    e = np.exp(z - np.max(z, axis=0))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "axis 1",
    "`axis=1` does not exist when z is one example, `(N,)`. `axis=-1` is the last axis of both.",
    "softmax-rows",
)
def axis_1(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@softmax.misconception(
    "no keepdims",
    "Without `keepdims=True` the largest logits and the sums have the shape (m,), which NumPy "
    "lines up with the columns, not with the rows.",
    "softmax-rows",
)
def no_keepdims(z):
    e = np.exp(z - np.max(z, axis=-1))
    return e / np.sum(e, axis=-1)


@softmax.misconception(
    "no keepdims in the sum",
    "Without `keepdims=True` the sums have the shape (m,), which NumPy lines up with the "
    "columns: row i is divided by the sums of other rows.",
    "softmax-rows",
)
def no_keepdims_in_sum(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)


@softmax.misconception(
    "no keepdims in the largest",
    "Without `keepdims=True` the largest logits have the shape (m,), which NumPy lines up with "
    "the columns: from row i the largest logits of other rows were subtracted.",
    "softmax-rows",
)
def no_keepdims_in_max(z):
    e = np.exp(z - np.max(z, axis=-1))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "mean subtracted",
    "You subtracted the mean. A logit far above it still overflows. Subtract the largest, then "
    "no exponent is above 0.",
    "softmax-shift",
)
def mean_subtracted(z):
    e = np.exp(z - np.mean(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "smallest subtracted",
    "You subtracted the smallest logit, so the exponents are 0 or more and can overflow. "
    "Subtract the largest.",
    "softmax-shift",
)
def smallest_subtracted(z):
    e = np.exp(z - np.min(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "largest size subtracted",
    "You subtracted the largest absolute value. When all logits are very negative that makes "
    "them twice as negative, and 0 is divided by 0. Subtract the largest logit with its sign.",
    "softmax-shift",
)
def largest_size_subtracted(z):
    e = np.exp(z - np.max(np.abs(z), axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "divided by the largest logit",
    "You divided the logits by the largest. That changes the result. Subtracting it does not, "
    "because e^(z - c) is e^z divided by the same number everywhere.",
    "softmax-shift",
)
def divided_by_largest(z):
    e = np.exp(z / np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "logits clipped",
    "You clipped the logits to stop the overflow. That changes the result: 998 and 1000 become "
    "equal. Subtract each row's largest logit instead.",
    "softmax-shift",
)
def logits_clipped(z):
    e = np.exp(np.clip(z, -500, 500))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "nan turned into 0",
    "You turned nan into 0 after the overflow. The right probabilities are lost by then. "
    "Subtract each row's largest logit before `np.exp`.",
    "softmax-shift",
)
def nan_into_0(z):
    e = np.exp(z)
    return np.nan_to_num(e / np.sum(e, axis=-1, keepdims=True))


@softmax.misconception(
    "z changed",
    "`z -= ...` changes the caller's z, and fails for whole numbers. Make a new array: `shifted "
    "= z - ...`.",
    "softmax-shift",
)
def z_changed_by_softmax(z):
    z -= np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "something added to the sum",
    "You added a small number to the sum, so the probabilities no longer add up to 1. The sum is "
    "never 0 once the largest logit is subtracted: it holds e^0 = 1.",
    "softmax-shift",
)
def epsilon_added(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / (np.sum(e, axis=-1, keepdims=True) + 1e-8)


@softmax.misconception(
    "sigmoid",
    "You applied the sigmoid to each logit by itself. With softmax every output depends on all "
    "the logits, and a row adds up to 1.",
    "softmax",
)
def sigmoid_for_softmax(z):
    return 0.5 + 0.5 * np.tanh(np.asarray(z) / 2)


@softmax.misconception(
    "logarithm",
    "You returned the logarithm of the probabilities. Softmax returns the probabilities.",
    "softmax",
)
def logarithm(z):
    shifted = z - np.max(z, axis=-1, keepdims=True)
    return shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True))


@softmax.misconception(
    "no exponential",
    "You divided the logits by their sum. First comes e to the power of each logit, then the "
    "division: logits can be negative, probabilities cannot.",
    "softmax",
)
def no_exponential(z):
    return z / np.sum(z, axis=-1, keepdims=True)


@softmax.misconception(
    "not divided by the sum",
    "You took the exponential and left it at that. Divide by the sum over the row.",
    "softmax",
)
def not_divided(z):
    return np.exp(z)


@softmax.misconception(
    "divided by the largest",
    "The largest output is 1 in every row: you divided by the largest e^z, or subtracted the "
    "largest logit and forgot to divide by the sum.",
    "softmax",
)
def divided_by_largest_exponential(z):
    return np.exp(z - np.max(z, axis=-1, keepdims=True))


@softmax.misconception(
    "divided by the mean",
    "You divided by the mean of the exponentials, so that a row adds up to N. Divide by their sum.",
    "softmax",
)
def divided_by_mean(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.mean(e, axis=-1, keepdims=True)


@softmax.misconception(
    "divided by the length",
    "You divided by the root of the sum of squares. Then the squares add up to 1; the "
    "probabilities themselves must.",
    "softmax",
)
def divided_by_length(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.linalg.norm(e, axis=-1, keepdims=True)


@softmax.misconception(
    "base 2",
    "You took powers of 2. The base is e = 2.718...: use `np.exp`.",
    "softmax",
)
def base_2(z):
    e = np.exp2(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "sign of z",
    "You took e to the power of -z, so the smallest logit gets the largest probability. There is "
    "no minus in softmax.",
    "softmax",
)
def sign_of_z(z):
    e = np.exp(np.min(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "a decision",
    "You returned 1 for the largest logit and 0 for the others. Softmax returns the "
    "probabilities; the decision comes later, with `np.argmax`.",
    "softmax",
)
def a_decision(z):
    return (z == np.max(z, axis=-1, keepdims=True)).astype(float)


@softmax.misconception(
    "applied twice",
    "You applied softmax to its own result, which brings the probabilities closer together. Once "
    "is right.",
    "softmax",
)
def applied_twice(z):
    for _ in range(2):
        e = np.exp(z - np.max(z, axis=-1, keepdims=True))
        z = e / np.sum(e, axis=-1, keepdims=True)
    return z


@softmax.misconception(
    "rounded",
    "You rounded the result. Keep all digits: the loss needs the small ones.",
    "softmax",
)
def rounded_probabilities(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.round(e / np.sum(e, axis=-1, keepdims=True), 4)


@softmax.misconception(
    "dtype of the input",
    "The result array took the dtype of z. When z holds whole numbers, that cuts off all "
    "decimals. Use `np.zeros(z.shape)`.",
    "softmax",
)
def dtype_of_z(z):
    a = np.empty_like(z)
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    a[:] = e / np.sum(e, axis=-1, keepdims=True)
    return a


@softmax.misconception(
    "one example only",
    "Your loop runs over single numbers, as for one example, `(N,)`. z may also be a matrix `(m, "
    "N)` with an example in each row.",
    "softmax-rows",
)
def one_example_only(z):
    a, total = np.zeros(len(z)), 0.0
    for k in range(len(z)):
        total += math.exp(z[k] - max(z))
    for j in range(len(z)):
        a[j] = math.exp(z[j] - max(z)) / total
    return a


@softmax.misconception(
    "matrices only",
    "You looped over the rows of a matrix `(m, N)`. z may also be one example, `(N,)`, of which "
    "the rows are single numbers. `axis=-1` serves both.",
    "softmax-rows",
)
def matrices_only(z):
    a = np.zeros(z.shape)
    for i in range(z.shape[0]):
        e = np.exp(z[i, :] - np.max(z[i, :]))
        a[i, :] = e / np.sum(e)
    return a


@softmax.misconception(
    "first example only",
    "Only the first row of the matrix was computed. The result has a row for every example.",
    "softmax-rows",
)
def first_example(z):
    row = np.atleast_2d(z)[0]
    e = np.exp(row - np.max(row))
    return e / np.sum(e)


@softmax.misconception(
    "a row instead of a vector",
    "For one example, `(N,)`, you returned a matrix with one row. The result has the shape of z.",
    "softmax-rows",
)
def row_for_vector(z):
    z = np.atleast_2d(z)
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)


@softmax.misconception(
    "transposed",
    "The result is transposed: it must have the shape of z, an example in each row.",
    "softmax-rows",
)
def transposed(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return (e / np.sum(e, axis=-1, keepdims=True)).T


@softmax.misconception(
    "a list",
    "You returned a Python list. Turn it into an array: `np.array(...)`.",
    "softmax-rows",
)
def a_list(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return (e / np.sum(e, axis=-1, keepdims=True)).tolist()


@softmax.misconception(
    "Python's sum",
    "Python's `sum` adds up the rows of a matrix, so you divided by the sums of the columns. Use "
    "`np.sum(e, axis=-1, keepdims=True)`. And `np.exp` of a large logit is infinity: subtract "
    "each row's largest logit first.",
    "softmax-rows",
)
def sum_of_python(z):
    return np.exp(z) / sum(np.exp(z))


@softmax.misconception(
    "Python's max and sum",
    "Python's `max` and `sum` take a matrix for a list of rows. Use `np.max` and `np.sum`, both "
    "with `axis=-1, keepdims=True`.",
    "softmax-rows",
)
def max_and_sum_of_python(z):
    e = np.exp(z - max(z))
    return e / sum(e)


@softmax.misconception(
    "largest minus z",
    "You subtracted z from the largest logit, so the largest gets the smallest probability. It is"
    " the other way round: `z - np.max(...)`.",
    "softmax-shift",
)
def largest_minus_z(z):
    e = np.exp(np.max(z, axis=-1, keepdims=True) - z)
    return e / np.sum(e, axis=-1, keepdims=True)


@softmax.misconception(
    "probabilities clipped",
    "You clipped the probabilities, so that they no longer add up to 1. Softmax gives them as "
    "they are, also 0 and 1.",
    "softmax",
)
def softmax_clipped(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return np.clip(e / np.sum(e, axis=-1, keepdims=True), 1e-7, 1 - 1e-7)


@softmax.misconception(
    "squeezed",
    "`squeeze` removes every axis of length 1, also one that z has. The result has the shape of z.",
    "softmax-rows",
)
def squeezed(z):
    rows = np.atleast_2d(z)
    e = np.exp(rows - np.max(rows, axis=1, keepdims=True))
    return np.squeeze(e / np.sum(e, axis=1, keepdims=True))


collapse_linear_layers = Exercise(
    "activations", "collapse_linear_layers", COLLAPSE, "keras.Sequential",
    returns=(Return("W"), Return("b")),
)  # fmt: skip


@collapse_linear_layers.oracle
def _(layers):
    model = keras().Sequential([keras().Input((len(layers[0][0]),), dtype="float64")])
    for W, b in layers:
        layer = keras().layers.Dense(W.shape[1], dtype="float64")
        model.add(layer)
        layer.set_weights([float64(W), float64(b)])
    # The network's output for x = 0 is b; for the unit vectors it is the rows of W, plus b.
    features = len(layers[0][0])
    b = as_numpy(model(np.zeros((1, features))))[0]
    return as_numpy(model(np.eye(features))) - b, b


W1, B1 = np.array([[1.0, -3.0, 5.0], [2.0, 4.0, -6.0]]), np.array([-1.0, 1.0, 2.0])
W2, B2 = np.array([[0.5], [-1.0], [0.25]]), np.array([3.0])


@collapse_linear_layers.visible
def _() -> Iterator[Case]:
    one_by_one = [(np.array([[3.0]]), np.array([2.0])), (np.array([[-0.5]]), np.array([4.0]))]
    yield Case("one unit, then one unit", VALUES, (one_by_one,))
    yield Case("3 units, then 1", VALUES, ([(W1, B1), (W2, B2)],))
    square = np.array([[0.5, -1.5], [2.0, 0.25]])
    yield Case(
        "two layers of 2 units",
        VALUES,
        (
            [
                (square, np.array([0.1, -0.2])),
                (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0.5, 4.0])),
            ],
        ),
    )
    yield Case("three layers of 2 units", VALUES,
               ([(square, np.array([0.1, -0.2])), (square.T, np.array([0.3, 0.75])),
                 (np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([-0.5, 4.0]))],))  # fmt: skip
    yield Case("one layer", SHAPES, ([(W1, B1)],))
    yield Case("1 unit, then 3", SHAPES, ([(W2, B2), (W2.T * 2, B1)],))
    yield Case(
        "whole numbers",
        SHAPES,
        (
            [
                (W1.astype(int), B1.astype(int)),
                (np.array([[2, 0], [1, -1], [3, 1]]), np.array([5, -4])),
            ],
        ),
    )
    yield Case(
        "float32",
        SHAPES,
        (
            [
                (W1.astype(np.float32), B1.astype(np.float32)),
                (W2.astype(np.float32), B2.astype(np.float32)),
            ],
        ),
    )


@collapse_linear_layers.fresh
def _(rng) -> Iterator[Case]:
    def network(*sizes):
        return [
            (numbers(rng, n, units, scale=0.7), numbers(rng, units)) for n, units in pairwise(sizes)
        ]

    yield Case("two layers", VALUES, (network(4, 3, 2),))
    yield Case("five layers", VALUES, (network(6, 5, 4, 3, 2, 7),))
    yield Case("two square layers", VALUES, (network(3, 3, 3),))
    yield Case("four square layers", VALUES, (network(4, 4, 4, 4, 4),))
    yield Case("one layer", SHAPES, (network(3, 5),))
    yield Case("one unit a layer", SHAPES, (network(1, 1, 1, 1),))
    yield Case("one feature", SHAPES, (network(1, 4, 3),))
    yield Case("through one unit", SHAPES, (network(4, 1, 3),))
    ints = [(whole(rng, 3, 2), whole(rng, 2)), (whole(rng, 2, 4), whole(rng, 4))]
    yield Case("whole numbers", SHAPES, (ints,))
    singles = [(W.astype(np.float32), b.astype(np.float32)) for W, b in network(3, 4, 2)]
    yield Case("float32", SHAPES, (singles,))
    yield Case("the digit network", KERAS, (network(64, 25, 15, 10),), atol=1e-10)


@collapse_linear_layers.misconception(
    "biases only added",
    "You added the biases as they are. A layer's bias passes through the weights of every later "
    "layer: `b = b @ W_next + b_next`.",
    "collapse",
)
def biases_only_added(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b + b_next
    return W, b


@collapse_linear_layers.misconception(
    "last bias only",
    "You kept the last layer's bias only. The earlier ones pass through the later weights: `b = "
    "b @ W_next + b_next`.",
    "collapse",
)
def last_bias_only(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b_next
    return W, b


@collapse_linear_layers.misconception(
    "first bias only",
    "You took the first bias through all later weights and left out the others: each layer adds "
    "its own, `b = b @ W_next + b_next`.",
    "collapse",
)
def first_bias_only(layers):
    W, b = layers[0]
    for W_next, _ in layers[1:]:
        W, b = W @ W_next, b @ W_next
    return W, b


@collapse_linear_layers.misconception(
    "bias through its own layer",
    "You sent each layer's bias through that layer's own weights too: `(b + b_next) @ W_next`. "
    "It is added after them: `b @ W_next + b_next`.",
    "collapse",
)
def bias_through_its_own_layer(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, (b + b_next) @ W_next
    return W, b


@collapse_linear_layers.misconception(
    "bias through all weights",
    "You multiplied the bias by the product of all weights so far, because W was replaced first. "
    "It has passed the earlier layers already: `b @ W_next + b_next`.",
    "collapse",
)
def bias_through_all_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W = W @ W_next
        b = b @ W + b_next
    return W, b


@collapse_linear_layers.misconception(
    "back to front",
    "You multiplied the later weights by the earlier ones. x meets the first layer first: x @ W1 "
    "@ W2, so the product is `W1 @ W2`.",
    "collapse",
)
def back_to_front(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W_next @ W, W_next @ b + b_next
    return W, b


@collapse_linear_layers.misconception(
    "element by element",
    "You multiplied the weights element by element. The matrix product is `W @ W_next`.",
    "collapse",
)
def element_by_element(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W * W_next, b * W_next + b_next
    return W, b


@collapse_linear_layers.misconception(
    "weights added",
    "You added the weights. One layer after the other multiplies them: `W @ W_next`.",
    "collapse",
)
def weights_added(layers):
    return sum(W for W, _ in layers), sum(b for _, b in layers)


@collapse_linear_layers.misconception(
    "no bias",
    "You set the bias to 0. The layers' biases do not vanish: `b = b @ W_next + b_next`.",
    "collapse",
)
def no_bias(layers):
    W = layers[0][0]
    for W_next, _ in layers[1:]:
        W = W @ W_next
    return W, np.zeros(W.shape[1])


@collapse_linear_layers.misconception(
    "first layer only",
    "You returned the first layer. The `return` may stand inside the loop.",
    "collapse",
)
def first_layer_only(layers):
    return layers[0]


@collapse_linear_layers.misconception(
    "last layer only",
    "You returned the last layer as it is. It must be joined with those before it.",
    "collapse",
)
def last_layer_only(layers):
    return layers[-1]


@collapse_linear_layers.misconception(
    "two layers only",
    "You joined the first two layers and left out the rest. `layers` may hold any number of "
    "them, also one.",
    "collapse",
)
def two_layers_only(layers):
    (W1, b1), (W2, b2) = layers[0], layers[1]
    return W1 @ W2, b1 @ W2 + b2


@collapse_linear_layers.misconception(
    "transposed",
    "W is transposed. It has one row a feature and one column a unit: (n of the first layer, "
    "units of the last).",
    "collapse",
)
def transposed_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W.T, b


@collapse_linear_layers.misconception(
    "bias as a row",
    "You returned b as a matrix with one row. Its shape is (units,).",
    "collapse",
)
def bias_as_a_row(layers):
    W, b = layers[0][0], layers[0][1].reshape(1, -1)
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@collapse_linear_layers.misconception(
    "b before W",
    "You returned (b, W). The weights come first: `return W, b`.",
    "collapse",
)
def bias_before_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
    return b, W


@collapse_linear_layers.misconception(
    "weights only",
    "You returned W alone. Return both: `return W, b`.",
    "collapse",
)
def weights_only(layers):
    W = layers[0][0]
    for W_next, _ in layers[1:]:
        W = W @ W_next
    return W


@collapse_linear_layers.misconception(
    "layers used up",
    "`pop` took the layers out of the caller's list. Loop over `layers[1:]` instead.",
    "collapse",
)
def layers_used_up(layers):
    W, b = layers.pop(0)
    while layers:
        W_next, b_next = layers.pop(0)
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@collapse_linear_layers.misconception(
    "first layer twice",
    "You started with the first layer and then looped over all layers, so that the first came "
    "twice. Loop over `layers[1:]`.",
    "collapse",
)
def first_layer_twice(layers):
    W, b = layers[0]
    for W_next, b_next in layers:
        W, b = W @ W_next, b @ W_next + b_next
    return W, b


@collapse_linear_layers.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, which ends it after one turn. Move it to the left.",
    "collapse",
)
def collapse_return_in_the_loop(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, b @ W_next + b_next
        return W, b


@collapse_linear_layers.misconception(
    "bias behind the weights",
    "You multiplied `W_next @ b`. A layer takes its input from the left: `b @ W_next + b_next`.",
    "collapse",
)
def bias_behind_the_weights(layers):
    W, b = layers[0]
    for W_next, b_next in layers[1:]:
        W, b = W @ W_next, W_next @ b + b_next
    return W, b
