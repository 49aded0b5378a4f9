"""`autograder report`: read the classes, count them, and write the reports into the classroom."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..course import paths
from ..course.nbgrader_settings import course_directory
from .counting import ClassCount, count
from .course_data import course_data
from .data import Data, report_data
from .files import course_csv, report_csv
from .page import assignment_page, course_page
from .places_of_reports import FOLDER, WITHOUT_NAMES
from .read_class import ClassError, assignments_in, read_classes

COURSE = "course"


def write_reports(assignment: str | None, *, hide_names: bool, folder: Path | None = None) -> int:
    """Write the report on one assignment, or on all of them and the course; return 0.

    Raises
    ------
    ClassError
        If there is nothing to report on, or what grading has stored cannot be read.
    """
    course = course_directory()
    names = [assignment] if assignment else assignments_in(course)
    if not names:
        raise ClassError(
            f"the gradebook {course.db_url} has no assignment yet; run "
            "`nbgrader generate_assignment ASSIGNMENT`, collect the submissions and grade them"
        )
    writer = _Writer(course, folder or paths.classroom() / FOLDER, hide_names)
    counts = [count(found) for found in read_classes(course, names)]
    reports = [writer.assignment(counted) for counted in counts]
    if assignment is None:
        writer.course(course_data(counts, reports, hide_names=hide_names))
    return 0


class _Writer:
    """Writes reports into a folder: a page, a CSV and a JSON file of each."""

    def __init__(self, course: Any, folder: Path, hide_names: bool) -> None:
        self._nbgrader, self._folder, self._hide_names = course, folder, hide_names
        self._today = date.today()

    def assignment(self, counted: ClassCount) -> Data:
        """Write the report on an assignment, and return it."""
        report = report_data(counted, hide_names=self._hide_names)
        links = {} if self._hide_names else self._links(counted)
        page = assignment_page(report, links, self._today)
        self._write(counted.assignment, page, report_csv(report), report)
        return report

    def course(self, data: Data) -> None:
        """Write the report on the course."""
        names = (one["assignment"] for one in data["assignments"])
        pages = {name: quote(f"{self._name(name)}.html") for name in names}
        self._write(COURSE, course_page(data, pages, self._today), course_csv(data), data)

    def _name(self, name: str) -> str:
        return f"{name}{WITHOUT_NAMES}" if self._hide_names else name

    def _write(self, name: str, page: str, table: str, data: Data) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(data, indent=1)
        for ending, content in (("html", page), ("csv", table), ("json", text)):
            path = self._folder / f"{self._name(name)}.{ending}"
            path.write_text(content, "utf-8", "replace")
            print(paths.from_root(path))

    def _links(self, counted: ClassCount) -> dict[str, str]:
        """Return the way from the report to each student's page of feedback, if there is one."""
        links = {}
        for row in counted.rows:
            place = self._nbgrader.format_path(
                self._nbgrader.feedback_directory, row.student.id, counted.assignment
            )
            pages = sorted(Path(place).glob("*.html"))
            if pages:
                way = Path(os.path.relpath(pages[0], self._folder)).as_posix()
                links[row.student.id] = quote(way, errors="surrogateescape")
        return links
