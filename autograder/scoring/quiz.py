"""The hidden test of a quiz question: its points, and the explanation of the answer given."""

from __future__ import annotations

import textwrap

from ..course import book_links
from ..quizzes.library import find
from ..quizzes.marking import mark
from ..quizzes.plain import plain
from .course_fault import course_at_fault

WIDTH = 92


def grade_answer(question_id: str, answer: object) -> float:
    """Print the explanation of an answer and return the points it earns, from 0 to 1."""
    with course_at_fault():
        question, quiz = find(question_id)
        fraction, explanation = mark(question, answer)
    earned = round(fraction, 4)
    print(f"{question_id}: {earned:g} of 1 point")
    for row in plain(explanation).splitlines():
        print(textwrap.fill(row, WIDTH, initial_indent="  ", subsequent_indent="    "))
    if earned < 1:
        print(f"  Read: {book_links.link(quiz.chapter)}")
    return earned
