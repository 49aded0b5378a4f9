"""One layer, or one operation between layers, as a dict of plain values."""

import math

from .activation import activation_between, activation_name
from .draws import numbers
from .quiet_keras import import_keras
from .tensors import same

LAYER = "keras layer"  # in the dict of a layer that was not yet put into plain words


def step(layer, function, x):
    """Return one layer, or one operation, as a dict; an empty one for what changes nothing.

    `function` is how to call it on a tensor of the shape of x.
    """
    keras = import_keras()
    kinds = keras.layers
    if isinstance(layer, kinds.Dense):
        return _dense(layer)
    if type(layer) is kinds.Conv1D:
        return _conv1d(layer)
    if isinstance(layer, (kinds.Normalization, kinds.Rescaling)):
        return {}
    if isinstance(layer, kinds.Dropout) and layer.rate > 0:
        return {"kind": "Dropout", "rate": float(layer.rate)}
    if getattr(layer, "weights", None):
        return {"kind": type(layer).__name__}
    # Numbers of both signs, which x may not hold.
    probe = keras.ops.convert_to_tensor(3 * numbers(4, *x.shape))
    return function_step(type(layer).__name__, probe, function(probe))


def function_step(name, x, output):
    """Return a step without weights: an activation, a change of shape, or something else."""
    if same(output, x):
        return {}
    if tuple(output.shape) == tuple(x.shape) and (activation := activation_between(x, output)):
        return {"kind": "Activation", "activation": activation}
    return _change_of_shape(x, output) or {"kind": name}


def _dense(layer):
    return {
        "kind": "Dense", "units": layer.units,
        "activation": activation_name(layer.activation), "bias": bool(layer.use_bias),
        LAYER: layer,
    }  # fmt: skip


def _conv1d(layer):
    return {
        "kind": "Conv1D", "filters": layer.filters, "kernel_size": _first(layer.kernel_size),
        "strides": _first(layer.strides), "padding": layer.padding,
        "dilation": _first(layer.dilation_rate),
        "activation": activation_name(layer.activation), "bias": bool(layer.use_bias),
        LAYER: layer,
    }  # fmt: skip


def _first(value):
    return int(value[0]) if isinstance(value, (tuple, list)) else int(value)


def _change_of_shape(x, output):
    """Return the step that only lays the numbers of x out anew, or None if there is more to it."""
    reshape = import_keras().ops.reshape
    before, after = tuple(x.shape), tuple(output.shape)
    flat = math.prod(before[1:])
    if after == (before[0], flat) and same(reshape(x, (-1, flat)), output):
        return {"kind": "Flatten"}
    if math.prod(after) == math.prod(before) and same(reshape(x, after), output):
        return {"kind": "Reshape", "to": [int(n) for n in after[1:]]}
    return None
