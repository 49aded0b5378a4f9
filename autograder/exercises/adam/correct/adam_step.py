"""Other correct variants of `adam_step`."""

from __future__ import annotations

import math

import numpy as np

from ..adam_step import exercise


@exercise.also_correct("as in the paper")
def as_in_the_paper(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * grad**2
    m_hat = m / (1 - beta_1**t)
    v_hat = v / (1 - beta_2**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + epsilon), m, v


@exercise.also_correct("as in Keras, with differences")
def as_in_keras(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    alpha = learning_rate * math.sqrt(1 - math.pow(beta_2, t)) / (1 - math.pow(beta_1, t))
    m = m + (grad - m) * (1 - beta_1)
    v = v + (np.square(grad) - v) * (1 - beta_2)
    return w - m * alpha / (np.sqrt(v) + epsilon), m, v


@exercise.also_correct(
    "as in PyTorch",
    good_for=(
        "Both corrections can go to the step length and the root, so that no corrected copy of "
        "`m` and `v` is made. The numbers are the same."
    ),
)
def as_in_pytorch(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    m = m * beta_1 + (1 - beta_1) * grad
    v = v * beta_2 + (1 - beta_2) * grad * grad
    step_size = learning_rate / (1 - beta_1**t)
    denominator = np.sqrt(v) / np.sqrt(1 - beta_2**t) + epsilon
    return w - step_size * (m / denominator), m, v


@exercise.also_correct("correction of the root, epsilon before it")
def corrected_root(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    new_m = np.add(np.multiply(beta_1, m), np.multiply(1 - beta_1, grad))
    new_v = np.add(np.multiply(beta_2, v), np.multiply(1 - beta_2, np.power(grad, 2)))
    m_hat = new_m / (1 - np.power(beta_1, t))
    root = (np.sqrt(new_v) + epsilon) / np.sqrt(1 - np.power(beta_2, t))
    return w - learning_rate * m_hat / root, new_m, new_v


@exercise.also_correct("loop over the flat arrays")
def loop_over_flat(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    shape = np.shape(w)
    w, grad, m, v = (np.array(a, dtype=float).ravel() for a in (w, grad, m, v))
    for i in range(w.size):
        m[i] = beta_1 * m[i] + (1 - beta_1) * grad[i]
        v[i] = beta_2 * v[i] + (1 - beta_2) * grad[i] ** 2
        m_hat, v_hat = m[i] / (1 - beta_1**t), v[i] / (1 - beta_2**t)
        w[i] = w[i] - learning_rate * m_hat / (math.sqrt(v_hat) + epsilon)
    return w.reshape(shape), m.reshape(shape), v.reshape(shape)


@exercise.also_correct("own copies in place")
def own_copies(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= beta_1
    m += (1 - beta_1) * grad
    v *= beta_2
    v += (1 - beta_2) * grad**2
    w -= learning_rate * (m / (1 - beta_1**t)) / (np.sqrt(v / (1 - beta_2**t)) + epsilon)
    return w, m, v


@exercise.also_correct("powers by logarithms, a list back")
def powers_by_logarithms(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    first, second = (-np.expm1(t * np.log(beta)) for beta in (beta_1, beta_2))
    m = np.average([m, grad], axis=0, weights=[beta_1, 1 - beta_1])
    v = np.average([v, np.asarray(grad) ** 2], axis=0, weights=[beta_2, 1 - beta_2])
    return [w - learning_rate / first * m / (v**0.5 / second**0.5 + epsilon), m, v]


@exercise.also_correct("np.vectorize over one number")
def vectorised(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    def one(w, g, m, v):
        m = beta_1 * m + (1 - beta_1) * g
        v = beta_2 * v + (1 - beta_2) * g * g
        change = m / (1 - beta_1**t) / ((v / (1 - beta_2**t)) ** 0.5 + epsilon)
        return w - learning_rate * change, m, v

    return np.vectorize(one, otypes=[float] * 3)(w, grad, m, v)


@exercise.also_correct("dtype kept")
def dtype_kept(w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    kind = w.dtype
    m = (beta_1 * m + (1 - beta_1) * grad).astype(kind)
    v = (beta_2 * v + (1 - beta_2) * grad**2).astype(kind)
    rate = learning_rate * np.sqrt(1 - beta_2**t) / (1 - beta_1**t)
    return (w - rate * m / (np.sqrt(v) + epsilon)).astype(kind), m, v


@exercise.also_correct("corrections by multiplication, settings by other arguments")
def corrections_multiplied(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, weight_decay=0.0
):
    m = np.asarray(grad) - beta_1 * (np.asarray(grad) - m)
    v = np.square(grad) - beta_2 * (np.square(grad) - v)
    m_hat, v_hat = m * (1 - beta_1**t) ** -1.0, v * (1 - beta_2**t) ** -1.0
    change = m_hat * np.reciprocal(np.sqrt(v_hat) + epsilon) + weight_decay * w
    return np.subtract(w, learning_rate * change), m, v


@exercise.also_correct("factor in epsilon")
def factor_in_epsilon(
    w, grad, m, v, t, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7
):
    m = beta_1 * m + (1 - beta_1) * grad
    v = beta_2 * v + (1 - beta_2) * np.abs(grad) ** 2
    root = np.sqrt(1 - beta_2**t)
    # the paper's epsilon in the folded form: it shrinks as v is corrected
    return w - learning_rate * root / (1 - beta_1**t) * m / (np.sqrt(v) + epsilon * root), m, v
