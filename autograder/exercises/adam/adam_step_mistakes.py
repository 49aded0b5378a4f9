"""Common mistakes in `adam_step`."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from .adam_step import exercise


@exercise.misconception(
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


@exercise.misconception(
    "only m corrected",
    "You corrected m and left v as it is. Both start at 0: divide v by 1 − beta_2^t too.",
    "bias-correction",
)
def only_m_corrected(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    return w - learning_rate * m_hat / (np.sqrt(v) + epsilon), m, v


@exercise.misconception(
    "only v corrected",
    "You corrected v and left m as it is. Both start at 0: divide m by 1 − beta_1^t too.",
    "bias-correction",
)
def only_v_corrected(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "corrected moments returned",
    "You returned the corrected m and v. The next step continues from the uncorrected ones: "
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


@exercise.misconception(
    "beta times t",
    "You corrected by `1 - beta * t`. The correction is a power: `1 - beta**t`.",
    "bias-correction",
)
def beta_times_t(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 * t)
    v_hat = v / (1 - beta_2 * t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
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


@exercise.misconception(
    "t from 0",
    "You counted t from 0, so the powers are one too low. t is 1 at the first step: use it as it "
    "is passed in.",
    "bias-correction",
)
def t_from_zero(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 ** (t - 1))
    v_hat = v / (1 - beta_2 ** (t - 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "t + 1",
    "You added 1 to t. It is already 1 at the first step: use it as it is passed in.",
    "bias-correction",
)
def t_plus_one(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1 ** (t + 1))
    v_hat = v / (1 - beta_2 ** (t + 1))
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "corrections swapped",
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


@exercise.misconception(
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


@exercise.misconception(
    "betas swapped",
    "You swapped the betas. beta_1 belongs to m, the average of the gradients, and beta_2 to v, "
    "the average of their squares.",
    "moving-averages",
)
def betas_exchanged(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_2 * m + (1 - beta_2) * grad
    v = beta_1 * v + (1 - beta_1) * grad**2
    m_hat = m / (1 - beta_2**t)
    v_hat = v / (1 - beta_1**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "beta and 1 - beta swapped",
    "You gave the new gradient the weight beta and the old average 1 − beta. It is the other way "
    "round: the average changes slowly.",
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


@exercise.misconception(
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


@exercise.misconception(
    "old m and v forgotten",
    "m and v hold only the newest gradient. Keep the old averages: beta_1 * m + (1 − beta_1) * "
    "grad, and likewise for v.",
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "v never falls",
    "You kept the larger of the old v and the new one, as AMSGrad does. In Adam v is the plain "
    "average and may fall.",
    "moving-averages",
)
def v_never_falls(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = np.maximum(v, beta_2 * v + (1 - beta_2) * grad**2)
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "sum of the squares",
    "You added up all squares since the start, as AdaGrad does. v is an average that gradually "
    "forgets: beta_2 * v + (1 − beta_2) * grad**2.",
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


@exercise.misconception(
    "the old m in the step",
    "The step used m and v from before this gradient. Update them first.",
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


@exercise.misconception(
    "no square root",
    "You divided by v. Divide by its square root, which is on the scale of a gradient.",
    "adam-step",
)
def no_square_root(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (v_hat + epsilon), m, v


@exercise.misconception(
    "gradient in place of m",
    "The step used the newest gradient. It should follow m, the average (without m this is "
    "RMSprop).",
    "adam-step",
)
def gradient_in_place_of_m(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * grad / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
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


@exercise.misconception(
    "plain gradient descent",
    "You took a step of plain gradient descent. Adam's step is made from m and v.",
    "adam-step",
)
def plain_gradient_descent(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    return w - learning_rate * grad, m, v


@exercise.misconception(
    "sign of the gradient",
    "The step uses only the sign of m, so every step is exactly as large as the learning rate. "
    "Divide m by the square root of v.",
    "adam-step",
)
def sign_only(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    return w - learning_rate * np.sign(m_hat), m, v


@exercise.misconception(
    "looking ahead",
    "You mixed the newest gradient into the step once more, as Nadam does. Adam's step uses the "
    "corrected m alone.",
    "adam-step",
)
def looking_ahead(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = (beta_1 * m + (1 - beta_1) * grad) / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "plus in place of minus",
    "You added the step, which goes uphill. Subtract it.",
    "adam-step",
)
def uphill(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w + learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "step returned",
    "You returned the step itself instead of the new w. Subtract it from w.",
    "adam-step",
)
def step_returned(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "learning rate that falls",
    "You divided the learning rate by the square root of t. Adam's learning rate does not decay "
    "on its own.",
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "gradient clipped",
    "You clipped the gradients at 1. Adam takes them as they are.",
    "adam-step",
)
def clipped_gradient(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    grad = np.clip(grad, -1, 1)
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
    "no epsilon",
    "epsilon is missing. Where a gradient has been 0 from the start, the step is then 0 divided "
    "by 0, which is nan.",
    "adam-epsilon",
)
def no_epsilon(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / np.sqrt(v_hat), m, v


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "epsilon in the numerator",
    "epsilon is outside the denominator. It belongs with the square root: put parentheses around "
    "`np.sqrt(v_hat) + epsilon`.",
    "adam-epsilon",
)
def epsilon_outside(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * (m_hat / np.sqrt(v_hat) + epsilon), m, v


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
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


@exercise.misconception(
    "m and v changed in place",
    "`m *= ...` and `v += ...` change the caller's arrays. Create new ones: `m = beta_1 * m + "
    "...`.",
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


@exercise.misconception(
    "w changed in place",
    "`w -= ...` changes the caller's w. Create a new array: `w = w - ...`.",
    "adam-step",
)
def w_in_place(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    w -= learning_rate * m_hat / (np.sqrt(v_hat) + epsilon)
    return w, m, v


@exercise.misconception(
    "all changed in place",
    "`*=`, `+=` and `-=` change the caller's w, m and v. Create new arrays: `w = w - ...`.",
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


@exercise.misconception(
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


@exercise.misconception(
    "dtype of the gradient",
    "`np.zeros_like(grad)` has the dtype of grad. When the gradient holds whole numbers, all "
    "decimals are cut off. Use `np.zeros(grad.shape)`, or no buffer at all.",
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


@exercise.misconception(
    "a vector only",
    "Your loop runs over the first axis of w, so it fails for a single number. NumPy computes all "
    "elements at once, whatever the shape: leave out the loop.",
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


@exercise.misconception(
    "no parentheses in the correction",
    "Without parentheses `m / 1 - beta_1**t` divides by 1 and then subtracts. Write `m / (1 - "
    "beta_1**t)`, and likewise for v.",
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


@exercise.misconception(
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


@exercise.misconception(
    "no parentheses around 1 - beta",
    "Without parentheses `1 - beta_1 * grad` multiplies first. Write `(1 - beta_1) * grad`, and "
    "likewise for v.",
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


@exercise.misconception(
    "epsilon outside the fraction",
    "Without parentheses `m / np.sqrt(v) + epsilon` divides first and then adds. Epsilon belongs "
    "in the denominator: `m / (np.sqrt(v) + epsilon)`.",
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


@exercise.misconception(
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


@exercise.misconception(
    "betas of the averages swapped",
    "m and v use each other's beta. beta_1 belongs to m, the average of the gradients, and beta_2 "
    "to v, the average of their squares.",
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


exercise.size(
    "another epsilon",
    "epsilon",
    "The step uses about {size} for epsilon, whatever the argument is. Use `epsilon`: its default "
    "is Keras's 1e-7.",
    "adam-epsilon",
)
exercise.size(
    "weights that shrink",
    "shrunk_parameters",
    "Beside the step, {size} times w is subtracted from w. That is weight decay (AdamW); Adam has "
    "none.",
    "adam-step",
)


# Mistakes that are made beside any other.


@exercise.modifier("plus in place of minus")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new_w, m, v = function(w, grad, m, v, t, learning_rate, beta_1, beta_2, epsilon)
    return 2 * w - new_w, m, v


@exercise.modifier("learning rate always 0.001")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, 0.001, beta_1, beta_2, epsilon)


@exercise.modifier("betas always 0.9 and 0.999")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, learning_rate, 0.9, 0.999, epsilon)


@exercise.modifier("epsilon 1e-8")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, learning_rate, beta_1, beta_2, 1e-8)


@exercise.modifier("epsilon always 1e-7")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, learning_rate, beta_1, beta_2, 1e-7)


@exercise.modifier("t from 0")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t - 1, learning_rate, beta_1, beta_2, epsilon)


@exercise.modifier("t + 1")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t + 1, learning_rate, beta_1, beta_2, epsilon)


@exercise.modifier("v before m")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new_w, m, v = function(w, grad, m, v, t, learning_rate, beta_1, beta_2, epsilon)
    return new_w, v, m


@exercise.modifier("w only")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, learning_rate, beta_1, beta_2, epsilon)[0]


@exercise.modifier("learning rate left out")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, m, v, t, 1.0, beta_1, beta_2, epsilon)


@exercise.modifier("old m and v forgotten")
def _(function, w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    return function(w, grad, 0 * m, 0 * v, t, learning_rate, beta_1, beta_2, epsilon)


# The same mistakes where epsilon is added before the correction, as in Keras.


def _in_the_form_of_keras(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7,
    *, sign=-1, fixed=None, anew=False, moved=0, betas=None, rate=None, square=True, root=True,
    old=False, in_step=None, inside=False,
):  # fmt: skip
    beta_1, beta_2 = betas or (beta_1, beta_2)
    epsilon = epsilon if fixed is None else fixed
    before_m, before_v = (0 * m, 0 * v) if anew else (m, v)
    m = beta_1 * before_m + (1 - beta_1) * grad
    v = beta_2 * before_v + (1 - beta_2) * (grad**2 if square else grad)
    t = t + moved
    step = (rate or learning_rate) * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    used_m, used_v = (before_m, before_v) if old else (m, v)
    used_m = grad if in_step == "gradient" else used_m
    below = np.sqrt(used_v) if root else used_v
    return w + sign * step * used_m / (below + epsilon), m, v


_SETTINGS: dict[str, dict[str, Any]] = {
    "plus in place of minus": {"sign": 1},
    "epsilon 1e-8": {"fixed": 1e-8},
    "epsilon always 1e-7": {"fixed": 1e-7},
    "no epsilon": {"fixed": 0.0},
    "old m and v forgotten": {"anew": True},
    "t from 0": {"moved": -1},
    "t + 1": {"moved": 1},
    "betas always 0.9 and 0.999": {"betas": (0.9, 0.999)},
    "learning rate always 0.001": {"rate": 0.001},
    "gradient not squared": {"square": False},
    "no square root": {"root": False},
    "the old m in the step": {"old": True},
    "gradient in place of m": {"in_step": "gradient"},
}
for _name, _settings in _SETTINGS.items():
    exercise.another_way(_name)(partial(_in_the_form_of_keras, **_settings))
