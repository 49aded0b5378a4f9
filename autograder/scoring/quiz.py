"""The hidden test of a quiz question: its points, and the explanation of the answer given."""

from __future__ import annotations

import textwrap

from ..course import book_links
from ..quizzes import find, mark
from ..quizzes.plain import plain

WIDTH = 92


def grade_answer(question_id: str, answer: object) -> float:
    """Print the explanation of an answer and return the points it earns, from 0 to 1."""
    question, quiz = find(question_id)
    try:
        fraction, explanation = mark(question, answer)
    except Exception as error:  # an object that fails when it is looked at
        fraction, explanation = 0.0, f"The answer cannot be read ({type(error).__name__})."
    earned = round(fraction, 4)
    print(f"{question_id}: {earned:g} of 1 point")
    for row in plain(explanation).splitlines():
        print(textwrap.fill(row, WIDTH, initial_indent="  ", subsequent_indent="    "))
    if earned < 1:
        print(f"  Read: {book_links.link(quiz.chapter)}")
    return earned
