"""Describe a Keras model as plain data: the kind, settings and weights of each layer.

An activation or a loss that is the student's own function is identified by its values, as in
`checks.models`. Nothing executable crosses the wire: see `outside.rebuild_model`.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

import numpy as np

from ...checks.models import Blueprint
from ...checks.models.compiled import compile_facts
from ...checks.models.draws import draw_inputs
from ...checks.models.input_shape import declared_shape, fits
from ...checks.models.layers import layers_with_objects
from ...checks.models.quiet_keras import quiet
from ...checks.models.steps import LAYER
from ...checks.models.weights import weighted_layers
from ...checks.run import explain


def describe(model: Any, plan: str, number_of: Callable[[Any], int]) -> dict[str, Any]:
    """Return a model as plain data.

    `plan` is the blueprint as JSON; `number_of` gives each layer the number that identifies it.
    """
    blueprint = Blueprint.from_json(plan)
    with quiet():
        shape = declared_shape(model)
        described: dict[str, Any] = {"input_shape": list(shape) if shape else None}
        if shape and not fits(shape, blueprint.input_shape):
            return described
        keras = importlib.import_module("keras")
        batch = keras.ops.convert_to_tensor(draw_inputs(blueprint, 2))
        try:
            output = model(batch)
        except Exception as error:
            return described | {"refuses": [type(error).__name__, str(error), explain(error)]}
        weights = {id(layer): layer.get_weights() for layer in weighted_layers(model)}
        described["parameters"] = sum(int(np.prod(v.shape)) for v in model.trainable_variables)
        described["settings"] = compile_facts(model, blueprint, output)
        layers = layers_with_objects(model, batch, output)
        described["layers"] = [_describe_layer(layer, weights, number_of) for layer in layers]
        return described


def _describe_layer(
    layer: dict[str, Any], weights: dict[int, Any], number_of: Callable[[Any], int]
) -> dict[str, Any]:
    layer = dict(layer)
    keras_layer = layer.pop(LAYER, None)
    if keras_layer is None:
        return layer
    return layer | {
        "weights": weights.get(id(keras_layer), []),
        "trainable": bool(keras_layer.trainable_weights),
        "number": number_of(keras_layer),
    }
