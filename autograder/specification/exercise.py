"""The specification of an exercise: its cases, oracle, misconceptions and correct variants.

Decorators fill in an `Exercise`: `oracle`, `visible`, `fresh`, `misconception` and others. The
reference solution is not part of it: it is in the assignment's source under `solutions/`.
"""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..checks.compare import Return
from ..checks.run import Case
from ..course.errors import CourseError
from .families import Family, Modifier, OtherWay, Switch
from .sizes import OF_ANY_RESULT, SizeOfMistake

Function = Callable[..., Any]
Cases = Iterable[Case]


class MissingPartError(CourseError, TypeError):
    """An exercise lacks its oracle, its visible or its fresh cases."""


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that students really write.

    `explanation` tells the student in one or two sentences what they did and what is right: plain
    text with code in backticks and no LaTeX, since a notebook prints it too. `section` is the
    anchor in the exercise's chapter that explains it.

    Where the sentence says which code the student wrote, `quotes` names that code as
    `checks.code_in` does, and `of_result` is told where none of it stands in the function.
    """

    name: str
    explanation: str
    section: str
    function: Function
    quotes: tuple[str, ...] = ()
    of_result: str = ""

    @property
    def source(self) -> str:
        """The source code, without the decorator."""
        return source_of(self.function)


def source_of(function: Function) -> str:
    """Return the source code of a function, without its decorators."""
    text = textwrap.dedent(inspect.getsource(function))
    return text[text.index("def ") :].rstrip()


class Collected:
    """What decorators add to every kind of exercise: misconceptions and correct variants."""

    misconceptions: list[Misconception]
    correct: dict[str, Function]
    good_for: dict[str, str]

    def misconception(
        self,
        name: str,
        explanation: str,
        section: str = "",
        quotes: tuple[str, ...] = (),
        of_result: str = "",
    ) -> Callable[[Function], Function]:
        """Decorate a wrong implementation. See `Misconception`."""

        def add(function: Function) -> Function:
            found = Misconception(name, explanation, section, function, quotes, of_result)
            self.misconceptions.append(found)
            return function

        return add

    def also_correct(self, name: str, good_for: str = "") -> Callable[[Function], Function]:
        """Decorate another correct implementation, which must earn all points.

        One that says in a sentence what it is `good_for` is shown to readers, once they have
        solved the exercise. It may use NumPy only, and nothing that is defined outside of it.
        """

        def add(function: Function) -> Function:
            if name in self.correct:
                raise ValueError(f"two correct variants are named {name!r}")
            self.correct[name] = function
            if good_for:
                self.good_for[name] = good_for
            return function

        return add

    def ways_to_show(self) -> list[tuple[str, str, str]]:
        """Return the name, what it is good for and the source of each variant for readers."""
        return [
            (name, good_for, source_of(self.correct[name]))
            for name, good_for in self.good_for.items()
        ]


@dataclass
class Exercise(Collected):
    """One function that students write.

    `chapter` is the path of the book's page that teaches it, without `.html`. `oracle_name` is what
    messages call the Keras oracle. `returns` names the return values. `equivalent` lists the
    mutants of the solution that are correct as well: the changed statement, and the reason.
    """

    assignment: str
    name: str
    chapter: str
    oracle_name: str
    returns: tuple[Return, ...] = (Return("the result"),)
    misconceptions: list[Misconception] = field(default_factory=list)
    correct: dict[str, Function] = field(default_factory=dict)
    good_for: dict[str, str] = field(default_factory=dict)
    conventions: list[Function] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    modifiers: list[Modifier] = field(default_factory=list)
    other_ways: list[OtherWay] = field(default_factory=list)
    sizes: list[SizeOfMistake] = field(default_factory=lambda: list(OF_ANY_RESULT))
    equivalent: dict[str, str] = field(default_factory=dict)
    _oracle: Function | None = None
    _visible: Callable[[], Cases] | None = None
    _fresh: Callable[[np.random.Generator], Cases] | None = None

    def oracle(self, function: Function) -> Function:
        """Decorate the function that computes the same result with Keras in float64."""
        self._oracle = function
        return function

    def convention(self, function: Function) -> Function:
        """Decorate a function whose values are as correct as Keras's, by another convention."""
        self.conventions.append(function)
        return function

    def family(self, *switches: Switch) -> Callable[[Function], Function]:
        """Decorate one function with keyword switches, from which mistakes at once are made."""

        def add(function: Function) -> Function:
            self.families.append(Family(function, switches))
            return function

        return add

    def modifier(self, name: str, *apart: str) -> Callable[[Function], Function]:
        """Decorate a way to make the mistake `name` beside any other, but those of `apart`.

        The function takes the one that it modifies and the arguments of a call. See `Modifier`.
        """

        def add(function: Function) -> Function:
            self.modifiers.append(Modifier(name, function, apart))
            return function

        return add

    def another_way(self, *names: str) -> Callable[[Function], Function]:
        """Decorate a function that makes the known mistakes `names` with results of its own."""

        def add(function: Function) -> Function:
            self.other_ways.append(OtherWay(names, function))
            return function

        return add

    def size(self, name: str, kind: str, explanation: str, section: str = "") -> None:
        """Declare a mistake whose size is found from what came back. See `SizeOfMistake`."""
        self.sizes.insert(0, SizeOfMistake(name, kind, explanation, section))

    def visible(self, function: Callable[[], Cases]) -> Callable[[], Cases]:
        """Decorate the function that returns the cases that students see."""
        self._visible = function
        return function

    def fresh(
        self, function: Callable[[np.random.Generator], Cases]
    ) -> Callable[[np.random.Generator], Cases]:
        """Decorate the function that draws the hidden cases from a random generator."""
        self._fresh = function
        return function

    def visible_cases(self) -> list[Case]:
        """Return the cases that students see."""
        return list(self._part("visible", self._visible)())

    def fresh_cases(self, rng: np.random.Generator) -> list[Case]:
        """Return hidden cases, drawn from `rng`."""
        return list(self._part("fresh", self._fresh)(rng))

    def ask_keras(self, case: Case) -> Any:
        """Return the oracle's result for a case."""
        return self.oracle_function(*case.arguments, **case.keywords)

    @property
    def oracle_function(self) -> Function:
        """The function that computes the same result with Keras."""
        function: Function = self._part("oracle", self._oracle)
        return function

    def _part(self, name: str, part: Any) -> Any:
        if part is None:
            raise MissingPartError(f"the exercise {self.assignment}/{self.name} has no @{name}")
        return part
