"""Limits on what one page of feedback costs the server that makes it and the browser that opens it.

nbgrader makes feedback without a time limit, and Formgrader makes a page each time it shows a
submission. So tags, characters, formulas and seconds are counted, wherever they come from. What
exceeds the budget is shown as plain text, and what is too long even for that is cut.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

MAX_TAGS = 25_000
MAX_MARKUP = 1_000_000  # characters of HTML
MAX_TEXT = 2_000_000  # characters of plain text
MAX_ENTITIES = 150_000  # of these, what HTML writes as `&lt;`: nbconvert parses the page again
MAX_PICTURES = 12_000_000  # characters of base64
MAX_OUTPUTS = 1_000
MAX_SPANS = 5_000  # rows and columns that table cells span: browsers lay out each position
MAX_FORMULAS = 1_000
MAX_SECONDS = 2.0  # to render what is more than plain text
MAX_MARKDOWN = 20_000  # characters of one cell
MAX_WORK = 40_000_000  # of Markdown: its parser is quadratic in signs and in blanks
MAX_CODE = 20_000  # characters of one cell that may be highlighted
MAX_BLANK = (
    2_000_000  # of work on one cell's code: its lexer is quadratic in blanks and empty lines
)

TOKEN = re.compile(r"\w+|[^\w\s]")
SIGN = re.compile(r"[^\w\s]|\n")
ENTITY = re.compile("[&<>]")
SPAN = re.compile(r'(?:row|col)span="(\d+)"')
BLANKS = re.compile(r"\s{2,}")


class PageBudget:
    """What is left of the budget of one page."""

    def __init__(self) -> None:
        self.tags, self.markup, self.text = MAX_TAGS, MAX_MARKUP, MAX_TEXT
        self.pictures, self.outputs, self.formulas = MAX_PICTURES, MAX_OUTPUTS, MAX_FORMULAS
        self.spans = MAX_SPANS
        self.work, self.seconds, self.entities = MAX_WORK, MAX_SECONDS, MAX_ENTITIES

    def allows_markdown(self, source: str) -> bool:
        """Return whether Markdown may be parsed, and charge the work."""
        if len(source) > MAX_MARKDOWN or self.seconds <= 0:
            return False
        work = len(source) * len(SIGN.findall(source)) + _work_of_blanks(source)
        if work > self.work:
            return False
        self.work -= work
        return True

    def allows_html(self, text: str) -> bool:
        """Return whether HTML may be cleaned, which hardly makes it shorter."""
        return text.count("<") <= self.tags and len(text) <= self.markup and self.seconds > 0

    def allows_code(self, source: str) -> bool:
        """Return whether code may be highlighted, with two tags per token at most."""
        if len(source) > MAX_CODE or self.seconds <= 0 or _work_of_blanks(source) > MAX_BLANK:
            return False
        return 2 * len(TOKEN.findall(source)) <= self.tags

    def allows_colours(self, text: str) -> bool:
        """Return whether a terminal's text may keep its colours."""
        return text.count("\x1b") <= self.tags and len(text) <= self.markup and self.seconds > 0

    def takes(self, rendered: str) -> bool:
        """Return whether the budget allows rendered HTML, and charge it."""
        tags = rendered.count("<")
        if tags > self.tags or len(rendered) > self.markup:
            return False
        self.tags -= tags
        self.markup -= len(rendered)
        return True

    def cut(self, text: str) -> str:
        """Return as much of a plain text as the budget allows, and charge it."""
        shown = text[: self.text]
        entities = [sign.start() for sign in islice(ENTITY.finditer(shown), self.entities + 1)]
        if len(entities) > self.entities:
            shown = shown[: entities.pop()]
        self.entities -= len(entities)
        self.text -= len(shown)
        left = len(text) - len(shown)
        return f"{shown}\n[{left:,} more characters are not shown]" if left else shown

    def takes_picture(self, data: str) -> bool:
        """Return whether the budget allows a picture, and charge it."""
        if len(data) > self.pictures:
            return False
        self.pictures -= len(data)
        return True

    def takes_spans(self, html: str) -> bool:
        """Return whether the budget allows the spans of tables, and charge them."""
        spans = sum(map(int, SPAN.findall(html)))
        if spans > self.spans:
            return False
        self.spans -= spans
        return True

    def takes_output(self) -> bool:
        """Return whether the budget allows one more output, and charge it."""
        self.outputs -= 1
        return self.outputs >= 0

    def takes_formulas(self, number: int) -> bool:
        """Return whether the budget allows formulas, and charge them."""
        if number > self.formulas:
            return False
        self.formulas -= number
        return True


def _work_of_blanks(text: str) -> int:
    """Return what runs of blanks cost a parser that tries to match from each blank."""
    return sum(len(run) ** 2 for run in BLANKS.findall(text))


@contextmanager
def charge_time(budget: PageBudget) -> Iterator[None]:
    """Charge the CPU time that the body takes to a budget."""
    began = time.thread_time()
    try:
        yield
    finally:
        budget.seconds -= time.thread_time() - began
