"""What every question has and can do, whatever its kind; and the quiz that holds questions.

A kind of question is a class derived from `Question`, in a module of `kinds/`: how its entry in the
quiz file is read, what the notebook asks, how an answer is marked and explained, and what the page
shows. Everything else takes questions as they are described here.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, Self

from ..course.yaml_fields import Fields
from .page import PagePart

_ID = re.compile(r"[a-z][a-z0-9_]{2,39}")


class Mark(NamedTuple):
    """The fraction earned, from 0 to 1, and the explanation in Markdown, one point per line."""

    fraction: float
    explanation: str


class Example(NamedTuple):
    """A row of the notebook's table: what is asked for, what to write, and one such answer."""

    asked: str
    write: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC):
    """One question; `line` is where it stands in its file.

    A question that is `page_only` is asked in the book and not in the graded quiz.
    """

    id: str
    text: str
    page_only: bool = False
    line: int = field(default=0, compare=False)

    kind: ClassVar[str]  # its name in the quiz files, and in `checks.quiz.FORMS`
    keys: ClassVar[str]  # of its entry in the file, beside `id`, `kind` and `question`
    optional_keys: ClassVar[str] = ""
    comment: ClassVar[str]  # above the answer's variable in the notebook
    example: ClassVar[Example]

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields) -> Self:
        """Read the question from its entry in the quiz file.

        Raises
        ------
        FileError
            If the entry cannot be a question of this kind.
        """

    @abstractmethod
    def request(self) -> str:
        """Return what the notebook shows below the question's text, as Markdown."""

    @property
    @abstractmethod
    def right_answer(self) -> str | float:
        """An answer that earns the point."""

    @property
    def form_options(self) -> Mapping[str, str]:
        """What `checks.quiz` must know to read an answer: its `letters` or its `unit`."""
        return {}

    def check_arguments(self) -> str:
        """Return the arguments of `check_answer` after the answer, as the notebook writes them."""
        return "".join(f", {name}={value!r}" for name, value in self.form_options.items())

    @abstractmethod
    def mark(self, given: Any) -> Mark:
        """Mark an answer that has the right form, and explain it."""

    @abstractmethod
    def page(self) -> PagePart:
        """Return what the page shows below the question's text."""

    @abstractmethod
    def script_data(self) -> dict[str, Any]:
        """Return what the page's script needs to mark an answer, beside id and kind."""


def common_entries(fields: Fields) -> dict[str, Any]:
    """Return what every question has, whatever its kind."""
    name = fields.string("id")
    if not _ID.fullmatch(name):
        reason = "must be 3 to 40 small letters, digits and underscores, starting with a letter"
        fields.fail(fields.values["id"], f"`id` {reason}")
    return {
        "id": name,
        "text": fields.markdown("question"),
        "page_only": fields.flag("page_only"),
        "line": fields.line,
    }


@dataclass(frozen=True)
class Quiz:
    """The questions of one chapter; `chapter` is its path in the book, without ending."""

    chapter: str
    title: str
    questions: tuple[Question, ...]
    path: Path

    @property
    def graded(self) -> tuple[Question, ...]:
        """The questions that the assignment asks too; they come first, so the numbers agree."""
        return tuple(question for question in self.questions if not question.page_only)
