"""What was found, held against what is asked for."""

import math

from .blueprint import NON_LINEAR

RELATIVE = 1e-6


def expanded(layers, facts):
    """Return the layers asked for, with as many of a layer marked `several` as were found."""
    found = len(facts.get("layers", layers))
    result = []
    for layer in layers:
        plain = {key: value for key, value in layer.items() if key != "several"}
        copies = max(1, found - len(layers) + 1) if layer.get("several") else 1
        result += [plain] * copies
    return result


def suits(value, asked):
    if asked is None:
        return True
    if asked == NON_LINEAR:
        return value not in ("linear", "softmax", "log_softmax")
    return value == asked


def rate_suits(rate, blueprint):
    if blueprint.learning_rate is None:
        return True
    return rate is not None and math.isclose(rate, blueprint.learning_rate, rel_tol=RELATIVE)


def has_other_parameters(facts, blueprint):
    """Return whether a model of which nothing is frozen trains more or less than its layers."""
    return not facts["frozen"] and facts["parameters"] != count_parameters(facts, blueprint)


def count_parameters(facts, blueprint):
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
