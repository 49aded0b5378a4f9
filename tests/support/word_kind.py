"""A made-up kind of question, whose answer is a word: what a new kind consists of.

Its page's side is `scripts/word_kind.mjs`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from autograder.checks.quiz import FORMS, Form, Unreadable
from autograder.course.yaml_fields import Fields
from autograder.quizzes.kinds import KINDS
from autograder.quizzes.page import AnswerText, Entry
from autograder.quizzes.question import Example, Mark, Question, common_entries


def read_word(answer: object, _letters: str, _unit: str) -> str:
    if not isinstance(answer, str) or not answer.strip().isalpha():
        raise Unreadable("Write one word in quotes.")
    return answer.strip().lower()


WORD_FORM = Form(read_word, lambda given, _unit: given)


@dataclass(frozen=True, kw_only=True)
class Word(Question):
    """A question whose answer is a word, in capital or small letters."""

    answer: str
    explanation: str

    kind = "word"
    keys = "answer explanation"
    comment = "One word in quotes, in place of None."
    example = Example("a word", "the word, in quotes", '"bias"')

    @classmethod
    def read(cls, fields: Fields) -> Self:
        answer = fields.string("answer").lower()
        if not answer.isalpha():
            fields.fail(fields.values["answer"], "`answer` must be one word")
        return cls(
            **common_entries(fields), answer=answer, explanation=fields.markdown("explanation")
        )

    def request(self) -> str:
        return "*Give one word.*"

    @property
    def right_answer(self) -> str:
        return self.answer

    def mark(self, given: str) -> Mark:
        if given == self.answer:
            return Mark(1.0, f"{given}: right. {self.explanation}")
        return Mark(0.0, f"{given}: wrong.\n{self.answer} is right. {self.explanation}")

    def page(self) -> Entry:
        return Entry(
            label="Your word", answer=AnswerText(self.answer), explanation=self.explanation
        )

    def script_data(self) -> dict[str, Any]:
        return {"answer": self.answer}


def register() -> None:
    """Add the kind to those of the course."""
    KINDS[Word.kind] = Word
    FORMS[Word.kind] = WORD_FORM
