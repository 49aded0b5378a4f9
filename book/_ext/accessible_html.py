"""Mend what other extensions write and assistive technology stumbles over."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

MENDED = (
    # myst-nb 1.4.0 shows "Show the code" on a folded cell, but names it otherwise (WCAG 2.5.3).
    (' aria-label="Toggle hidden content"', ""),
    # sphinx-exercise 1.2.1 gives all exercises of a page one id.
    (' id="exercise-content"', ""),
    (' id="solution-content"', ""),
    # Docutils 0.21.2 makes a heading of the empty corner of a table.
    ('<th class="head"><p></p></th>', "<td></td>"),
)


def mend(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    for text, better in MENDED:
        if "body" in context:
            context["body"] = context["body"].replace(text, better)


def setup(app: Sphinx) -> dict[str, bool]:
    app.connect("html-page-context", mend)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
