"""`adam_step`: one step of Adam for one array of parameters."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...checks.compare import Return
from ...checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ...specification.exercise import Exercise
from ...specification.keras_oracle import adam, as_numpy, float64, float64_by_default, keras
from ...specification.random_inputs import numbers, whole

# Where v is tiny, only relative errors count.
NOTHING = 1e-30

exercise = Exercise(
    "adam",
    "adam_step",
    chapter="training/adam",
    oracle_name="keras.optimizers.Adam",
    returns=(Return("w"), Return("m"), Return("v")),
)


@exercise.oracle
def _(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    # The real optimiser, put into the state it has before step t.
    with float64_by_default():
        optimizer = adam(learning_rate=learning_rate, beta_1=beta_1, beta_2=beta_2, epsilon=epsilon)
        variable = keras().Variable(float64(w), dtype="float64")
        optimizer.build([variable])
        state = {item.path.rpartition("_")[2]: item for item in optimizer.variables}
        state["momentum"].assign(float64(m))
        state["velocity"].assign(float64(v))
        optimizer.iterations.assign(t - 1)
        optimizer.apply([keras().ops.convert_to_tensor(float64(grad))], [variable])
        return tuple(map(as_numpy, (variable, state["momentum"], state["velocity"])))


@exercise.convention
def epsilon_as_in_the_paper(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    """Adam with epsilon as in the paper.

    It is added after the correction of v. Keras adds it before, to the root of v as it is.
    """
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.visible
def _() -> Iterator[Case]:
    w, grad, none = np.array([1.0, -2.0, 0.5]), np.array([0.5, -0.25, 2.0]), np.zeros(3)
    m, v = np.array([0.05, -0.025, 0.2]), np.array([0.00025, 0.0000625, 0.004])
    later = np.array([-0.1, -0.3, 1.0])
    yield Case("the first step, the example above", VALUES, (w, grad, none, none, 1))
    yield Case("the second step", VALUES, (w, later, m, v, 2))
    yield Case("step 10, from w = 0", VALUES, (none, grad, m, v * 40, 10))
    yield Case("step 1000, learning rate 0.01", VALUES, (w, later, m, v * 400, 1000, 0.01))
    yield Case(
        "all settings, by position", VALUES, (w / 100, later, m, v, 3, 0.05, 0.8, 0.95, 0.01)
    )
    yield Case(
        "all settings, by name",
        VALUES,
        (w, grad, m, v, 2),
        {"epsilon": 0.1, "beta_2": 0.9, "beta_1": 0.5, "learning_rate": 0.2},
    )
    yield Case(
        "a matrix",
        SHAPES,
        (
            np.array([[1.0, -1.0], [0.5, 2.0]]),
            np.array([[30.0, -0.5], [2.5, -1.5]]),
            np.array([[0.3, 0.1], [-0.2, 0.4]]),
            np.array([[0.5, 0.02], [0.01, 0.3]]),
            4,
        ),
    )
    yield Case("one number", SHAPES, (*map(np.array, (0.5, -1.5, 0.25, 0.125)), 3))
    yield Case(
        "whole numbers in the gradient",
        SHAPES,
        (w, np.array([2, -3, 1]), none + 0.1, none + 0.2, 5),
    )
    yield Case("float32", SHAPES, (*(a.astype(np.float32) for a in (w, grad, m, v * 1000)), 2))
    yield Case(
        "small gradients",
        STABILITY,
        (none, np.array([1e-6, -2e-7, 3e-8]), none, none, 1),
        atol=NOTHING,
    )
    yield Case("a gradient of 0", STABILITY, (w, np.array([0.0, 1e-7, 0.0]), none, none, 1))


@exercise.fresh
def _(rng) -> Iterator[Case]:
    def state(*shape, t, scale=1.0, beta_1=0.9, beta_2=0.999):
        """Draw w, the gradient, and the m and v that t - 1 gradients before it have left."""
        m, v = np.zeros(shape), np.zeros(shape)
        for _ in range(t - 1):
            g = numbers(rng, *shape, scale=scale)
            m, v = beta_1 * m + (1 - beta_1) * g, beta_2 * v + (1 - beta_2) * g**2
        return numbers(rng, *shape), numbers(rng, *shape, scale=scale), m, v, t

    yield Case("the first step", VALUES, state(6, t=1))
    w, *rest = state(6, t=1)
    yield Case("the first step, from w = 0", VALUES, (w * 0, *rest))
    w, *rest = state(6, t=2)
    yield Case("the second step, w of the size of a step", VALUES, (w / 1000, *rest))
    yield Case("step 3", VALUES, state(6, t=3))
    yield Case("step 10", VALUES, state(6, t=10))
    w, *rest = state(6, t=1000)
    yield Case("step 1000, from w = 0", VALUES, (w * 0, *rest))
    yield Case("large gradients", VALUES, state(6, t=4, scale=1e4), atol=1e-11)
    w, grad, m, _, t = state(6, t=5)
    yield Case("v small against m", VALUES, (w, grad / 10, m + 2, rng.uniform(0.001, 0.01, 6), t))
    yield Case("v that falls", VALUES, (w, grad / 10, m, rng.uniform(3, 9, 6), t))
    settings = {
        "learning_rate": float(rng.uniform(0.05, 0.5)),
        "beta_1": float(rng.uniform(0.3, 0.8)),
        "beta_2": float(rng.uniform(0.85, 0.98)),
        "epsilon": float(rng.uniform(0.01, 0.1)),
    }
    w, *rest = state(5, t=4)
    for name, value in settings.items():
        yield Case(f"{name} by name", VALUES, (w / 100, *rest), {name: value})
    yield Case("learning rate by position", VALUES, (*state(5, t=2), settings["learning_rate"]))
    yield Case("all settings by position", VALUES, (*state(5, t=3), *settings.values()))
    yield Case("all settings by name", VALUES, state(5, t=6), settings)
    yield Case("a matrix", SHAPES, state(3, 4, t=3))
    yield Case("a square matrix", SHAPES, state(3, 3, t=2))
    yield Case("three axes", SHAPES, state(2, 3, 2, t=2))
    yield Case("a row", SHAPES, state(1, 5, t=3))
    yield Case("a column", SHAPES, state(5, 1, t=3))
    yield Case("a vector of one number", SHAPES, state(1, t=2))
    *arrays, t = state(1, t=4)
    yield Case("one number", SHAPES, (*(a.reshape(()) for a in arrays), t))
    yield Case("one number, no array", SHAPES, (*(a[0] for a in arrays), t))
    w, _, m, v, t = state(4, t=3)
    yield Case("whole numbers in the gradient", SHAPES, (w, whole(rng, 4) * 2 + 1, m, v, t))
    w, grad, m, _, t = state(5, t=3)
    single = tuple(a.astype(np.float32) for a in (w, grad, m, rng.uniform(0.5, 2, 5)))
    yield Case("float32", SHAPES, (*single, t))
    tiny = 10.0 ** rng.uniform(-8, -6, 6) * rng.permutation([1, -1, 1, -1, 1, -1])
    none = np.zeros(6)
    yield Case(
        "small gradients, the first step", STABILITY, (none, tiny, none, none, 1), atol=NOTHING
    )
    m, v = tiny * rng.uniform(0.1, 0.9, 6), tiny**2 * rng.uniform(0.001, 0.01, 6)
    yield Case("small gradients, step 7", STABILITY, (none, tiny, m, v, 7), atol=NOTHING)
    yield Case(
        "small gradients, w of the size of a step",
        STABILITY,
        (-1e-3 * np.sign(tiny), tiny, m, v, 20),
        atol=NOTHING,
    )
    some = tiny * rng.permutation([0, 0, 1, 1, 1, 1])
    yield Case("some gradients of 0", STABILITY, (numbers(rng, 6), some, none, none, 1))
    yield Case("all gradients 0", STABILITY, (numbers(rng, 6), none, none, none, 3))
    yield Case("a layer of the digit network", KERAS, state(15, 10, t=4))
    yield Case("its biases, later", KERAS, state(10, t=60, scale=0.01))
