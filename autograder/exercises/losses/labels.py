"""Random labels in which the classes that matter occur."""

from __future__ import annotations

import numpy as np


def zeros_and_ones(rng, m):
    """Draw int64 labels in which 0 and 1 both occur."""
    return rng.permutation(np.append(rng.integers(0, 2, m - 2), [0, 1]))


def class_labels(rng, m, N):
    """Draw m int64 labels from 0 to N - 1 in which the first and the last class both occur."""
    return rng.permutation(np.append(rng.integers(0, N, m - 2), [0, N - 1]))
