"""Make pages from templates. Everything that is filled in is escaped; students chose most of it."""

from __future__ import annotations

from pathlib import Path

import jinja2

from .pictures import histogram
from .texts import breakable, days_and_hours, points, prose, visible_code

SHARED = Path(__file__).parent / "templates"


def environment(folder: Path) -> jinja2.Environment:
    """Return an environment with the templates in `folder` and those that all pages share."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader([folder, SHARED]), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {
        "points": points,
        "code": visible_code,
        "duration": days_and_hours,
        "prose": prose,
    }
    made.filters |= {"breakable": breakable}
    made.globals |= {"histogram": histogram}
    return made


def style() -> str:
    """Return the style sheet that all pages share."""
    return (SHARED / "style.css").read_text("utf-8")
