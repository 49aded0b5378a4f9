"""The page and the grader agree about answers that nobody thought of: generated and recorded ones.

`test_quiz_marking.py` compares both on what the quizzes hold. Here code is made from a grammar and
from loose tokens, and answers from those of the book with odd characters in them. What made the two
disagree once is recorded.
"""

import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from quiz_in_page import forms, marks

from autograder.checks.quiz import MAX_ANSWER_LENGTH, MAX_BRACKETS, MAX_DEPTH
from autograder.course import paths
from autograder.quizzes.code_form import form
from autograder.quizzes.kinds.code import Code
from autograder.quizzes.kinds.number import Number
from autograder.quizzes.library import of_assignment
from autograder.quizzes.marking import mark
from autograder.quizzes.question import Question
from autograder.quizzes.rules import GAP

TYPED = [
    question
    for name in paths.quizzes()
    for quiz in of_assignment(name)
    for question in quiz.questions
    if isinstance(question, Code | Number)
]
slowly = settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")

# Code. Few names, so that many lines say the same.


def words(text: str) -> list[str]:
    return text.split()


def rows(text: str) -> list[str]:
    return text.strip().splitlines()


ATOMS = words(r"""
    x y np numpy tf.nn.relu layers 1 1.0 0 -0.0 1e999 0x1F 1_0 1j 'a' "a" b'a' r'\d' 'linear'
    'relu' relu True None ... () [] {} np.pi
""")
BINARY = words("+ * + * - / // % @ ** & | ^ << >> and or < > <= >= == != in is")
FUNCTIONS = words("""
    np.dot numpy.dot np.matmul np.maximum np.sum np.argmax x.sum x.dot x.max Dense Adam Conv1D
    tf.keras.layers.Dense layers.Dense Sequential f
""")
KEYWORDS = ["activation", "units", "axis", "a", "filters", "learning_rate"]
WRAPPED = rows("""
({})
-{}
+{}
not {}
[{}]
({},)
{{{}}}
{}.T
{}.sum()
{}[0]
{}[1:, ::2]
x[{}]
lambda x: {}
lambda x={}: x
(x := {})
[*{}]
f(**{})
f(x for x in {})
[x for x in {}]
{{1: {}}}
{{**{}}}
x if {} else y
x < {} < y
""")
STATEMENTS = rows("""
{}
{},
x = {}
x, *y = {}
x += {}
x: int = {}
for x in {}:
for x, in {}:
if {}:
while {}: pass
return {}
{}; x
*{}, y
{}  # why
{} = 1
import {}
from {} import x
""")


def calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    argument = st.one_of(
        inner,
        st.builds("{}={}".format, st.sampled_from(KEYWORDS), inner),
        st.builds("*{}".format, inner),
    )
    arguments = st.lists(argument, max_size=3).map(", ".join)
    return st.builds("{}({})".format, st.sampled_from(FUNCTIONS), arguments)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.builds("{} {} {}".format, inner, st.sampled_from(BINARY), inner)
    wrapped = st.builds(str.format, st.sampled_from(WRAPPED), inner)
    return st.one_of(binary, wrapped, calls(inner))


expressions = st.recursive(st.sampled_from(ATOMS), larger, max_leaves=6)
statements = st.builds(str.format, st.sampled_from(STATEMENTS), expressions)
loose = st.lists(
    st.sampled_from([*ATOMS, *BINARY, *words(r"( ) [ ] { } , . : ; = := -> ? $ # \ if else not")])
    | st.sampled_from(
        [" ", "\t", "·", "℘", "é", "²", "𝐱", "𝐢𝐟", "\x00", "\ud800", "'\\x41'", "b'é'"]
    ),
    max_size=8,
).map("".join)


def form_or_none(line: str) -> str | None:
    try:
        return form(line)
    except SyntaxError:
        return None


# What the page says it cannot read: see the first lines of book/_scripts/quiz/python/parser.js.
def is_left_to_the_grader(line: str) -> bool:
    return any(word in line for word in ("f'", 'f"', "yield", "await", "\\N"))


def assert_agreement(lines: list[str]) -> None:
    same: dict[str, str] = {}
    back: dict[str, str] = {}
    for line, in_page in zip(lines, forms(lines)):
        graded = form_or_none(line)
        if in_page is None and is_left_to_the_grader(line):
            continue
        assert (graded is None) == (in_page is None), ascii(line)
        if graded is not None and in_page is not None:
            assert same.setdefault(graded, in_page) == in_page, ascii(line)
            assert back.setdefault(in_page, graded) == graded, ascii(line)


@slowly
@given(st.lists(expressions | statements, min_size=20, max_size=60))
def test_they_agree_which_lines_are_python_and_which_say_the_same(lines: list[str]) -> None:
    assert_agreement(lines)


@slowly
@given(st.lists(loose, min_size=20, max_size=60))
def test_they_agree_on_loose_tokens(lines: list[str]) -> None:
    assert_agreement(lines)


NESTED: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "(" * n + "x" + ")" * n,
    "lists": lambda n: "[" * n + "x" + "]" * n,
    "signs": lambda n: "-" * n + "x",
    "negations": lambda n: "not " * n + "x",
    "subscripts": lambda n: "x" + "[0]" * n,
    "attributes": lambda n: "x" + ".a" * n,
    "sums": lambda n: "+".join("a" * n),
    "powers": lambda n: "**".join("a" * n),
    "conditions": lambda n: "a if b else " * n + "c",
    "functions": lambda n: "lambda:" * n + "x",
    "comparisons": lambda n: "<".join("a" * n),
    "calls": lambda n: "f(" * n + ")" * n,
    "methods": lambda n: "x" + ".sum()" * n,
    "brackets in text": lambda n: f"'{'(' * n}'",
}


@pytest.mark.parametrize("what", NESTED)
def test_they_agree_how_deep_code_may_be_nested(what: str) -> None:
    near = {n + step for n in (MAX_BRACKETS, MAX_DEPTH) for step in range(-3, 4)}
    assert_agreement([NESTED[what](n) for n in sorted(near | {1, 150, 240, 400})])


# Answers

ODD = [
    *"/\u2212\u2010\u2013\u2014\u2015\u00a0\u200b\ufeff\u3000½²٣,_%％\r\n\t\x00\x0b\x0c\x1c\x1f\x7f",
    *"\x85\u180e\ufe0f`'\"‘”×·#eE.+-\ud800\U0001f600𝟘",
    *words("`` inf nan 0x1"),
]


def answers_of(question: Number | Code) -> list[str]:
    if isinstance(question, Number):
        values = [question.answer, *(item.value for item in question.wrong)]
        texts = [text for value in values for text in (repr(value), f"{value:g}")]
        return [*texts, *(f"{text} {question.unit}" for text in texts), "100 %", ".5", "5.", "1e3"]
    codes = [*question.accept, *(item.code for item in question.wrong)]
    return [*codes, *(question.line_with_gap.replace(GAP, code) for code in codes)]


def with_odd_characters(text: str, how: random.Random) -> str:
    for _ in range(how.randint(0, 3)):
        at = how.randint(0, len(text))
        text = text[:at] + how.choice(ODD) + text[at:]
    return text


def verdict_of_grader(question: Question, answer: str) -> str:
    fraction, explanation = mark(question, answer)
    if fraction == 1:
        return "right"
    return "wrong" if ": wrong." in explanation else "unreadable"


def verdict_of_page(result: dict[str, object]) -> str:
    if "unreadable" in result:
        return "unreadable"
    return "right" if result["right"] else "wrong"


@pytest.mark.parametrize("question", TYPED, ids=lambda question: question.id)
def test_they_agree_on_odd_characters_in_an_answer(question: Number | Code) -> None:
    how = random.Random(question.id)
    known = answers_of(question)
    answers = [with_odd_characters(how.choice(known), how) for _ in range(60)]
    for answer, result in zip(answers, marks([(question, answer) for answer in answers])):
        assert verdict_of_page(result) == verdict_of_grader(question, answer), ascii(answer)
        if "mistake" in result:
            assert (
                question.wrong[result["mistake"]].explanation in mark(question, answer).explanation
            )


# What once made them disagree: the kind of question, the answer, and what both say now.
LONG = "0" * MAX_ANSWER_LENGTH
RECORDED = {
    "a minus sign": (Number, "\u2212{}", "wrong"),
    "a separator of records": (Number, "{}\x1e", "right"),
    "a null character": (Number, "\x00{}", "right"),
    "many digits": (Number, f"{{}}.{LONG}", "unreadable"),
    "something far behind": (Number, f"{{}}{' ' * MAX_ANSWER_LENGTH}x", "unreadable"),
    "a decimal comma": (Number, "{}/1,0", "right"),
    "a fraction": (Number, "{}/1", "right"),
    "a fraction with spaces": (Number, "{} / \u00a01", "right"),
    "a fraction of no number": (Number, "{}/x", "unreadable"),
    "a division by zero": (Number, "{}/0", "unreadable"),
    "thousands": (Number, "1,000", "unreadable"),
    "a carriage return": (Code, "{}\r", "right"),
    "a line break inside": (Code, "(\r\n{}\r)", "right"),
    "a vertical tab": (Code, "\x0b{}", "right"),
    "characters of two units": (Code, "{} # " + "\U0001f600" * 300, "right"),
    "brackets": (Code, "(" * (MAX_BRACKETS - 10) + "{}" + ")" * (MAX_BRACKETS - 10), "right"),
    "too many brackets": (Code, "(" * 80 + "{}" + ")" * 80, "unreadable"),
    "signs": (Code, "-" * 120 + "1", "unreadable"),
    "half a character": (Code, "{} # \ud800", "unreadable"),
    "bytes that are no ASCII": (Code, "b'é'", "unreadable"),
    "a code point in bytes": (Code, "b'\\u1234'", "wrong"),
    "a large octal number in bytes": (Code, "b'\\777'", "wrong"),
    "a name with a dot in it": (Code, "a·b", "wrong"),
    "an old letter": (Code, "℘", "wrong"),
    "a keyword in bold": (Code, "𝐢𝐟", "wrong"),
    "a starred target": (Code, "for *x in y:", "wrong"),
}


@pytest.mark.parametrize("what", RECORDED)
def test_what_made_them_disagree_once(what: str) -> None:
    kind, written, verdict = RECORDED[what]
    for question in (each for each in TYPED if isinstance(each, kind)):
        if isinstance(question, Number) and question.answer < 1:
            continue  # its digits are not whole, and 0 is the same with another sign
        right = question.right_answer
        answer = written.format(right if isinstance(right, str) else f"{right:g}")
        (result,) = marks([(question, answer)])
        assert verdict_of_page(result) == verdict_of_grader(question, answer) == verdict, what
