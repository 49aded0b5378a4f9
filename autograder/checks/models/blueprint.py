"""What is asked of a model, as plain data that is stored as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..table import explanation_data

PROBABILITIES = "probabilities"
LOGITS = "logits"
NON_LINEAR = "non-linear"


@dataclass(frozen=True)
class Call:
    """One call of the function that builds the model, and the layers it must give.

    A layer is a dict. A value of None in it is free, the activation "non-linear" is any that suits
    a hidden layer, and `"several": True` means one such layer or more.
    """

    arguments: tuple
    layers: tuple


@dataclass(frozen=True)
class ModelMisconception:
    """A known mistake: its name, explanation and link, and its differences for each call."""

    name: str
    explanation: str
    read: str
    differences: tuple


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
    misconceptions: tuple = ()

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
            "misconceptions": [
                {
                    "name": m.name,
                    **explanation_data(m),
                    "differences": list(map(list, m.differences)),
                }
                for m in self.misconceptions
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
            misconceptions=tuple(
                ModelMisconception(
                    m["name"],
                    m.get("explanation", ""),
                    m.get("read", ""),
                    tuple(map(tuple, m["differences"])),
                )
                for m in data["misconceptions"]
            ),
            **{**plan, "input_shape": tuple(plan["input_shape"])},
        )
