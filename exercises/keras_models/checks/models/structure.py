"""What is wrong with the layers of a model, in words."""

from .blueprint import NON_LINEAR
from .comparing import count_parameters, has_other_parameters, suits
from .descriptions import layer_in_words

SENTENCES = {
    "units": "has {found} units; {asked} {are} asked for.",
    "filters": "has {found} filters; {asked} {are} asked for.",
    "kernel_size": "has windows of {found} values; {asked} are asked for.",
    "strides": "has the stride {found}; {asked} is asked for.",
    "padding": 'has padding="{found}"; "{asked}" is asked for.',
    "dilation": "has the dilation rate {found}; {asked} is asked for.",
    "activation": "has the activation {found}; {asked} is asked for.",
}


def structure_faults(facts, expected, blueprint, error):
    """Return in words where the layers differ from those asked for, or why there are none."""
    if "layers" not in facts:
        return [_why_no_layers(facts, blueprint, error)]
    found, kinds = facts["layers"], {layer["kind"] for layer in expected}
    faults = [
        f"Layer {number} is {layer_in_words(layer)}, which is not among the layers asked for."
        for number, layer in enumerate(found, 1)
        if layer["kind"] not in kinds
    ]
    if len(found) != len(expected):
        return [f"Your model has {_layers_count(found)}; {len(expected)} are asked for.", *faults]
    for number, (layer, right) in enumerate(zip(found, expected), 1):
        if layer["kind"] in kinds:
            faults += _layer_faults(number, layer, right)
    if not faults and has_other_parameters(facts, blueprint):
        faults.append(
            f"Your model has {facts['parameters']:,} trainable parameters; these layers have "
            f"{count_parameters(facts, blueprint):,}. Is there something beside the layers?"
        )
    return faults


def _why_no_layers(facts, blueprint, error):
    if "raised" in facts:
        return f"It raised {facts['raised']}: {error}"
    if facts.get("returned") == "NoneType":
        return "It returned None: is there a `return`, and is it reached?"
    if "returned" in facts:
        return f"It returned {facts['returned']}; it must return a Keras model."
    if "input_shape" in facts:
        shape = tuple(facts["input_shape"])
        return f"One example has the shape {blueprint.input_shape}; your model asks for {shape}."
    if facts["refuses"] == "its output":
        return f"The model's output is a {facts['message']}; one array for the batch is asked for."
    shape = (2, *blueprint.input_shape)
    return f"It does not take a batch of shape {shape}. {facts['refuses']}: {error}"


def _layers_count(layers):
    return f"{len(layers)} layer{'' if len(layers) == 1 else 's'}"


def _layer_faults(number, layer, right):
    if layer["kind"] != right["kind"]:
        found, asked = layer_in_words(layer), layer_in_words(right)
        return [f"Layer {number} is {found}; {asked} is asked for."]
    return [
        _sentence(number, key, layer[key], right[key])
        for key in layer
        if not suits(layer[key], right.get(key))
    ]


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
