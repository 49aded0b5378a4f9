"""Compare the texts of cells as readers do, who cannot see how a line ends."""

from __future__ import annotations

import unicodedata

BYTE_ORDER_MARK = "\ufeff"


def without_whitespace(text: str) -> str:
    """Return a text without its whitespace, with accents in one form.

    Editors change both without being asked.
    """
    return "".join(unicodedata.normalize("NFC", text).replace(BYTE_ORDER_MARK, "").split())


def with_plain_lines(text: str) -> str:
    r"""Return a cell's text with lines that end in `\n`, as Jupyter writes them."""
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")
