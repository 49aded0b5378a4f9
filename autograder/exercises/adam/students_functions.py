"""The functions that students bring along, for mistakes and right ways that call them."""

from __future__ import annotations

import numpy as np

from ...assignments.source import reference


def gradients_of(X, y, layers):
    """Stand for the student's own `cost_and_gradients` in the mistakes of `train_with_adam`."""
    return reference("adam").cost_and_gradients(X, y, layers)


def step(*arguments):
    """Stand for the student's own `adam_step` in the mistakes of `train_with_adam`."""
    return reference("adam").adam_step(*arguments)


def relu(z):
    """Stand for the student's own `relu`, for the mistakes of `cost_and_gradients`."""
    return np.maximum(0, z)


def softmax(z):
    """Stand for the student's own `softmax`, for the mistakes of `cost_and_gradients`."""
    powers = np.exp(z - z.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def loss(y, z):
    """Stand for the student's own `sparse_categorical_crossentropy_from_logits`."""
    return np.logaddexp.reduce(z, axis=-1) - z[np.arange(len(y)), y]
