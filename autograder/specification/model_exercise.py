"""The specification of an exercise whose function builds a Keras model.

A `ModelExercise` has the same interface as an `Exercise`. In place of cases and an oracle it has a
blueprint: the layers, the loss and the optimizer that the exercise asks for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..checks.models import NON_LINEAR, Blueprint, Call
from . import keras_oracle
from .exercise import Collected, Function, Misconception

Layer = dict[str, Any]


class _Keras:
    """Keras, imported at its first use: most commands only read the misconceptions."""

    def __getattr__(self, name: str) -> Any:
        return getattr(keras_oracle.keras(), name)


keras = _Keras()


def dense(units: int | None, activation: str, several: bool = False) -> Layer:
    """Return the requirements on a Dense layer, or on `several`; None allows any `units`."""
    layer = {"kind": "Dense", "units": units, "activation": activation, "bias": True}
    return {**layer, "several": True} if several else layer


def conv1d(kernel_size: int, strides: int, filters: int | None = None) -> Layer:
    """Return the requirements on a Conv1D layer with a non-linear activation."""
    return {
        "kind": "Conv1D",
        "filters": filters,
        "kernel_size": kernel_size,
        "strides": strides,
        "padding": "valid",
        "dilation": 1,
        "activation": NON_LINEAR,
        "bias": True,
    }


FLATTEN: Layer = {"kind": "Flatten"}


def changed_model(*layers: str) -> str:
    """Return the statement of a mutant that makes a Sequential model of these layers."""
    return f"model = keras.Sequential([{', '.join(f'keras.{layer}' for layer in layers)}])"


@dataclass
class ModelExercise(Collected):
    """One function that builds a model.

    `layers` takes the function's arguments and returns the required layers. `visible_calls` are the
    arguments that the visible check tries; `draw` draws those of the hidden test.
    """

    assignment: str
    name: str
    chapter: str
    input_shape: tuple[int, ...]
    layers: Callable[..., list[Layer]]
    output: str
    loss: str
    from_logits: bool = False
    optimizer: str | None = None
    learning_rate: float | None = None
    visible_calls: tuple[tuple[Any, ...], ...] = ((),)
    draw: Callable[[np.random.Generator], Iterable[tuple[Any, ...]]] = lambda rng: [()]
    oracle_name: str = "keras.Model"
    misconceptions: list[Misconception] = field(default_factory=list)
    correct: dict[str, Function] = field(default_factory=dict)
    good_for: dict[str, str] = field(default_factory=dict)
    equivalent: dict[str, str] = field(default_factory=dict)

    def visible_cases(self) -> list[Call]:
        """Return the calls that students see, each with the layers that it must build."""
        return [self._call(arguments) for arguments in self.visible_calls]

    def fresh_cases(self, rng: np.random.Generator) -> list[Call]:
        """Return hidden calls, drawn from `rng`."""
        return [self._call(arguments) for arguments in self.draw(rng)]

    def plan(self, parameters: tuple[str, ...], calls: Iterable[Call]) -> Blueprint:
        """Return the blueprint for these calls, without the misconceptions.

        `parameters` are the names of the function's parameters.
        """
        return Blueprint(
            name=self.name,
            parameters=parameters,
            input_shape=self.input_shape,
            output=self.output,
            loss=self.loss,
            from_logits=self.from_logits,
            optimizer=self.optimizer,
            learning_rate=self.learning_rate,
            calls=tuple(calls),
        )

    def _call(self, arguments: tuple[Any, ...]) -> Call:
        return Call(arguments, tuple(self.layers(*arguments)))
