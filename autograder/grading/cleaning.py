"""Make what students wrote harmless for the browser that shows it, and for who makes the page.

Feedback is made by nbgrader itself, where no limit on time holds. Some of what it uses takes the
square of what it reads: bleach of tags that stay open, nbconvert of colours in a terminal's text.
So one notebook has room for a certain amount of each; what is beyond shows as plain text.
"""

from __future__ import annotations

import html
import re
from typing import Any

import bleach
from bleach.css_sanitizer import CSSSanitizer
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbformat import NotebookNode

TAGS = frozenset([
    "a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del",
    "details", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "kbd", "li", "ol", "p", "pre", "q", "s", "small", "span", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul",
])  # fmt: skip
ATTRIBUTES = {
    "*": ["class", "title", "style", "align"],
    "a": ["href", "title"],
    "img": ["alt", "height", "src", "width"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
}
PICTURE = "data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,"
LINKS = "http://", "https://", "mailto:", "#"
STYLES = CSSSanitizer(
    ["color", "background-color", "font-weight", "font-style", "text-align", "white-space", "width"]
)

MOST_TAGS = 5_000
LONGEST_HTML = 500_000
LONGEST_MARKDOWN = 20_000  # of one cell
MOST_COPIED = 10**9  # nbconvert copies the rest of a text at each escape sequence in it
ESCAPE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~])?")


def clean_html(text: str) -> str:
    """Return HTML in which only harmless tags and attributes are left; the others show as text."""

    def allowed(tag: str, name: str, value: str) -> bool:
        # A picture from another host would tell that host who reads this, and when.
        if tag == "img" and name == "src":
            return value.startswith(PICTURE)
        if name == "href" and not value.lower().startswith(LINKS):
            return False
        return name in ATTRIBUTES["*"] or name in ATTRIBUTES.get(tag, [])

    cleaned: str = bleach.clean(
        text, TAGS, allowed, protocols={"http", "https", "mailto", "data"}, css_sanitizer=STYLES
    )
    return cleaned


def markdown_to_html(source: str) -> str:
    """Return Markdown as harmless HTML: nbconvert's filter of that name, then `clean_html`."""
    lines = source.splitlines(True)
    if len(source) > LONGEST_MARKDOWN or all(line.startswith("    ") for line in lines):
        return f"<pre>{html.escape(''.join(line.removeprefix('    ') for line in lines))}</pre>"
    try:
        return clean_html(markdown2html_mistune(source))
    except Exception:  # such as a picture that is not there: one cell must not cost the page
        return f"<pre>{html.escape(source)}</pre>"


class Room:
    """What one notebook may still cost whoever shows it."""

    def __init__(self) -> None:
        self.tags, self.characters, self.copied = MOST_TAGS, LONGEST_HTML, MOST_COPIED

    def takes(self, text: str) -> bool:
        """Return whether there is room for a text with tags."""
        tags, characters = text.count("<"), len(text)
        if tags > self.tags or characters > self.characters:
            return False
        self.tags, self.characters = self.tags - tags, self.characters - characters
        return True

    def coloured(self, text: str) -> str:
        """Return a terminal's text, without its colours where there is no room for them."""
        copied = text.count("\x1b") * len(text)
        if copied > self.copied:
            return ESCAPE.sub("", text)
        self.copied -= copied
        return text


def clean_notebook(notebook: NotebookNode) -> None:
    """Make all cells and their outputs harmless, in place."""
    room = Room()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and not (
            len(cell.source) <= LONGEST_MARKDOWN and room.takes(cell.source)
        ):
            cell.source = indented(cell.source)
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = NotebookNode(_clean_bundle(output.data, room))
            elif "text" in output:
                output.text = room.coloured(output.text)
            else:
                output.traceback = [room.coloured(row) for row in output.traceback]


def indented(source: str) -> str:
    """Return text as Markdown that shows it as it is."""
    return "".join(f"    {line}" for line in source.splitlines(True))


def _clean_bundle(data: dict[str, Any], room: Room) -> dict[str, str]:
    safe = ("text/plain", "image/png", "image/jpeg")
    kept: dict[str, str] = {kind: data[kind] for kind in safe if kind in data}
    if "text/html" in data and room.takes(data["text/html"]):
        kept["text/html"] = clean_html(data["text/html"])
    if not kept:
        # nbconvert writes LaTeX and Markdown into the page as they are.
        kept["text/plain"] = next(iter(data.values()), "")
    if "text/plain" in kept:
        kept["text/plain"] = room.coloured(kept["text/plain"])
    return kept


def as_text(words: str) -> str:
    """Return words that stand in Markdown as nothing but words."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$" else c for c in html.escape(words, False))
