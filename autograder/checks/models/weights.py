"""The layers of a model that hold weights of their own."""

from .quiet_keras import import_keras


def weighted_layers(model):
    """Return the layers that hold weights of their own, models inside the model opened."""
    keras = import_keras()
    kinds = (keras.layers.Dense, keras.layers.Conv1D)
    found = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            found += weighted_layers(layer)
        elif isinstance(layer, kinds):
            found.append(layer)
    return found


def count_frozen(model):
    """Return how many layers hold weights of which none is trained."""
    return sum(
        bool(layer.weights) and not layer.trainable_weights for layer in weighted_layers(model)
    )
