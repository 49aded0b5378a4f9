"""Proxies for the student's functions and models, as the grader calls them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ...checks.encode import OpaqueValue
from ...checks.functions import FUNCTIONS
from ...checks.models import Blueprint
from ...checks.remote import RemoteFunction
from ...checks.run import Case, Outcome
from ..wire import Translator, WireError, clean_name
from .lent import LentFunction
from .model_builder import Building, Built
from .rebuild_model import plan_of

if TYPE_CHECKING:
    from .student_process import StudentProcess


Scope = dict[int, Any]


class Functions(Translator):
    """Decodes the student's functions as `Proxy`s, and encodes the grader's functions as numbers.

    A number is valid only in the scope in which it was assigned. A function of `checks` is decoded
    from its name only if it was passed to the student before: the judge also has those that the
    notebook asks students to write.
    """

    def __init__(self, process: StudentProcess) -> None:
        self.process = process
        self.proxies: dict[int, Proxy] = {}
        self._named: set[str] = set()
        self._scopes: list[Scope] = [{}]
        self._numbers = 0

    def number_for(self, function: Any) -> int:
        """Return the number by which the student's code can call `function` in this scope."""
        for scope in self._scopes:
            for number, known in scope.items():
                if known is function:
                    return number
        self._numbers += 1
        self._scopes[-1][self._numbers] = function
        return self._numbers

    def passed(self, number: Any) -> Any:
        """Return the function of an untrusted number; None if the number is not valid."""
        if type(number) is not int:
            return None
        return next((scope[number] for scope in self._scopes if number in scope), None)

    @contextmanager
    def scope(self) -> Iterator[int]:
        """Open a scope: numbers assigned in it become invalid at its end. Yields its own number."""
        before = len(self._scopes)
        self._scopes.append({})
        self._numbers += 1
        try:
            yield self._numbers
        finally:
            del self._scopes[before:]

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, Proxy) and value._process is self.process:
            return "h", value._number
        if isinstance(value, RemoteModel):
            return "h", value.number
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Sequential):
            return "K", [value.to_json(), value.get_weights()]
        name = str(getattr(value, "__name__", "function"))
        if FUNCTIONS.get(name) is value:
            self._named.add(name)
            return "f", name
        if callable(value) or isinstance(value, LentFunction):
            return "g", [self.number_for(value), clean_name(name)]
        return super().encode(value)

    def decode(self, tag: str, content: Any) -> Any:
        if tag == "g":
            function = self.passed(content)
            return OpaqueValue("function") if function is None else function
        if tag == "f":
            return FUNCTIONS[content] if content in self._named else OpaqueValue("function")
        if tag in ("h", "k"):
            number, name = content if tag == "h" else (content, "model")
            if type(number) is not int or number < 0 or not isinstance(name, str):
                raise WireError("a function has no valid number or name")
            if tag == "k":
                return RemoteModel(number)
            return self.proxies.setdefault(number, Proxy(self.process, number, clean_name(name)))
        return super().decode(tag, content)


class Proxy(RemoteFunction):
    """A function of the student, as the grader calls it."""

    stands_for = "function"

    def __init__(self, process: StudentProcess, number: int, name: str) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name

    @property
    def known_to_grader(self) -> dict[Any, Any]:
        """A cache for what the grader learns about the function until the next cell is run."""
        return self._process.known.setdefault(self._number, {})

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._process.call(self, args, kwargs)

    def outcomes(self, cases: Sequence[Case]) -> list[Outcome]:
        """Return the outcomes of these cases, as `checks.run.run` does."""
        return self._process.try_out(self, cases)

    def model_builder(self, blueprint: Blueprint) -> Building:
        """Return the function with its models rebuilt in the judge."""
        plan = plan_of(blueprint)

        def build(*args: Any) -> Built:
            try:
                value = self(*args)
                if not isinstance(value, RemoteModel):
                    return Built(value=value)
                description = self._process.describe(value.number, plan)
                return Built(number=value.number, description=description)
            except Exception as error:
                return Built(error=error)

        return Building(build, blueprint, self._process.remember)

    @contextmanager
    def substitute_references(self, references: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
        """Make the student's function call these in place of the student's own of these names."""
        with self._process.lend(self, references):
            yield

    def __repr__(self) -> str:
        return f"<the student's function {self.__name__}>"


@dataclass(frozen=True)
class RemoteModel:
    """A Keras model in the student process."""

    number: int
