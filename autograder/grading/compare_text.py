"""Compare the texts of cells as people do, who see no difference in how lines end."""

from __future__ import annotations

import unicodedata

BYTE_ORDER_MARK = "\ufeff"


def essence(text: str) -> str:
    """Return what is left of a text without blanks, tabs and the ends of lines.

    Editors change these, and the form in which accents are stored, without being asked.
    """
    return "".join(unicodedata.normalize("NFC", text).replace(BYTE_ORDER_MARK, "").split())


def with_plain_lines(text: str) -> str:
    r"""Return a cell's text with lines that end in `\n`, as Jupyter writes them."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
