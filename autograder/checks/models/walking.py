"""The steps of a model whose layers stand in one line, found by walking along it."""

from .quiet_keras import import_keras
from .steps import step


def walk(layer, x):
    """Return the steps inside `layer` as dicts, and its output for the tensor x."""
    keras = import_keras()
    parts = _parts(layer, x)
    if parts is None:
        return [step(layer, layer, x)], layer(x)
    steps = []
    for part in parts:
        if isinstance(part, keras.layers.InputLayer):
            continue
        if isinstance(part, keras.layers.Layer):
            more, x = walk(part, x)
            steps += more
        else:
            function = keras.Function(part.input, part.output)
            steps.append(step(part, function, x))
            x = function(x)
    return steps, x


def _parts(layer, x):
    """Return what a model or a layer consists of, or None if it is one step."""
    keras = import_keras()
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
