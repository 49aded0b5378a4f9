"""What one page of feedback may cost whoever makes it and whoever opens it.

Feedback is made by nbgrader itself, and Formgrader makes a page each time it shows a submission;
no time limit holds there. So what is counted is what a page is made of, whatever it came from:
tags, characters, formulas, and seconds. What is beyond the budget shows as plain text, and what
is too long even for that is cut.
"""

from __future__ import annotations

import re
import time
from itertools import islice

MAX_TAGS = 25_000
MAX_MARKUP = 1_000_000  # characters of HTML
MAX_TEXT = 2_000_000  # characters of plain text
MAX_ENTITIES = 150_000  # of these, what HTML writes as `&lt;`: nbconvert parses the page once more
MAX_PICTURES = 12_000_000  # characters of base64
MAX_OUTPUTS = 1_000
MAX_SPANS = 5_000  # rows and columns that cells of tables reach over: browsers lay out each place
MAX_FORMULAS = 1_000
MAX_SECONDS = 2.0  # for all that is more than plain text
MAX_MARKDOWN = 20_000  # characters of one cell
MAX_WORK = 40_000_000  # of Markdown: its parser is quadratic in signs and in blanks
MAX_CODE = 20_000  # characters of one cell that are coloured
MAX_BLANK = 2_000_000  # work of one cell's code: its lexer is quadratic in blanks and empty lines

TOKEN = re.compile(r"\w+|[^\w\s]")
SIGN = re.compile(r"[^\w\s]|\n")
ENTITY = re.compile("[&<>]")
SPAN = re.compile(r'(?:row|col)span="(\d+)"')
BLANKS = re.compile(r"\s{2,}")


class PageBudget:
    """What is left for one page."""

    def __init__(self) -> None:
        self.tags, self.markup, self.text = MAX_TAGS, MAX_MARKUP, MAX_TEXT
        self.pictures, self.outputs, self.formulas = MAX_PICTURES, MAX_OUTPUTS, MAX_FORMULAS
        self.spans = MAX_SPANS
        self.work, self.seconds, self.entities = MAX_WORK, MAX_SECONDS, MAX_ENTITIES

    def allows_markdown(self, source: str) -> bool:
        """Return whether there is time to parse Markdown, and take it."""
        if len(source) > MAX_MARKDOWN or self.seconds <= 0:
            return False
        work = len(source) * len(SIGN.findall(source)) + _work_of_blanks(source)
        if work > self.work:
            return False
        self.work -= work
        return True

    def allows_html(self, text: str) -> bool:
        """Return whether HTML may be cleaned: it cannot become much shorter than it is."""
        return text.count("<") <= self.tags and len(text) <= self.markup and self.seconds > 0

    def allows_code(self, source: str) -> bool:
        """Return whether code may be coloured: at most a tag and its end per token."""
        if len(source) > MAX_CODE or self.seconds <= 0 or _work_of_blanks(source) > MAX_BLANK:
            return False
        return 2 * len(TOKEN.findall(source)) <= self.tags

    def allows_colours(self, text: str) -> bool:
        """Return whether a terminal's text may keep its colours."""
        return text.count("\x1b") <= self.tags and len(text) <= self.markup and self.seconds > 0

    def takes(self, rendered: str) -> bool:
        """Return whether there is room for HTML as it was rendered, and take it."""
        tags = rendered.count("<")
        if tags > self.tags or len(rendered) > self.markup:
            return False
        self.tags -= tags
        self.markup -= len(rendered)
        return True

    def cut(self, text: str) -> str:
        """Return as much of a plain text as there is room for, and take it."""
        shown = text[: self.text]
        found = [sign.start() for sign in islice(ENTITY.finditer(shown), self.entities + 1)]
        if len(found) > self.entities:
            shown = shown[: found.pop()]
        self.entities -= len(found)
        self.text -= len(shown)
        left = len(text) - len(shown)
        return f"{shown}\n[{left:,} more characters are not shown]" if left else shown

    def takes_picture(self, data: str) -> bool:
        """Return whether there is room for a picture, and take it."""
        if len(data) > self.pictures:
            return False
        self.pictures -= len(data)
        return True

    def takes_spans(self, html: str) -> bool:
        """Return whether there is room for the spans of tables, and take it."""
        spans = sum(map(int, SPAN.findall(html)))
        if spans > self.spans:
            return False
        self.spans -= spans
        return True

    def takes_output(self) -> bool:
        """Return whether one more output is shown."""
        self.outputs -= 1
        return self.outputs >= 0

    def takes_formulas(self, number: int) -> bool:
        """Return whether there is room for formulas, and take it."""
        if number > self.formulas:
            return False
        self.formulas -= number
        return True


def _work_of_blanks(text: str) -> int:
    """Return what runs of blanks cost a parser that tries to match from each of them."""
    return sum(len(run) ** 2 for run in BLANKS.findall(text))


class spending:  # noqa: N801  (a context manager, named as it reads)
    """Take the time that the body needs from a budget's seconds."""

    def __init__(self, budget: PageBudget) -> None:
        self._budget, self._began = budget, 0.0

    def __enter__(self) -> None:
        self._began = time.thread_time()

    def __exit__(self, *_: object) -> None:
        self._budget.seconds -= time.thread_time() - self._began
