"""Layers, loss and optimizer in the words that the student reads."""

from .blueprint import NON_LINEAR


def found_in_words(facts):
    if "layers" not in facts:
        return ""
    text = _layers_in_words(facts["layers"])
    if not facts["compiled"]:
        return f"{text}; not compiled"
    logits = ", from_logits=True" if facts["from_logits"] else ""
    rate = facts["learning_rate"]
    rate = "" if rate is None else f", learning rate {rate:g}"
    return f"{text}; {facts['loss']}{logits}; {facts['optimizer']}{rate}"


def asked_in_words(blueprint, call):
    text = _layers_in_words(call.layers)
    logits = ", from_logits=True" if blueprint.from_logits else ""
    if not blueprint.optimizer:
        return f"{text}; {blueprint.loss}{logits}; any optimizer"
    rate = f"learning rate {blueprint.learning_rate:g}"
    return f"{text}; {blueprint.loss}{logits}; {blueprint.optimizer}, {rate}"


def layer_in_words(layer):
    values = [
        _value_in_words(key, value)
        for key, value in layer.items()
        if key not in ("kind", "several") and not _is_usual(key, value)
    ]
    name = layer["kind"]
    text = f"{name}({', '.join(values)})" if name.isidentifier() else name
    return f"one or more {text}" if layer.get("several") else text


def _layers_in_words(layers):
    return " > ".join(layer_in_words(layer) for layer in layers) or "no layers"


def _is_usual(key, value):
    return (key == "bias" and value) or (key == "dilation" and value == 1)


def _value_in_words(key, value):
    if value is None:
        return f"any {key}"
    if value == NON_LINEAR:
        return "relu or the like"
    return str(value) if key in ("units", "filters", "activation") else f"{key}={value!r}"
