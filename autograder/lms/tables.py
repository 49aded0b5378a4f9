"""Read and write the CSV files that learning management systems exchange."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from ..course.errors import CourseError
from ..course.table_cells import plain_cell

MAX_SIZE = 50 * 2**20
DELIMITERS = ",;\t"
Cell = str | float | None


class TableError(CourseError):
    """A file is not a table that can be read."""


def read_table(path: Path) -> list[list[str]]:
    """Return the rows of a CSV or tab-delimited file, in whichever encoding it is."""
    try:
        if path.stat().st_size > MAX_SIZE:
            raise TableError(f"{path}: too large for a list of students")
        raw = path.read_bytes()
    except OSError as error:
        raise TableError(f"{path}: cannot be read ({error.strerror})") from None
    if raw.startswith(b"PK"):
        raise TableError(f"{path}: an Excel workbook or a zip; give the list of students as CSV")
    text = _text(raw)
    try:
        rows = [*csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))]
    except csv.Error as error:
        raise TableError(f"{path}: not a CSV file ({error})") from None
    return [row for row in rows if any(map(str.strip, row))]


def write_table(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows as CSV: all fields quoted, texts without formulas, numbers as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
        writer.writerows([text_of(cell) for cell in row] for row in rows)


def text_of(cell: Cell) -> str:
    """Return a cell of a table as text."""
    return points_text(cell) if isinstance(cell, float) else plain_cell(cell)


def points_text(points: float) -> str:
    """Return points with at most two decimals, as every system reads them."""
    text = f"{points:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _text(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """Return what separates the columns: what the header has most of."""
    header = text.split("\n", 1)[0]
    return max(DELIMITERS, key=header.count)
