"""The inputs, labels and weights with which a model is tried: the same in each run."""

import numpy as np

from .weights import weighted_layers

EXAMPLES = 32
DRAWS = 5  # sets of weights


def draw_inputs(blueprint, count):
    return numbers(1, count, *blueprint.input_shape)


def labels(blueprint, units, count):
    """Return labels for `count` examples: class numbers for logits of classes, else 0 and 1."""
    if blueprint.loss.startswith("Sparse"):
        return np.arange(count) % units
    return (numbers(2, count, units) > 0).astype("float32")


def draw_weights(model, draw, scale):
    """Give the layers weights of both signs, the same in each run."""
    rng = np.random.default_rng([draw, 7])
    for layer in weighted_layers(model):
        layer.set_weights(
            [
                rng.normal(0, scale * max(w.shape[0], 1) ** -0.5 * 2, w.shape)
                for w in layer.get_weights()
            ]
        )


def numbers(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")
