"""Read the answer to a quiz question and say whether it has the form that is asked for.

Nothing here knows which answer is right: that is found out when the notebook is graded.
"""

from __future__ import annotations

import ast
import math
import re
import warnings
from decimal import Decimal
from fractions import Fraction

import numpy as np

ONE, MANY, NUMBER, CODE = "one", "many", "number", "code"
NOT_ANSWERED = "Not answered yet."
MAX_ANSWER_LENGTH = 500

_TYPE_NAME = type.__dict__["__name__"]
_SEVERAL = (list, tuple, set, frozenset)
_NUMPY = set(np.sctypeDict.values())
_NUMBERS = (int, float, Fraction, Decimal)
_WRITTEN_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)

# What word processors, keyboards and copied formulas put where a plain character is meant.
_INVISIBLE = (0x00AD, 0x061C, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
              *range(0x2060, 0x2070), 0xFEFF)  # fmt: skip
_SPACES = (0x0085, 0x00A0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_DASHES = (*range(0x2010, 0x2014), 0x2212, 0xFE63)
_TYPED = {
    **dict.fromkeys(_INVISIBLE, ""),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_DASHES, "-"),
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
}


class Unreadable(ValueError):
    """An answer that does not have the form that its question asks for."""


def check_answer(kind, answer, letters="", unit=""):
    """Print whether `answer` has the right form. It says nothing about whether it is right."""
    try:
        given = read_answer(kind, answer, letters, unit)
    except Unreadable as fault:
        print(fault)
        return
    if given is None:
        print(NOT_ANSWERED)
    elif kind in (ONE, MANY):
        print(f"Your answer: {', '.join(given)}")
    elif kind == NUMBER:
        print(f"Your answer: {given:g} {unit}".rstrip())
    else:
        print(f"Your answer: {_short(given)}")


def read_answer(kind, answer, letters="", unit=""):
    """Return the answer as letters, a number or a line of code, or None if there is none.

    Parameters
    ----------
    kind : "one", "many", "number" or "code"
    answer : whatever stands in the answer's variable
    letters : the letters to choose from, as one string
    unit : the unit that may follow a number

    Raises
    ------
    Unreadable
        If the answer has another form. The message says which form is asked for.
    """
    answer = _out_of_numpy(answer)
    if type(answer) is str:
        answer = as_typed(answer)
    if answer is None or answer is ... or (type(answer) is str and not answer.strip()):
        return None
    if kind in (ONE, MANY):
        return _letters(answer, letters, kind == MANY)
    return _number(answer, unit) if kind == NUMBER else _line(answer)


def as_typed(text):
    """Return a typed answer without characters that do not show, and with plain spaces and signs.

    The page of a quiz in the book does the same.
    """
    return text if text.isascii() else text.translate(_TYPED)


def parse(line):
    """Return the syntax tree of one line of Python.

    Raises
    ------
    SyntaxError
        If it is not Python, or too deeply nested to be read.
    """
    text = line.strip()
    with warnings.catch_warnings():  # about escapes such as "\d"
        warnings.simplefilter("ignore")
        try:
            return ast.parse(f"{text} pass" if text.endswith(":") else text)
        except (ValueError, RecursionError, MemoryError) as error:
            raise SyntaxError("it cannot be read") from error


def _letters(answer, letters, several):
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


def _number(answer, unit):
    wanted = "Write a number, such as 0.25."
    if type(answer) is str:
        text = answer.strip()[:MAX_ANSWER_LENGTH]
        text = text.removesuffix(unit).rstrip() if unit else text
        percent = text.endswith("%") and unit != "%"
        text = text.removesuffix("%").rstrip()
        if not _WRITTEN_NUMBER.fullmatch(text):
            raise Unreadable(f"{wanted} Yours is the text {_short(answer)!r}.")
        answer = float(text) / (100 if percent else 1)
    if type(answer) not in _NUMBERS:
        raise Unreadable(f"{wanted} Yours is of type {_type_of(answer)}.")
    try:
        number = float(answer)
    except (OverflowError, ValueError):
        number = math.inf
    if not math.isfinite(number):
        raise Unreadable(f"{wanted} Yours is not a finite number.")
    return number


def _line(answer):
    wanted = "Write the missing code as a string: one line of Python in quotes."
    if type(answer) is not str:
        raise Unreadable(f"{wanted} Yours is of type {_type_of(answer)}.")
    line = " ".join(answer.strip().strip("`").split("\n")).strip()
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
