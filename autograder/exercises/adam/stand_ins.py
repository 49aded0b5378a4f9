"""Stand-ins for the functions that a student has written before, for mistakes that call them."""

from __future__ import annotations

import numpy as np

from ...assignments.source import reference


def gradients_of(X, y, layers):
    """Stand in for the student's own `cost_and_gradients`, for `train_with_adam`."""
    return reference("adam").cost_and_gradients(X, y, layers)


def step(*arguments):
    """Stand in for the student's own `adam_step`, for `train_with_adam`."""
    return reference("adam").adam_step(*arguments)


def relu(z):
    """Stand in for the student's own `relu`, for `cost_and_gradients`."""
    return np.maximum(0, z)


def softmax(z):
    """Stand in for the student's own `softmax`, for `cost_and_gradients`."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def loss(y, z):
    """Stand in for the student's own `sparse_categorical_crossentropy_from_logits`."""
    return np.logaddexp.reduce(z, axis=-1) - z[np.arange(len(y)), y]
