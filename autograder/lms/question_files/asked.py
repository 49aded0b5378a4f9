"""What all formats say of a question in the same words."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterable

from ...quizzes.code_form import fits
from ...quizzes.kinds.choice import Choice
from ...quizzes.kinds.code import Code
from ...quizzes.kinds.number import Number, WrongNumber
from ...quizzes.rules import GAP, RECOGNISED, ROUNDING
from . import markup


def number(value: float) -> str:
    """Return a number as these files hold it."""
    return f"{value:.12g}"


def allowed(question: Number) -> float:
    """Return by how much an answer may be off: the grader's own allowance for rounding included."""
    return question.tolerance + ROUNDING * max(1.0, abs(question.answer))


def recognised(question: Number, wrong: WrongNumber) -> float:
    """Return how near a typical wrong number an answer must be to get its explanation.

    The grader takes the nearest one. A format that takes the first that matches does the same,
    because no two of these intervals overlap.
    """
    others = [other.value for other in question.wrong if other is not wrong]
    gaps = [abs(wrong.value - other) / 2.001 for other in others]
    return min([max(question.tolerance, RECOGNISED * abs(wrong.value)), *gaps])


def number_request(question: Number) -> str:
    """Return how to answer a question about a number."""
    unit = f", without its unit ({question.unit})" if question.unit else ""
    return f"<em>Give a number{unit}.</em>"


def code_question(question: Code) -> str:
    """Return a question with the code whose gap is to be filled in."""
    request = markup.paragraph("<em>Fill in the blank,</em>", markup.code(GAP))
    return markup.blocks(question.text) + markup.listing(question.code) + request


def choice_request(question: Choice) -> str:
    """Return how many answers are right."""
    return f"<em>{question.asked.strip('*')}</em>"


def spellings(question: Code, wanted: str) -> tuple[str, ...]:
    """Return the ways to write an answer that a comparison of texts should know.

    With and without spaces, with either kind of quotes, and the missing part or the whole line.
    The course's own marking knows more: it compares what the code does.
    """
    lines = [wanted]
    if question.line_with_gap != GAP:
        lines.append(question.line_with_gap.replace(GAP, wanted))
    written = [text for line in lines for text in _spaced(line)]
    found = dict.fromkeys(text for line in written for text in _quoted(line))
    return tuple(text for text in found if fits(question.line_with_gap, text, wanted))


def _spaced(line: str) -> Iterable[str]:
    yield line
    yield ast.unparse(ast.parse(line))
    yield _tight(line)


def _quoted(line: str) -> Iterable[str]:
    yield line
    if "'" not in line or '"' not in line:
        yield line.translate(str.maketrans("'\"", "\"'"))


def _tight(line: str) -> str:
    """Return a line without the spaces that Python does not need."""
    parts: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(line).readline):
        if parts and token.string and _is_word(parts[-1][-1]) and _is_word(token.string[0]):
            parts.append(" ")
        if token.string.strip():
            parts.append(token.string)
    return "".join(parts)


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
