"""Logistic regression: its worked example, random labels, and the sigmoid that mistakes call."""

from __future__ import annotations

import numpy as np

# The worked example: two examples of two features, the first with label 1, the second with label 0.
X_EXAMPLE = np.array([[1.0, 2.0], [3.0, -1.0]])
Y_EXAMPLE = np.array([1, 0])


def logistic(z):
    """Stand in for the sigmoid of the student's notebook."""
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-z))


def labels(rng, m):
    """Draw labels 0 and 1; both occur if there are two examples or more."""
    y = rng.integers(0, 2, size=m)
    if m > 1:
        y[:2] = rng.permutation(2)
    return y
