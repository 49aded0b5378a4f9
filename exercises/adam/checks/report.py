"""How a report is formatted: its rows, and values, calls and advice as text."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

import numpy as np

from .compare import LAYERS
from .encode import OpaqueValue, without_address
from .hints import hint

CALL_WIDTH = 88
WIDTH = 83  # `nbgrader validate` indents by 4 and cuts what is longer than 87
CODE, KEPT = re.compile("`[^`\n]*`"), "\ue000"  # stands for a space where no line breaks
DIGITS = 6


@dataclass(frozen=True)
class Row:
    """One thing that a report tells under its headline: what it is, and the text.

    Prose is wrapped where it is shown; a call or a value keeps its lines.
    """

    head: str
    text: str
    prose: bool = True

    def __str__(self):
        if self.prose:
            return row(self.head, self.text)
        return f"  {self.head:<10}{self.text}".replace("\n", "\n" + " " * 12)


class AspectRow(Row):
    """What is wrong in one aspect of a model."""

    def __str__(self):
        return f"  {self.head}: {self.text}"


@dataclass(frozen=True)
class Report:
    """What a check tells of a function: a headline, and rows. As text it is what a notebook shows.

    `mistakes` are the names of the known mistakes that the rows explain.
    """

    headline: str
    rows: tuple = ()
    mistakes: tuple = ()

    def __str__(self):
        return "\n".join([self.headline, *map(str, self.rows)])


class CheckFailed(AssertionError):
    """A check that did not pass. In a notebook only its message is shown, without a traceback.

    `report` is the message as a `Report`.
    """

    def __init__(self, report):
        self.report = report if isinstance(report, Report) else Report(str(report))
        super().__init__(str(self.report))

    def _render_traceback_(self):
        return [f"CheckFailed: {self}"]


def describe(value, digits=DIGITS):
    """Return a value as text with its shape and dtype."""
    if value is None:
        return "None"
    if isinstance(value, OpaqueValue):
        return f"{value.shown}  {value.kind}" if value.shown else value.kind
    if isinstance(value, tuple):
        return "(" + ", ".join(describe(item, digits) for item in value) + ")"
    if isinstance(value, list) and any(isinstance(item, (tuple, np.ndarray)) for item in value):
        return "[" + ", ".join(describe(item, digits) for item in value) + "]"
    if callable(value) and hasattr(value, "__name__"):
        return f"{value.__name__}  {type(value).__name__}"
    if isinstance(value, (np.ndarray, np.generic)):
        text = np.array2string(np.asarray(value), precision=digits, separator=", ", threshold=24)
        return f"{_one_line(text)}  shape {value.shape}, {value.dtype}"
    return f"{_short(without_address(repr(value)))}  {type(value).__name__}"


def listing(value, returns, digits=DIGITS):
    """Return a value as text; if there are several, each on a line of its own with its name."""
    several = isinstance(value, (tuple, list)) and len(value) == len(returns) > 1
    if not several:
        return describe(value, digits)
    rows = []
    for one, item in zip(value, returns):
        if item.kind == LAYERS and isinstance(one, (tuple, list)):
            rows += [f"{item.name}[{i}] = {describe(layer, digits)}" for i, layer in enumerate(one)]
        else:
            rows.append(f"{item.name} = {describe(one, digits)}")
    return "\n".join(rows)


def call(name, parameters, case):
    """Return the call of a case as a student would type it."""
    given = [f"{key}={_argument(value)}" for key, value in zip(parameters, case.arguments)]
    given += [f"{key}={_argument(value)}" for key, value in case.keywords.items()]
    line = f"{name}({', '.join(given)})"
    if len(line) <= CALL_WIDTH:
        return line
    return f"{name}(\n" + "".join(f"  {item},\n" for item in given) + ")"


def advice(recognition, outcome=None):
    """Return the rows that explain known mistakes, and a hint on the error of `outcome`."""
    rows = [row for mistake in recognition.mistakes for row in explaining(mistake)]
    words = hint(outcome) if outcome and (recognition.error_left or not rows) else ""
    return rows + ([Row("Hint", words)] if words else [])


def explaining(mistake):
    """Return the rows that explain a known mistake."""
    return [Row("Why", mistake.explanation)] + ([Row("Read", mistake.read)] if mistake.read else [])


def row(head, text):
    """Return a line of a report, wrapped so that its text stays in one column, and code whole."""
    return textwrap.fill(
        CODE.sub(lambda code: code[0].replace(" ", KEPT), text),
        WIDTH,
        initial_indent=f"  {head:<10}",
        subsequent_indent=" " * 12,
        break_long_words=False,
        break_on_hyphens=False,
    ).replace(KEPT, " ")


def _argument(value):
    if callable(value):
        return value.__name__
    if isinstance(value, np.ndarray):
        text = _one_line(np.array2string(value, precision=6, separator=", ", threshold=24))
        dtype = "" if value.dtype in (np.float64, np.int64) else f", dtype={value.dtype}"
        shape = f" of shape {value.shape}" if value.size > 24 else ""
        return f"np.array({text}{dtype}){shape}"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(_argument(item) for item in value)
        if isinstance(value, list):
            return f"[{inner}]"
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return repr(value)


def _one_line(text):
    return " ".join(text.split())


def _short(text):
    return text if len(text) <= 200 else text[:200] + " ..."
