"""The outcomes that a student process reports of cases, checked and put into our own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...checks.run import Outcome
from ..wire import clean_name, clean_text

MAX_STOPPED = 3  # cases of one function; then the student process leaves the remaining ones out


STOPPED = "StoppedError"  # by which it names a case that was interrupted


MAX_EXPLANATION_LENGTH = 500


TOO_SLOW = "TooSlowError"


@dataclass
class TriedCases:
    """The cases that the student process is trying, one by one, and how long each may take."""

    seconds: float
    left: int  # so many may still begin
    stopped: list[str] = field(default_factory=list)  # what is told of those that took too long


def in_seconds(number: float) -> str:
    return f"{number:g} second{'s' * (number != 1)}"


def outcome_of(
    value: Any, raised: Any, message: Any, changed: Any, overflowed: Any, overwritten: Any
) -> Outcome:
    places = [
        clean_name(place) if type(place) is str else place
        for place in changed[:20]
        if type(place) in (int, str)
    ]
    return Outcome(
        value, clean_name(raised), clean_text(message, MAX_EXPLANATION_LENGTH), tuple(places),
        overflowed is True, overwritten is True,
    )  # fmt: skip


def with_time_outs(outcomes: list[Outcome], tried: TriedCases, wanted: int) -> list[Outcome]:
    """Say in our own words which cases took too long, and which were left out because of that."""
    told = iter(tried.stopped)
    found = [
        Outcome(raised=TOO_SLOW, message=_where(next(told, tried.stopped[-1]), outcome))
        if tried.stopped and outcome.raised == STOPPED
        else outcome
        for outcome in outcomes
    ]
    if len(tried.stopped) < MAX_STOPPED:
        return found
    left_out = f"It was not called: {len(tried.stopped)} calls before took too long."
    return found + [Outcome(raised=TOO_SLOW, message=left_out)] * (wanted - len(found))


def _where(text: str, outcome: Outcome) -> str:
    """Add to the sentence on a time-out the student's line that was running, where it is known."""
    return f"{text.removesuffix('.')}{line_in(outcome.message)}."


def line_in(explained: Any) -> str:
    """Return the part of an explained error that quotes a line: `, in the line ...`, or nothing."""
    _, found, line = clean_name(explained).partition(", in the line ")
    return found + line
