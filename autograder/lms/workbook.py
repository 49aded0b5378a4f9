"""Write a table as an Excel workbook in which no text is a formula, a link or a number."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from .tables import Cell

OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MAX_TEXT = 32_767  # characters of a cell


def write_workbook(path: Path, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    """Write rows, of which the first is the header."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        bold = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, float):
                    sheet.write_number(number, column, cell)
                elif cell:
                    text = cell.encode("utf-8", "replace").decode()
                    sheet.write_string(number, column, text[:MAX_TEXT], None if number else bold)
        sheet.freeze_panes(1, 1)
        sheet.autofit()


def _sheet_name(title: str) -> str:
    return "".join(" " if c in "[]:*?/\\'" else c for c in title)[:31] or "Points"
