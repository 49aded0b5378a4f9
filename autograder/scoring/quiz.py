"""The hidden test of a quiz question: its points, and the explanation of the answer given."""

from __future__ import annotations

from ..course import book_links
from ..quizzes.library import find
from ..quizzes.marking import mark
from ..quizzes.plain import plain
from ..reports.cell_report import QUIZ_QUESTION, ExerciseReport
from ..reports.collecting import record
from .course_fault import course_at_fault
from .report_text import text_of


def grade_answer(question_id: str, answer: object) -> float:
    """Print the explanation of an answer and return the points it earns, from 0 to 1."""
    with course_at_fault():
        question, quiz = find(question_id)
        fraction, explanation = mark(question, answer)
    earned = round(fraction, 4)
    report = ExerciseReport(
        QUIZ_QUESTION, question_id, points=1, earned=earned, explanation=plain(explanation),
        read=book_links.link(quiz.chapter) if earned < 1 else "",
    )  # fmt: skip
    record(report)
    print(text_of(report))
    return earned
