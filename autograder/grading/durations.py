"""Durations as people say them: "1 day 22 h" instead of "165600 seconds"."""

from __future__ import annotations

UNITS = (("day", 86_400), ("h", 3_600), ("min", 60), ("s", 1))


def in_words(seconds: float) -> str:
    """Return a duration in its largest unit and the one below, such as "2 h 5 min"."""
    left = round(seconds)
    for place, (name, size) in enumerate(UNITS):
        if left >= size:
            parts = [_part(left // size, name)]
            if place + 1 < len(UNITS):
                below, smaller = UNITS[place + 1]
                parts += [_part(left % size // smaller, below)] if left % size >= smaller else []
            return " ".join(parts)
    return "less than a second"


def _part(number: int, unit: str) -> str:
    return f"{number} {unit}{'s' if unit == 'day' and number != 1 else ''}"
