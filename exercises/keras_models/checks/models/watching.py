"""The steps of a model that cannot be walked along, found by watching its layers while it runs."""

import math

from .draws import DRAWS, draw_weights
from .quiet_keras import import_keras
from .steps import function_step
from .walking import walk


def watch(model, batch):
    """Return the steps of a model by watching its layers while it runs.

    What happens between two layers is told from the numbers alone. So the model runs with several
    sets of weights: with one of them, all numbers before a ReLU may happen to be positive.
    """
    runs = []
    for draw in range(DRAWS):
        draw_weights(model, draw, scale=1.0)
        runs.append(_watch_once(model, batch))
    concatenate = import_keras().ops.concatenate
    steps = []
    for calls in zip(*runs):
        layer, gap = calls[0]
        if not all(hasattr(side, "shape") for side in gap):  # branches that come together
            steps.append({"kind": type(layer).__name__})
            continue
        before, after = (concatenate(side) for side in zip(*(gap for _, gap in calls)))
        steps += _between(before, after)
        if layer is not None:
            steps += walk(layer, after)[0]
    return steps


def _watch_once(model, batch):
    """Run the model once and return each layer called, with the numbers before it and into it.

    The last entry has no layer: the numbers before the end, and the output.
    """
    seen, last = [], [batch]

    def watching(layer, call):
        def watched(x, *args, **kwargs):
            seen.append((layer, (last[0], x)))
            last[0] = call(x, *args, **kwargs)
            return last[0]

        return watched

    layers = list(model.layers)
    for layer in layers:
        layer.call = watching(layer, layer.call)
    try:
        output = model(batch)
    finally:
        for layer in layers:
            del layer.call
    return [*seen, (None, (last[0], output))]


def _between(before, after):
    name, shape = "something between two layers", tuple(after.shape)
    if tuple(before.shape) == shape or math.prod(before.shape) != math.prod(shape):
        return [function_step(name, before, after)]
    laid_out = import_keras().ops.reshape(before, shape)
    return [function_step(name, laid_out, after), function_step(name, before, laid_out)]
