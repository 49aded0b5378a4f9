"""The data files beside a student's notebook, made by `autograder build`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import pairwise

import numpy as np

SIGNAL_LENGTH = 100


def hearts(seed: int = 20, count: int = 300) -> np.ndarray:
    """Return invented heart signals, one per row: 100 values, then the label, float32.

    Half of them are healthy (label 0): after each beat comes a small rounded hill, the T wave. In
    the others (label 1) the T wave points downwards. Each has its own heart rate, a wandering
    baseline and noise. Values have two decimals, so that the bytes are the same on every machine.
    """
    rng = np.random.default_rng(seed)
    t = np.arange(SIGNAL_LENGTH)
    labels = rng.permutation(np.arange(count) % 2)
    signals = []
    for label in labels:
        t_wave = rng.normal(-0.2 if label else 0.25, 0.1)
        waves = (
            (-6, 1.8, 0.15),
            (-1.5, 0.7, -0.15),
            (0, 0.8, 1.0),
            (1.5, 0.7, -0.2),
            (10, 3, t_wave),
        )
        gap = rng.uniform(28, 36)
        first = rng.uniform(0, gap)
        signal = 0.06 * np.sin(2 * np.pi * (t / rng.uniform(60, 150) + rng.uniform()))
        for beat in np.arange(first - gap, SIGNAL_LENGTH + gap, gap):
            for at, width, height in waves:
                signal = signal + height * np.exp(-(((t - beat - at) / width) ** 2))
        signals.append(signal + rng.normal(0, 0.05, SIGNAL_LENGTH))
    return np.column_stack([np.round(signals, 2), labels]).astype(np.float32)


def digits() -> np.ndarray:
    """Return scikit-learn's 1,797 handwritten digits: 64 pixels from 0 to 16, then the digit."""
    from sklearn.datasets import load_digits

    data = load_digits()
    return np.column_stack([data.data, data.target]).astype(np.uint8)


@cache
def deep_linear_network() -> tuple[np.ndarray, ...]:
    """Return three linear layers of 25, 15 and 10 units that read digits, float32.

    Each array is (n + 1, units), the bias in its last row. They were trained on the first 1,000
    digits, divided by 16, with a softmax loss and Adam. The numbers are rounded to 1/64, so that
    the bytes are the same on every machine.
    """
    X, y = _first_digits()
    X, hot = np.column_stack([X / 16, np.ones(len(X))]), np.eye(10)[y]
    rng = np.random.default_rng(0)
    sizes = (64, 25, 15, 10)
    layers = [rng.normal(size=(n + 1, u)) / np.sqrt(n) for n, u in pairwise(sizes)]
    for layer in layers:
        layer[-1] = 0
    ones = np.ones((len(X), 1))
    m, v = ([np.zeros_like(layer) for layer in layers] for _ in range(2))
    for t in range(1, 61):
        inputs, z = [X], X @ layers[0]
        for layer in layers[1:]:
            inputs.append(np.hstack([z, ones]))
            z = inputs[-1] @ layer
        e = np.exp(z - z.max(axis=1, keepdims=True))
        dz = (e / e.sum(axis=1, keepdims=True) - hot) / len(X)
        for i in (2, 1, 0):
            gradient = inputs[i].T @ dz
            dz = dz @ layers[i][:-1].T
            m[i] = 0.9 * m[i] + 0.1 * gradient
            v[i] = 0.999 * v[i] + 0.001 * gradient**2
            rate = 0.03 * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
            layers[i] = layers[i] - rate * m[i] / (np.sqrt(v[i]) + 1e-7)
    return tuple((np.round(layer * 64) / 64).astype(np.float32) for layer in layers)


def perceptron() -> np.ndarray:
    """Return a linear classifier of digits whose logits run into the thousands: (65, 10), float32.

    The bias is in the last row. It was trained on the pixels of the first 1,000 digits by the
    perceptron rule, in whole numbers, so that the bytes are the same on every machine.
    """
    X, y = _first_digits()
    X = np.column_stack([X, np.ones(len(X), dtype=np.int64)])
    W = np.zeros((65, 10), dtype=np.int64)
    for _ in range(20):
        for x, label in zip(X, y):
            guess = int(np.argmax(x @ W))
            if guess != label:
                W[:, label] += x
                W[:, guess] -= x
    return W.astype(np.float32)


def _first_digits() -> tuple[np.ndarray, np.ndarray]:
    data = digits()[:1000].astype(np.int64)
    return data[:, :64], data[:, 64]


# assignment -> file name -> the function that makes the array
DATA: dict[str, dict[str, Callable[[], np.ndarray]]] = {
    "activations": {
        "digits.npy": digits,
        "layer1.npy": lambda: deep_linear_network()[0],
        "layer2.npy": lambda: deep_linear_network()[1],
        "layer3.npy": lambda: deep_linear_network()[2],
    },
    "adam": {"digits.npy": digits},
    "convolution": {"hearts.npy": hearts},
    "keras_models": {"digits.npy": digits},
    "losses": {"digits.npy": digits, "classifier.npy": perceptron},
    "training": {"digits.npy": digits},
}
