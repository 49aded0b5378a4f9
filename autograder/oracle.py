"""Quantities as Keras computes them, in float64.

Keras is imported at the first call, because importing it takes seconds.
"""

from __future__ import annotations

import importlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np


@cache
def keras() -> ModuleType:
    """Return Keras on the TensorFlow backend, quiet and with reproducible kernels."""
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    with _stderr_held_back():
        return importlib.import_module("keras")


@contextmanager
def _stderr_held_back() -> Iterator[None]:
    """Drop what native code writes while TensorFlow is imported; show it if the import fails."""
    with tempfile.TemporaryFile() as held:
        before = os.dup(2)
        os.dup2(held.fileno(), 2)
        try:
            yield
        except BaseException:
            held.seek(0)
            os.write(before, held.read())
            raise
        finally:
            os.dup2(before, 2)
            os.close(before)


def as_numpy(tensor: Any) -> np.ndarray:
    """Return a Keras tensor as a NumPy array."""
    return np.asarray(keras().ops.convert_to_numpy(tensor))


def float64(value: Any) -> np.ndarray:
    """Return numbers as a float64 array, which Keras does not turn into float32."""
    return np.asarray(value, dtype=np.float64)


def dense_layer(A_in: Any, W: Any, b: Any, activation: str) -> np.ndarray:
    """Return the output of `keras.layers.Dense` with the given weights.

    `A_in` is (m, n), `W` (n, units), `b` has `units` numbers; the result is (m, units).
    """
    A_in, W = float64(A_in), float64(W)
    layer = keras().layers.Dense(W.shape[1], activation=activation, dtype="float64")
    layer.build((None, W.shape[0]))
    layer.set_weights([W, float64(b).reshape(-1)])
    return as_numpy(layer(A_in))
