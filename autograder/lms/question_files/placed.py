"""A question with the place where the book asks it, and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from ...quizzes.question import Question

Form = TypeVar("Form")


class CannotExportError(Exception):
    """A question has no form in a format; the message says why."""


@dataclass(frozen=True)
class Placed:
    """A question, its number such as `9.3`, and the captions that stand above it."""

    question: Question
    number: str
    chapter: str
    part: str
    path: Path


@dataclass(frozen=True)
class Format(Generic[Form]):
    """A format: how a question is written, how the file is made of all, and how its name ends."""

    write: Callable[[Placed], Form]
    join: Callable[[Sequence[tuple[Placed, Form]]], bytes]
    ending: str
    next_step: str


def no_form(question: Question, module: str) -> CannotExportError:
    """Return the error for a kind of question that a format does not know."""
    return CannotExportError(
        f"its kind `{question.kind}` has no form there yet; add one to "
        f"autograder/lms/question_files/{module}.py"
    )
