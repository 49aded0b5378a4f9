"""The geometry of small pictures; the templates draw them as inline SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

GAP = 4
TOP, BOTTOM = 18, 20  # room for the numbers above the bars and the points below
CHARACTER = 8.5  # about the width of a digit


@dataclass(frozen=True)
class Bar:
    """A bar: where it is, and the texts above and below it."""

    x: float
    y: float
    width: float
    height: float
    above: str
    below: str

    @property
    def middle(self) -> float:
        """Where its texts are centred."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Histogram:
    """Bars side by side, and the same in words."""

    width: float
    height: float
    bars: tuple[Bar, ...]
    description: str


def histogram(
    bins: Sequence[Mapping[str, Any]], width: float = 240, height: float = 96, highest: int = 0
) -> Histogram:
    """Return the picture of how many students have which points.

    Pictures with the same `highest` number of students have the same scale.
    """
    most = max(highest, *(int(one["students"]) for one in bins), 1)
    step = width / len(bins)
    room = height - TOP - BOTTOM
    every = _labelled_every(bins, step)
    bars = []
    for index, one in enumerate(bins):
        tall = room * int(one["students"]) / most
        is_labelled = index == len(bins) - 1 or (
            index % every == 0 and len(bins) - 1 - index >= every
        )
        bars.append(
            Bar(
                round(index * step + GAP / 2, 1), round(height - BOTTOM - tall, 1),
                round(step - GAP, 1), round(tall, 1), str(one["students"] or ""),
                f"{one['low']:g}" if is_labelled else "",
            )
        )  # fmt: skip
    return Histogram(width, height, tuple(bars), _in_words(bins))


def _labelled_every(bins: Sequence[Mapping[str, Any]], step: float) -> int:
    longest = max(len(f"{one['low']:g}") for one in bins)
    return max(1, -(-int(longest * CHARACTER + GAP) // max(1, int(step))))


def _in_words(bins: Sequence[Mapping[str, Any]]) -> str:
    parts = [
        f"{one['points']} points: {one['students']} student{'s' * (one['students'] != 1)}"
        for one in bins
        if one["students"]
    ]
    return "; ".join(parts) or "no submissions"
