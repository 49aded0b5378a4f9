"""Rebuild a student's Keras model in the judge from the student process's description of it.

The rebuilt model is the one that is judged. Keras's own loader, which imports modules that a file
names, is never used.
"""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from ...checks.models import Blueprint
from ...checks.models.activation import VARIANTS
from ...checks.models.draws import draw_inputs
from ...checks.models.loss import LOSSES
from ...checks.models.quiet_keras import quiet
from ..wire import MAX_NAME_LENGTH

MAX_LAYERS = 100
# Weights of all layers and their outputs for one example. TensorFlow may abort the process when it
# runs out of memory.
MAX_NUMBERS = 2_000_000
OPTIMIZERS = (
    "SGD", "RMSprop", "Adam", "AdamW", "Adadelta", "Adagrad", "Adamax", "Adafactor", "Nadam",
    "Ftrl", "Lion", "Lamb", "Muon",
)  # fmt: skip


Remember = Callable[[str, Callable[[], list[str]]], list[str]]


class NotAModelError(Exception):
    """The student process sent an invalid description of a model."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.explained = message  # without a line, which would not be the student's


def plan_of(blueprint: Blueprint) -> str:
    """Return the part of a blueprint that the student process may know, as JSON."""
    return replace(blueprint, calls=(), misconceptions=()).to_json()


class Rebuilder:
    """Rebuilds models from descriptions. A layer that models share is shared here too.

    A model's behaviour depends on its architecture alone, since its weights are drawn again before
    it is tried. So `remember` is asked first for the behaviour of the same architecture. This is
    sound only if each model matches its own description, whatever came before it.

    The models of one inspection are kept, each with its build.
    """

    def __init__(self, blueprint: Blueprint, remember: Remember) -> None:
        self.blueprint, self._remember = blueprint, remember
        self._layers: dict[int, tuple[str, Any]] = {}  # its build, and the layer
        self._models: list[tuple[Any, str]] = []  # a model, and its build

    def rebuild(self, description: Any) -> Any:
        """Return the model that a student process describes so.

        Raises
        ------
        NotAModelError
            If the description is invalid.
        """
        try:
            with quiet():
                model = self._model(description)
                self._models.append((model, builds_of([description])))
        except NotAModelError:
            raise
        except Exception as error:
            raise NotAModelError(f"{type(error).__name__}: {error}"[:300]) from error
        return model

    def behaviour(
        self, model: Any, tried: tuple[Any, ...], find_faults: Callable[[], list[str]]
    ) -> list[str]:
        """Return the faults in a model's behaviour; none if its build is known to have none.

        `tried` says what about the model was tried out.
        """
        build = next((build for known, build in self._models if known is model), None)
        if build is None:  # nothing is known of a model that was not built here
            return find_faults()
        return self._remember(f"{self.blueprint.to_json()} {build} {tried}", find_faults)

    def _model(self, description: dict[str, Any]) -> Any:
        keras = importlib.import_module("keras")
        if "refuses" in description:
            return _refusing(keras, *map(str, description["refuses"]))
        declared = description["input_shape"] or self.blueprint.input_shape
        inputs = keras.Input(tuple(map(_size_or_none, declared)))
        if "layers" not in description:
            # Unlike an empty Sequential, this has an input shape.
            return keras.Model(inputs, inputs)
        if len(description["layers"]) > MAX_LAYERS:
            raise NotAModelError(f"it has more than {MAX_LAYERS} layers")
        model = self._sequential(keras, inputs, description["layers"])
        model(draw_inputs(self.blueprint, 1))
        trained = sum(math.prod(v.shape) for v in model.trainable_variables)
        more = int(description["parameters"]) - trained
        if 0 < more <= MAX_NUMBERS and all(
            layer.get("trainable", True) for layer in description["layers"]
        ):
            model.beside_the_layers = keras.Variable(np.zeros(more))
        _compile(keras, model, description["settings"])
        return model

    def _sequential(self, keras: Any, inputs: Any, descriptions: list[dict[str, Any]]) -> Any:
        layers, shape, size = [], tuple(inputs.shape), 0
        for description in descriptions:
            layers.append(self._known_or_new(keras, description))
            before, shape = shape, layers[-1].compute_output_shape(shape)
            size += self._count_weights(description, before) + self._count_outputs(shape)
            if size > MAX_NUMBERS:
                raise NotAModelError(f"it has more than {MAX_NUMBERS:,} weights and outputs")
        model = keras.Sequential([inputs, *layers])  # each `add` would rebuild the model
        for layer, description in zip(layers, descriptions):
            self._set_weights(layer, description)
        return model

    def _count_weights(self, description: dict[str, Any], before: tuple[int | None, ...]) -> int:
        """Return how many numbers a layer needs for an input of the shape `before`."""
        inputs = before[-1] or 1
        match description["kind"]:
            case "Dense":
                return inputs * _size(description["units"])
            case "Conv1D":
                window = _size(description["kernel_size"]) * inputs
                return window * (_size(description["filters"]) + _size(description["dilation"]))
        return 0

    def _count_outputs(self, shape: tuple[int | None, ...]) -> int:
        """Return how many numbers a layer of this output shape returns for one example."""
        return math.prod(size or max(self.blueprint.input_shape) for size in shape[1:])

    def _known_or_new(self, keras: Any, description: dict[str, Any]) -> Any:
        kind, number = str(description["kind"])[:MAX_NAME_LENGTH], description.get("number")
        if type(number) is int and number in self._layers:
            build, layer = self._layers[number]
            if build != _build_of(description):
                raise NotAModelError(f"layer {number} has two different descriptions")
            return layer
        return _layer(keras, kind, description)

    def _set_weights(self, layer: Any, description: dict[str, Any]) -> None:
        """Set a layer's weights, and register the layer under its number."""
        kind, number = str(description["kind"])[:MAX_NAME_LENGTH], description.get("number")
        if type(number) is not int:
            return
        self._layers[number] = _build_of(description), layer
        shapes = [tuple(w.shape) for w in layer.get_weights()]
        weights = [np.asarray(w, "float32") for w in description.get("weights", [])]
        if shapes != [w.shape for w in weights]:
            raise NotAModelError(f"the weights of a {kind} layer do not have the shapes {shapes}")
        layer.set_weights(weights)
        layer.trainable = description.get("trainable") is True


def builds_of(descriptions: list[dict[str, Any]]) -> str:
    """Return descriptions as JSON without their weights, and with layers numbered from 0.

    Layers that are shared stay so. Raises an exception if a description is invalid.
    """
    order: dict[Any, int] = {}

    def build_of(layer: dict[str, Any]) -> dict[str, Any]:
        number = order.setdefault(layer.get("number"), len(order))
        return {key: layer[key] for key in layer if key != "weights"} | {"number": number}

    plain = [one | {"layers": list(map(build_of, one.get("layers", [])))} for one in descriptions]
    return json.dumps(plain, sort_keys=True)


def _build_of(layer: dict[str, Any]) -> str:
    """Return the part of a layer's description that does not change in training, as JSON."""
    own = {key: value for key, value in layer.items() if key not in ("weights", "trainable")}
    return json.dumps(own, sort_keys=True)


def _layer(keras: Any, kind: str, settings: dict[str, Any]) -> Any:
    layers = keras.layers
    match kind:
        case "Dense":
            return layers.Dense(
                _size(settings["units"]),
                _activation(keras, settings["activation"]),
                settings["bias"] is True,
            )
        case "Conv1D":
            return layers.Conv1D(
                _size(settings["filters"]), _size(settings["kernel_size"]),
                strides=_size(settings["strides"]),
                padding=_one_of(settings["padding"], ("valid", "same", "causal")),
                dilation_rate=_size(settings["dilation"]), use_bias=settings["bias"] is True,
                activation=_activation(keras, settings["activation"]),
            )  # fmt: skip
        case "Activation":
            return layers.Activation(_activation(keras, settings["activation"]))
        case "Flatten":
            return layers.Flatten()
        case "GlobalAveragePooling1D" | "GlobalMaxPooling1D":
            return getattr(layers, kind)()
        case "Reshape":
            return layers.Reshape(tuple(map(_size, settings["to"])))
        case "Dropout":
            return layers.Dropout(min(0.99, max(0.01, float(settings["rate"]))))
    return _something(keras, kind)


def _activation(keras: Any, name: Any) -> Any:
    """Return the activation of this name; an unknown name gets one unlike any known activation."""
    if name in {known for known, _ in VARIANTS}:
        return getattr(keras.activations, name)

    def another(z: Any) -> Any:
        return z * z + 3 * keras.ops.sin(z)

    another.__name__ = str(name)[:MAX_NAME_LENGTH]
    return another


def _something(keras: Any, kind: str) -> Any:
    """Return a layer of this name that behaves unlike any that an exercise asks for."""

    def call(_self: Any, x: Any) -> Any:
        return x * x + 3 * keras.ops.sin(x)

    def compute_output_shape(_self: Any, shape: Any) -> Any:
        return shape

    # Inspections treat a layer of Keras's own as one step, and search others for layers.
    body = {"call": call, "compute_output_shape": compute_output_shape}
    made = type(kind, (keras.layers.Layer,), body | {"__module__": "keras.unknown"})
    return made(name="something")


def _refusing(keras: Any, kind: str, message: str, explained: str) -> Any:
    """Return a model that raises the student's model's exception when it is called."""
    error = type(kind[:MAX_NAME_LENGTH], (Exception,), {"explained": explained[:500]})(message)

    def call(_self: Any, _x: Any) -> Any:
        raise error

    return type("Refusing", (keras.Model,), {"call": call, "__call__": call})()


def _compile(keras: Any, model: Any, settings: dict[str, Any]) -> None:
    if settings["compiled"] is not True:
        return
    rate = settings["learning_rate"]
    kind, name = settings["optimizer"], settings["loss"]
    arguments = {} if rate is None else {"learning_rate": float(rate)}
    if kind in OPTIMIZERS:
        optimizer = getattr(keras.optimizers, kind)(**arguments)
    else:
        optimizer = type(str(kind)[:MAX_NAME_LENGTH], (keras.optimizers.SGD,), {})(**arguments)
    model.compile(loss=_loss(keras, name, settings["from_logits"]), optimizer=optimizer)


def _loss(keras: Any, name: Any, from_logits: Any) -> Any:
    if name is None:
        return None
    if name in LOSSES:
        arguments = {} if from_logits is None else {"from_logits": from_logits is True}
        return getattr(keras.losses, name)(**arguments)

    def another(y: Any, guess: Any) -> Any:
        return keras.ops.mean(keras.ops.cast(y, guess.dtype) * 7 + keras.ops.sin(guess) * guess)

    another.__name__ = str(name)[:MAX_NAME_LENGTH]
    return another


def _size(number: Any) -> int:
    if type(number) is not int or not 0 < number <= MAX_NUMBERS:
        raise NotAModelError(f"{number!r:.30} is not a valid size")
    return number


def _size_or_none(number: Any) -> int | None:
    return None if number is None else _size(number)


def _one_of(text: Any, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise NotAModelError(f"{text!r:.30} is not one of {', '.join(allowed)}")
    return str(text)
