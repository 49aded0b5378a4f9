"""What goes wrong when a model is trained for a few steps, in words."""

import numpy as np

from .draws import DRAWS, EXAMPLES, draw_inputs, draw_weights, labels
from .quiet_keras import import_keras
from .tensors import to_numpy
from .weights import count_frozen

STEPS = 5


def training_faults(model, blueprint, units):
    """Train from a few sets of weights; a unit that is silent in one of them is not in all."""
    if not model.trainable_variables:
        return ["Training changes nothing: no weight is trainable."]
    _make_ready(model, blueprint)
    X, y = draw_inputs(blueprint, EXAMPLES), labels(blueprint, units, EXAMPLES)
    fault = ""
    for draw in range(DRAWS):
        draw_weights(model, draw, scale=0.4)
        before = [to_numpy(v).copy() for v in model.weights]
        try:
            losses = [_train_once(model, X, y) for _ in range(STEPS)]
        except Exception as error:
            return [f"Training raised {type(error).__name__}: {_shorter(error)}"]
        fault = _fault(model, before, losses)
        if not fault:
            return _frozen_faults(model)
    return [fault]


def _make_ready(model, blueprint):
    if not model.compiled:
        loss = getattr(import_keras().losses, blueprint.loss)
        model.compile(loss=loss(from_logits=blueprint.from_logits), optimizer="adam")
    model.run_eagerly = True  # a graph takes longer to make than these steps take


def _train_once(model, X, y):
    """Take one step of training on all examples and return the loss before it."""
    model.reset_metrics()  # else Keras returns the mean over all steps so far
    return float(model.train_on_batch(X, y, return_dict=True)["loss"])


def _shorter(error):
    return " ".join(str(error).split())[:300]


def _fault(model, before, losses):
    """Return what is wrong with a training run that began with the weights `before`, or ""."""
    if not np.all(np.isfinite(losses)):
        return "The loss is not finite in training."
    if still := _count_unchanged(model, before):
        return f"Training leaves {still} of {len(model.weights)} weight arrays as they were."
    if min(losses) >= losses[0]:
        return f"Training does not lower the loss: it starts at {losses[0]:.4g} and never falls."
    return ""


def _count_unchanged(model, before):
    return sum(
        _is_trained(variable, model) and np.array_equal(to_numpy(variable), old)
        for variable, old in zip(model.weights, before)
    )


def _is_trained(variable, model):
    return any(variable is one for one in model.trainable_variables)


def _frozen_faults(model):
    if not (frozen := count_frozen(model)):
        return []
    layers = "one layer" if frozen == 1 else f"{frozen} layers"
    return [f"Training leaves the weights of {layers} as they were: `trainable` is False."]
