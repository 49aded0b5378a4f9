"""Write numbers, times and code as pages show them."""

from __future__ import annotations

import re
from datetime import timedelta

from markupsafe import Markup, escape

CODE = re.compile(r"`([^`\n]+)`")
UNITS = (("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def points(value: float | None) -> str:
    """Return points with two decimals at most; a dash if there are none."""
    return "–" if value is None else f"{round(value, 2):g}"


def days_and_hours(seconds: float) -> str:
    """Return a duration in its two largest units, such as "1 day 22 h"."""
    left = int(timedelta(seconds=round(seconds)).total_seconds())
    parts: list[str] = []
    for unit, length in UNITS:
        number, left = divmod(left, length)
        if number and len(parts) < 2:
            plural = "s" if unit == "day" and number > 1 else ""
            parts.append(f"{number} {unit}{plural}")
        elif parts:
            break
    return " ".join(parts) or "0 s"


def prose(text: str) -> Markup:
    """Return a sentence as HTML, with what it has in backticks as code; all else is escaped."""
    parts = CODE.split(visible_code(text))
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if index % 2 else escape(part)
        for index, part in enumerate(parts)
    )


def breakable(name: str) -> Markup:
    """Return a name as HTML that a narrow column may break after each underscore."""
    return Markup("_<wbr>").join(name.split("_"))


def visible_code(text: str) -> str:
    """Return code without characters that hide or reorder what a reader sees."""
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text
    )
