"""Write a report as CSV: one fact per row, so that a spreadsheet can filter and sum them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from ..course.table_cells import plain_cell
from .data import Data

COLUMNS = (
    "assignment", "kind", "exercise", "name", "students", "of", "points", "student", "detail",
)  # fmt: skip
GROUPS = (
    "stuck", "not_handed_in", "not_graded", "not_tested", "timed_out", "late", "to_grade_by_hand",
    "remarks",
)  # fmt: skip
Row = dict[str, Any]


def report_csv(report: Data) -> str:
    """Return the report on an assignment as CSV."""
    return written_csv(
        COLUMNS, (row | {"assignment": report["assignment"]} for row in _rows(report))
    )


def course_csv(course: Data) -> str:
    """Return the report on a course as CSV: a row per assignment, then one per student and one."""
    numbers = ("students", "handed_in", "graded", "median", "maximum", "stuck", "not_graded",
               "not_tested", "timed_out")  # fmt: skip
    columns = ("assignment", "student", "points", *numbers)
    rows: list[Row] = [
        {name: one[name] for name in ("assignment", *numbers)} for one in course["assignments"]
    ]
    for student in course["students"] or ():
        rows += [
            {"assignment": name, "student": student["student"], "points": points}
            for name, points in student["points"].items()
        ]
    return written_csv(columns, rows)


def written_csv(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    """Return rows as CSV in which no cell is a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> str:
    return plain_cell(f"{value:g}" if isinstance(value, float) else value)


def _rows(report: Data) -> Iterator[Row]:
    for name in ("students", "handed_in", "graded"):
        yield {"kind": "class", "name": name, "students": report[name]}
    for one in report["bins"]:
        yield {"kind": "distribution", "name": one["points"], "students": one["students"]}
    for exercise in report["exercises"]:
        for aspect in exercise["aspects"]:
            yield {
                "kind": "aspect", "exercise": exercise["name"], "name": aspect["aspect"],
                "students": aspect["earned"], "of": aspect["of"], "points": aspect["points"],
            }  # fmt: skip
        for name in ("full", "zero", "unwritten", "timed_out"):
            yield {
                "kind": "exercise", "exercise": exercise["name"], "name": name,
                "students": exercise[name], "of": report["graded"],
            }  # fmt: skip
    for kind in ("mistakes", "unexplained"):
        for finding in report[kind]:
            yield from _finding(kind.removesuffix("s"), finding)
    for name in GROUPS:
        yield {"kind": "group", "name": name, "students": report[name]["number"]}
        for one in report[name]["who"] or ():
            yield {"kind": name, "student": one["student"], "detail": _detail(one)}
    for one in report["points"]["who"] or ():
        yield {"kind": "points", "student": one["student"], "points": one["points"]}
        for exercise, points in one["exercises"].items():
            yield {
                "kind": "points", "student": one["student"], "exercise": exercise,
                "points": points,
            }  # fmt: skip


def _finding(kind: str, finding: Data) -> Iterator[Row]:
    about = {"kind": kind, "exercise": finding["exercise"], "name": finding["name"]}
    yield {**about, "students": finding["number"], "detail": finding["explanation"]}
    for one in finding["who"] or ():
        yield {**about, "student": one["student"]}


def _detail(one: Data) -> str:
    values = [value for key, value in one.items() if key != "student"]
    return "; ".join(
        ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
        for value in values
        if value
    )
