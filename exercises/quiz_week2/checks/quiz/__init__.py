"""Read the answer to a quiz question and say whether it has the form that is asked for.

Nothing here knows which answer is right: that is found out when the notebook is graded. The limits
and the characters that are replaced stand in `rules.json`, which the quizzes in the book's pages
read too.
"""

from __future__ import annotations

import ast
import json
import math
import re
import warnings
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

ONE, MANY, NUMBER, CODE = "one", "many", "number", "code"
NOT_ANSWERED = "Not answered yet."

_RULES = json.loads(Path(__file__).with_name("rules.json").read_text("utf-8"))
MAX_ANSWER_LENGTH = _RULES["max_answer_length"]
MAX_BRACKETS = _RULES["max_brackets"]  # open at one time, those in strings included
MAX_DEPTH = _RULES["max_depth"]  # of expressions in one another

_TYPE_NAME = type.__dict__["__name__"]
_SEVERAL = (list, tuple, set, frozenset)
_NUMPY = set(np.sctypeDict.values())
_NUMBERS = (int, float, Fraction, Decimal)
_WRITTEN_NUMBER = re.compile(_RULES["number"])


def _characters(name: str) -> Iterator[int]:
    """Yield the code points of a list such as "00AD 200B-200F"."""
    for part in _RULES["typed"][name].split():
        first, _, last = part.partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


# What word processors, keyboards and copied formulas put where a plain character is meant.
_TYPED = {
    **dict.fromkeys(_characters("invisible"), ""),
    **dict.fromkeys(_characters("space"), " "),
    **dict.fromkeys(_characters("minus"), "-"),
    **{wide: chr(wide - 0xFEE0) for wide in _characters("wide")},
}


class Unreadable(ValueError):
    """An answer that does not have the form that its question asks for."""


class Form(NamedTuple):
    """How the answers of a kind of question are read, and how one that was read is shown.

    Both are called with the answer, the letters to choose from and the unit.
    """

    read: Callable[[Any, str, str], Any]
    show: Callable[[Any, str], str]


def check_answer(kind, answer, letters="", unit=""):
    """Print whether `answer` has the right form. It says nothing about whether it is right."""
    try:
        given = read_answer(kind, answer, letters, unit)
    except Unreadable as fault:
        print(fault)
        return
    print(NOT_ANSWERED if given is None else f"Your answer: {FORMS[kind].show(given, unit)}")


def read_answer(kind, answer, letters="", unit=""):
    """Return the answer as letters, a number or a line of code, or None if there is none.

    Parameters
    ----------
    kind : one of `FORMS`
    answer : whatever stands in the answer's variable
    letters : the letters to choose from, as one string
    unit : the unit that may follow a number

    Raises
    ------
    Unreadable
        If the answer has another form. The message says which form is asked for.
    LookupError
        If there is no such kind.
    """
    if kind not in FORMS:
        raise LookupError(f"no kind of question {kind!r}; there are: {', '.join(FORMS)}")
    answer = _out_of_numpy(answer)
    if type(answer) is str:
        answer = as_typed(answer)
    if answer is None or answer is ... or (type(answer) is str and not answer.strip()):
        return None
    return FORMS[kind].read(answer, letters, unit)


def as_typed(text):
    """Return a typed answer without characters that do not show, and with plain spaces and signs.

    Line breaks count as spaces. The page of a quiz in the book does the same.
    """
    return text.translate(_TYPED)


def parse(line):
    """Return the syntax tree of one line of Python.

    Raises
    ------
    SyntaxError
        If it is not Python, or too deeply nested to be read.
    """
    text = line.strip()
    if _open_brackets(text) > MAX_BRACKETS:
        raise SyntaxError("it is too deeply nested")
    with warnings.catch_warnings():  # about escapes such as "\d"
        warnings.simplefilter("ignore")
        try:
            tree = ast.parse(f"{text} pass" if text.endswith(":") else text)
        except (ValueError, RecursionError, MemoryError) as error:
            raise SyntaxError("it cannot be read") from error
    if _depth(tree) > MAX_DEPTH:
        raise SyntaxError("it is too deeply nested")
    return tree


def _open_brackets(text):
    """Return how many brackets are open at one time at most."""
    most = now = 0
    for letter in text:
        now += (letter in "([{") - (letter in ")]}")
        most = max(most, now)
    return most


def _depth(tree):
    """Return how many expressions stand in one another at most."""
    deepest, left = 0, [(tree, 0)]
    while left:
        node, depth = left.pop()
        depth += isinstance(node, ast.expr)
        deepest = max(deepest, depth)
        left += [(child, depth) for child in ast.iter_child_nodes(node)]
    return deepest


def _letter(answer, letters, _unit):
    return _chosen(answer, letters, several=False)


def _letters(answer, letters, _unit):
    return _chosen(answer, letters, several=True)


def _chosen(answer, letters, several):
    wanted = f"{'Write letters' if several else 'Write one letter'} out of {', '.join(letters)}"
    wanted += f", in quotes, such as {chr(34)}{letters[:2] if several else letters[0]}{chr(34)}."
    parts = [answer] if type(answer) is str else answer
    if type(parts) not in _SEVERAL or any(type(part) is not str for part in parts):
        raise Unreadable(f"{wanted} Yours is of type {_type_of(answer)}.")
    words = [
        word
        for part in parts
        for word in re.findall(r"\w+", as_typed(part[:MAX_ANSWER_LENGTH]).lower())
    ]
    words = [word for word in words if word != "and"]
    chosen = sorted(set("".join(words)))
    if not chosen and type(answer) is not str:
        return None
    if (
        not chosen
        or not set(chosen) <= set(letters)
        or (len(words) > 1 and max(map(len, words)) > 1)
    ):
        raise Unreadable(f"{wanted} Yours is {_short(' '.join(map(str, parts)))!r}.")
    if len(chosen) > 1 and not several:
        raise Unreadable(f"{wanted} Yours are {len(chosen)} letters, and one answer is right.")
    return "".join(chosen)


def _number(answer, _letters, unit):
    wanted = "Write a number, such as 0.25."
    if type(answer) is str:
        text = answer.strip()
        if len(text) > MAX_ANSWER_LENGTH:
            raise Unreadable(f"{wanted} Yours has {len(text)} characters.")
        text = text.removesuffix(unit).rstrip() if unit else text
        percent = text.endswith("%") and unit != "%"
        value = _written_number(text.removesuffix("%").rstrip())
        if value is None:
            raise Unreadable(f"{wanted} Yours is the text {_short(answer)!r}.")
        answer = value / (100 if percent else 1)
    if type(answer) is tuple:  # 0,29 without quotes
        raise Unreadable(f'{wanted} A number with a comma needs quotes, such as "0,25".')
    if type(answer) not in _NUMBERS:
        raise Unreadable(f"{wanted} Yours is of type {_type_of(answer)}.")
    try:
        number = float(answer)
    except (OverflowError, ValueError):
        number = math.inf
    if not math.isfinite(number):
        raise Unreadable(f"{wanted} Yours is not a finite number.")
    return number


def _written_number(text):
    """Return the value of a number or of a fraction of two; None if the text is neither.

    A comma is a decimal comma. Where it may separate thousands, as in 1,250, the text is neither.
    """
    parts = [part.strip(" ") for part in text.split("/")]
    if len(parts) > 2 or not all(map(_WRITTEN_NUMBER.fullmatch, parts)):
        return None
    numerator, denominator = (float(part.replace(",", ".")) for part in [*parts, "1"][:2])
    return numerator / denominator if denominator else math.inf


def _line(answer, _letters, _unit):
    wanted = "Write the missing code as a string: one line of Python in quotes."
    if type(answer) is not str:
        raise Unreadable(f"{wanted} Yours is of type {_type_of(answer)}.")
    line = answer.strip().strip("`").strip()
    if len(line) > MAX_ANSWER_LENGTH:
        raise Unreadable(f"{wanted} Yours has {len(line)} characters.")
    try:
        parse(line)
    except SyntaxError as error:
        raise Unreadable(f"{wanted} Yours is not Python: {_short(error.msg)}.") from None
    return line


def _out_of_numpy(answer):
    """Return the Python value of a NumPy number, NumPy text or array of one element."""
    one = type(answer) is np.ndarray and answer.size == 1
    return answer.item() if one or type(answer) in _NUMPY else answer


def _type_of(value):
    return _short(_TYPE_NAME.__get__(type(value)))


def _short(text):
    """Return the text in a form that can be printed anywhere."""
    text = text if len(text) <= 80 else text[:80] + " ..."
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter.isprintable() else " " for letter in text)


# The kinds of questions, as the notebooks name them.
FORMS = {
    ONE: Form(_letter, lambda given, _unit: ", ".join(given)),
    MANY: Form(_letters, lambda given, _unit: ", ".join(given)),
    NUMBER: Form(_number, lambda given, unit: f"{given:g} {unit}".rstrip()),
    CODE: Form(_line, lambda given, _unit: _short(given)),
}
