"""Helpers for oracles: what Keras computes, in float64.

Keras takes seconds to import, so it is imported at the first call.
"""

from __future__ import annotations

import importlib
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import Any

import numpy as np


@cache
def keras() -> ModuleType:
    """Import and return Keras on the TensorFlow backend, without log output or oneDNN.

    Without oneDNN the results are reproducible.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    with _stderr_suppressed():
        return importlib.import_module("keras")


@contextmanager
def _stderr_suppressed() -> Iterator[None]:
    """Discard what native code writes to stderr in a `with` block, unless that fails."""
    with tempfile.TemporaryFile() as log:
        stderr = os.dup(2)
        os.dup2(log.fileno(), 2)
        try:
            yield
        except BaseException:
            log.seek(0)
            os.write(stderr, log.read())
            raise
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


def as_numpy(tensor: Any) -> np.ndarray:
    """Return a Keras tensor as a NumPy array."""
    return np.asarray(keras().ops.convert_to_numpy(tensor))


def float64(value: Any) -> np.ndarray:
    """Return numbers as a float64 array, which Keras does not convert to float32."""
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


@contextmanager
def float64_by_default() -> Iterator[None]:
    """Make Keras create float64 weights, learning rates, losses and metrics in a `with` block."""
    config = keras().config
    before, policy = config.floatx(), config.dtype_policy()
    config.set_floatx("float64")
    # Keras derives its policy from floatx only once, when it first needs one.
    config.set_dtype_policy("float64")
    try:
        yield
    finally:
        config.set_floatx(before)
        config.set_dtype_policy(policy)


def derivatives(function: Any, *values: Any, output_gradients: Any = None) -> list[np.ndarray]:
    """Return the derivative of `function(*values)` with respect to each value.

    If the function's output is not a scalar, `output_gradients` is the derivative of a scalar with
    respect to that output, and the derivatives of the scalar are returned. Computed by
    `tf.GradientTape`.
    """
    keras()  # imports TensorFlow quietly
    tensorflow = importlib.import_module("tensorflow")
    tensors = [tensorflow.constant(float64(value)) for value in values]
    with tensorflow.GradientTape() as tape:
        tape.watch(tensors)
        output = function(*tensors)
    return [as_numpy(g) for g in tape.gradient(output, tensors, output_gradients=output_gradients)]


def adam(**settings: float) -> Any:
    """Return a new `keras.optimizers.Adam` that works in float64 throughout.

    Call it inside `float64_by_default`. Keras stores a beta given as a Python float as float32,
    which causes an error of up to 7e-6 in a step; it keeps a NumPy float64 as it is.
    """
    exact = {name: np.float64(value) for name, value in settings.items()}
    exact = {"beta_1": np.float64(0.9), "beta_2": np.float64(0.999)} | exact
    return keras().optimizers.Adam(**exact)


def fit_full_batch(
    X: Any, y: Any, layers: Any, optimizer: Any, loss: Any, epochs: int
) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Train a `keras.Sequential` with `fit` in full batches, and return (layers, history).

    `layers` is a list of initial (W, b); hidden layers use ReLU, the last one is linear. `history`
    holds the loss of each epoch as `fit` reports it, that is, before the epoch's single step.
    Call it inside `float64_by_default`.
    """
    model = keras().Sequential([keras().Input((X.shape[1],))])
    for number, (W, b) in enumerate(layers, 1):
        layer = keras().layers.Dense(
            W.shape[1], activation="relu" if number < len(layers) else "linear"
        )
        model.add(layer)
        layer.set_weights([float64(W), float64(b)])
    model.compile(optimizer=optimizer, loss=loss, run_eagerly=True, jit_compile=False)
    record = model.fit(float64(X), y, batch_size=len(X), epochs=epochs, shuffle=False, verbose=0)
    trained = [tuple(layer.get_weights()) for layer in model.layers]
    return trained, np.array(record.history["loss"])


def extract_windows(x: Any, size: int, stride: int) -> np.ndarray:
    """Return the windows of a signal (n,) as `keras.ops.extract_sequences` cuts them."""
    return as_numpy(keras().ops.extract_sequences(float64(x), size, stride))


def conv1d_layer(x: Any, kernel: Any, b: Any, stride: int, activation: str) -> np.ndarray:
    """Return the output of `keras.layers.Conv1D` for one signal with one channel.

    `x` is (n,), `kernel` (size, filters), `b` (filters,); the result is (units, filters).
    """
    x, kernel = float64(x), float64(kernel)
    layer = keras().layers.Conv1D(
        kernel.shape[1], len(kernel), strides=stride, activation=activation, dtype="float64"
    )
    layer.build((None, len(x), 1))
    layer.set_weights([kernel[:, None, :], float64(b)])
    return as_numpy(layer(x.reshape(1, -1, 1)))[0]


def softmax_over_last_axis(z: Any) -> np.ndarray:
    """Return `keras.activations.softmax` of z.

    Keras warns if the last axis has length 1, since the result is then always 1. A case may ask for
    just that, so the warning is suppressed.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return as_numpy(keras().activations.softmax(keras().ops.convert_to_tensor(float64(z))))
