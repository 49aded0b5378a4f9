"""How functions of strangers are collected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Function = Callable[..., Any]


@dataclass(frozen=True)
class Stranger:
    """A function, the exercise that it was written for, and what is wrong with it, if anything."""

    exercise: str
    what: str
    function: Function
    names: tuple[str, ...] = ()  # of the mistakes, or sizes, that may be named
    wrong: bool = True


@dataclass
class Corpus:
    """The functions that strangers wrote for one assignment."""

    assignment: str
    functions: list[Stranger] = field(default_factory=list)

    def wrong(self, exercise: str, what: str, *names: str) -> Callable[[Function], Function]:
        """Collect a wrong function; `names` are the mistakes that it may be told about."""
        return self._collect(exercise, what, names, True)

    def right(self, exercise: str, what: str) -> Callable[[Function], Function]:
        """Collect a function that is right in an unusual way."""
        return self._collect(exercise, what, (), False)

    def _collect(
        self, exercise: str, what: str, names: tuple[str, ...], wrong: bool
    ) -> Callable[[Function], Function]:
        def collect(function: Function) -> Function:
            name = f"{self.assignment}/{exercise}"
            self.functions.append(Stranger(name, what, function, names, wrong))
            return function

        return collect
