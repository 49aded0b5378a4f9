"""Data that lies beside a student's notebook, made by `autograder build`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

SIGNAL_LENGTH = 100


def hearts(seed: int = 20, count: int = 300) -> np.ndarray:
    """Return invented heart signals, one a row: 100 values, then the label, float32.

    Half of them are healthy (label 0): after each beat comes a small rounded hill, the T wave. In
    the others (label 1) the T wave points downwards. All have a beat of their own, a wandering
    baseline and noise. Two decimals are kept, so that the bytes are the same on every machine.
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


# assignment -> file name -> the function that makes the array
DATA: dict[str, dict[str, Callable[[], np.ndarray]]] = {
    "adam": {"digits.npy": digits},
    "training": {"digits.npy": digits},
}
