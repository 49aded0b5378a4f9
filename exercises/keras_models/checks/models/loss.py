"""Which loss a model is compiled with, told from its values."""

import contextlib
import math

import numpy as np

from .draws import labels, numbers
from .quiet_keras import import_keras
from .tensors import to_numpy

LOSSES = (
    "BinaryCrossentropy", "CategoricalCrossentropy", "SparseCategoricalCrossentropy",
    "BinaryFocalCrossentropy", "CategoricalFocalCrossentropy", "MeanSquaredError",
    "MeanAbsoluteError", "MeanSquaredLogarithmicError", "Huber", "LogCosh", "Poisson",
    "KLDivergence", "Hinge", "SquaredHinge", "CategoricalHinge",
)  # fmt: skip


def loss_of(model, blueprint, units):
    """Return the name of the loss, and its from_logits where it has one.

    The name comes from the object, the rest from its values: a loss may be given as text, as a
    function or as an object.
    """
    given = _only(model.loss)
    if given is None:
        return None, None
    y, guess = labels(blueprint, units, 4), np.abs(numbers(3, 4, units)) / 4 + 0.05
    try:
        value = _value(model, y, guess)
    except Exception:
        return _name(given), _config(given).get("from_logits")
    return _recognised(given, y, guess, value)


def _only(loss):
    """Return the one loss that a list or a dict of losses holds."""
    while isinstance(loss, (list, tuple, dict)) and len(loss) == 1:
        loss = next(iter(loss.values())) if isinstance(loss, dict) else loss[0]
    return loss


def _value(model, y, guess):
    """Return the loss alone, without what layers add to it."""
    guess = import_keras().ops.convert_to_tensor(guess)
    value = float(to_numpy(model.compute_loss(y=y, y_pred=guess)))
    return value - sum(float(to_numpy(extra)) for extra in model.losses)


def _recognised(given, y, guess, value):
    """Return the name and from_logits of the known loss that has this value for y and guess."""
    name = _name(given)
    for candidate in sorted(LOSSES, key=lambda other: other != name):  # its own name first
        if (settings := _settings(candidate, y, guess, value)) is not None:
            return candidate, settings.get("from_logits")
        if candidate == name and (config := _config(given)):
            return f"{name} with other settings", config.get("from_logits")
    return name, None


def _settings(name, y, guess, value):
    """Return the settings with which the loss called `name` has this value, or None."""
    for settings in ({"from_logits": False}, {"from_logits": True}, {}):
        with contextlib.suppress(Exception):
            loss = getattr(import_keras().losses, name)(**settings)
            if math.isclose(value, float(to_numpy(loss(y, guess))), rel_tol=1e-4):
                return settings
    return None


def _name(loss):
    """Return `BinaryCrossentropy` for that class, for `"binary_crossentropy"` and the function."""
    if isinstance(loss, str):
        try:
            loss = import_keras().losses.get(loss)
        except Exception:
            return loss
    name = getattr(loss, "__name__", None) or type(loss).__name__
    joined = name.replace("_", "").lower()
    return next((known for known in LOSSES if known.lower() == joined), name)


def _config(loss):
    return loss.get_config() if hasattr(loss, "get_config") else {}
