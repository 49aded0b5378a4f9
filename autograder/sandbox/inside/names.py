"""How functions cross the wire: the student's as numbers, the grader's as `GraderFunction`s."""

from __future__ import annotations

import sys
import types
from typing import TYPE_CHECKING, Any

from ...checks.functions import FUNCTIONS
from ..wire import MAX_NAME_LENGTH, Translator, kind_of

if TYPE_CHECKING:
    from .student import Process


class GraderFunction:
    """A function of the grader, as the student's code calls it."""

    def __init__(self, process: Process, number: int, name: str) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._process.call_back(self._number, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Names(Translator):
    """Encodes the student's functions as numbers, and decodes numbers as `GraderFunction`s."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.numbered: list[Any] = []
        self.numbers: dict[int, int] = {}  # by id

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, GraderFunction):
            return "g", value._number
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Model):
            return "k", self.number_of(value)
        if callable(value) and not isinstance(value, type):
            name = getattr(value, "__name__", type(value).__name__)
            if FUNCTIONS.get(str(name)) is value:
                return "f", name
            return "h", [self.number_of(value), str(name)[:MAX_NAME_LENGTH]]
        return "o", "module" if isinstance(value, types.ModuleType) else kind_of(value)

    def decode(self, tag: str, content: Any) -> Any:
        if tag == "g":
            return GraderFunction(self.process, *content)
        if tag == "h":
            return self.numbered[content]
        if tag == "f":
            return FUNCTIONS[content]
        if tag == "K":  # a Keras model of the grader
            text, weights = content
            model = sys.modules["keras"].models.model_from_json(text)
            model.set_weights(weights)
            return model
        return super().decode(tag, content)

    def number_of(self, value: Any) -> int:
        """Return the number by which the grader refers to `value`, the same one each time."""
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.numbered)
            self.numbered.append(value)
        return self.numbers[id(value)]
