"""HTML that directives write themselves."""

import html

from docutils import nodes


def raw(text: str) -> nodes.raw:
    """A node that is written into the page as it is."""
    return nodes.raw("", text, format="html")


def attributes(values: dict[str, str]) -> str:
    """The attributes of a tag, their values escaped."""
    return " ".join(f'{name}="{html.escape(value)}"' for name, value in values.items())
