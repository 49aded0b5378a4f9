"""What a model does wrong when it is used, in words."""

import math

import numpy as np

from ..remote import RemoteModelBuilder
from ..run import explain
from .blueprint import PROBABILITIES
from .draws import DRAWS, EXAMPLES, draw_inputs, draw_weights
from .quiet_keras import import_keras
from .short_training import training_faults
from .tensors import to_numpy


def behaviour_faults(function, blueprint, call, first):
    """Return in words what a second model from the same function does wrong when it is used."""
    try:
        model = function(*call.arguments)
        X = import_keras().ops.convert_to_tensor(draw_inputs(blueprint, EXAMPLES))
        start = model(X)
    except Exception as error:
        return [f"The second call raised {type(error).__name__}: {explain(error)}"]
    if any(one is other for one in model.variables for other in first.variables):
        return ["Two calls returned the same weights. Build a new model inside the function."]
    units = call.layers[-1]["units"]
    if tuple(start.shape) != (EXAMPLES, units):
        found = tuple(int(n) for n in start.shape)
        return [f"The output for {EXAMPLES} examples must be {(EXAMPLES, units)}; it is {found}."]
    if _units_start_alike(model):
        return ["All weights of a layer start with the same value, so its units stay alike."]
    # One training run is enough: the calls differ in the size of the last layer only.
    trains = call is blueprint.calls[0]

    def find_faults():
        faults = _output_faults(model, blueprint, X, units)
        return faults or (training_faults(model, blueprint, units) if trains else [])

    if isinstance(function, RemoteModelBuilder):  # others may have built the same before
        return function.behaviour_faults(model, (units, trains), find_faults)
    return find_faults()


def _units_start_alike(model):
    matrices = [v for v in model.trainable_variables if len(v.shape) > 1 and math.prod(v.shape) > 1]
    return any(np.ptp(to_numpy(v)) == 0 for v in matrices)


def _output_faults(model, blueprint, X, units):
    outputs = []
    for draw in range(DRAWS):
        draw_weights(model, draw, scale=1.0)
        outputs.append(to_numpy(model(X)))
    values = np.concatenate(outputs)
    if not np.all(np.isfinite(values)):
        return ["The output is not finite."]
    if blueprint.output == PROBABILITIES:
        return _probability_faults(values, units)
    return _logit_faults(values)


def _probability_faults(values, units):
    if not _inside(values):
        return [
            f"The output runs from {values.min():.3g} to {values.max():.3g}; "
            "a probability lies between 0 and 1."
        ]
    if units > 1 and np.allclose(values.sum(axis=-1), 1, atol=1e-4):
        return [f"The {units} outputs always add up to 1. Each label has its own probability."]
    return []


def _logit_faults(values):
    if _inside(values):
        return ["The output always lies between 0 and 1. Logits are any numbers of either sign."]
    if values.min() >= 0:
        return ["The output is never negative. Logits are any numbers of either sign."]
    return []


def _inside(values):
    return values.min() >= 0 and values.max() <= 1 + 1e-6
