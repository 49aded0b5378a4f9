"""Text as a cell of a table that a spreadsheet may open: never a formula, and readable again."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

# To some spreadsheet, a cell that begins with one of these is a formula, some of them even after
# spaces or in their wide forms. Alone they are none.
FORMULA = re.compile(r"[\s']*[=+\-@|%＝＋－＠]\s*\S")
GUARD = "'"


def plain_cell(value: Any) -> str:
    """Return a value as a one-line cell that no spreadsheet takes for a formula."""
    text = "" if value is None else str(value)
    text = "".join(c if _is_shown(c) else "\N{REPLACEMENT CHARACTER}" for c in text)
    # Guarded text is guarded too, so that what is read back is what was written.
    return f"{GUARD}{text}" if FORMULA.match(text) else text


def original_text(cell: str) -> str:
    """Return the text that `plain_cell` has made a cell of."""
    return cell[1:] if cell.startswith(GUARD) and FORMULA.match(cell[1:]) else cell


def _is_shown(character: str) -> bool:
    return character.isprintable() or unicodedata.category(character) == "Zs"
