"""The layers of a model as dicts, in the order in which they are applied."""

from __future__ import annotations

from .steps import LAYER
from .tensors import same
from .walking import walk
from .watching import watch


def plain_layers(model, batch, right):
    """Return the layers of a model, which gives the output `right` for `batch`, as plain data."""
    return [
        {key: value for key, value in layer.items() if key != LAYER}
        for layer in layers_with_objects(model, batch, right)
    ]


def layers_with_objects(model, batch, right):
    """Return the layers as dicts; one that has weights holds the Keras layer too, under LAYER."""
    try:
        steps, output = walk(model, batch)
        if same(output, right):
            return _merged(steps)
    except Exception:
        pass  # the layers do not stand in one line, or call TensorFlow: watch them instead
    return _merged(watch(model, batch))


def _merged(steps):
    """Put an activation that stands alone into the layer before it, if that one has none."""
    layers: list[dict] = []
    for step in filter(None, steps):
        if step["kind"] == "Activation" and layers and "activation" in layers[-1]:
            before = layers[-1]["activation"]
            if before == "linear":
                layers[-1] = {**layers[-1], "activation": step["activation"]}
                continue
            if before == step["activation"] == "relu":
                continue
        layers.append(step)
    return layers
