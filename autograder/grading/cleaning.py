"""Make what students wrote harmless for the browser that shows it."""

from __future__ import annotations

import html
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
    try:
        return clean_html(markdown2html_mistune(source))
    except Exception:  # such as a picture that is not there: one cell must not cost the page
        return f"<pre>{html.escape(source)}</pre>"


def clean_outputs(notebook: NotebookNode) -> None:
    """Make the outputs of all cells harmless, in place."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "data" in output:
                output.data = NotebookNode(_clean_bundle(output.data))


def _clean_bundle(data: dict[str, Any]) -> dict[str, str]:
    safe = ("text/plain", "image/png", "image/jpeg")
    kept: dict[str, str] = {kind: data[kind] for kind in safe if kind in data}
    if "text/html" in data:
        kept["text/html"] = clean_html(data["text/html"])
    if not kept:
        # nbconvert writes LaTeX and Markdown into the page as they are.
        kept["text/plain"] = next(iter(data.values()), "")
    return kept


def as_text(words: str) -> str:
    """Return words that stand in Markdown as nothing but words."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]()#+-.!|~$" else c for c in html.escape(words, False))
