"""The quizzes in the pages are marked as the graded ones are: JavaScript against Python."""

import dataclasses
import itertools
from collections.abc import Callable

import pytest
import quiz_in_page
from quiz_in_page import marks

from autograder.checks.quiz import NOT_ANSWERED
from autograder.course import paths
from autograder.quizzes.code_form import form
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.kinds.code import Code
from autograder.quizzes.kinds.number import Number
from autograder.quizzes.library import of_assignment
from autograder.quizzes.marking import mark
from autograder.quizzes.question import Question
from autograder.quizzes.rules import GAP

QUESTIONS = [
    question
    for name in paths.quizzes()
    for quiz in of_assignment(name)
    for question in quiz.questions
]
CODES = [question for question in QUESTIONS if isinstance(question, Code)]
# One of each thing that a line of Python may hold and that the quizzes do not show.
OTHER_LINES = """
x[1:2, ::3] | [i for i in x if i] | lambda x, y=1: x | {**a, 'b': 1} | f(*a, **b) | f(i for i in y)
a if b else c | not a in b | a not in b | a is not b | a < b < c | b > a | a >= b | -2 ** 2
x ** -1 | 0x1F + 1_000 | 1e3 | 1. | .001 | 1e-3 | 0.001 | 1e999 | 01 | 00 | 'a' 'b' | "ab"
(a) | (a,) | a, | f(a=1, b=2) | f(b=2, a=1) | f(a=1, 2) | x = y = 1 | x += 1 | a: int = 3 | *a, b
for i in range(3):
if x: y | while x: | return x | import numpy as np | from x import (a, b,) | x  # why | a; b
f(Name=x) | f(Constant=1, Call=2) | f(constructor=1) | toString(x) | -True | - -1 | (x := 1)
x := 1 | {1, 2} | {x: 1 for x in y} | '\\n' | r'\\n' | b'a' | u'a' | 1j | ... | f() = 1 | x = None
None = 1 | x[()] | x[1,] | x[*a] | a @ b @ c | a * b * c | (a + b) + c | c + a + b | a.b.c(d)(e)[f]
x. | 'a | numpy.dot(a, b) | a @ b | a.dot(b) | np.sum(a=x, axis=1) | x.sum(1) | x.sum(axis=1)
f(x y) | if | (((a))) | Dense(4, 'relu') | Dense(activation=relu, units=4)
tf.keras.layers.Dense(4, 'relu') | Dense(4, activation=None) | Dense(4) | Dense(4, 'linear')
Dense(4, True) | np.maximum(z, 0) | np.maximum(0, z) | print('#')
f(a)(b) | x[a][b] | é + 1 | a ? b | $x | a && b | x == 1 == y
"""


def form_or_none(line: str) -> str | None:
    try:
        return form(line)
    except SyntaxError:
        return None


def lines_of_the_book() -> list[str]:
    """All code that is right or typically wrong, alone and in its line."""
    return [
        line
        for question in CODES
        for code in (*question.accept, *(item.code for item in question.wrong))
        for line in (code, question.line_with_gap.replace(GAP, code))
    ]


def damaged(line: str) -> list[str]:
    """The line cut off, with a character missing, and with one too many."""
    places = range(len(line))
    return [
        *(line[:at] for at in places),
        *(line[:at] + line[at + 1 :] for at in places),
        *(line[:at] + sign + line[at:] for at in places for sign in "(, =*:"),
    ]


def both_forms(lines: list[str]) -> list[tuple[str, str | None, str | None]]:
    in_page = quiz_in_page.forms(lines)
    return [(line, form_or_none(line), other) for line, other in zip(lines, in_page)]


def disagreements(lines: list[str]) -> list[str]:
    """Lines that one of the two cannot read, or counts as the same as another line and not both."""
    same: dict[str, str] = {}
    back: dict[str, str] = {}
    found = []
    for line, graded, shown in both_forms(lines):
        if graded is None or shown is None:
            agreed = graded == shown
        else:
            agreed = same.setdefault(graded, shown) == shown
            agreed &= back.setdefault(shown, graded) == graded
        if not agreed:
            found.append(line)
    return found


def test_the_page_and_the_grader_agree_which_lines_of_the_book_say_the_same() -> None:
    lines = lines_of_the_book()
    assert len(lines) > 300
    assert disagreements(lines) == []


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_they_agree_on_damaged_lines_too() -> None:
    lines = sorted({text for line in lines_of_the_book() for text in damaged(line) if text.strip()})
    assert len(lines) > 50_000
    assert disagreements(lines) == []


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_they_agree_on_all_that_a_line_of_python_may_hold() -> None:
    lines = [line.strip() for line in OTHER_LINES.strip().replace("\n", " | ").split(" | ")]
    assert disagreements(lines) == []


@pytest.mark.parametrize(
    "line",
    ["f'{x}'", "def f(): pass", "class A: pass", "yield x", "await x", "lambda *a: a", "(" * 90],
)
def test_what_the_page_does_not_read_is_refused_and_not_misread(line: str) -> None:
    assert quiz_in_page.forms([line]) == [None]


def answers_to(question: Question) -> list[str]:
    """Right, typically wrong and odd answers to a question, as text."""
    if isinstance(question, Choice):
        sizes = range(1, len(question.options) + 1) if question.several else (1,)
        return [
            "".join(some) for n in sizes for some in itertools.combinations(question.letters, n)
        ]
    if isinstance(question, Number):
        values = [question.answer, *(item.value for item in question.wrong)]
        near = [question.answer + step * question.tolerance for step in (-1.01, -1, 1, 1.01)]
        texts = [repr(float(value)) for value in (*values, *near, *(1.004 * v for v in values))]
        first = repr(question.answer)
        return [*texts, f" {first} ", f"{first} {question.unit}", f"{first}%", "+1", ".5", "1e-3"]
    codes = [*question.accept, *(item.code for item in question.wrong)]
    lines = [question.line_with_gap.replace(GAP, code) for code in codes]
    return [*codes, *lines, *(f"`{code}`" for code in codes), *(f"( {c} )" for c in codes), "x + 1"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_page_marks_as_the_grader_does(question: Question) -> None:
    answers = answers_to(question)
    in_pages = marks([(question, answer) for answer in answers])
    for answer, in_page in zip(answers, in_pages):
        graded = mark(question, answer)
        assert in_page.get("right", False) == (graded.fraction == 1), answer
        if "mistake" in in_page:
            assert isinstance(question, Number | Code)
            assert question.wrong[in_page["mistake"]].explanation in graded.explanation, answer
        elif isinstance(question, Number | Code):
            assert not any(item.explanation in graded.explanation for item in question.wrong), (
                answer
            )


@pytest.mark.parametrize(
    "answer", ["", "abc", "1,250", "1,5,0", "1/0", "1/2/3", "--1", "1e999", "0x10", "nan"]
)
def test_what_is_no_number_is_not_marked(answer: str) -> None:
    number = next(question for question in QUESTIONS if isinstance(question, Number))
    (result,) = marks([(number, answer)])
    assert "number" in result["unreadable"]


@pytest.mark.parametrize("answer", ["0.29", "0,29", "29/100", "2,9 / 10", "29 %", "+.29", "29e-2"])
@pytest.mark.parametrize("minus", ["", "-", "\u2212"])
def test_a_number_counts_in_page_and_notebook_however_it_is_written(
    minus: str, answer: str
) -> None:
    known = next(each for each in QUESTIONS if each.id == "the_other_probability")
    assert isinstance(known, Number)
    question = dataclasses.replace(known, answer=-0.29 if minus else 0.29, wrong=())
    written = minus + answer.removeprefix("+")
    (result,) = marks([(question, written)])
    assert result == {"right": True}
    assert mark(question, written).fraction == 1


# What copying and other keyboards make of an answer.
WAYS_TO_TYPE: dict[str, Callable[[str], str]] = {
    "zero-width spaces": lambda text: "\u200b" + "\u200b".join(text) + "\u200b",
    "joiners": lambda text: f"{text[:1]}\u200d{text[1:]}\u2060",
    "a byte order mark": lambda text: f"\ufeff{text}",
    "soft hyphens": lambda text: f"{text[:1]}\u00ad{text[1:]}",
    "marks of direction": lambda text: f"\u200e{text}\u200f\u202a\u202c",
    "no-break spaces": lambda text: f"\u00a0{text}\u202f".replace(" ", "\u00a0"),
    "wide spaces": lambda text: f"\u3000{text}".replace(" ", "\u2003"),
    "minus signs": lambda text: text.replace("-", "\u2212"),
    "hyphens": lambda text: text.replace("-", "\u2010"),
    "no-break hyphens": lambda text: text.replace("-", "\u2011"),
    "dashes": lambda text: text.replace("-", "\u2013"),
    "full-width letters": lambda text: "".join(
        chr(ord(each) + 0xFEE0) if "!" <= each <= "~" else each for each in text
    ),
}


@pytest.mark.parametrize("way", WAYS_TO_TYPE)
def test_how_an_answer_is_typed_makes_no_difference(way: str) -> None:
    typed = WAYS_TO_TYPE[way]
    asked = [
        (question, text)
        for question in QUESTIONS
        if not isinstance(question, Choice)
        for text in answers_to(question)[:6]
        if "'" not in text and '"' not in text
    ]
    shown = marks([*asked, *((question, typed(text)) for question, text in asked)])
    for (question, text), plain, odd in zip(asked, shown, shown[len(asked) :]):
        assert plain == odd, text
        graded = mark(question, text).fraction
        assert mark(question, typed(text)).fraction == graded, text


@pytest.mark.parametrize("answer", ["\u200b", "\u00a0\ufeff", "\u3000"])
def test_what_cannot_be_seen_is_no_answer(answer: str) -> None:
    for kind in (Number, Code):
        question = next(each for each in QUESTIONS if isinstance(each, kind))
        (result,) = marks([(question, answer)])
        assert " first." in result["unreadable"]
        assert mark(question, answer).explanation == NOT_ANSWERED


@pytest.mark.parametrize("answer", ["1\u00bd", "10\u00b2", "\u0661", "1\u20131"])
def test_what_means_another_number_is_not_taken_for_it(answer: str) -> None:
    number = next(question for question in QUESTIONS if isinstance(question, Number))
    (result,) = marks([(number, answer)])
    assert "number" in result["unreadable"]
    assert mark(number, answer).fraction == 0
