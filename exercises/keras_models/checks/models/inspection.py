"""What is found in the models that a function builds, aspect by aspect."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..remote import RemoteFunction, RemoteModelBuilder
from .behaviour import behaviour_faults
from .comparing import expanded
from .compiled import compiled_faults
from .descriptions import asked_in_words, found_in_words
from .differences import differences
from .facts import facts_of
from .quiet_keras import quiet
from .structure import structure_faults

STRUCTURE = "structure"
COMPILED = "loss and optimizer"
BEHAVIOUR = "behaviour"
MODEL_ASPECTS = (STRUCTURE, COMPILED, BEHAVIOUR)


@dataclass(frozen=True)
class Inspection:
    """What was found: for each aspect its faults in words, and what the student is shown."""

    faults: dict
    differences: tuple
    call: str = ""
    returned: str = ""
    expected: str = ""
    parameters: int = 0
    unwritten: bool = False


def inspect(function, blueprint):
    """Return what is wrong with the models that `function` builds.

    The first call that goes wrong is the one that is shown.
    """
    if isinstance(function, RemoteFunction):
        function = function.model_builder(blueprint)
    with quiet():
        inspections = [_inspect_call(function, blueprint, call) for call in blueprint.calls]
    shown = inspections[0]
    for found in inspections[1:]:
        if any(found.faults.values()):
            shown = _with_more(shown, found) if any(shown.faults.values()) else found
    return replace(shown, differences=tuple(found.differences for found in inspections))


def differences_of(function, blueprint):
    """Return for each call the facts in which the model differs, without trying it out."""
    with quiet():
        return tuple(
            tuple(differences(facts_of(function, blueprint, call)[0], blueprint, call))
            for call in blueprint.calls
        )


def without_fault(blueprint, call, parameters):
    """Return what is found in models that are as asked for."""
    return Inspection(
        faults={aspect: [] for aspect in MODEL_ASPECTS},
        differences=(),
        call=_in_words(blueprint, call),
        expected=asked_in_words(blueprint, call),
        parameters=parameters,
    )


def _with_more(shown, found):
    """Add the faults of another call in those aspects where the call that is shown has none."""
    faults = {
        aspect: texts or [f"{found.call}: {text}" for text in found.faults[aspect]]
        for aspect, texts in shown.faults.items()
    }
    return replace(shown, faults=faults)


def _inspect_call(function, blueprint, call):
    if isinstance(function, RemoteModelBuilder):  # others may have built the same before
        return function.inspected(call, lambda: _look(function, blueprint, call))
    return _look(function, blueprint, call)


def _look(function, blueprint, call):
    facts, model, error = facts_of(function, blueprint, call)
    faults = {
        STRUCTURE: structure_faults(facts, expanded(call.layers, facts), blueprint, error),
        COMPILED: compiled_faults(facts, blueprint),
        BEHAVIOUR: [],
    }
    if model is None or "refuses" in facts:
        for aspect in (COMPILED, BEHAVIOUR):
            faults[aspect] = faults[aspect] or ["There is no model to try."]
    else:
        faults[BEHAVIOUR] = behaviour_faults(function, blueprint, call, model)
    return Inspection(
        faults=faults,
        differences=tuple(differences(facts, blueprint, call)),
        call=_in_words(blueprint, call),
        returned=found_in_words(facts),
        expected=asked_in_words(blueprint, call),
        parameters=facts.get("parameters", 0),
        unwritten=facts.get("raised") == "NotImplementedError",
    )


def _in_words(blueprint, call):
    return f"{blueprint.name}({', '.join(map(repr, call.arguments))})"
