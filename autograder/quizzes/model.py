"""What a quiz consists of."""

from __future__ import annotations

import string
from dataclasses import dataclass, field
from pathlib import Path

from ..checks.quiz import CODE, MANY, NUMBER, ONE

GAP = "____"


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from, and why it is right or wrong."""

    text: str
    why: str
    right: bool = False


@dataclass(frozen=True)
class WrongNumber:
    """A number that people typically give, and what they did to get it."""

    value: float
    why: str


@dataclass(frozen=True)
class WrongCode:
    """Code that people typically write, and what it does."""

    code: str
    why: str


@dataclass(frozen=True)
class Choice:
    """A question whose answer is one of several options, or each that is right."""

    id: str
    text: str
    options: tuple[Option, ...]
    several: bool
    line: int = field(default=0, compare=False)  # where it stands in its file

    @property
    def kind(self) -> str:
        return MANY if self.several else ONE

    @property
    def letters(self) -> str:
        """The letters of the options, in order."""
        return string.ascii_lowercase[: len(self.options)]

    @property
    def right_letters(self) -> str:
        """The letters of the options that are right."""
        return "".join(x for x, option in zip(self.letters, self.options) if option.right)


@dataclass(frozen=True)
class Number:
    """A question whose answer is a number; `tolerance` is the absolute error allowed."""

    id: str
    text: str
    answer: float
    tolerance: float
    why: str
    wrong: tuple[WrongNumber, ...] = ()
    unit: str = ""
    line: int = field(default=0, compare=False)

    kind = NUMBER


@dataclass(frozen=True)
class Code:
    """A question whose answer is the code that belongs into the gap of `code`.

    `accept` holds what may stand in the gap; the first is the one that is shown as the solution.
    """

    id: str
    text: str
    code: str
    accept: tuple[str, ...]
    why: str
    wrong: tuple[WrongCode, ...] = ()
    line: int = field(default=0, compare=False)

    kind = CODE

    @property
    def line_with_gap(self) -> str:
        """The one line of `code` in which something is missing."""
        return next(line.strip() for line in self.code.splitlines() if GAP in line)


Question = Choice | Number | Code


@dataclass(frozen=True)
class Quiz:
    """The questions of one chapter; `chapter` is its path in the book, without ending."""

    chapter: str
    title: str
    questions: tuple[Question, ...]
    path: Path
