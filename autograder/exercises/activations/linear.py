"""`linear`: the activation that returns z as it is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import UNCHANGED, Return
from ...checks.run import SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras
from ...specification.random_inputs import numbers, whole

exercise = Exercise(
    "activations",
    "linear",
    chapter="training/alternatives_to_sigmoid",
    oracle_name="keras.activations.linear",
    returns=(Return("the result", UNCHANGED),),
)


@exercise.oracle
def _(z):
    return as_numpy(keras().activations.linear(float64(z)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([-2.0, 0.0, 0.5, 3.25]),))
    yield Case("one negative number", VALUES, (np.float64(-1.5),))
    yield Case("a matrix", VALUES, (np.array([[0.25, -7.5], [120.0, -0.75]]),))
    yield Case("numbers with many digits", VALUES, (np.array([0.1, -2 / 3, 1e-9]),))
    yield Case("whole numbers", SHAPES, (np.array([-2, 0, 3]),))
    yield Case("one number in a vector", SHAPES, (np.array([-0.25]),))
    cube = np.array([[[0.5, -1.5], [2.0, -0.25]], [[-3.0, 1.0], [0.75, -2.0]]])
    yield Case("three axes", SHAPES, (cube,))
    yield Case("float32", SHAPES, (np.array([-0.75, 0.25, 2.5], dtype=np.float32),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one number", VALUES, (numbers(rng)[()],))
    yield Case("a vector", VALUES, (numbers(rng, 7, scale=5),))
    yield Case("a matrix", VALUES, (numbers(rng, 4, 3, scale=1000),))
    yield Case("one number in a vector", SHAPES, (numbers(rng, 1),))
    yield Case("a column", SHAPES, (numbers(rng, 5, 1),))
    yield Case("whole numbers", SHAPES, (whole(rng, 6),))
    yield Case("float32", SHAPES, (numbers(rng, 6).astype(np.float32),))
    yield Case("three axes", SHAPES, (numbers(rng, 3, 2, 4),))


@exercise.misconception(
    "sigmoid",
    "You applied the sigmoid. The linear activation leaves z as it is, which is why it is also "
    'called "no activation function".',
    "linear",
)
def sigmoid_for_linear(z):
    return 1 / (1 + np.exp(-z))


@exercise.misconception(
    "relu",
    "You set the negative numbers to 0. That is ReLU; the linear activation keeps both signs.",
    "linear",
)
def relu_for_linear(z):
    return np.maximum(0, z)


@exercise.misconception(
    "the slope",
    "You returned 1 for every number. That is the slope of the linear activation; its value is z.",
    "linear",
)
def slope_for_linear(z):
    return np.ones(np.shape(z))


@exercise.misconception(
    "between 0 and 1",
    "You limited the numbers to the range from 0 to 1. The linear activation may give any number.",
    "linear",
)
def cut_at_0_and_1(z):
    return np.clip(z, 0, 1)


@exercise.misconception(
    "scaled to add up to 1",
    "You divided by the sum. The linear activation leaves every number as it is.",
    "linear",
)
def scaled(z):
    return z / np.sum(z)


@exercise.misconception(
    "no return",
    "The function computes z and does not return it. Write `return z`.",
    "linear",
)
def no_return(z):
    np.asarray(z)


@exercise.misconception(
    "whole numbers",
    "You cut off the decimals. z comes back exactly as it is.",
    "linear",
)
def decimals_cut_off(z):
    return np.asarray(z).astype(int)


@exercise.misconception(
    "between -1 and 1",
    "You limited the numbers to the range from -1 to 1. The linear activation may give any number.",
    "linear",
)
def cut_at_minus_1_and_1(z):
    return np.clip(z, -1, 1)


@exercise.misconception(
    "float32",
    "You turned z into float32, which keeps seven digits. z comes back exactly as it is.",
    "linear",
)
def linear_in_float32(z):
    return np.asarray(z, np.float32)
