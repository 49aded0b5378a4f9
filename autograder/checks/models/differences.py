"""The differences of a model: each fact that differs from the blueprint, as a short text.

A known mistake is recognised by its differences.
"""

from __future__ import annotations

import json

from .comparing import expanded, has_other_parameters, rate_suits, suits


def differences(facts, blueprint, call):
    """Return in short text each fact that differs from what is asked for."""
    for key in ("raised", "returned", "refuses"):
        if key in facts:
            more = facts.get("message", facts.get("input_shape", ""))
            return [f"{key} {facts[key]} {more}".strip()]
    rows = _layer_differences(facts, expanded(call.layers, facts))
    if not rows and has_other_parameters(facts, blueprint):
        rows.append("parameters")
    if facts["frozen"]:
        rows.append(f"frozen {facts['frozen']}")
    return rows + _compile_differences(facts, blueprint)


def _layer_differences(facts, expected):
    found = facts["layers"]
    if [layer["kind"] for layer in found] != [layer["kind"] for layer in expected]:
        return [f"layers {json.dumps(found)}"]
    names = [*(f"layer {number}" for number in range(1, len(found))), "output layer"]
    return [
        f"{name} {key} {layer[key]}"
        for name, layer, right in zip(names, found, expected)
        for key in layer
        if not suits(layer[key], right.get(key, layer[key]))
    ]


def _compile_differences(facts, blueprint):
    if not facts["compiled"]:
        return ["not compiled"]
    rows = []
    if facts["loss"] != blueprint.loss:
        rows.append(f"loss {facts['loss']}")
    if facts["from_logits"] not in (None, blueprint.from_logits):
        rows.append(f"from_logits {facts['from_logits']}")
    if blueprint.optimizer and facts["optimizer"] != blueprint.optimizer:
        rows.append(f"optimizer {facts['optimizer']}")
    if not rate_suits(facts["learning_rate"], blueprint):
        rows.append(f"learning_rate {facts['learning_rate']}")
    return rows


def recognise(found, mistakes):
    """Return the known mistakes that explain what was `found`: one with all of it, or several.

    A mistake that is only a part of what is wrong is named too, if all its differences are there.
    """
    found = [set(one) for one in found]
    if not any(found):
        return []
    for mistake in mistakes:
        if [set(one) for one in mistake.differences] == found:
            return [mistake]
    named = []
    explained: list[set] = [set() for _ in found]
    for mistake in sorted(mistakes, key=lambda m: -sum(map(len, m.differences))):
        mine = [set(one) for one in mistake.differences]
        inside = all(a <= b for a, b in zip(mine, found))
        if inside and any(mine) and not any(a & b for a, b in zip(mine, explained)):
            named.append(mistake)
            explained = [a | b for a, b in zip(mine, explained)]
    return named
