"""Tensors as NumPy arrays, and whether two of them hold the same numbers."""

import numpy as np

from .quiet_keras import import_keras


def to_numpy(tensor):
    return np.asarray(import_keras().ops.convert_to_numpy(tensor))


def same(one, other):
    one, other = to_numpy(one), to_numpy(other)
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=1e-5)
