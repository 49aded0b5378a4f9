"""The assignment `adam`: one step of Adam, backpropagation, a digit network trained with both."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ..assignments.source import reference
from ..checks.compare import ARRAY_OR_LIST, LAYERS, Return
from ..checks.run import KERAS, SHAPES, STABILITY, VALUES, Case
from ..specification.exercise import Exercise
from ..specification.keras_oracle import (
    adam,
    as_numpy,
    derivatives,
    fit_full_batch,
    float64,
    float64_by_default,
    keras,
)
from ..specification.random_inputs import numbers, whole

CHAPTER = "training/adam"

# Where v is tiny, only relative errors count.
NOTHING = 1e-30

adam_step = Exercise(
    "adam",
    "adam_step",
    CHAPTER,
    "keras.optimizers.Adam",
    returns=(Return("w"), Return("m"), Return("v")),
)


@adam_step.oracle
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


@adam_step.convention
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


@adam_step.visible
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


@adam_step.fresh
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


@adam_step.misconception(
    "no bias correction",
    "m and v are used as they are. They start at 0 and so are too small at first: divide m by"
    " 1 − beta_1^t and v by 1 − beta_2^t before the step.",
    "bias-correction",
)
def no_bias_correction(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    return w - learning_rate * m / (np.sqrt(v) + epsilon), m, v


@adam_step.misconception(
    "only m corrected",
    "You corrected m and left v as it is. Both start at 0: divide v by 1 − beta_2^t too.",
    "bias-correction",
)
def only_m_corrected(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    return w - learning_rate * m_hat / (np.sqrt(v) + epsilon), m, v


@adam_step.misconception(
    "only v corrected",
    "You corrected v and left m as it is. Both start at 0: divide m by 1 − beta_1^t too.",
    "bias-correction",
)
def only_v_corrected(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "corrected moments returned",
    "You returned the corrected m and v. The next step goes on from the uncorrected ones: "
    "return those, and use the corrected ones for the step only.",
    "bias-correction",
)
def corrected_moments_returned(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m_hat, v_hat


@adam_step.misconception(
    "beta times t",
    "You corrected by `1 - beta * t`. It is a power: `1 - beta**t`.",
    "bias-correction",
)
def beta_times_t(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 * t)
    v_hat = v / (1 - beta_2 * t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "t left out of the correction",
    "You divided by 1 − beta whatever t is. The correction fades with time: 1 − beta^t.",
    "bias-correction",
)
def t_left_out(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1)
    v_hat = v / (1 - beta_2)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "t from 0",
    "You counted t from 0: the powers are one too low. t is 1 at the first step and is used "
    "as it comes.",
    "bias-correction",
)
def t_from_zero(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 ** (t - 1))
    v_hat = v / (1 - beta_2 ** (t - 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "t + 1",
    "You added 1 to t. It is 1 at the first step already: use it as it comes.",
    "bias-correction",
)
def t_plus_one(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 ** (t + 1))
    v_hat = v / (1 - beta_2 ** (t + 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "corrections exchanged",
    "You corrected m with beta_2 and v with beta_1. m goes with beta_1, v with beta_2.",
    "bias-correction",
)
def corrections_exchanged(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_2**t)
    v_hat = v / (1 - beta_1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "multiplied by the correction",
    "You multiplied by 1 − beta^t. m and v are too small at first: divide by it.",
    "bias-correction",
)
def multiplied_by_the_correction(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m * (1 - beta_1**t)
    v_hat = v * (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "betas exchanged",
    "You exchanged the betas. beta_1 belongs to m, the average of the gradients, beta_2 to v,"
    " the average of their squares.",
    "moving-averages",
)
def betas_exchanged(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_2 * m + (1 - beta_2) * grad
    v = beta_1 * v + (1 - beta_1) * grad**2
    m_hat = m / (1 - beta_2**t)
    v_hat = v / (1 - beta_1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "beta and 1 - beta exchanged",
    "You gave the weight beta to the new gradient and 1 − beta to the old average. It is the "
    "other way round: the average changes slowly.",
    "moving-averages",
)
def weights_exchanged(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = (1 - beta_1) * m + beta_1 * grad
    v = (1 - beta_2) * v + beta_2 * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "1 - beta left out",
    "You added the whole gradient and the whole square. In an average the new part has the "
    "weight 1 − beta.",
    "moving-averages",
)
def no_one_minus_beta(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + grad
    v = beta_2 * v + grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "old m and v forgotten",
    "m and v hold the newest gradient only. Keep the old averages: beta_1 * m + (1 − beta_1) "
    "* grad, and the same for v.",
    "moving-averages",
)
def old_moments_forgotten(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = (1 - beta_1) * grad
    v = (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "gradient not squared",
    "v averages the gradient itself. It is the average of its square, `grad**2`.",
    "moving-averages",
)
def not_squared(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "size of the gradient",
    "v averages the absolute value of the gradient. It is the average of its square, `grad**2`.",
    "moving-averages",
)
def absolute_value(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.abs(grad)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "m squared",
    "v averages the square of m. It is the average of the square of the gradient, `grad**2`.",
    "moving-averages",
)
def m_squared(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * m**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "one v for all parameters",
    "You added the squares of all gradients, so that all parameters share one v. Adam keeps a"
    " v for each parameter: square element by element, `grad**2`.",
    "moving-averages",
)
def one_v_for_all(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.sum(grad**2)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "mean of the squares",
    "You averaged the squares of all gradients, so that all parameters share one v. Adam "
    "keeps a v for each parameter: square element by element, `grad**2`.",
    "moving-averages",
)
def mean_of_the_squares(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.mean(grad**2)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "v never falls",
    "You kept the larger of the old v and the new one (AMSGrad does). In Adam v is the plain "
    "average and may fall.",
    "moving-averages",
)
def v_never_falls(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = np.maximum(v, beta_2 * v + (1 - beta_2) * grad**2)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "sum of the squares",
    "You added up all squares since the start (AdaGrad does). v is an average that forgets: "
    "beta_2 * v + (1 − beta_2) * grad**2.",
    "moving-averages",
)
def sum_of_the_squares(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = v + grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "the old m in the step",
    "The step used m and v from before this gradient. Bring them up to date first.",
    "adam-step",
)
def old_moments_in_the_step(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    new_m = beta_1 * m + (1 - beta_1) * grad
    new_v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), new_m, new_v


@adam_step.misconception(
    "no square root",
    "You divided by v. Divide by its square root, which has the size of a gradient.",
    "adam-step",
)
def no_square_root(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (v_hat + epsilon), m, v


@adam_step.misconception(
    "gradient in place of m",
    "The step used the newest gradient. It goes along m, the average (without m this is RMSprop).",
    "adam-step",
)
def gradient_in_place_of_m(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * grad / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "not divided by the root of v",
    "The step is not divided by the square root of v. That division is what gives each "
    "parameter a learning rate of its own.",
    "adam-step",
)
def momentum_only(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    return w - learning_rate * m_hat, m, v


@adam_step.misconception(
    "plain gradient descent",
    "You took a step of plain gradient descent. m and v belong into it.",
    "adam-step",
)
def plain_gradient_descent(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    return w - learning_rate * grad, m, v


@adam_step.misconception(
    "sign of the gradient",
    "The step uses only the sign of m, so that all steps have the size of the learning rate. "
    "Divide m by the square root of v.",
    "adam-step",
)
def sign_only(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    return w - learning_rate * np.sign(m_hat), m, v


@adam_step.misconception(
    "looking ahead",
    "You mixed the newest gradient into the step once more (Nadam does). Adam steps along the"
    " corrected m alone.",
    "adam-step",
)
def looking_ahead(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = (beta_1 * m + (1 - beta_1) * grad) / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "plus in place of minus",
    "You added the step, which climbs. Subtract it.",
    "adam-step",
)
def uphill(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w + learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "step returned",
    "You returned the step itself in place of the new w. Subtract it from w.",
    "adam-step",
)
def step_returned(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "learning rate left out",
    "The step is not multiplied by the learning rate.",
    "adam-step",
)
def no_learning_rate(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "learning rate always 0.001",
    "You used 0.001 whatever `learning_rate` is. Use the argument.",
    "adam-step",
)
def fixed_learning_rate(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - 0.001 * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "learning rate that falls",
    "You divided the learning rate by the square root of t. Adam's does not fall on its own.",
    "adam-step",
)
def falling_learning_rate(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate / np.sqrt(t) * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "betas always 0.9 and 0.999",
    "You used 0.9 and 0.999 whatever `beta_1` and `beta_2` are. Use the arguments.",
    "adam-step",
)
def fixed_betas(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = 0.9 * m + (1 - 0.9) * grad
    v = 0.999 * v + (1 - 0.999) * grad**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "weight decay",
    "You also shrank w itself. That is weight decay (AdamW); Adam has none.",
    "adam-step",
)
def weight_decay(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * (m_hat / (np.sqrt(v_hat) + epsilon) + 0.004 * w), m, v


@adam_step.misconception(
    "gradient clipped",
    "You cut gradients off at 1. Adam takes them as they are.",
    "adam-step",
)
def clipped_gradient(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    grad = np.clip(grad, -1, 1)
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "no epsilon",
    "epsilon is missing. Where a gradient is 0 from the start, the step is then 0 by 0, which"
    " is nan.",
    "adam-epsilon",
)
def no_epsilon(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / np.sqrt(v_hat), m, v


@adam_step.misconception(
    "epsilon inside the root",
    "You added epsilon to v, inside the square root. It is added to the root: `np.sqrt(v_hat)"
    " + epsilon`.",
    "adam-epsilon",
)
def epsilon_inside_the_root(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / np.sqrt(v_hat + epsilon), m, v


@adam_step.misconception(
    "epsilon inside the uncorrected root",
    "You added epsilon to v, inside the square root. It is added to the root: "
    "`np.sqrt(v) + epsilon`.",
    "adam-epsilon",
)
def epsilon_inside_the_uncorrected_root(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return w - rate * m / np.sqrt(v + epsilon), m, v


@adam_step.misconception(
    "epsilon in the numerator",
    "epsilon stands outside the denominator. It belongs to the square root: put parentheses "
    "around `np.sqrt(v_hat) + epsilon`.",
    "adam-epsilon",
)
def epsilon_outside(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * (m_hat / np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "epsilon always 1e-7",
    "You used 1e-7 whatever `epsilon` is. Use the argument.",
    "adam-epsilon",
)
def fixed_epsilon(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7), m, v


@adam_step.misconception(
    "epsilon 1e-8",
    "You used 1e-8 for epsilon, as the paper does. Here it is an argument, and its default is"
    " Keras's 1e-7.",
    "adam-epsilon",
)
def epsilon_of_the_paper(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-8), m, v


@adam_step.misconception(
    "epsilon as a lower bound",
    "You took the larger of the root and epsilon. Add epsilon to the root.",
    "adam-epsilon",
)
def epsilon_as_a_bound(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / np.maximum(np.sqrt(v_hat), epsilon), m, v


@adam_step.misconception(
    "w only",
    "You returned w alone. The next step needs the new m and v as well: return all three.",
    "adam-step",
)
def w_only(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)


@adam_step.misconception(
    "old m and v returned",
    "You returned the old m and v. The next step needs the new ones.",
    "moving-averages",
)
def old_moments_returned(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    new_m = beta_1 * m + (1 - beta_1) * grad
    new_v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = new_m / (1 - beta_1**t)
    v_hat = new_v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "v before m",
    "You returned (w, v, m). The order is w, m, v.",
    "adam-step",
)
def v_before_m(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), v, m


@adam_step.misconception(
    "m and v changed in place",
    "`m *= ...` and `v += ...` change the caller's arrays. Make new ones: `m = beta_1 * m + ...`.",
    "moving-averages",
)
def moments_in_place(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m *= beta_1
    m += (1 - beta_1) * grad
    v *= beta_2
    v += (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "w changed in place",
    "`w -= ...` changes the caller's w. Make a new array: `w = w - ...`.",
    "adam-step",
)
def w_in_place(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, m, v


@adam_step.misconception(
    "all changed in place",
    "`*=`, `+=` and `-=` change the caller's w, m and v. Make new arrays: `w = w - ...`.",
    "adam-step",
)
def all_in_place(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m *= beta_1
    m += (1 - beta_1) * grad
    v *= beta_2
    v += (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, m, v


@adam_step.misconception(
    "gradient squared in place",
    "`grad **= 2` changes the caller's gradient. Write `grad**2`, which makes a new array.",
    "moving-averages",
)
def gradient_squared_in_place(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    grad **= 2
    v = beta_2 * v + (1 - beta_2) * grad
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "dtype of the gradient",
    "`np.zeros_like(grad)` takes the dtype of grad. When the gradient holds whole numbers, "
    "that cuts off all decimals. Use `np.zeros(grad.shape)`, or no buffer at all.",
    "adam-step",
)
def dtype_of_the_gradient(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    new_m, new_v = np.zeros_like(grad), np.zeros_like(grad)
    new_m[...] = beta_1 * m + (1 - beta_1) * grad
    new_v[...] = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = new_m / (1 - beta_1**t)
    v_hat = new_v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), new_m, new_v


@adam_step.misconception(
    "a vector only",
    "Your loop goes over the first axis of w, so it stops at a single number. NumPy computes "
    "all elements at once, whatever the shape: leave the loop out.",
    "adam-step",
)
def a_vector_only(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    w, m, v = np.array(w, float), np.array(m, float), np.array(v, float)
    for i in range(len(w)):
        m[i] = beta_1 * m[i] + (1 - beta_1) * grad[i]
        v[i] = beta_2 * v[i] + (1 - beta_2) * grad[i] ** 2
        m_hat, v_hat = m[i] / (1 - beta_1**t), v[i] / (1 - beta_2**t)
        w[i] = w[i] - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, m, v


def gradients_of(X, y, layers):
    """Stand for the student's own `cost_and_gradients` in the mistakes of `train_with_adam`."""
    return reference("adam").cost_and_gradients(X, y, layers)


def step(*arguments):
    """Stand for the student's own `adam_step` in the mistakes of `train_with_adam`."""
    return reference("adam").adam_step(*arguments)


def relu(z):
    """Stand for the student's own `relu`, for the mistakes of `cost_and_gradients`."""
    return np.maximum(0, z)


def softmax(z):
    """Stand for the student's own `softmax`, for the mistakes of `cost_and_gradients`."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def loss(y, z):
    """Stand for the student's own `sparse_categorical_crossentropy_from_logits`."""
    return np.logaddexp.reduce(z, axis=-1) - z[np.arange(len(y)), y]


def network(rng, *sizes):
    """Draw layers (W, b) of the given sizes, the first the number of features."""
    return [
        (numbers(rng, n, units, scale=(2 / n) ** 0.5), numbers(rng, units, scale=0.3))
        for n, units in pairwise(sizes)
    ]


def task(rng, m, *sizes):
    """Draw (X, y, layers): m examples for a network of the given sizes."""
    return numbers(rng, m, sizes[0]), rng.integers(0, sizes[-1], m), network(rng, *sizes)


X_SHOWN = np.array([[0.5, -1.5], [1.25, 0.75], [-2.0, 0.25], [0.1, -0.6]])
Y_SHOWN = np.array([0, 2, 1, 2])
LAYERS_SHOWN = [
    (np.array([[0.4, -0.3, 0.8], [-0.7, 0.2, 0.5]]), np.array([0.1, 0.3, -0.2])),
    (np.array([[0.3, -0.9, 0.6], [0.5, 0.4, -0.8], [-0.6, 0.7, 0.2]]), np.array([0.0, 0.2, -0.1])),
]
THREE_SHOWN = [
    (np.array([[0.4, -0.3], [-0.7, 0.6]]), np.array([0.3, 0.5])),
    (np.array([[0.8, 0.5], [-0.2, 0.9]]), np.array([0.2, -0.1])),
    (np.array([[0.3, -0.9], [0.5, 0.4]]), np.array([0.1, -0.2])),
]

cost_and_gradients = Exercise(
    "adam",
    "cost_and_gradients",
    CHAPTER,
    "tf.GradientTape on a Keras network",
    returns=(Return("cost"), Return("gradients", LAYERS)),
)


@cost_and_gradients.oracle
def _(X, y, layers):
    ops = keras().ops

    def cost(*parameters):
        a = float64(X)
        for number in range(0, len(parameters), 2):
            last = number == len(parameters) - 2
            W, b = parameters[number : number + 2]
            z = ops.matmul(a, W) + b
            a = z if last else keras().activations.relu(z)
        losses = keras().losses.sparse_categorical_crossentropy(y, a, from_logits=True)
        return ops.mean(losses)

    flat = [array for layer in layers for array in layer]
    found = iter(derivatives(cost, *flat))
    return float(cost(*map(float64, flat))), tuple(zip(found, found))


@cost_and_gradients.visible
def _() -> Iterator[Case]:
    yield Case("2 features, 3 units, 3 classes", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN))
    yield Case("three layers of 2 units", VALUES, (X_SHOWN, Y_SHOWN % 2, THREE_SHOWN))
    yield Case(
        "one layer", SHAPES, (X_SHOWN, Y_SHOWN, [(LAYERS_SHOWN[0][0], np.array([0.1, 0.0, -0.1]))])
    )
    yield Case("one example", SHAPES, (X_SHOWN[:1], np.array([2]), LAYERS_SHOWN))
    yield Case(
        "whole numbers in X",
        SHAPES,
        (np.array([[1, -2], [3, 1], [-1, 2]]), np.array([0, 1, 0]), LAYERS_SHOWN),
    )
    yield Case("large logits", STABILITY, (X_SHOWN * 2000, Y_SHOWN, LAYERS_SHOWN), atol=1e-9)


@cost_and_gradients.fresh
def _(rng) -> Iterator[Case]:
    yield Case("one hidden layer", VALUES, task(rng, 7, 4, 5, 3))
    yield Case("two hidden layers", VALUES, task(rng, 9, 5, 6, 4, 3))
    yield Case("square layers", VALUES, task(rng, 6, 4, 4, 4, 4))
    yield Case("as many examples as units", VALUES, task(rng, 4, 4, 4, 4))
    yield Case("one layer", SHAPES, task(rng, 6, 3, 4))
    yield Case("one example", SHAPES, task(rng, 1, 4, 5, 3))
    yield Case("one unit a hidden layer", SHAPES, task(rng, 6, 3, 1, 3))
    yield Case("one feature", SHAPES, task(rng, 6, 1, 4, 3))
    X, y, layers = task(rng, 6, 3, 4, 5)
    yield Case("classes that do not occur", SHAPES, (X, y % 2, layers))
    yield Case("whole numbers in X", SHAPES, (whole(rng, 6, 3), y, layers))
    yield Case(
        "float32",
        SHAPES,
        (
            X.astype(np.float32),
            y,
            [(W.astype(np.float32), b.astype(np.float32)) for W, b in layers],
        ),
    )
    X, y, layers = task(rng, 8, 4, 6, 3)
    yield Case("logits up to 10,000", STABILITY, (X * 2000, y, layers), atol=1e-8)
    X, y, layers = task(rng, 12, 64, 25, 15, 10)
    yield Case("the digit network", KERAS, (rng.uniform(0, 1, X.shape), y, layers))


cost_and_gradients.equivalent = {
    "dz = (softmax(z) - np.eye(z.shape[-1])[y]) / len(y)": "z has two axes: the last is axis 1",
}


@cost_and_gradients.misconception(
    "back to front",
    "The gradients stand in the order in which they were found, the last layer first. Turn the "
    "list round at the end.",
    "network-gradients",
)
def back_to_front(X, y, layers):
    inputs, logits, a = [], [], X
    for W, b in layers:
        inputs.append(a)
        logits.append(a @ W + b)
        a = relu(logits[-1])
    dz = (softmax(logits[-1]) - np.eye(logits[-1].shape[1])[y]) / len(y)
    gradients = []
    for number in reversed(range(len(layers))):
        gradients.append((inputs[number].T @ dz, dz.sum(axis=0)))
        if number > 0:
            dz = dz @ layers[number][0].T * (logits[number - 1] > 0)
    return np.mean(loss(y, logits[-1])), gradients


@cost_and_gradients.misconception(
    "slope of ReLU left out",
    "Going back from one layer to the one before, da_in is multiplied by the slope of ReLU: 1 "
    "where that layer's logit was above 0, else 0.",
    "network-gradients",
)
def without_slope(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "ReLU of the gradient",
    "You applied ReLU to the gradient, which drops its negative numbers. The slope looks at the "
    "logit of the forward pass: multiply by `z > 0`.",
    "network-gradients",
)
def relu_of_the_gradient(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = relu(dz @ W.T)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "activation in place of its slope",
    "You multiplied by the activation itself. The slope of ReLU is 1 or 0: multiply by `z > 0`.",
    "network-gradients",
)
def activation_for_slope(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * a
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "slope of the wrong layer",
    "You multiplied by the slope of the layer that you came from. It must be that of the layer "
    "before, whose output is this layer's input.",
    "network-gradients",
)
def slope_of_the_wrong_layer(X, y, layers):
    inputs, logits, a = [], [], X
    for W, b in layers:
        inputs.append(a)
        logits.append(a @ W + b)
        a = relu(logits[-1])
    dz = (softmax(logits[-1]) - np.eye(logits[-1].shape[1])[y]) / len(y)
    gradients = []
    for number in reversed(range(len(layers))):
        gradients.insert(0, (inputs[number].T @ dz, dz.sum(axis=0)))
        if number > 0:
            dz = dz @ layers[number][0].T * (logits[number] > 0)
    return np.mean(loss(y, logits[-1])), gradients


@cost_and_gradients.misconception(
    "logits in place of probabilities",
    "dz begins with the probabilities: softmax of the logits, minus 1 for the right class.",
    "network-gradients",
)
def without_softmax(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (z - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "sum in place of mean",
    "dz lacks the division by m, so all gradients are those of the sum of the losses. The cost is "
    "their mean: divide by m, once, in dz.",
    "network-gradients",
)
def not_divided(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = softmax(z) - np.eye(z.shape[1])[y]
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "divided by m in every layer",
    "You divided by m in every layer. Once, in the first dz, is right: it carries through all "
    "layers.",
    "network-gradients",
)
def divided_in_every_layer(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = softmax(z) - np.eye(z.shape[1])[y]
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        dz = dz / len(y)
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "label minus probability",
    "Both signs in dz are turned round: it is probability minus label.",
    "network-gradients",
)
def label_minus_probability(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (np.eye(z.shape[1])[y] - softmax(z)) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "classes from 1",
    "You subtracted 1 from the labels. Classes are counted from 0: class y is column y.",
    "network-gradients",
)
def classes_from_one(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y - 1]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y - 1, z)), gradients


@cost_and_gradients.misconception(
    "classes counted in y",
    "You took the number of classes from the labels of this batch. A class may be missing there: "
    "there are as many as logits, `z.shape[1]`.",
    "network-gradients",
)
def classes_counted_in_y(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(np.max(y) + 1)[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "softmax down the columns",
    "The softmax went over the examples, so each class adds up to 1. It goes over the classes: "
    "every row, one example, adds up to 1.",
    "network-gradients",
)
def softmax_down_the_columns(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z.T).T - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "softmax twice",
    "You gave probabilities to the loss that takes logits, so softmax was applied twice. The last "
    "layer is linear and the loss takes its z.",
    "network-gradients",
)
def softmax_twice(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, softmax(z))), gradients


@cost_and_gradients.misconception(
    "ReLU on the last layer",
    "You applied ReLU to the last layer too. Its output is the logits, which may be negative: it "
    "is linear.",
    "network-gradients",
)
def relu_on_the_last_layer(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        a = relu(a @ W + b)
    dz = (softmax(a) - np.eye(a.shape[1])[y]) / len(y) * (a > 0)
    gradients = []
    for a_in, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a_in.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a_in > 0)
    return np.mean(loss(y, a)), gradients


@cost_and_gradients.misconception(
    "no ReLU",
    "The hidden layers lack their ReLU. Without it the network is one linear layer.",
    "network-gradients",
)
def no_relu(X, y, layers):
    inputs, z = [], X
    for W, b in layers:
        inputs.append(z)
        z = z @ W + b
    dz = (softmax(z) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T
    return np.mean(loss(y, z)), gradients


@cost_and_gradients.misconception(
    "sum of the losses",
    "You returned the sum of the losses. The cost is their mean.",
    "network-gradients",
)
def sum_of_the_losses(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost * len(y), gradients


@cost_and_gradients.misconception(
    "one loss an example",
    "You returned the loss of every example. The cost is one number, their mean.",
    "network-gradients",
)
def one_loss_an_example(X, y, layers):
    _, gradients = gradients_of(X, y, layers)
    a = X
    for W, b in layers:
        z = a @ W + b
        a = relu(z)
    return loss(y, z), gradients


@cost_and_gradients.misconception(
    "weights only",
    "The gradients lack the biases. Each layer gives a tuple, `(dW, db)`.",
    "network-gradients",
)
def weights_only(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost, [dW for dW, _ in gradients]


@cost_and_gradients.misconception(
    "one flat list",
    "You returned one flat list of arrays. The gradients are a list of tuples, one `(dW, db)` a "
    "layer, like the layers.",
    "network-gradients",
)
def one_flat_list(X, y, layers):
    cost, gradients = gradients_of(X, y, layers)
    return cost, [array for layer in gradients for array in layer]


@cost_and_gradients.misconception(
    "cost left out",
    "You returned the gradients alone. Return two values: the cost, then the gradients.",
    "network-gradients",
)
def cost_left_out(X, y, layers):
    _, gradients = gradients_of(X, y, layers)
    return gradients


@cost_and_gradients.misconception(
    "softmax that overflows",
    "Your softmax is exp(z) / sum(exp(z)), which overflows for large logits. Subtract the largest "
    "logit of each row from all of them first.",
    "network-gradients",
)
def softmax_that_overflows(X, y, layers):
    inputs, a = [], X
    for W, b in layers:
        inputs.append(a)
        z = a @ W + b
        a = relu(z)
    powers = np.exp(z)
    dz = (powers / powers.sum(axis=1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y)
    gradients = []
    for a, (W, _) in zip(reversed(inputs), reversed(layers)):
        gradients.insert(0, (a.T @ dz, dz.sum(axis=0)))
        dz = dz @ W.T * (a > 0)
    return np.mean(loss(y, z)), gradients


@adam_step.misconception(
    "no parentheses in the correction",
    "Without parentheses `m / 1 - beta_1**t` divides by 1 and then subtracts. Write `m / (1 - "
    "beta_1**t)`, and the same for v.",
    "bias-correction",
)
def no_parentheses_in_the_correction(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / 1 - beta_1**t
    v_hat = v / 1 - beta_2**t
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "power of the whole",
    "You raised 1 − beta to the power t. Only beta is raised: `1 - beta_1**t`.",
    "bias-correction",
)
def power_of_the_whole(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1) ** t
    v_hat = v / (1 - beta_2) ** t
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "no parentheses around 1 - beta",
    "Without parentheses `1 - beta_1 * grad` multiplies first. Write `(1 - beta_1) * grad`, and "
    "the same for v.",
    "moving-averages",
)
def no_parentheses_around_one_minus_beta(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + 1 - beta_1 * grad
    v = beta_2 * v + 1 - beta_2 * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "epsilon outside the fraction",
    "Without parentheses `m / np.sqrt(v) + epsilon` divides first and then adds. Epsilon belongs "
    "below: `m / (np.sqrt(v) + epsilon)`.",
    "adam-epsilon",
)
def epsilon_outside_the_fraction(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / np.sqrt(v_hat) + epsilon, m, v


@adam_step.misconception(
    "gradient doubled",
    "You doubled the gradient, `grad * 2`. v averages its squares, `grad**2`.",
    "moving-averages",
)
def gradient_doubled(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad * 2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@adam_step.misconception(
    "betas of the averages exchanged",
    "m and v use each other's beta. beta_1 belongs to m, the average of the gradients, and beta_2"
    " to v, that of their squares.",
    "moving-averages",
)
def betas_of_the_averages_exchanged(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_2 * m + (1 - beta_2) * grad
    v = beta_1 * v + (1 - beta_1) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


train_with_adam = Exercise(
    "adam",
    "train_with_adam",
    CHAPTER,
    "keras.optimizers.Adam in Model.fit",
    returns=(Return("layers", LAYERS), Return("history", ARRAY_OR_LIST)),
)


@train_with_adam.oracle
def _(X, y, layers, epochs, learning_rate=0.001):
    with float64_by_default():
        optimizer = adam(learning_rate=learning_rate)
        crossentropy = keras().losses.SparseCategoricalCrossentropy(from_logits=True)
        trained, history = fit_full_batch(X, y, layers, optimizer, crossentropy, epochs)
    return tuple(trained), history


@train_with_adam.convention
def trained_with_epsilon_as_in_the_paper(X, y, layers, epochs, learning_rate=0.001):
    """Adam with epsilon as in the paper."""
    history, state = [], [[(np.zeros(p.shape),) * 2 for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        both = [
            [epsilon_as_in_the_paper(p, g, *s, t, learning_rate) for p, g, s in zip(*three)]
            for three in zip(layers, gradients, state)
        ]
        layers = [tuple(new[0] for new in layer) for layer in both]
        state = [[new[1:] for new in layer] for layer in both]
    return tuple(layers), np.array(history)


@train_with_adam.visible
def _() -> Iterator[Case]:
    yield Case("one epoch", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN, 1), atol=1e-11)
    yield Case("four epochs", VALUES, (X_SHOWN, Y_SHOWN, LAYERS_SHOWN, 4, 0.05), atol=1e-11)
    yield Case(
        "three layers, learning rate by name",
        VALUES,
        (X_SHOWN, Y_SHOWN % 2, THREE_SHOWN, 3),
        {"learning_rate": 0.02},
        atol=1e-11,
    )
    small = X_SHOWN * 1e-4
    yield Case("small gradients", VALUES, (small, Y_SHOWN, LAYERS_SHOWN, 3, 0.01), atol=1e-11)
    one = [(LAYERS_SHOWN[0][0], np.array([0.1, 0.0, -0.1]))]
    yield Case("one layer", SHAPES, (X_SHOWN, Y_SHOWN, one, 3), atol=1e-11)
    yield Case("one example", SHAPES, (X_SHOWN[:1], Y_SHOWN[:1], LAYERS_SHOWN, 2), atol=1e-11)
    yield Case(
        "large logits", STABILITY, (X_SHOWN * 500, Y_SHOWN, LAYERS_SHOWN, 3, 0.01), atol=1e-9
    )


@train_with_adam.fresh
def _(rng) -> Iterator[Case]:
    def rate(low=0.005, high=0.05):
        return float(rng.uniform(low, high))

    yield Case("one epoch", VALUES, (*task(rng, 7, 4, 5, 3), 1), atol=1e-11)
    yield Case("five epochs", VALUES, (*task(rng, 8, 3, 6, 4), 5, rate()), atol=1e-11)
    yield Case(
        "two hidden layers, learning rate by name",
        VALUES,
        (*task(rng, 9, 5, 6, 4, 3), 4),
        {"learning_rate": rate()},
        atol=1e-11,
    )
    X, y, layers = task(rng, 8, 4, 4, 4)
    yield Case("small gradients", VALUES, (X * 1e-4, y, layers, 4, rate()), atol=1e-11)
    yield Case("one layer", SHAPES, (*task(rng, 6, 3, 4), 3), atol=1e-11)
    yield Case("one example", SHAPES, (*task(rng, 1, 4, 5, 3), 3), atol=1e-11)
    yield Case("square layers", SHAPES, (*task(rng, 4, 4, 4, 4, 4), 3, rate()), atol=1e-11)
    yield Case("one unit in the hidden layer", SHAPES, (*task(rng, 6, 3, 1, 3), 3), atol=1e-11)
    X, y, layers = task(rng, 6, 3, 4, 5)
    yield Case("whole numbers in X", SHAPES, (whole(rng, 6, 3), y % 2, layers, 3), atol=1e-11)
    X, y, layers = task(rng, 8, 4, 6, 3)
    yield Case("large logits", STABILITY, (X * 500, y, layers, 3, rate()), atol=1e-8)
    X, y, layers = task(rng, 30, 64, 25, 15, 10)
    yield Case(
        "the digit network", KERAS, (rng.uniform(0, 1, X.shape), y, layers, 4, 0.01), atol=1e-10
    )


train_with_adam.equivalent = {
    f"b, *biases_mv[i] = adam_step(layers[i][{p}], gradients[i][{g}], *biases_mv[i], t, "
    "learning_rate)": "a layer is (W, b): its last item is item 1"
    for p, g in ((-1, 1), (1, -1))
}


@train_with_adam.misconception(
    "t from 0",
    "You counted t from 0. Then the correction divides by 1 − beta^0 = 0, and every parameter"
    " is nan. The first step has t = 1.",
    "training-with-adam",
)
def t_from_zero_in_the_loop(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "t always 1",
    "t is 1 in every epoch, so the correction never fades. Count the epochs: 1, 2, 3 and so on.",
    "training-with-adam",
)
def t_always_one(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], 1, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "t counts the parameters",
    "t rises with every array that is updated. It counts the steps of the whole network: all "
    "arrays of one epoch share one t.",
    "training-with-adam",
)
def t_counts_arrays(X, y, layers, epochs, learning_rate=0.001):
    history, t = [], 0
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                t += 1
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "m and v start anew",
    "m and v are set back to 0 in every epoch, so Adam forgets. Make them once, before the "
    "loop, and keep what `adam_step` returns.",
    "training-with-adam",
)
def start_anew(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                none = np.zeros(layer[k].shape)
                layer[k], _, _ = step(layer[k], gradients[i][k], none, none, t, learning_rate)
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "m and v exchanged",
    "You stored m as v and v as m. `adam_step` returns w, m, v, in this order.",
    "training-with-adam",
)
def moments_exchanged(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], vs[i][k], ms[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "plain gradient descent",
    "You took steps of plain gradient descent. Call your `adam_step`.",
    "training-with-adam",
)
def descent(X, y, layers, epochs, learning_rate=0.001):
    history = []
    for _ in range(epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        layers = [
            (W - learning_rate * dW, b - learning_rate * db)
            for (W, b), (dW, db) in zip(layers, gradients)
        ]
    return layers, history


@train_with_adam.misconception(
    "learning rate not handed on",
    "You did not hand `learning_rate` on to `adam_step`, so it was 0.001 always.",
    "training-with-adam",
)
def rate_not_handed_on(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "cost after the step",
    "Your history holds the cost after each step. Record it before: the first entry is the "
    "cost of the layers that came in, as in Keras's history.",
    "training-with-adam",
)
def after_the_step(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        _, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
        history.append(gradients_of(X, y, layers)[0])
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "one epoch too few",
    "There is one epoch too few: `range(1, epochs)` stops before `epochs`. Write `range(1, "
    "epochs + 1)`.",
    "training-with-adam",
)
def one_too_few(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "one epoch too many",
    "There is one epoch too many: the history must have `epochs` entries.",
    "training-with-adam",
)
def one_too_many(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 2):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "last layer only",
    "Only the last layer was trained. Every layer takes a step in every epoch.",
    "training-with-adam",
)
def last_layer_only(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in [(len(layers) - 1, layers[-1])]:
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "first layer only",
    "Only the first layer was trained. Every layer takes a step in every epoch.",
    "training-with-adam",
)
def first_layer_only(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in [(0, layers[0])]:
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "biases not trained",
    "The biases stayed as they were. They take steps too, with an m and a v of their own.",
    "training-with-adam",
)
def biases_not_trained(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(1):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "gradients computed once",
    "The gradients stand before the loop, so every epoch uses the first ones. They change "
    "with the layers: compute them in every epoch.",
    "training-with-adam",
)
def gradients_once(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    _, gradients = gradients_of(X, y, layers)
    for t in range(1, epochs + 1):
        history.append(gradients_of(X, y, layers)[0])
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "layer after layer",
    "You computed new gradients after each layer's step. All layers take their step from the "
    "same gradients.",
    "training-with-adam",
)
def layer_after_layer(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            _, gradients = gradients_of(X, y, layers)
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "caller's list changed",
    "You put the new layers into the caller's list. Start with a list of your own: `layers = "
    "list(layers)`.",
    "training-with-adam",
)
def callers_list(X, y, layers, epochs, learning_rate=0.001):
    history = []
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            new = list(layer)
            for k in range(2):
                new[k], ms[i][k], vs[i][k] = step(
                    new[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
            layers[i] = tuple(new)
    return layers, history


@train_with_adam.misconception(
    "return inside the loop",
    "The `return` stands inside the loop, so there is only one epoch. Move it to the left.",
    "training-with-adam",
)
def return_in_the_loop(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
        return [tuple(layer) for layer in layers], history


@train_with_adam.misconception(
    "last cost only",
    "You returned one cost. The history holds one for each epoch.",
    "training-with-adam",
)
def last_cost(X, y, layers, epochs, learning_rate=0.001):
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers], cost


@train_with_adam.misconception(
    "history first",
    "You returned the history first. The order is layers, history.",
    "training-with-adam",
)
def history_first(X, y, layers, epochs, learning_rate=0.001):
    history = []
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        cost, gradients = gradients_of(X, y, layers)
        history.append(cost)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return history, [tuple(layer) for layer in layers]


@train_with_adam.misconception(
    "history left out",
    "You returned the layers alone. Return two values: the layers, then the history.",
    "training-with-adam",
)
def history_left_out(X, y, layers, epochs, learning_rate=0.001):
    layers = [list(layer) for layer in layers]
    ms = [[np.zeros(p.shape) for p in layer] for layer in layers]
    vs = [[np.zeros(p.shape) for p in layer] for layer in layers]
    for t in range(1, epochs + 1):
        _, gradients = gradients_of(X, y, layers)
        for i, layer in enumerate(layers):
            for k in range(2):
                layer[k], ms[i][k], vs[i][k] = step(
                    layer[k], gradients[i][k], ms[i][k], vs[i][k], t, learning_rate
                )
    return [tuple(layer) for layer in layers]
