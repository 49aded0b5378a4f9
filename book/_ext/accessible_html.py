"""Mend what other extensions write and assistive technology stumbles over."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

UNWANTED = (
    # myst-nb 1.4.0 shows "Show the code" on a folded cell, but names it otherwise (WCAG 2.5.3).
    ' aria-label="Toggle hidden content"',
    # sphinx-exercise 1.2.1 gives all exercises of a page one id.
    ' id="exercise-content"',
    ' id="solution-content"',
)


def mend(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    for text in UNWANTED:
        if "body" in context:
            context["body"] = context["body"].replace(text, "")


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
