"""Text as a cell of a table that a spreadsheet may open: never a formula, and readable again."""

from __future__ import annotations

import string
from typing import Any

# To some spreadsheet, a cell that begins with one of these is a formula, some of them even after
# spaces or in their wide forms.
FORMULA = tuple("=+-@|%＝＋－＠")
GUARD = "'"
BEFORE = f"{GUARD}{string.whitespace}\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}"


def plain_cell(value: Any) -> str:
    """Return a value as a one-line cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return f"{GUARD}{text}" if _needs_guard(text) else text


def original_text(cell: str) -> str:
    """Return the text that `plain_cell` has made a cell of."""
    return cell[1:] if cell.startswith(GUARD) and _needs_guard(cell[1:]) else cell


def _needs_guard(text: str) -> bool:
    # Guarded text needs a guard too, so that what is read back is what was written.
    return text.lstrip(BEFORE).startswith(FORMULA)
