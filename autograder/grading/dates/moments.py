"""Moments as people write them, in a time zone, and durations that are added to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d\d?:\d\d)(?::(\d\d))?)?(?: +([A-Za-z][\w+\-/]*))?")
DURATION = re.compile(r"(\d+(?:\.\d+)?) *(weeks?|days?|hours?|h|minutes?|min)")
HOW_MOMENT = "write it as `2026-11-20 23:59`, or `2026-11-20` for the end of that day"
HOW_DURATION = "write it as `2 days`, `36 h` or `90 min`"


@dataclass(frozen=True)
class Duration:
    """Days of the calendar, and seconds of the clock."""

    days: int = 0
    seconds: float = 0.0

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime:
        """Return the moment that much later: days later it is the same time of day there."""
        local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(days=self.days)
        later = in_utc(local, zone) if self.days else moment
        return later + timedelta(seconds=self.seconds)

    @property
    def total_seconds(self) -> float:
        """The length if every day has 24 hours."""
        return self.days * 86_400 + self.seconds


def zone_of(name: str) -> ZoneInfo:
    """Return a time zone; raises ValueError with what to write instead."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(
            f"there is no time zone {name!r}; write one such as Europe/Berlin"
        ) from None


def in_utc(local: datetime, zone: ZoneInfo) -> datetime:
    """Return when a clock there shows a time; the later moment if it shows it twice or never."""
    return max(local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, that a text means in a time zone, which it may name itself.

    Raises
    ------
    ValueError
        If it is no moment; the message says how to write one.
    """
    match = MOMENT.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no date; {HOW_MOMENT}")
    day, time, seconds, own = match.groups()
    zone = zone_of(own) if own else zone
    try:
        if time is None:  # until the day has ended
            local = datetime.combine(
                date.fromisoformat(day) + timedelta(days=1), datetime.min.time()
            )
        else:
            hour, minute = map(int, time.split(":"))
            local = datetime.combine(date.fromisoformat(day), datetime.min.time()).replace(
                hour=hour, minute=minute, second=int(seconds or 0)
            )
        return in_utc(local, zone)
    except (ValueError, OverflowError):
        raise ValueError(f"there is no such day or time: {text!r}; {HOW_MOMENT}") from None


def duration_of(text: str) -> Duration:
    """Return the duration that a text means; raises ValueError with how to write one."""
    match = DURATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is no duration; {HOW_DURATION}")
    number, unit = float(match[1]), match[2]
    if unit.startswith(("day", "week")):
        days = number * (7 if unit.startswith("week") else 1)
        whole = int(days)
        return Duration(whole, (days - whole) * 86_400)
    return Duration(0, number * (3_600 if unit.startswith("h") else 60))
