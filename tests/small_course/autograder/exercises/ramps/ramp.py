"""`ramp`: numbers below zero become 0."""

from collections.abc import Iterator

import numpy as np

from autograder.checks.run import SHAPES, VALUES, Case
from autograder.specification.exercise import Exercise
from autograder.specification.keras_oracle import as_numpy, float64, keras

exercise = Exercise("ramps", "ramp", "first", "keras.activations.relu")


@exercise.oracle
def _(z):
    return as_numpy(keras().activations.relu(float64(z)))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([-2.0, 0.0, 3.25]),))
    yield Case("one number in a vector", SHAPES, (np.array([-0.25]),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.append(rng.uniform(-3, 3, 6), [-1.5, 2.5]),))
    yield Case("one number in a vector", SHAPES, (-rng.uniform(0.1, 5, 1),))


@exercise.misconception(
    "absolute value", "Negative numbers became positive; they become 0.", "ramp"
)
def absolute(z):
    return np.abs(z)


@exercise.misconception("no ramp", "z came back as it was; numbers below 0 become 0.", "ramp")
def unchanged(z):
    return np.array(z)
