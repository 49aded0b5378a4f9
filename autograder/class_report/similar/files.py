"""Write similar work as a page and as CSV: a row per pair and exercise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ...pages.environment import environment
from ..data import Data
from ..files import written_csv
from ..page import FOLDER, written_on

COLUMNS = (
    "assignment", "pair", "first", "second", "strength", "exercise", "strength_of_exercise",
    "lines_of_first", "lines_of_second", "shared_by", "of", "shared_mistakes",
)  # fmt: skip
MAX_PAIRS = 50  # with their code on the page


def similar_page(report: Data, today: date) -> str:
    """Return the page."""
    template = environment(FOLDER).get_template("similar.html.j2")
    return template.render(report=report, most=MAX_PAIRS, written=written_on(today))


def similar_csv(report: Data) -> str:
    """Return all pairs as CSV."""
    return written_csv(COLUMNS, _rows(report))


def _rows(report: Data) -> Iterator[dict[str, Any]]:
    for pair in report["pairs"]:
        for part in pair["parts"]:
            yield {
                "assignment": report["assignment"],
                "pair": pair["number"], "first": pair["first"], "second": pair["second"],
                "strength": round(pair["strength"], 1), "exercise": part["exercise"],
                "strength_of_exercise": round(part["strength"], 1),
                "lines_of_first": part["lines"][0], "lines_of_second": part["lines"][1],
                "shared_by": part["shared_by"], "of": part["of"],
                "shared_mistakes": "; ".join(one["name"] for one in part["mistakes"]),
            }  # fmt: skip
