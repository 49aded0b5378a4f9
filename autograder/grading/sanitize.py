"""Make the outputs of students' cells harmless for the browser that shows them.

Of HTML, only what tables, highlighted code and Markdown need is kept: tags, attributes, classes,
styles and addresses are each allowed by a list. `page_filters` does this again, within a budget,
when a page is made.
"""

from __future__ import annotations

import html
import re
from typing import Any

import nh3
from nbformat import NotebookNode
from pygments.token import STANDARD_TYPES

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "*": {"class", "style"},
    "a": {"href"},
    "abbr": {"title"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# What pandas and code highlighting write. Others would be styled by the page around it.
CLASSES = {"dataframe", "highlight", *filter(None, STANDARD_TYPES.values())}
COLOUR = r"[a-z]{3,20}|#[0-9a-f]{3,8}|rgba?\([\d., %]{5,40}\)"
STYLES = {
    "background-color": re.compile(COLOUR),
    "color": re.compile(COLOUR),
    "font-style": re.compile("italic|normal"),
    "font-weight": re.compile("bold|normal"),
    "text-align": re.compile("left|right|center|justify"),
}
PICTURE = "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,"
# A host must have a top-level domain: neither the page's own server on localhost, nor an address
# that a browser would complete from the page's.
LINK = re.compile(
    r"https?://(?:[a-z0-9-]{1,63}\.){1,10}(?!local(?:host|domain)?\b)[a-z][a-z0-9-]{1,30}(?::\d{1,5})?"
    r"(?:[/?#][!-\[\]^-~]*)?",
    re.IGNORECASE,
)
MAIL = re.compile(r"mailto:[\w.+-]+@[\w.-]+", re.ASCII)
MAX_PICTURE_BYTES, MAX_SPAN, MAX_START = 2_000, 100, 1_000

MAX_HTML = 500_000  # characters of HTML in the outputs of one notebook
MAX_TAGS = 5_000
MAX_COPIED = 10**9  # nbconvert copies the rest of a text at each escape sequence in it
ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~])?")


def clean_html(text: str) -> str:
    """Return HTML with only harmless tags and attributes."""
    return nh3.clean(
        text, TAGS, attributes=ATTRIBUTES, attribute_filter=_attribute, strip_comments=True,
        link_rel="noopener noreferrer", url_schemes={"http", "https", "mailto", "data"},
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )  # fmt: skip


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Return the value that an attribute may have, or None to remove it."""
    match name:
        case "class":
            return " ".join(c for c in value.split() if c in CLASSES) or None
        case "style":
            return _style(value) or None
        case "href":
            return value if LINK.fullmatch(value) or MAIL.fullmatch(value) else None
        case "src":  # a picture on another host would tell that host who reads this, and when
            return value if value.startswith(PICTURE) else None
        case "width" | "height":
            return _number(value, MAX_PICTURE_BYTES)
        case "colspan" | "rowspan":
            return _number(value, MAX_SPAN)
        case "start":
            return _number(value, MAX_START)
        case _:  # alt, scope, title, and what nh3 itself adds
            return value


def _style(value: str) -> str:
    allowed = []
    for part in value.lower().split(";")[:50]:
        name, _, wanted = (word.strip() for word in part.partition(":"))
        if name in STYLES and STYLES[name].fullmatch(wanted):
            allowed.append(f"{name}: {wanted}")
    return "; ".join(allowed)


def _number(value: str, largest: int) -> str | None:
    number = re.fullmatch(r"(\d{1,6})(?:px)?", value.strip(), re.ASCII)
    return str(min(int(number[1]), largest)) if number else None


class OutputBudget:
    """How much the outputs of one notebook may still cost the browser that shows them."""

    def __init__(self) -> None:
        self.tags, self.characters, self.copied = MAX_TAGS, MAX_HTML, MAX_COPIED

    def takes(self, text: str) -> bool:
        """Return whether the budget allows a text with tags, and charge it."""
        tags, characters = text.count("<"), len(text)
        if tags > self.tags or characters > self.characters:
            return False
        self.tags, self.characters = self.tags - tags, self.characters - characters
        return True

    def coloured(self, text: str) -> str:
        """Return a terminal's text, without its colours if the budget does not allow them."""
        copied = text.count("\x1b") * len(text)
        if copied > self.copied:
            return ESCAPE.sub("", text)
        self.copied -= copied
        return text


def clean_notebook(notebook: NotebookNode) -> None:
    """Make all outputs of a notebook harmless, in place."""
    budget = OutputBudget()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = NotebookNode(_clean_bundle(output.data, budget))
            elif "text" in output:
                output.text = budget.coloured(without_overwritten_lines(output.text))
            else:
                output.traceback = [budget.coloured(row) for row in output.traceback]


def without_overwritten_lines(text: str) -> str:
    """Return a terminal's text without what is overwritten after a carriage return."""
    if "\r" not in text:
        return text
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return "\n".join(lines)


def _clean_bundle(data: dict[str, Any], budget: OutputBudget) -> dict[str, str]:
    safe = ("text/plain", "image/png", "image/jpeg")
    shown: dict[str, str] = {kind: data[kind] for kind in safe if kind in data}
    if "text/html" in data and budget.takes(data["text/html"]):
        shown["text/html"] = clean_html(data["text/html"])
    if not shown:
        # nbconvert writes LaTeX and Markdown into the page unescaped.
        shown["text/plain"] = next(iter(data.values()), "")
    if "text/plain" in shown:
        shown["text/plain"] = budget.coloured(shown["text/plain"])
    return shown


def as_text(text: str) -> str:
    """Return Markdown that shows `text` as it is."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$" else c for c in html.escape(text, False))
