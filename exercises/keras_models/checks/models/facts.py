"""The model in plain words: its layers and settings, or why there is no model."""

import re

import numpy as np

from ..encode import OpaqueValue
from ..run import explain
from .compiled import compile_facts
from .draws import draw_inputs
from .input_shape import declared_shape, fits
from .layers import plain_layers
from .quiet_keras import import_keras
from .weights import count_frozen


def facts_of(function, blueprint, call):
    """Build the model and return its facts, the model (or None) and the text of an error."""
    try:
        model = function(*call.arguments)
    except (Exception, SystemExit) as raised:
        return {"raised": type(raised).__name__, "message": _gist(raised)}, None, explain(raised)
    keras = import_keras()
    if not isinstance(model, keras.Model):
        return {"returned": _kind(model)}, None, ""
    facts, error = _describe(model, blueprint)
    return facts, model, error


def _describe(model, blueprint):
    keras = import_keras()
    declared = declared_shape(model)
    if declared and not fits(declared, blueprint.input_shape):
        return {"refuses": "input shape", "input_shape": list(declared)}, ""
    batch = keras.ops.convert_to_tensor(draw_inputs(blueprint, 2))
    try:
        output = model(batch)
    except Exception as error:
        return {"refuses": type(error).__name__, "message": _gist(error)}, explain(error)
    if not hasattr(output, "shape"):
        return {"refuses": "its output", "message": _kind(output)}, ""
    facts = {
        "layers": plain_layers(model, batch, output),
        "parameters": sum(int(np.prod(v.shape)) for v in model.trainable_variables),
        "frozen": count_frozen(model),
    }
    return {**facts, **compile_facts(model, blueprint, output)}, ""


def _kind(value):
    if isinstance(value, OpaqueValue):
        return value.kind
    return "a function" if callable(value) and not isinstance(value, type) else type(value).__name__


def _gist(error):
    """Return how an error's text begins, without the names and numbers that differ each time."""
    return " ".join(re.sub(r"'[^']*'|[\d_]+", "", str(error)).split())[:60]
