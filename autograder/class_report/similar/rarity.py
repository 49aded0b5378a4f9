"""Which pairs share what is unusual in their class: weights of code by how few have written it.

Every `LENGTH` tokens in a row are a fingerprint, as in Schleimer, Wilkerson and Aiken, *Winnowing:
local algorithms for document fingerprinting* (SIGMOD 2003). All are kept, for the texts are short.
A fingerprint weighs what Spärck Jones (1972) proposed for words: log2 of how many have written the
exercise over how many have the fingerprint. What the course knows weighs nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TypeVar

from .tokens import Token

LENGTH = 10  # tokens of a fingerprint: about a line and a half
CHOICE, MORE = 40, 80  # so many tokens (some five lines) are one choice; so many more, another
SMALL_GROUP, COMMON = 5, 0.1  # what more students share than these many, or this part, is usual
MARGIN, FLOOR = 3.0, 8.0  # added to the strength that chance gives; the least strength
Tokens = tuple[Token, ...]
Feature = TypeVar("Feature")


@dataclass(frozen=True)
class Known:
    """What says nothing about a pair: fingerprints of the skeleton and of ways that are known.

    `ways` is how many ways to write each exercise are known: they count as so many people more.
    """

    fingerprints: frozenset[int] = frozenset()
    ways: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Work:
    """What one student wrote, by exercise, and the known mistakes in it."""

    code: Mapping[str, Tokens]
    mistakes: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Shared:
    """What two students share in one exercise: lines of the one, of the other, and mistakes.

    `shared_by` is how many of the `of` students that have written it have the rarest part of it.
    """

    exercise: str
    strength: float
    tokens: int
    shared_by: int
    of: int
    lines: tuple[frozenset[int], frozenset[int]]
    mistakes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Pair:
    """Two students, by their places in the class, and what they share."""

    first: int
    second: int
    parts: tuple[Shared, ...]

    @property
    def strength(self) -> float:
        """How unlikely it is that they share this by chance, in bits."""
        return sum(part.strength for part in self.parts)


def fingerprints_of(tokens: Tokens) -> list[int]:
    """Return the hash of every `LENGTH` tokens in a row, in their order."""
    texts = [token.text for token in tokens]
    return [hash(tuple(texts[at : at + LENGTH])) for at in range(len(texts) - LENGTH + 1)]


def choices_in(tokens: int) -> float:
    """Return how many independent choices a shared stretch of code stands for.

    Who writes the first lines alike writes the next ones alike more easily.
    """
    return min(tokens / CHOICE, 1 + max(0, tokens - CHOICE) / MORE)


def least_strength(students: int) -> float:
    """Return the strength from which a pair is listed, in a class of this size.

    Were all people's choices independent, a class would have an eighth of a pair by chance.
    """
    pairs = students * (students - 1) / 2
    return max(FLOOR, math.log2(max(pairs, 1)) + MARGIN)


def similar_pairs(works: Sequence[Work], known: Known) -> list[Pair]:
    """Return the pairs worth a look, the strongest first."""
    exercises = dict.fromkeys(name for work in works for name in work.code)
    comparisons = [_Exercise(name, works, known) for name in exercises]
    limit = least_strength(len(works))
    at_most: Counter[tuple[int, int]] = Counter()
    for comparison in comparisons:
        at_most.update(comparison.at_most())
    found = []
    for (first, second), strength in at_most.items():
        if strength >= limit:
            parts = (one.shared(first, second) for one in comparisons)
            pair = Pair(first, second, tuple(part for part in parts if part.strength))
            if pair.strength >= limit:
                found.append(pair)
    return sorted(found, key=lambda one: (-one.strength, one.first, one.second))


class _Exercise:
    """Everybody's fingerprints and mistakes in one exercise."""

    def __init__(self, name: str, works: Sequence[Work], known: Known) -> None:
        self._name = name
        self._tokens = {at: work.code[name] for at, work in enumerate(works) if name in work.code}
        self._prints = {at: fingerprints_of(tokens) for at, tokens in self._tokens.items()}
        self._of = len(self._tokens)
        self._people = self._of + known.ways.get(name, 0)
        unusual = ((at, set(found) - known.fingerprints) for at, found in self._prints.items())
        self._who = self._rare(unusual)
        mistakes = ((at, work.mistakes.get(name, ())) for at, work in enumerate(works))
        self._who_errs = self._rare(mistakes)

    def _rare(
        self, found: Iterable[tuple[int, Iterable[Feature]]]
    ) -> dict[Feature, list[int]]:  # fmt: skip
        who: defaultdict[Feature, list[int]] = defaultdict(list)
        for at, features in found:
            for feature in features:
                who[feature].append(at)
        most = max(SMALL_GROUP, int(self._of * COMMON))
        return {feature: people for feature, people in who.items() if 2 <= len(people) <= most}

    def at_most(self) -> Counter[tuple[int, int]]:
        """Return for each pair the strength that it cannot exceed: most need no other look."""
        found: Counter[tuple[int, int]] = Counter()
        for people in self._who.values():
            weight = self._weight(len(people)) * choices_in(LENGTH)
            for pair in combinations(people, 2):
                found[pair] += weight  # type: ignore[assignment]
        for people in self._who_errs.values():
            for pair in combinations(people, 2):
                found[pair] += self._weight_of_mistake(len(people))  # type: ignore[assignment]
        return found

    def shared(self, first: int, second: int) -> Shared:
        """Return what two students share. Code and a mistake in it are one choice, not two."""
        both = [self._covered(first, second), self._covered(second, first)]
        code = min(map(_strength, both))
        mistakes = self._mistakes_of(first, second)
        rarest = [len(self._who[one]) for one in self._common(first, second)]
        return Shared(
            self._name,
            max(code, sum(self._weight_of_mistake(number) for _, number in mistakes)),
            min(len(one) for one in both),
            min([*rarest, *(number for _, number in mistakes)], default=0),
            self._of,
            (self._lines(first, both[0]), self._lines(second, both[1])),
            mistakes,
        )

    def _common(self, first: int, second: int) -> set[int]:
        shared = set(self._prints.get(first, ())) & set(self._prints.get(second, ()))
        return {one for one in shared if one in self._who}

    def _covered(self, at: int, other: int) -> dict[int, float]:
        """Return the places of the tokens of `at` that `other` shares, each with its weight."""
        common = self._common(at, other)
        covered: dict[int, float] = {}
        for start, one in enumerate(self._prints.get(at, ())):
            if one in common:
                weight = self._weight(len(self._who[one]))
                for place in range(start, start + LENGTH):
                    covered[place] = max(weight, covered.get(place, 0.0))
        return covered

    def _lines(self, at: int, covered: Iterable[int]) -> frozenset[int]:
        return frozenset(self._tokens[at][place].line for place in covered)

    def _mistakes_of(self, first: int, second: int) -> tuple[tuple[str, int], ...]:
        both = (
            (name, len(people))
            for name, people in self._who_errs.items() if first in people and second in people
        )  # fmt: skip
        return tuple(sorted(both))

    def _weight(self, people: int) -> float:
        return math.log2(self._people / people)

    def _weight_of_mistake(self, people: int) -> float:
        return math.log2(max(self._of / people, 1))


def _strength(weights: Mapping[int, float]) -> float:
    number = len(weights)
    return sum(weights.values()) / number * choices_in(number) if number else 0.0
