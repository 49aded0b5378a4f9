"""A question whose answer is one of several options, or each option that is right.

- id: a_short_name
  kind: one                     # one right option; `many`: at least one right, one wrong
  question: Markdown, with math in dollars
  options:
    - text: ...
      right: true               # defaults to false
      explanation: ...
"""

from __future__ import annotations

import string
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ...checks.quiz import MANY, ONE
from ...course.yaml_fields import Fields
from ..page import OptionList, PageOption
from ..question import Example, Mark, Question, common_entries

MAX_OPTIONS = 8


@dataclass(frozen=True)
class Option:
    """One of the answers to choose from, and why it is right or wrong."""

    text: str
    explanation: str
    right: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """What questions with options have in common."""

    options: tuple[Option, ...]

    keys = "options"
    several: ClassVar[bool]
    asked: ClassVar[str]  # in the notebook
    hint: ClassVar[str] = ""  # in the page, where radio buttons and check boxes say the rest
    also_right: ClassVar[str]  # of a right option that was not chosen

    @property
    def letters(self) -> str:
        """The letters of the options, in order."""
        return string.ascii_lowercase[: len(self.options)]

    @property
    def right_letters(self) -> str:
        """The letters of the options that are right."""
        return "".join(x for x, option in zip(self.letters, self.options) if option.right)

    @property
    def shares(self) -> Mapping[str, float]:
        """What each letter adds, as `mark` counts it, or 0 if one option alone can be chosen."""
        right = len(self.right_letters)
        wrong = (-1 / (len(self.options) - right)) if self.several else 0.0
        return {x: 1 / right if x in self.right_letters else wrong for x in self.letters}

    @classmethod
    def read(cls, fields: Fields) -> Self:
        options: list[Option] = []
        for number, node in enumerate(fields.items("options"), 1):
            inner = fields.inner(node, f"option {number}", "text explanation", "right")
            option = Option(
                inner.markdown("text"), inner.markdown("explanation"), inner.flag("right")
            )
            if any(option.text == other.text for other in options):
                inner.fail(node, "the same text as another option")
            options.append(option)
        if not 2 <= len(options) <= MAX_OPTIONS:
            fields.fail(fields.values["options"], f"2 to {MAX_OPTIONS} options, not {len(options)}")
        if fault := cls.fault(sum(option.right for option in options), len(options)):
            fields.fail(fields.values["options"], fault)
        return cls(**common_entries(fields), options=tuple(options))

    @staticmethod
    @abstractmethod
    def fault(right: int, count: int) -> str:
        """Return what is wrong with having `right` right options of `count`, or nothing."""

    def request(self) -> str:
        pairs = zip(self.letters, self.options)
        options = [f"- **{x}** &nbsp; {' '.join(option.text.split())}" for x, option in pairs]
        return "\n\n".join([self.asked, "\n".join(options)])

    @property
    def right_answer(self) -> str:
        return self.right_letters

    @property
    def form_options(self) -> Mapping[str, str]:
        return {"letters": self.letters}

    def check_arguments(self) -> str:
        return f', letters="{self.letters}"'  # in double quotes, as in notebooks already released

    def mark(self, given: str) -> Mark:
        """Mark the letters chosen.

        Each right one earns its share of the right ones, each wrong one costs its share of the
        wrong ones. So all right ones earn 1, and choosing everything, or nothing, earns 0.
        """
        right = sum(option.right for option in self.options)
        hits, slips, rows = 0, 0, []
        for letter, option in zip(self.letters, self.options):
            if letter in given:
                hits, slips = hits + option.right, slips + (not option.right)
                rows.append(
                    f"{letter}: {'right' if option.right else 'wrong'}. {option.explanation}"
                )
            elif option.right:
                rows.append(f"{letter}: {self.also_right}. {option.explanation}")
        fraction = hits / right - slips / (len(self.options) - right)
        return Mark(max(0.0, fraction), "\n".join(rows))

    def page(self) -> OptionList:
        options = (
            PageOption(letter, option.text, option.explanation, option.right)
            for letter, option in zip(self.letters, self.options)
        )
        return OptionList(tuple(options), self.several, self.hint)

    def script_data(self) -> dict[str, Any]:
        return {"letters": self.letters, "right": self.right_letters}


@dataclass(frozen=True, kw_only=True)
class One(Choice):
    """A question with exactly one right option."""

    kind = ONE
    several = False
    asked = "*One answer is right.*"
    comment = "One letter in quotes, in place of None."
    example = Example("one answer", "its letter", '"b"')
    also_right = "right"

    @staticmethod
    def fault(right: int, count: int) -> str:
        return "" if right == 1 else f"exactly one option must be right, not {right}"


@dataclass(frozen=True, kw_only=True)
class Many(Choice):
    """A question of which several options may be right."""

    kind = MANY
    several = True
    asked = "*Choose every answer that is right.*"
    hint = "Choose all that are right."
    comment = "One or more letters in quotes, in place of None."
    example = Example("several answers", "their letters", '"ac"')
    also_right = "right too, and not chosen"

    @staticmethod
    def fault(right: int, count: int) -> str:
        if 0 < right < count:
            return ""
        return f"at least one option must be right and one wrong; {right} of {count} are right"
