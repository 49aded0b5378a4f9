"""Moodle XML: a category per chapter, in it the questions.

A comparison of numbers needs no allowance for rounding: Moodle adds its own. Where several options
are right, Moodle adds up the fractions of the chosen ones and never goes below 0, as the course
does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from itertools import groupby
from xml.etree import ElementTree as ET

from ...course import paths
from ...quizzes.kinds.choice import Choice
from ...quizzes.kinds.code import Code
from ...quizzes.kinds.number import Number
from ...quizzes.question import Question
from . import asked, markup
from .placed import Format, Placed, no_form

UNIT_NONE = "3"


@singledispatch
def fill(question: Question, element: ET.Element) -> None:
    """Write a question into its element, below its name."""
    raise no_form(question, "moodle")


@fill.register
def _(question: Choice, element: ET.Element) -> None:
    pairs = list(zip(question.letters, question.options))
    right = [
        markup.paragraph(f"<b>{letter}: right.</b>", markup.phrase(option.explanation))
        for letter, option in pairs
        if option.right
    ]
    text = markup.blocks(question.text)
    _head(element, "multichoice", text, "".join(right))
    _add(element, "single", str(not question.several).lower())
    _add(element, "shuffleanswers", "false")
    _add(element, "answernumbering", "abc")
    for letter, option in pairs:
        # A right option is explained in the general feedback, which everybody sees.
        feedback = "" if option.right else markup.blocks(option.explanation)
        _answer(
            element, 100 * question.shares[letter], markup.phrase(option.text), feedback, "html"
        )


@fill.register
def _(question: Number, element: ET.Element) -> None:
    text = markup.blocks(question.text) + markup.paragraph(asked.number_request(question))
    _head(element, "numerical", text, markup.blocks(question.explanation))
    _add(
        _answer(element, 100, asked.number(question.answer)),
        "tolerance",
        asked.number(question.tolerance),
    )
    for wrong in question.wrong:
        answer = _answer(element, 0, asked.number(wrong.value), markup.blocks(wrong.explanation))
        _add(answer, "tolerance", asked.number(asked.recognised(question, wrong)))
    _add(element, "unitgradingtype", "0")
    _add(element, "showunits", UNIT_NONE)


@fill.register
def _(question: Code, element: ET.Element) -> None:
    _head(
        element, "shortanswer", asked.code_question(question), markup.blocks(question.explanation)
    )
    _add(element, "usecase", "1")
    for right in question.accept:
        for spelling in asked.spellings(question, right):
            _answer(element, 100, _literal(spelling))
    for wrong in question.wrong:
        for spelling in asked.spellings(question, wrong.code):
            _answer(element, 0, _literal(spelling), markup.blocks(wrong.explanation))


def _literal(text: str) -> str:
    """Return a text in which an asterisk does not stand for any other text."""
    return text.replace("*", r"\*")


def _head(element: ET.Element, kind: str, text: str, general_feedback: str) -> None:
    element.set("type", kind)
    _text(element, "questiontext", text, "html")
    _text(element, "generalfeedback", general_feedback, "html")
    _add(element, "defaultgrade", "1")


def _answer(
    element: ET.Element,
    percent: float,
    text: str,
    feedback: str = "",
    form: str = "moodle_auto_format",
) -> ET.Element:
    answer = _text(element, "answer", text, form)
    answer.set("fraction", f"{percent:.7g}")
    _text(answer, "feedback", feedback, "html")
    return answer


def _text(parent: ET.Element, name: str, text: str, form: str = "") -> ET.Element:
    element = ET.SubElement(parent, name, {"format": form} if form else {})
    _add(element, "text", text)
    return element


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def write(placed: Placed) -> ET.Element:
    """Return a question of the book as an element."""
    element = ET.Element("question")
    _text(element, "name", f"{placed.number} {placed.question.id}")
    fill(placed.question, element)
    _add(element, "idnumber", placed.question.id)
    return element


def join(questions: Sequence[tuple[Placed, ET.Element]]) -> bytes:
    """Return the file that Moodle imports."""
    root = ET.Element("quiz")
    for levels, group in groupby(questions, lambda pair: (pair[0].part, pair[0].chapter)):
        category = ET.SubElement(root, "question", {"type": "category"})
        names = "/".join(name.replace("/", "//") for name in (paths.course().title, *levels))
        _text(category, "category", f"$course$/top/{names}")
        root.extend(element for _, element in group)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


FORMAT = Format(write, join, "-moodle.xml", "in Moodle: Question bank, Import, Moodle XML format")
