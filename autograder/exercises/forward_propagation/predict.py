"""`predict`: decisions 0 and 1 from probabilities and a threshold."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import INTEGERS, Return
from ...checks.run import KERAS, SHAPES, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import as_numpy, float64, keras

exercise = Exercise(
    "forward_propagation",
    "predict",
    chapter="inference/forward_propagation_in_numpy",
    oracle_name="keras.ops.greater_equal",
    returns=(Return("the decisions", INTEGERS),),
)


@exercise.oracle
def _(a, threshold=0.5):
    ops = keras().ops
    return as_numpy(ops.cast(ops.greater_equal(float64(a), threshold), "int64"))


@exercise.visible
def _() -> Iterator[Case]:
    yield Case("a vector", VALUES, (np.array([0.1, 0.9, 0.49, 0.51, 0.7]),))
    yield Case("a value equal to the threshold", VALUES, (np.array([0.5, 0.25, 0.75]),))
    yield Case("threshold 0.75", VALUES, (np.array([0.5, 0.25, 0.75, 0.8]), 0.75))
    yield Case("threshold 0.25, by name", VALUES,
               (np.array([0.5, 0.25, 0.1]),), {"threshold": 0.25})  # fmt: skip
    yield Case("a column", SHAPES, (np.array([[0.2], [0.6], [0.5]]),))
    cube = np.array([[[0.2, 0.6], [0.5, 0.9]], [[0.1, 0.4], [0.8, 0.3]]])
    yield Case("three axes", SHAPES, (cube,))
    yield Case("one value", SHAPES, (np.array([0.8]),))
    yield Case("one value below", SHAPES, (np.array([0.3]),))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    yield Case("a vector", VALUES, (rng.uniform(0, 1, 40),))
    for threshold in (0.5, 0.25, 0.625):
        near = threshold + np.array([0.0, 1e-6, -1e-6, 0.1, -0.1])
        yield Case("around the threshold", VALUES, (rng.permutation(near), threshold))
    yield Case("a low threshold, by name", VALUES,
               (rng.uniform(0, 1, 30),), {"threshold": float(rng.uniform(0.1, 0.3))})  # fmt: skip
    yield Case("a column", SHAPES, (rng.uniform(0, 1, (20, 1)),))
    yield Case("a matrix", SHAPES, (rng.uniform(0, 1, (6, 3)), 0.7))
    yield Case("one value", SHAPES, (rng.uniform(0.5, 1, 1),))
    yield Case("one value below", SHAPES, (rng.uniform(0, 0.5, 1),))
    yield Case("float32", KERAS, (rng.uniform(0, 1, 50).astype(np.float32),))
    yield Case("three axes", SHAPES, (rng.uniform(0, 1, (3, 2, 4)), 0.3))


@exercise.misconception(
    "> in place of >=",
    "A value equal to the threshold counts as 1: compare with `>=`.",
    "threshold",
)
def strictly_above(a, threshold=0.5):
    return (a > threshold).astype(int)


@exercise.misconception(
    "threshold ignored",
    "You compared with 0.5 whatever `threshold` is.",
    "threshold",
)
def always_one_half(a, threshold=0.5):
    return (a >= 0.5).astype(int)


@exercise.misconception(
    "rounded",
    "`np.round` rounds 0.5 to 0, to the nearest even number, and takes no threshold. "
    "Compare with `>=`.",
    "threshold",
)
def rounded_value(a, threshold=0.5):
    return np.round(a).astype(int)


@exercise.misconception(
    "True and False",
    "A comparison gives True and False. Convert them to 0 and 1 with `.astype(int)`.",
    "threshold",
)
def true_and_false(a, threshold=0.5):
    return a >= threshold


@exercise.misconception(
    "floats", "You returned 0.0 and 1.0. Decisions are integers: `.astype(int)`.", "threshold"
)
def floats(a, threshold=0.5):
    return (a >= threshold).astype(float)


@exercise.misconception(
    "the other way round",
    "You returned 1 below the threshold. It is 1 from the threshold up.",
    "threshold",
)
def other_way_round(a, threshold=0.5):
    return (a < threshold).astype(int)


@exercise.misconception(
    "one decision for all",
    "You returned one decision for all examples. There is one for each.",
    "threshold",
)
def one_decision(a, threshold=0.5):
    return int(np.max(a) >= threshold)


@exercise.misconception(
    "place of the largest",
    "You returned the place of the largest probability. That decides between several classes; here "
    "each probability is compared with the threshold on its own.",
    "threshold",
)
def place_of_the_largest(a, threshold=0.5):
    return np.argmax(a, axis=-1)


# Mistakes that are made beside any other.


@exercise.modifier("threshold ignored")
def _(function, a, threshold=0.5):
    return function(a)


@exercise.modifier("True and False")
def _(function, a, threshold=0.5):
    return np.asarray(function(a, threshold)).astype(bool)


@exercise.modifier("floats")
def _(function, a, threshold=0.5):
    return np.asarray(function(a, threshold)).astype(float)


@exercise.modifier("the other way round")
def _(function, a, threshold=0.5):
    return 1 - np.asarray(function(a, threshold)).astype(int)


# Other ways to make these mistakes.


@exercise.another_way("place of the largest")
def _(a, threshold=0.5):
    return np.argmax(a)


@exercise.another_way("place of the largest")
def _(a, threshold=0.5):
    return np.argmax(a, axis=1)


@exercise.another_way("floats")
def _(a, threshold=0.5):
    decisions = np.zeros_like(a)
    for i in range(len(a)):
        decisions[i] = 1 if a[i] >= threshold else 0
    return decisions


@exercise.another_way("floats")
def _(a, threshold=0.5):
    decisions = np.zeros(len(a))
    for i in range(len(a)):
        decisions[i] = 1 if a[i] >= threshold else 0
    return decisions
