"""What a late submission costs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

UNITS = {"hour": 3_600.0, "day": 86_400.0, "week": 604_800.0}
DECIMALS = 4
SHARE = re.compile(r"(\d+(?:\.\d+)?) *%")


@dataclass(frozen=True)
class LateRule:
    """A share of the earned points for each hour, day or week that has begun."""

    share: float
    per: str = "day"
    at_most: float = 1.0
    grace: float = 0.0  # seconds that cost nothing
    closed_after: float | None = None  # seconds after which nothing is earned

    def penalty(self, score: float, seconds_late: float) -> float:
        """Return how many of the earned points a submission loses."""
        if seconds_late <= self.grace:
            return 0.0
        if self.closed_after is not None and seconds_late > self.closed_after:
            return score
        begun = math.ceil(seconds_late / UNITS[self.per])
        share = min(begun * self.share, self.at_most, 1.0)
        return min(round(score * share, DECIMALS), score)


def share_of(text: str) -> float:
    """Return a share that is written in per cent; raises ValueError with how to write it."""
    match = SHARE.fullmatch(text.strip())
    share = float(match[1]) / 100 if match else math.nan
    if not 0 <= share <= 1:
        raise ValueError(f"{text!r} is no share; write it as `10 %`, at most 100 %")
    return share
