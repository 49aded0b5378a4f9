"""Networks to train, with their examples: those of the visible cases, and random ones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from ...specification.random_inputs import numbers

# The examples and networks of the visible cases.
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


def network(rng, *sizes):
    """Draw layers (W, b) of the given sizes, the first being the number of features."""
    return [
        (numbers(rng, n, units, scale=(2 / n) ** 0.5), numbers(rng, units, scale=0.3))
        for n, units in pairwise(sizes)
    ]


def task(rng, m, *sizes):
    """Draw (X, y, layers): m examples for a network of the given sizes."""
    return numbers(rng, m, sizes[0]), rng.integers(0, sizes[-1], m), network(rng, *sizes)
