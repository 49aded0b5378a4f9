"""`relu`: the larger of 0 and z, number by number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import both_signs, whole

exercise = Exercise(
    "activations",
    "relu",
    chapter="training/alternatives_to_sigmoid",
    oracle_name="keras.activations.relu",
)


@exercise.oracle
def _(z):
    return as_numpy(keras().activations.relu(float64(z)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([-2.0, -0.25, 0.0, 0.5, 3.25]),))
    yield Case("one negative number", VALUES, (np.float64(-1.5),))
    yield Case("one positive number", VALUES, (np.float64(2.5),))
    yield Case("a matrix", VALUES, (np.array([[0.25, -7.5, 1.5], [120.0, -0.75, 8.25]]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([-0.25]),))
    cube = np.array([[[0.5, -1.5], [2.0, -0.25]], [[-3.0, 1.0], [0.75, -2.0]]])
    yield Case("three axes", SHAPES, (cube,))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.5], dtype=np.float32),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one negative number", VALUES, (-rng.uniform(0.1, 5, ())[()],))
    yield Case("one positive number", VALUES, (rng.uniform(0.1, 5, ())[()],))
    yield Case("a vector", VALUES, (both_signs(rng, 9),))
    yield Case("first a negative number", VALUES, (-both_signs(rng, 8),))
    yield Case("a matrix", VALUES, (both_signs(rng, 4, 3) * 100,))
    yield Case("only negative numbers", VALUES, (-rng.uniform(0.1, 5, 6),))
    yield Case("only positive numbers", VALUES, (rng.uniform(0.1, 50, 6),))
    yield Case("one number in a vector", SHAPES, (-rng.uniform(0.1, 5, 1),))
    yield Case("a row", SHAPES, (both_signs(rng, 1, 5),))
    yield Case("a column", SHAPES, (both_signs(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (np.append(whole(rng, 6), [-3, 4]),))
    yield Case("float32", SHAPES, (both_signs(rng, 6).astype(np.float32),))
    yield Case("the pre-activations of a hidden layer", KERAS, (both_signs(rng, 20, 15) * 4,))
    yield Case("three axes", SHAPES, (both_signs(rng, 3, 2, 4),))


@exercise.misconception(
    "np.max",
    "`np.max` looks for the largest number along an axis, and takes its second argument for that "
    "axis. `np.maximum(0, z)` compares number by number.",
    "relu",
)
def max_with_an_axis(z):
    return np.max(0, z)


@exercise.misconception(
    "Python's max",
    "Python's `max(0, z)` and `if z > 0` work for single numbers only. `np.maximum(0, z)` "
    "compares a whole array, number by number.",
    "relu",
)
def max_of_python(z):
    return max(0, z)


@exercise.misconception(
    "leaky",
    "You let a small part of each negative number through. That is leaky ReLU; plain ReLU is 0 "
    "for every negative number.",
    "relu",
)
def leaky(z):
    return np.where(np.asarray(z) > 0, z, 0.01 * z)


@exercise.misconception(
    "absolute value",
    "You turned negative numbers into positive ones. ReLU turns them into 0.",
    "relu",
)
def absolute_value(z):
    return np.abs(z)


@exercise.misconception(
    "the slope",
    "You returned 0 or 1, which is the slope of ReLU. For a positive z its value is z itself.",
    "relu",
)
def slope_of_relu(z):
    return (np.asarray(z) > 0).astype(float)


@exercise.misconception(
    "minimum",
    "You took the smaller of 0 and z. ReLU takes the larger.",
    "relu",
)
def minimum(z):
    return np.minimum(0, z)


@exercise.misconception(
    "cut at 1",
    "You limited the numbers to 1. ReLU has no upper limit.",
    "relu",
)
def cut_at_1(z):
    return np.clip(z, 0, 1)


@exercise.misconception(
    "cut at 6",
    "You limited the numbers to 6. That is ReLU6; plain ReLU has no upper limit.",
    "relu",
)
def cut_at_6(z):
    return np.clip(z, 0, 6)


@exercise.misconception(
    "negative numbers left out",
    "`z[z > 0]` drops the negative numbers, so the result is shorter than z. They should become 0 "
    "and keep their places.",
    "relu",
)
def left_out(z):
    z = np.asarray(z)
    return z[z > 0]


@exercise.misconception(
    "z changed",
    "`z[z < 0] = 0` changes the caller's z, and fails for a single number. Create a new array: "
    "`np.maximum(0, z)`.",
    "relu",
)
def z_changed(z):
    z[z < 0] = 0
    return z


@exercise.misconception(
    "softplus",
    "You computed log(1 + e^z). That is softplus, which is never exactly 0. ReLU is `max(0, z)`.",
    "relu",
)
def softplus(z):
    return np.logaddexp(0, z)


@exercise.misconception(
    "swish",
    "You multiplied z by its sigmoid. That is swish; ReLU multiplies by 0 or by 1.",
    "relu",
)
def swish(z):
    return z * (0.5 + 0.5 * np.tanh(z / 2))


@exercise.misconception(
    "decimals cut off",
    "You cut off the decimals. A positive z comes back exactly as it is.",
    "relu",
)
def relu_of_whole_numbers(z):
    return np.maximum(0, np.asarray(z).astype(int))


@exercise.misconception(
    "one maximum for all",
    "You returned one number for all of z. ReLU keeps the shape: each number has its own result.",
    "relu",
)
def one_for_all(z):
    return max(0.0, np.max(z))


@exercise.misconception(
    "dtype of the first result",
    "`np.vectorize` uses the dtype of its first result. Here that is the whole number 0, so the "
    "decimals of all the others are cut off. `np.maximum(0, z)` keeps them.",
    "relu",
)
def dtype_of_the_first_result(z):
    return np.vectorize(lambda number: number if number > 0 else 0)(z)


# Other ways to make these mistakes.


@exercise.another_way("np.max")
def _(z):
    return np.max(z, 0)


@exercise.another_way("Python's max")
def _(z):
    return z if z > 0 else 0


@exercise.another_way("the slope")
def _(z):
    return np.asarray(z) >= 0


@exercise.another_way("the slope")
def _(z):
    return np.asarray(z) > 0
