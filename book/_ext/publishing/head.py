"""Describe each page in its head: a description, Open Graph, the canonical address, an icon.

Addresses follow from `book` in `course.yml`, where the book is published. While it is empty, a page
has no canonical address and no picture for previews.
"""

import re
from html import unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from autograder.course import paths

from ..raw_html import attributes

ICON = "icon.png"
MAX_DESCRIPTION = 160
TAG = re.compile(r"<[^>]+>")
# myst-parser and pydata-sphinx-theme 0.17 repeat Sphinx's own; `_templates/layout.html` takes out
# the theme's.
VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'


def set_address(_app: Sphinx, config: Config) -> None:
    """Sphinx writes a canonical address into each page if it knows where the book is published."""
    config.html_baseurl = config.html_baseurl or paths.course().book


def description(doctree: nodes.document | None) -> str:
    """Return the first paragraph of a page, cut after a word, or the book's subtitle."""
    if doctree is None:
        return paths.course().subtitle
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            if len(text) > MAX_DESCRIPTION:
                text = text[: MAX_DESCRIPTION - 1].rsplit(" ", 1)[0].rstrip(",.:;") + "…"
            return text
    return paths.course().subtitle


def meta(**facts: str) -> str:
    return f"<meta {attributes(facts)} />\n"


def describe(
    app: Sphinx,
    page: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the elements to what Sphinx puts into the page's head."""
    course, text = paths.course(), description(doctree)
    graph = {
        "title": unescape(TAG.sub("", context.get("title", ""))) or course.title,
        "description": text,
        "type": "website" if page == app.config.root_doc else "article",
        "site_name": course.title,
        "locale": course.language,
    }
    if context.get("pageurl"):
        graph["url"] = context["pageurl"]
        graph["image"] = f"{app.config.html_baseurl.rstrip('/')}/_static/{ICON}"
    tags = meta(name="description", content=text)
    tags += "".join(meta(property=f"og:{name}", content=value) for name, value in graph.items())
    icon = context["pathto"](f"_static/{ICON}", 1)
    tags += f'<link rel="icon" type="image/png" sizes="180x180" href="{icon}" />\n'
    tags += f'<link rel="apple-touch-icon" href="{icon}" />\n'
    context["metatags"] = context.get("metatags", "").replace(VIEWPORT, "") + tags


def setup(app: Sphinx) -> None:
    app.connect("config-inited", set_address)
    app.connect("html-page-context", describe, priority=800)
