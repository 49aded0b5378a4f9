"""Mark one answer: what fraction of the point it earns, and why."""

from __future__ import annotations

from typing import NamedTuple

from ..checks.quiz import NOT_ANSWERED, Unreadable, read_answer
from .code_form import fits
from .model import Choice, Code, Number, Question

ROUNDING = 1e-9  # 0.3 - 0.29 is a little more than 0.01
RECOGNISED = 0.005  # how far, relatively, a typical wrong number may be off


class Mark(NamedTuple):
    """The fraction earned, from 0 to 1, and the explanation in Markdown, one point a line."""

    fraction: float
    explanation: str


def mark(question: Question, answer: object) -> Mark:
    """Mark an answer, whatever it is; one without the form that is asked for earns nothing."""
    letters = question.letters if isinstance(question, Choice) else ""
    unit = question.unit if isinstance(question, Number) else ""
    try:
        given = read_answer(question.kind, answer, letters, unit)
    except Unreadable as fault:
        return Mark(0.0, str(fault))
    if given is None:
        return Mark(0.0, NOT_ANSWERED)
    if isinstance(question, Choice):
        return _mark_choice(question, given)
    if isinstance(question, Number):
        return _mark_number(question, given)
    return _mark_code(question, given)


def _mark_choice(question: Choice, chosen: str) -> Mark:
    """Mark the letters chosen.

    Each right one earns its share of the right ones, each wrong one costs its share of the wrong
    ones. So all right ones earn 1, and choosing everything, or nothing, earns 0.
    """
    right = sum(option.right for option in question.options)
    hits, slips, rows = 0, 0, []
    for letter, option in zip(question.letters, question.options):
        if letter in chosen:
            hits, slips = hits + option.right, slips + (not option.right)
            rows.append(f"{letter}: {'right' if option.right else 'wrong'}. {option.why}")
        elif option.right:
            word = "right too, and not chosen" if question.several else "right"
            rows.append(f"{letter}: {word}. {option.why}")
    fraction = hits / right - slips / (len(question.options) - right)
    return Mark(max(0.0, fraction), "\n".join(rows))


def _mark_number(question: Number, given: float) -> Mark:
    near = question.tolerance + ROUNDING * max(1.0, abs(question.answer))
    if abs(given - question.answer) <= near:
        return Mark(1.0, f"{given:g}: right. {question.why}")
    known = ""
    if question.wrong:
        nearest = min(question.wrong, key=lambda item: abs(given - item.value))
        if abs(given - nearest.value) <= max(near, RECOGNISED * abs(nearest.value)):
            known = nearest.why
    first = f"{given:g}: wrong. {known}".strip()
    return Mark(0.0, f"{first}\n{question.answer:g} is right. {question.why}")


def _mark_code(question: Code, given: str) -> Mark:
    try:
        if any(fits(question, given, right) for right in question.accept):
            return Mark(1.0, f"`{given}`: right. {question.why}")
        known = next((item.why for item in question.wrong if fits(question, given, item.code)), "")
    except SyntaxError:
        known = ""
    first = f"`{given}`: wrong. {known}".strip()
    return Mark(0.0, f"{first}\n`{question.accept[0]}` is right. {question.why}")
