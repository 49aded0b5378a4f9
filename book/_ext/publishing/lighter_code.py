"""Write the names and signs in code without an element of their own.

They have the colour of plain text. Pygments wraps each in a `span` nevertheless: a third of
all elements of a long chapter.
"""

import re
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

UNCOLOURED = re.compile(r'<span class="(?:n|p|w)">([^<]*)</span>')


def unwrap(
    _app: Sphinx,
    _page: str,
    _template: str,
    context: dict[str, Any],
    _doctree: nodes.document | None,
) -> None:
    """Take the elements out of the page's body."""
    if "body" in context:
        context["body"] = UNCOLOURED.sub(r"\1", context["body"])


def setup(app: Sphinx) -> None:
    app.connect("html-page-context", unwrap)
