"""A text file that Anki imports: one note per question, in a deck per chapter.

The lines that begin with `#` are described in Anki's manual under "Text files". The first column
identifies a note, so importing a newer file updates the notes and keeps what was learnt.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import NamedTuple

from ...course import paths
from ...quizzes.kinds.choice import Choice
from ...quizzes.kinds.code import Code
from ...quizzes.kinds.number import Number
from ...quizzes.question import Question
from . import asked, markup
from .placed import Format, Placed, no_form

HEADERS = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#guid column:1",
    "#deck column:2",
    "#tags column:5",
)
# Anki's own cards centre their text, lists and code included.
TO_THE_LEFT = '<div style="text-align: left">'


class Card(NamedTuple):
    """The two sides of a card, as HTML."""

    front: str
    back: str


@singledispatch
def card(question: Question) -> Card:
    """Return a question as a card."""
    raise no_form(question, "anki")


@card.register
def _(question: Choice) -> Card:
    options = [markup.phrase(option.text) for option in question.options]
    answers = (
        markup.paragraph(
            f"<b>{letter}: {'right' if option.right else 'wrong'}.</b>",
            markup.phrase(option.explanation),
        )
        for letter, option in zip(question.letters, question.options)
    )
    front = (
        markup.blocks(question.text)
        + markup.bullets(options, lettered=True)
        + markup.paragraph(asked.choice_request(question))
    )
    return Card(front, "".join(answers))


@card.register
def _(question: Number) -> Card:
    answer = asked.number(question.answer)
    if question.tolerance:
        answer += f" ± {asked.number(question.tolerance)}"
    wrong = ((asked.number(item.value), item.explanation) for item in question.wrong)
    front = markup.blocks(question.text) + markup.paragraph(asked.number_request(question))
    return Card(front, _back([answer], question.explanation, wrong))


@card.register
def _(question: Code) -> Card:
    answers = [markup.code(each) for each in question.accept]
    wrong = ((markup.code(item.code), item.explanation) for item in question.wrong)
    return Card(asked.code_question(question), _back(answers, question.explanation, wrong))


def _back(answers: Sequence[str], explanation: str, wrong: Iterable[tuple[str, str]]) -> str:
    first, *others = answers
    also = f"<p>Right too: {', '.join(others)}</p>" if others else ""
    mistakes = markup.bullets(f"<b>{given}:</b> {markup.phrase(why)}" for given, why in wrong)
    after = f"<p>Common mistakes:</p>{mistakes}" if mistakes else ""
    return f"<p><b>{first}</b></p>{markup.blocks(explanation)}{also}{after}"


def write(placed: Placed) -> Card:
    """Return a question of the book as a card."""
    return card(placed.question)


def join(cards: Sequence[tuple[Placed, Card]]) -> bytes:
    """Return the file that Anki imports."""
    text = io.StringIO()
    text.writelines(f"{line}\n" for line in HEADERS)
    rows = csv.writer(text, delimiter="\t", lineterminator="\n")
    for placed, each in cards:
        question, deck = placed.question, "::".join(_deck(placed))
        sides = (f"{TO_THE_LEFT}{side}</div>" for side in each)
        rows.writerow([f"dense-to-adam-{question.id}", deck, *sides, question.kind])
    return text.getvalue().encode("utf-8")


def _deck(placed: Placed) -> list[str]:
    levels = (paths.course().title, placed.part, placed.chapter)
    return [level.replace("::", ":") for level in levels]


FORMAT = Format(write, join, "-anki.txt", "in Anki: File, Import")
