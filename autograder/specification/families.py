"""Mistakes made at once, by machine: from a function with switches, or by modifying any mistake.

A *family* is one function with a switch for each mistake inside a formula:

    @exercise.family(
        Switch("axis", 0, "columns"),
        Switch("shift", False, "no shift"),
    )
    def softmax(z, *, axis=-1, shift=True): ...

With all switches as they are by default the function is right. A switch names the mistake that it
makes; the mistake itself is written by hand, and the function must do the same as it.

A *modifier* makes a mistake in what goes into a function or comes out of it, whatever it computes:

    @exercise.modifier("mean over the examples")
    def _(function, y, a):
        return np.mean(function(y, a))

Applied to the solution it is the known mistake that it names. Applied to every other known mistake
it makes both at once, and applied to an allowed convention the mistake in that convention.

*Another way* is one more function that makes known mistakes and gives something else: in another
convention, with another error, on other shapes.

    @exercise.another_way("no shift")
    def _(z): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product
from typing import Any

MAX_AT_ONCE = 2


@dataclass(frozen=True)
class Switch:
    """A keyword of a family, a value of it, and the name of the known mistake that this value is.

    Without a name the value is as right as the default: another allowed convention, in which the
    mistakes of the other switches are made too.
    """

    keyword: str
    value: Any
    name: str = ""


@dataclass(frozen=True)
class Modifier:
    """A way to make one known mistake beside any other, except those named in `apart`."""

    name: str
    function: Callable[..., Any]
    apart: tuple[str, ...] = ()

    def applied_to(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function` with this mistake in addition."""
        return partial(self.function, function)


@dataclass(frozen=True)
class OtherWay:
    """A function that makes known mistakes, by name, and gives something else than theirs do."""

    names: tuple[str, ...]
    function: Callable[..., Any]


@dataclass(frozen=True)
class Family:
    """A function with keyword switches."""

    function: Callable[..., Any]
    switches: tuple[Switch, ...]

    def alone(self) -> Iterator[tuple[str, Callable[..., Any]]]:
        """Yield the name of each mistake that one switch makes, and the function that makes it."""
        for switch in self._wrong():
            yield switch.name, partial(self.function, **{switch.keyword: switch.value})

    def together(self) -> Iterator[tuple[tuple[str, ...], Callable[..., Any]]]:
        """Yield the names of mistakes made at once, and the function that makes them.

        A single mistake is among them in each convention but the default one.
        """
        for count in range(1, MAX_AT_ONCE + 1):
            for wrong in combinations(self._wrong(), count):
                for neutral in self._conventions():
                    switches = (*wrong, *neutral)
                    settings = {switch.keyword: switch.value for switch in switches}
                    if len(settings) == len(switches) and len(switches) > 1:
                        names = tuple(switch.name for switch in wrong)
                        yield names, partial(self.function, **settings)

    def _wrong(self) -> list[Switch]:
        return [switch for switch in self.switches if switch.name]

    def _conventions(self) -> Iterator[tuple[Switch, ...]]:
        """Yield the settings of the switches that are right either way."""
        neutral: dict[str, list[tuple[Switch, ...]]] = {}
        for switch in self.switches:
            if not switch.name:
                neutral.setdefault(switch.keyword, [()]).append((switch,))
        for chosen in product(*neutral.values()):
            yield tuple(switch for one in chosen for switch in one)
