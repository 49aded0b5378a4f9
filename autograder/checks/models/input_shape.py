"""The shape of one example that a model declares, and whether it is the one asked for."""


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
