"""Inspect a Keras model: its layers, how it is compiled, what it does.

A model is first put into plain words (`describe`), whatever it was built with: Sequential,
functional or subclassed, the activation inside a layer or behind it. These facts are then compared
with a blueprint. A known mistake is recognised by the facts in which it differs.

Only the public Keras 3 API is used, and Keras is imported when a model is inspected, not before.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import logging
import math
import os
import re
import warnings
from dataclasses import dataclass, replace

import numpy as np

from .encode import Other
from .report import CheckFailed, advice
from .run import explain

STRUCTURE = "structure"
COMPILED = "loss and optimizer"
BEHAVIOUR = "behaviour"
MODEL_ASPECTS = (STRUCTURE, COMPILED, BEHAVIOUR)

PROBABILITIES = "probabilities"
LOGITS = "logits"

ACTIVATIONS = (
    "linear", "relu", "sigmoid", "softmax", "tanh", "softplus", "elu", "selu", "gelu", "silu",
    "leaky_relu", "relu6", "exponential", "hard_sigmoid", "log_softmax", "softsign", "mish",
)  # fmt: skip
VARIANTS: tuple[tuple[str, dict], ...] = (
    *((name, {}) for name in ACTIVATIONS),
    *(("leaky_relu", {"negative_slope": slope}) for slope in (0.3, 0.1, 0.01)),
    ("gelu", {"approximate": True}),
)
NON_LINEAR = "non-linear"
LAYER = "keras layer"  # in the dict of a layer that was not yet put into plain words
LOSSES = (
    "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy",
    "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "MeanSquaredError",
    "MeanAbsoluteError", "MeanSquaredLogarithmicError", "Huber", "LogCosh", "Poisson",
    "KLDivergence", "Hinge", "SquaredHinge", "CategoricalHinge",
)  # fmt: skip

RELATIVE = 1e-6
EXAMPLES = 32
STEPS = 5
DRAWS = 5


@dataclass(frozen=True)
class Call:
    """One call of the function that builds the model, and the layers it must give.

    A layer is a dict. A value of None in it is free, the activation "non-linear" is any that suits
    a hidden layer, and `"several": True` means one such layer or more.
    """

    arguments: tuple
    layers: tuple


@dataclass(frozen=True)
class KnownMistake:
    """A known mistake: its name, the sentence for the student, where to read, its marks a call."""

    name: str
    says: str
    read: str
    marks: tuple


@dataclass(frozen=True)
class Blueprint:
    """Everything that checking one model needs, as plain data.

    `optimizer` and `learning_rate` may be None: then they are free.
    """

    name: str
    parameters: tuple
    input_shape: tuple
    output: str
    loss: str
    from_logits: bool
    optimizer: str | None
    learning_rate: float | None
    calls: tuple
    mistakes: tuple = ()

    def to_json(self):
        """Return the blueprint as text."""
        data = {
            "name": self.name,
            "parameters": list(self.parameters),
            "blueprint": {
                "input_shape": list(self.input_shape),
                "output": self.output,
                "loss": self.loss,
                "from_logits": self.from_logits,
                "optimizer": self.optimizer,
                "learning_rate": self.learning_rate,
                "calls": [
                    {"arguments": list(call.arguments), "layers": list(call.layers)}
                    for call in self.calls
                ],
            },
            "mistakes": [
                {"name": m.name, "says": m.says, "read": m.read, "marks": list(map(list, m.marks))}
                for m in self.mistakes
            ],
        }
        return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1) + "\n"

    @staticmethod
    def from_json(text):
        """Return the blueprint that `to_json` wrote."""
        data = json.loads(text)
        plan = dict(data["blueprint"])
        calls = tuple(Call(tuple(c["arguments"]), tuple(c["layers"])) for c in plan.pop("calls"))
        return Blueprint(
            name=data["name"],
            parameters=tuple(data["parameters"]),
            calls=calls,
            mistakes=tuple(
                KnownMistake(m["name"], m["says"], m["read"], tuple(map(tuple, m["marks"])))
                for m in data["mistakes"]
            ),
            **{**plan, "input_shape": tuple(plan["input_shape"])},
        )


@dataclass(frozen=True)
class Inspection:
    """What was found: for each aspect its faults in words, and what the student is shown."""

    faults: dict
    marks: tuple
    call: str = ""
    returned: str = ""
    expected: str = ""
    parameters: int = 0
    unwritten: bool = False


def check_model(blueprint, function):
    """Check the model that `function` builds; print one line when all is right.

    Raises
    ------
    CheckFailed
        With what is wrong in each aspect, the layers found and those asked for.
    """
    found = inspect(function, blueprint)
    wrong = [aspect for aspect in MODEL_ASPECTS if found.faults[aspect]]
    if not wrong:
        count = f"{found.parameters:,} parameters"
        print(f"{blueprint.name}: {', '.join(MODEL_ASPECTS)} as asked for, {count}")
        return
    if found.unwritten:
        text = "Replace `raise NotImplementedError()` by your code."
        raise CheckFailed(f"{blueprint.name} is not written yet. {text}")
    rows = [
        f"{blueprint.name} is not right yet: "
        f"{len(MODEL_ASPECTS) - len(wrong)} of {len(MODEL_ASPECTS)} checks pass."
    ]
    rows += [f"  {aspect}: {text}" for aspect in wrong for text in found.faults[aspect]]
    rows += [f"  Call      {found.call}"]
    if found.returned:
        rows.append(f"  Returned  {found.returned}")
    rows.append(f"  Expected  {found.expected}")
    for mistake in recognise(found.marks, blueprint.mistakes):
        rows += advice(mistake)
    raise CheckFailed("\n".join(rows))


def inspect(function, blueprint):
    """Return what is wrong with the models that `function` builds.

    The first call that goes wrong is the one that is shown.
    """
    if hasattr(function, "building"):  # it lives in another process, and so do its models
        function = function.building(blueprint)
    with quiet():
        both = [_inspect_call(function, blueprint, call) for call in blueprint.calls]
    shown = both[0][0]
    for found, _ in both[1:]:
        if any(found.faults.values()):
            shown = _with_more(shown, found) if any(shown.faults.values()) else found
    return replace(shown, marks=tuple(marks for _, marks in both))


def _with_more(shown, found):
    """Add the faults of another call in those aspects where the call that is shown has none."""
    faults = {
        aspect: texts or [f"{found.call}: {text}" for text in found.faults[aspect]]
        for aspect, texts in shown.faults.items()
    }
    return replace(shown, faults=faults)


def marks_of(function, blueprint):
    """Return for each call the facts in which the model differs, without trying it out."""
    with quiet():
        return tuple(
            tuple(marks(_facts(function, blueprint, call)[0], blueprint, call))
            for call in blueprint.calls
        )


def recognise(found, mistakes):
    """Return the known mistakes that explain the marks `found`: one that is the same, else several.

    A mistake that is only a part of what is wrong is named too, if all of its marks are there.
    """
    found = [set(one) for one in found]
    if not any(found):
        return []
    for mistake in mistakes:
        if [set(one) for one in mistake.marks] == found:
            return [mistake]
    named = []
    explained: list[set] = [set() for _ in found]
    for mistake in sorted(mistakes, key=lambda m: -sum(map(len, m.marks))):
        mine = [set(one) for one in mistake.marks]
        inside = all(a <= b for a, b in zip(mine, found))
        if inside and any(mine) and not any(a & b for a, b in zip(mine, explained)):
            named.append(mistake)
            explained = [a | b for a, b in zip(mine, explained)]
    return named


def _inspect_call(function, blueprint, call):
    facts, model, error = _facts(function, blueprint, call)
    expected = _expanded(call.layers, facts)
    faults = {
        STRUCTURE: _structure_faults(facts, expected, blueprint, error),
        COMPILED: _compiled_faults(facts, blueprint),
        BEHAVIOUR: [],
    }
    if model is None or "refuses" in facts:
        for aspect in (COMPILED, BEHAVIOUR):
            faults[aspect] = faults[aspect] or ["There is no model to try."]
    else:
        faults[BEHAVIOUR] = _behaviour_faults(function, blueprint, call, model)
    found = Inspection(
        faults=faults,
        marks=(),
        call=f"{blueprint.name}({', '.join(map(repr, call.arguments))})",
        returned=_in_words(facts),
        expected=_layers_in_words(call.layers) + _compile_in_words(blueprint),
        parameters=facts.get("parameters", 0),
        unwritten=facts.get("raised") == "NotImplementedError",
    )
    return found, tuple(marks(facts, blueprint, call))


# The model in plain words


def _facts(function, blueprint, call):
    """Build the model and return its facts, the model (or None) and the text of an error."""
    try:
        model = function(*call.arguments)
    except (Exception, SystemExit) as raised:
        return {"raised": type(raised).__name__, "message": _gist(raised)}, None, explain(raised)
    keras = _keras()
    if not isinstance(model, keras.Model):
        return {"returned": _kind(model)}, None, ""
    facts, error = _describe(model, blueprint)
    return facts, model, error


def _describe(model, blueprint):
    keras = _keras()
    declared = declared_shape(model)
    if declared and not fits(declared, blueprint.input_shape):
        return {"refuses": "input shape", "input_shape": list(declared)}, ""
    batch = keras.ops.convert_to_tensor(draw_inputs(blueprint, 2))
    try:
        right = model(batch)
    except Exception as error:
        return {"refuses": type(error).__name__, "message": _gist(error)}, explain(error)
    facts = {"layers": _layers(model, batch, right)}
    facts["parameters"] = sum(int(np.prod(v.shape)) for v in model.trainable_variables)
    facts["frozen"] = sum(
        bool(layer.weights) and not layer.trainable_weights for layer in weighted_layers(model)
    )
    return {**facts, **compile_facts(model, blueprint, right)}, ""


def weighted_layers(model):
    """Return the layers that hold weights of their own, models inside the model opened."""
    keras = _keras()
    kinds = (keras.layers.Dense, keras.layers.Conv1D)
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found += weighted_layers(layer)
        elif isinstance(layer, kinds):
            found.append(layer)
    return found


def _layers(model, batch, right):
    """Return the layers of a model as dicts, in the order in which they are applied."""
    return [
        {key: value for key, value in layer.items() if key != LAYER}
        for layer in layers_with_objects(model, batch, right)
    ]


def layers_with_objects(model, batch, right):
    """Return the layers as dicts; one that has weights holds the Keras layer too, under LAYER."""
    try:
        steps, output = _walk(model, batch)
        if _same(output, right):
            return _merged(steps)
    except Exception:
        pass  # the layers do not stand in one line, or call TensorFlow: watch them instead
    return _merged(_watched(model, batch))


def _walk(layer, x):
    """Return the steps inside `layer` as dicts, and its output for the tensor x."""
    keras = _keras()
    parts = _parts(layer, x)
    if parts is None:
        return [_step(layer, layer, x)], layer(x)
    steps = []
    for part in parts:
        if isinstance(part, keras.layers.InputLayer):
            continue
        if isinstance(part, keras.layers.Layer):
            more, x = _walk(part, x)
            steps += more
        else:
            function = keras.Function(part.input, part.output)
            steps.append(_step(part, function, x))
            x = function(x)
    return steps, x


def _parts(layer, x):
    """Return what a model or a layer consists of, or None if it is one step."""
    keras = _keras()
    if isinstance(layer, keras.Sequential):
        return layer.layers
    if isinstance(layer, keras.Model) and hasattr(layer, "operations"):
        return layer.operations
    known = type(layer).__module__.startswith("keras.")
    if known and not isinstance(layer, keras.Model):
        return None
    # A subclass: its call, on a symbolic input, shows the layers inside.
    symbol = keras.Input(batch_shape=(None, *x.shape[1:]))
    return keras.Model(symbol, layer.call(symbol)).operations


def _watched(model, batch):
    """Return the steps of a model by watching its layers while it runs.

    What happens between two layers is told from the numbers alone. So the model runs with several
    sets of weights: with one of them, all numbers before a ReLU may happen to be positive.
    """
    runs = []
    for draw in range(DRAWS):
        _draw_weights(model, draw, scale=1.0)
        runs.append(_watch(model, batch))
    steps = []
    for calls in zip(*runs):
        before, after = (_keras().ops.concatenate(side) for side in zip(*(gap for _, gap in calls)))
        steps += _between(before, after)
        if (layer := calls[0][0]) is not None:
            steps += _walk(layer, after)[0]
    return steps


def _watch(model, batch):
    """Run the model once and return each layer called, with the numbers before it and into it.

    The last entry has no layer: the numbers before the end, and the output.
    """
    seen, last = [], [batch]

    def watch(layer, call):
        def watched(x, *args, **kwargs):
            seen.append((layer, (last[0], x)))
            last[0] = call(x, *args, **kwargs)
            return last[0]

        return watched

    layers = list(model.layers)
    for layer in layers:
        layer.call = watch(layer, layer.call)
    try:
        output = model(batch)
    finally:
        for layer in layers:
            del layer.call
    return [*seen, (None, (last[0], output))]


def _between(before, after):
    name, shape = "something between two layers", tuple(after.shape)
    if tuple(before.shape) == shape or math.prod(before.shape) != math.prod(shape):
        return [_function_step(name, before, after)]
    laid_out = _keras().ops.reshape(before, shape)
    return [_function_step(name, laid_out, after), _function_step(name, before, laid_out)]


def _step(layer, function, x):
    """Return one layer, or one operation, as a dict; an empty one for what changes nothing.

    `function` is how to call it on a tensor of the shape of x.
    """
    keras = _keras()
    kinds = keras.layers
    if isinstance(layer, kinds.Dense):
        return {
            "kind": "Dense", "units": layer.units,
            "activation": activation_name(layer.activation), "bias": bool(layer.use_bias),
            LAYER: layer,
        }  # fmt: skip
    if type(layer) is kinds.Conv1D:
        return {
            "kind": "Conv1D", "filters": layer.filters, "kernel_size": _first(layer.kernel_size),
            "strides": _first(layer.strides), "padding": layer.padding,
            "dilation": _first(layer.dilation_rate),
            "activation": activation_name(layer.activation), "bias": bool(layer.use_bias),
            LAYER: layer,
        }  # fmt: skip
    if isinstance(layer, (kinds.Normalization, kinds.Rescaling)):
        return {}
    if isinstance(layer, kinds.Dropout) and layer.rate > 0:
        return {"kind": "Dropout", "rate": float(layer.rate)}
    if getattr(layer, "weights", None):
        return {"kind": type(layer).__name__}
    # Numbers of both signs, which x may not hold.
    probe = keras.ops.convert_to_tensor(3 * _numbers(4, *x.shape))
    return _function_step(type(layer).__name__, probe, function(probe))


def _function_step(name, x, output):
    """Return a step without weights: an activation, a change of shape, or something else."""
    if _same(output, x):
        return {}
    shape, flat = tuple(x.shape), math.prod(x.shape[1:])
    if tuple(output.shape) == shape:
        for activation, settings in VARIANTS:
            if _same(getattr(_keras().activations, activation)(x, **settings), output):
                return {"kind": "Activation", "activation": activation}
    if tuple(output.shape) == (shape[0], flat) and _same(
        _keras().ops.reshape(x, (-1, flat)), output
    ):
        return {"kind": "Flatten"}
    laid_out = math.prod(output.shape) == math.prod(shape)
    if laid_out and _same(_keras().ops.reshape(x, tuple(output.shape)), output):
        return {"kind": "Reshape", "to": [int(n) for n in output.shape[1:]]}
    return {"kind": name}


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


def activation_name(function):
    """Return what an activation function is called, told from its values."""
    keras = _keras()
    probe = keras.ops.convert_to_tensor(
        np.array([[-9.0, -2.5, -0.7, 0.4, 3.0], [7.5, 0.2, -0.1, -4.0, 1.0]], dtype="float32")
    )
    try:
        values = function(probe)
    except Exception:
        return getattr(function, "__name__", "another function")
    for name, settings in VARIANTS:
        if _same(getattr(keras.activations, name)(probe, **settings), values):
            return name
    return getattr(function, "__name__", "another function")


def compile_facts(model, blueprint, output):
    if not getattr(model, "compiled", False):
        return {"compiled": False}
    loss, from_logits = _loss(model, blueprint, int(output.shape[-1]))
    optimizer = getattr(model, "optimizer", None)
    rate = getattr(optimizer, "learning_rate", None)
    return {
        "compiled": True,
        "loss": loss,
        "from_logits": from_logits,
        "optimizer": type(optimizer).__name__ if optimizer is not None else None,
        "learning_rate": float(f"{float(_numpy(rate)):.7g}") if rate is not None else None,
    }


def _loss(model, blueprint, units):
    """Return the name of the loss, and its from_logits where it has one.

    The name comes from the object, the rest from its values: a loss may be given as text, as a
    function or as an object.
    """
    keras = _keras()
    given = model.loss
    while isinstance(given, (list, tuple, dict)) and len(given) == 1:
        given = next(iter(given.values())) if isinstance(given, dict) else given[0]
    if given is None:
        return None, None
    name = _loss_name(given)
    y, guess = _labels(blueprint, units, 4), _numbers(3, 4, units)
    guess = np.abs(guess) / 4 + 0.05
    try:
        value = float(_numpy(model.compute_loss(y=y, y_pred=keras.ops.convert_to_tensor(guess))))
        value -= sum(float(_numpy(extra)) for extra in model.losses)
    except Exception:
        return name, _config(given).get("from_logits")
    first = [name] if name in LOSSES else []
    for candidate in first + [other for other in LOSSES if other != name]:
        for settings in ({"from_logits": False}, {"from_logits": True}, {}):
            try:
                loss = getattr(keras.losses, candidate)(**settings)
                near = math.isclose(value, float(_numpy(loss(y, guess))), rel_tol=1e-4)
            except Exception:
                continue
            if near:
                return candidate, settings.get("from_logits")
        if first and candidate == name and _config(given):
            return f"{name} with other settings", _config(given).get("from_logits")
    return name, None


def _loss_name(loss):
    """Return `BinaryCrossentropy` for that class, for `"binary_crossentropy"` and the function."""
    if isinstance(loss, str):
        try:
            loss = _keras().losses.get(loss)
        except Exception:
            return loss
    name = getattr(loss, "__name__", None) or type(loss).__name__
    joined = name.replace("_", "").lower()
    return next((known for known in LOSSES if known.lower() == joined), name)


def _config(loss):
    return loss.get_config() if hasattr(loss, "get_config") else {}


# Facts against the blueprint


def marks(facts, blueprint, call):
    """Return in short text each fact that differs from what is asked for."""
    for key in ("raised", "returned", "refuses"):
        if key in facts:
            more = facts.get("message", facts.get("input_shape", ""))
            return [f"{key} {facts[key]} {more}".strip()]
    expected = _expanded(call.layers, facts)
    found = facts["layers"]
    if [layer["kind"] for layer in found] != [layer["kind"] for layer in expected]:
        rows = [f"layers {json.dumps(found)}"]
    else:
        rows = [
            f"layer {number} {key} {layer[key]}"
            for number, (layer, right) in enumerate(zip(found, expected), 1)
            for key in layer
            if not _right(layer[key], right.get(key, layer[key]))
        ]
        if not rows and facts["parameters"] != _count(facts, blueprint) and not facts["frozen"]:
            rows.append("parameters")
    if facts["frozen"]:
        rows.append(f"frozen {facts['frozen']}")
    if not facts["compiled"]:
        return [*rows, "not compiled"]
    if facts["loss"] != blueprint.loss:
        rows.append(f"loss {facts['loss']}")
    if facts["from_logits"] not in (None, blueprint.from_logits):
        rows.append(f"from_logits {facts['from_logits']}")
    if blueprint.optimizer and facts["optimizer"] != blueprint.optimizer:
        rows.append(f"optimizer {facts['optimizer']}")
    if not _rate_right(facts["learning_rate"], blueprint):
        rows.append(f"learning_rate {facts['learning_rate']}")
    return rows


def _expanded(layers, facts):
    """Return the layers asked for, with as many of a layer marked `several` as were found."""
    found = len(facts.get("layers", layers))
    expanded = []
    for layer in layers:
        plain = {key: value for key, value in layer.items() if key != "several"}
        copies = max(1, found - len(layers) + 1) if layer.get("several") else 1
        expanded += [plain] * copies
    return expanded


def _right(value, asked):
    if asked is None:
        return True
    if asked == NON_LINEAR:
        return value not in ("linear", "softmax", "log_softmax")
    return value == asked


def _rate_right(rate, blueprint):
    if blueprint.learning_rate is None:
        return True
    return rate is not None and math.isclose(rate, blueprint.learning_rate, rel_tol=RELATIVE)


def _count(facts, blueprint):
    """Return how many parameters the layers found should have."""
    total, shape = 0, blueprint.input_shape
    for layer in facts["layers"]:
        bias = int(layer.get("bias", False))
        if layer["kind"] == "Dense":
            total += (shape[-1] + bias) * layer["units"]
            shape = (*shape[:-1], layer["units"])
        elif layer["kind"] == "Conv1D":
            total += (layer["kernel_size"] * shape[-1] + bias) * layer["filters"]
            positions = 1 + (shape[0] - layer["kernel_size"]) // layer["strides"]
            shape = (positions, layer["filters"])
        elif layer["kind"] == "Flatten":
            shape = (math.prod(shape),)
    return total


SENTENCES = {
    "units": "has {found} units; {asked} {are} asked for.",
    "filters": "has {found} filters; {asked} {are} asked for.",
    "kernel_size": "has windows of {found} values; {asked} are asked for.",
    "strides": "has the stride {found}; {asked} is asked for.",
    "padding": 'has padding="{found}"; "{asked}" is asked for.',
    "dilation": "has the dilation rate {found}; {asked} is asked for.",
    "activation": "has the activation {found}; {asked} is asked for.",
}


def _structure_faults(facts, expected, blueprint, error):
    if "raised" in facts:
        return [f"It raised {facts['raised']}: {error}"]
    if facts.get("returned") == "NoneType":
        return ["It returned None: is there a `return`, and is it reached?"]
    if "returned" in facts:
        return [f"It returned {facts['returned']}; it must return a Keras model."]
    if "input_shape" in facts:
        shape = tuple(facts["input_shape"])
        return [f"One example has the shape {blueprint.input_shape}; your model asks for {shape}."]
    if "refuses" in facts:
        shape = (2, *blueprint.input_shape)
        return [f"It does not take a batch of shape {shape}. {facts['refuses']}: {error}"]
    found, kinds = facts["layers"], {layer["kind"] for layer in expected}
    faults = [
        f"Layer {number} is {_layer_in_words(layer)}, which is not among the layers asked for."
        for number, layer in enumerate(found, 1)
        if layer["kind"] not in kinds
    ]
    if len(found) != len(expected):
        return [f"Your model has {_layers_count(found)}; {len(expected)} are asked for.", *faults]
    for number, (layer, right) in enumerate(zip(found, expected), 1):
        if layer["kind"] == right["kind"]:
            faults += [
                _sentence(number, key, layer[key], right[key])
                for key in layer
                if not _right(layer[key], right.get(key))
            ]
        elif layer["kind"] in kinds:
            faults.append(
                f"Layer {number} is {_layer_in_words(layer)}; "
                f"{_layer_in_words(right)} is asked for."
            )
    if not faults and not facts["frozen"] and facts["parameters"] != _count(facts, blueprint):
        faults.append(
            f"Your model has {facts['parameters']:,} trainable parameters; these layers have "
            f"{_count(facts, blueprint):,}. Is there something beside the layers?"
        )
    return faults


def _layers_count(layers):
    return f"{len(layers)} layer{'' if len(layers) == 1 else 's'}"


def _sentence(number, key, found, asked):
    if key == "bias":
        return f"Layer {number} has {'a' if found else 'no'} bias (use_bias={found})."
    if asked == NON_LINEAR:
        asked = "a non-linear one, such as relu,"
    text = SENTENCES.get(key, key + " is {found}; {asked} is asked for.")
    are = "is" if asked == 1 else "are"
    text = text.format(found=found, asked=asked, are=are)
    if found == 1:
        text = text.replace("1 units", "1 unit").replace("1 filters", "1 filter")
    return f"Layer {number} {text}"


def _compiled_faults(facts, blueprint):
    if "compiled" not in facts:
        return []
    if not facts["compiled"]:
        return ["The model is not compiled. Call `model.compile(...)` before you return it."]
    faults = []
    if facts["loss"] != blueprint.loss:
        faults.append(f"The loss is {facts['loss']}; {blueprint.loss} is asked for.")
    elif facts["from_logits"] != blueprint.from_logits:
        faults.append(
            f"The loss has from_logits={facts['from_logits']}; "
            f"from_logits={blueprint.from_logits} is asked for."
        )
    if blueprint.optimizer and facts["optimizer"] != blueprint.optimizer:
        faults.append(f"The optimizer is {facts['optimizer']}; {blueprint.optimizer} is asked for.")
    if not _rate_right(facts["learning_rate"], blueprint):
        faults.append(
            f"The learning rate is {facts['learning_rate']}; "
            f"{blueprint.learning_rate} is asked for."
        )
    return faults


def _in_words(facts):
    if "layers" not in facts:
        return ""
    text = _layers_in_words(facts["layers"])
    if not facts["compiled"]:
        return f"{text}; not compiled"
    logits = ", from_logits=True" if facts["from_logits"] else ""
    rate = facts["learning_rate"]
    rate = "" if rate is None else f", learning rate {rate:g}"
    return f"{text}; {facts['loss']}{logits}; {facts['optimizer']}{rate}"


def _compile_in_words(blueprint):
    logits = ", from_logits=True" if blueprint.from_logits else ""
    if not blueprint.optimizer:
        return f"; {blueprint.loss}{logits}; any optimizer"
    rate = f"learning rate {blueprint.learning_rate:g}"
    return f"; {blueprint.loss}{logits}; {blueprint.optimizer}, {rate}"


def _layers_in_words(layers):
    return " > ".join(_layer_in_words(layer) for layer in layers) or "no layers"


def _layer_in_words(layer):
    values = []
    for key, value in layer.items():
        usual = (key == "bias" and value) or (key == "dilation" and value == 1)
        if usual or key in ("kind", "several"):
            continue
        if value is None:
            values.append(f"any {key}")
        elif value == NON_LINEAR:
            values.append("relu or the like")
        elif key in ("units", "filters", "activation"):
            values.append(str(value))
        else:
            values.append(f"{key}={value!r}")
    text = f"{layer['kind']}({', '.join(values)})"
    return f"one or more {text}" if layer.get("several") else text


# What the model does


def _behaviour_faults(function, blueprint, call, first):
    """Return in words what a second model from the same function does wrong when it is used."""
    keras = _keras()
    try:
        model = function(*call.arguments)
        X = keras.ops.convert_to_tensor(draw_inputs(blueprint, EXAMPLES))
        start = model(X)
    except Exception as error:
        return [f"The second call raised {type(error).__name__}: {explain(error)}"]
    if any(one is other for one in model.variables for other in first.variables):
        return ["Two calls returned the same weights. Build a new model inside the function."]
    units = call.layers[-1]["units"]
    if tuple(start.shape) != (EXAMPLES, units):
        found = tuple(int(n) for n in start.shape)
        return [f"The output for {EXAMPLES} examples must be {(EXAMPLES, units)}; it is {found}."]
    alike = [v for v in model.trainable_variables if len(v.shape) > 1 and math.prod(v.shape) > 1]
    if any(np.ptp(_numpy(v)) == 0 for v in alike):
        return ["All weights of a layer start with the same value, so its units stay alike."]
    if faults := _output_faults(model, blueprint, X, units):
        return faults
    # One training run is enough: the calls differ in the size of the last layer only.
    return _training_faults(model, blueprint, units) if call is blueprint.calls[0] else []


def _output_faults(model, blueprint, X, units):
    outputs = []
    for draw in range(DRAWS):
        _draw_weights(model, draw, scale=1.0)
        outputs.append(_numpy(model(X)))
    values = np.concatenate(outputs)
    if not np.all(np.isfinite(values)):
        return ["The output is not finite."]
    inside = values.min() >= 0 and values.max() <= 1 + 1e-6
    if blueprint.output == PROBABILITIES:
        if not inside:
            return [
                f"The output runs from {values.min():.3g} to {values.max():.3g}; "
                "a probability lies between 0 and 1."
            ]
        if units > 1 and np.allclose(values.sum(axis=-1), 1, atol=1e-4):
            return [f"The {units} outputs always add up to 1. Each label has its own probability."]
    elif inside:
        return ["The output always lies between 0 and 1. Logits are any numbers of either sign."]
    elif values.min() >= 0:
        return ["The output is never negative. Logits are any numbers of either sign."]
    return []


def _training_faults(model, blueprint, units):
    """Train from a few sets of weights; a unit that is silent in one of them is not in all."""
    keras = _keras()
    if not model.trainable_variables:
        return ["Training changes nothing: no weight is trainable."]
    if not model.compiled:
        settings = {"from_logits": blueprint.from_logits}
        model.compile(loss=getattr(keras.losses, blueprint.loss)(**settings), optimizer="adam")
    model.run_eagerly = True  # a graph takes longer to make than these steps take
    X, y = draw_inputs(blueprint, EXAMPLES), _labels(blueprint, units, EXAMPLES)
    still, losses = [], []
    for draw in range(DRAWS):
        _draw_weights(model, draw, scale=0.4)
        before = [_numpy(v).copy() for v in model.weights]
        try:
            losses = [_train_once(model, X, y) for _ in range(STEPS)]
        except Exception as error:
            return [f"Training raised {type(error).__name__}: {_shorter(error)}"]
        still = [
            number
            for number, (variable, old) in enumerate(zip(model.weights, before), 1)
            if _counts(variable, model) and np.array_equal(_numpy(variable), old)
        ]
        if not still and np.all(np.isfinite(losses)) and min(losses) < losses[0]:
            break
    else:
        if not np.all(np.isfinite(losses)):
            return ["The loss is not finite in training."]
        if still:
            return [
                f"Training leaves {len(still)} of {len(model.weights)} weight arrays as they were."
            ]
        return [f"Training does not lower the loss: it starts at {losses[0]:.4g} and never falls."]
    frozen = sum(
        bool(layer.weights) and not layer.trainable_weights for layer in weighted_layers(model)
    )
    if frozen:
        layers = "one layer" if frozen == 1 else f"{frozen} layers"
        return [f"Training leaves the weights of {layers} as they were: `trainable` is False."]
    return []


def _train_once(model, X, y):
    """Take one step of training on all examples and return the loss before it."""
    model.reset_metrics()  # else Keras returns the mean over all steps so far
    return float(model.train_on_batch(X, y, return_dict=True)["loss"])


def _counts(variable, model):
    return any(variable is one for one in model.trainable_variables)


def _draw_weights(model, draw, scale):
    """Give the layers weights of both signs, the same in each run."""
    rng = np.random.default_rng([draw, 7])
    for layer in weighted_layers(model):
        layer.set_weights(
            [
                rng.normal(0, scale * max(w.shape[0], 1) ** -0.5 * 2, w.shape)
                for w in layer.get_weights()
            ]
        )


# Small helpers


def draw_inputs(blueprint, count):
    return _numbers(1, count, *blueprint.input_shape)


def _labels(blueprint, units, count):
    """Return labels for `count` examples: class numbers for logits of classes, else 0 and 1."""
    if blueprint.loss.startswith("Sparse"):
        return np.arange(count) % units
    return (_numbers(2, count, units) > 0).astype("float32")


def _numbers(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype("float32")


def declared_shape(model):
    """Return the shape of one example that the model declares, or None."""
    try:
        shape = model.input_shape
    except Exception:
        return None
    return tuple(shape[1:]) if isinstance(shape, tuple) and shape else None


def fits(declared, asked):
    """Return whether a declared shape takes the asked one; Keras adds or drops an axis of 1."""
    declared = declared[:-1] if declared[-1:] == (1,) and len(declared) > 1 else declared
    asked = asked[:-1] if asked[-1:] == (1,) and len(asked) > 1 else asked
    return len(declared) == len(asked) and all(a in (None, b) for a, b in zip(declared, asked))


def _same(one, other):
    one, other = _numpy(one), _numpy(other)
    return one.shape == other.shape and np.allclose(one, other, rtol=1e-4, atol=1e-5)


def _numpy(tensor):
    return np.asarray(_keras().ops.convert_to_numpy(tensor))


def _first(value):
    return int(value[0]) if isinstance(value, (tuple, list)) else int(value)


def _kind(value):
    if isinstance(value, Other):
        return value.kind
    return "a function" if callable(value) and not isinstance(value, type) else type(value).__name__


def _gist(error):
    """Return how an error's text begins, without the names and numbers that differ each time."""
    return " ".join(re.sub(r"'[^']*'|[\d_]+", "", str(error)).split())[:60]


def _shorter(error):
    return " ".join(str(error).split())[:300]


def _keras():
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    return importlib.import_module("keras")


@contextlib.contextmanager
def quiet():
    """Keep warnings and logs of Keras and TensorFlow away from the notebook.

    nbgrader gives no points for a test cell that writes to stderr.
    """
    loggers = [logging.getLogger(name) for name in ("tensorflow", "absl")]
    levels = [logger.level for logger in loggers]
    with contextlib.ExitStack() as stack:
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        stack.enter_context(contextlib.redirect_stderr(io.StringIO()))
        null = os.open(os.devnull, os.O_WRONLY)
        before = os.dup(2)
        os.dup2(null, 2)  # what native code writes
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels):
                logger.setLevel(level)
            os.dup2(before, 2)
            os.close(before)
            os.close(null)
