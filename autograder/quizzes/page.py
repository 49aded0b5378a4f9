"""What a question shows in a page: options to choose from, or a field to write in.

These are plain data with texts in Markdown. `book/_ext` renders them; it knows these two parts and
no kind of question.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageOption:
    """An answer to choose, and why it is right or wrong."""

    letter: str
    text: str
    explanation: str
    right: bool


@dataclass(frozen=True)
class OptionList:
    """Options of which one can be chosen, or `several`; `hint` stands after the question."""

    options: tuple[PageOption, ...]
    several: bool = False
    hint: str = ""


@dataclass(frozen=True)
class AnswerText:
    """An answer as the page shows it."""

    text: str
    is_code: bool = False


@dataclass(frozen=True)
class Entry:
    """A field for an answer, what is right and why, and what is wrong with typical answers.

    `code` is shown above the field, as Python.
    """

    label: str
    answer: AnswerText
    explanation: str
    mistakes: tuple[tuple[AnswerText, str], ...] = ()
    code: str = ""


PagePart = OptionList | Entry
