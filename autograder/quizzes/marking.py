"""Mark one answer: what fraction of the point it earns, and why."""

from __future__ import annotations

from ..checks.quiz import NOT_ANSWERED, Unreadable, read_answer
from .question import Mark, Question


def mark(question: Question, answer: object) -> Mark:
    """Mark an answer, whatever it is; one without the form that is asked for earns nothing."""
    try:
        given = read_answer(question.kind, answer, **question.form_options)
    except Unreadable as fault:
        return Mark(0.0, str(fault))
    except Exception as error:  # an object that fails when it is looked at
        return Mark(0.0, f"The answer cannot be read ({type(error).__name__}).")
    return Mark(0.0, NOT_ANSWERED) if given is None else question.mark(given)
