"""Write the pages of a report."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ..pages.environment import environment
from .data import Data

FOLDER = Path(__file__).parent / "templates"


def assignment_page(report: Data, links: Mapping[str, str], today: date) -> str:
    """Return the page on an assignment; `links` lead from students' ids to their feedback."""
    template = environment(FOLDER).get_template("assignment.html.j2")
    return template.render(report=report, links=links, written=written_on(today))


def course_page(course: Data, pages: Mapping[str, str], today: date) -> str:
    """Return the page on a course; `pages` lead from assignments to their pages."""
    template = environment(FOLDER).get_template("course.html.j2")
    return template.render(course=course, pages=pages, written=written_on(today))


def written_on(today: date) -> str:
    """Return a date as a page shows it."""
    return f"{today.day} {today:%B %Y}"
