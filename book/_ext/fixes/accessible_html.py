"""Correct what other extensions write and assistive technology stumbles over."""

import re
from html import escape, unescape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

CORRECTED = (
    # myst-nb 1.4.0 shows "Show the code" on a folded cell, but names it otherwise (WCAG 2.5.3).
    (' aria-label="Toggle hidden content"', ""),
    # sphinx-exercise 1.2.1 gives all exercises of a page one id.
    (' id="exercise-content"', ""),
    (' id="solution-content"', ""),
    # Docutils 0.21.2 makes a heading of the empty corner of a table.
    ('<th class="head"><p></p></th>', "<td></td>"),
)

# axe-core 4.14.1 and some screen readers see no text in a table's heading that is a formula alone.
FORMULA_HEAD = re.compile(
    r'<th class="head"><p><span class="math">'
    r'(?=<span class="katex" translate="no"><span class="katex-mathml">'
    r"(?P<spoken>(?:(?!</th>|<annotation).)*)<annotation"
    r'(?:(?!</th>|<span class="math">).)*</span></p></th>)',
    re.DOTALL,
)
# Sphinx's class `notranslate` is known to one browser only.
CODE = re.compile(r'<code(?=[ >])|<div class="highlight"')
TAG = re.compile(r"<[^>]+>")


def named_by_its_formula(match: re.Match[str]) -> str:
    words = escape(unescape(TAG.sub("", match["spoken"])))
    return (
        f'<th class="head"><p><span class="visually-hidden">{words}</span>'
        '<span class="math" aria-hidden="true">'
    )


def correct(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    if "body" not in context:
        return
    for text, better in CORRECTED:
        context["body"] = context["body"].replace(text, better)
    context["body"] = FORMULA_HEAD.sub(named_by_its_formula, context["body"])
    context["body"] = CODE.sub(r'\g<0> translate="no"', context["body"])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", correct)
