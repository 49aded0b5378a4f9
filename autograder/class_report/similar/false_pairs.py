"""Measure how many pairs would be listed in classes in which nobody has copied anything.

The ways to write each exercise that the course knows are split at random: one half is taken as
known, and made-up students choose from the other half, each for themselves. The course's own
knowledge of these ways is no help then, as it is none with ways that only students think of.
Half of the classes prefer some ways to others, as people do.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from .known import known_from
from .rarity import Tokens, Work, similar_pairs

CLASSES = 6
MAX_STUDENTS = 100
MIN_WAYS = 6


@dataclass(frozen=True)
class FalsePairs:
    """How many of all pairs were listed, in so many made-up classes of so many students."""

    listed: int
    pairs: int
    classes: int
    students: int


def measure(ways: Mapping[str, list[Tokens]], students: int) -> FalsePairs | None:
    """Return the measure for a class of this size; None if the course knows too few ways."""
    usable = {name: found for name, found in ways.items() if len(found) >= MIN_WAYS}
    students = min(students, MAX_STUDENTS)
    if not usable or students < 2:
        return None
    listed = sum(_listed(usable, students, number) for number in range(CLASSES))
    return FalsePairs(listed, CLASSES * students * (students - 1) // 2, CLASSES, students)


def _listed(ways: Mapping[str, list[Tokens]], students: int, number: int) -> int:
    rng = random.Random(number)
    shuffled = {name: rng.sample(found, len(found)) for name, found in ways.items()}
    known = {name: found[: len(found) // 2] for name, found in shuffled.items()}
    chosen = {name: found[len(found) // 2 :] for name, found in shuffled.items()}
    works = []
    for _ in range(students):
        code = {
            name: rng.choices(found, _preferences(len(found), number))[0]
            for name, found in chosen.items()
        }
        works.append(Work(code))
    return len(similar_pairs(works, known_from((), known)))


def _preferences(ways: int, number: int) -> list[float]:
    return [1 / (place + 1) if number % 2 else 1.0 for place in range(ways)]
