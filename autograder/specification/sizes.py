"""Mistakes whose size is found from what came back, with their sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SizeOfMistake:
    """A mistake that can have any size: its name, its kind, and its explanation.

    `kind` names a function of `checks.sizes`. In the explanation `{size}` stands for the size that
    was found, and `{value}` for the name of the return value in which it was.
    """

    name: str
    kind: str
    explanation: str
    section: str = ""


# What can go wrong in every exercise. The sentences speak of the result alone.
OF_ANY_RESULT = (
    SizeOfMistake(
        "the other sign",
        "other_sign",
        "{value}: every number has the right size and the wrong sign.",
    ),
    SizeOfMistake(
        "times the number of examples",
        "times_examples",
        "{value}: every number is m times what it should be, with m the number of examples. A sum "
        "over the examples stands where a mean is asked for, or a division by m is missing.",
    ),
    SizeOfMistake(
        "divided by the number of examples",
        "over_examples",
        "{value}: every number is 1/m of what it should be, with m the number of examples. There "
        "is one division by m too many, or a mean where there should be none.",
    ),
    SizeOfMistake(
        "another factor",
        "factor",
        "{value}: every number is {size} times what it should be. Look for a factor or a divisor "
        "that does not belong there, or one that is missing.",
    ),
    SizeOfMistake(
        "rounded to some digits",
        "rounding",
        "{value}: the numbers are right, but rounded to {size} decimals. Keep all digits: what is "
        "computed from them needs the small ones.",
    ),
)
