"""What is known about a function that builds a Keras model.

A `ModelExercise` stands beside the `Exercise`s and looks like one from outside. In place of cases
and an oracle it has a blueprint: the layers, the loss and the optimizer that are asked for.
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
    """Keras, imported at the first use: the wrong models below are read by commands without it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(keras_oracle.keras(), name)


keras = _Keras()


def dense(units: int | None, activation: str, several: bool = False) -> Layer:
    """Return what is asked of a Dense layer, or of several; `units` that are None are free."""
    layer = {"kind": "Dense", "units": units, "activation": activation, "bias": True}
    return {**layer, "several": True} if several else layer


def conv1d(kernel_size: int, strides: int, filters: int | None = None) -> Layer:
    """Return what is asked of a Conv1D layer with a non-linear activation."""
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
    """Return the statement that makes a Sequential model of these layers, as a mutant shows it."""
    return f"model = keras.Sequential([{', '.join(f'keras.{layer}' for layer in layers)}])"


@dataclass
class ModelExercise(Collected):
    """One function that builds a model.

    `layers` takes the arguments of the function and returns the layers asked for. `visible_calls`
    are the arguments that the visible check tries; `draw` draws those of the hidden test.
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
    equivalent: dict[str, str] = field(default_factory=dict)

    def visible_cases(self) -> list[Call]:
        """Return the calls that students see, with the layers that each must give."""
        return [self._call(arguments) for arguments in self.visible_calls]

    def fresh_cases(self, rng: np.random.Generator) -> list[Call]:
        """Return calls drawn from `rng`."""
        return [self._call(arguments) for arguments in self.draw(rng)]

    def plan(self, parameters: tuple[str, ...], calls: Iterable[Call]) -> Blueprint:
        """Return the blueprint for these calls, without the known mistakes.

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
