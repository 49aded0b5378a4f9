"""The outcomes of cases as a student process reports them, validated and with our own messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...checks.run import Outcome
from ..wire import clean_name, clean_text

MAX_EXPLANATION_LENGTH = 500
MAX_STOPPED = 3  # interrupted cases, after which the student process skips the remaining ones
STOPPED = "StoppedError"  # what an interrupted case raises in the student process
TOO_SLOW = "TooSlowError"  # what we report in its place


@dataclass
class TriedCases:
    """The cases that the student process is trying, one after the other."""

    seconds: float  # per case
    left: int  # cases that have yet to begin
    stopped: list[str] = field(default_factory=list)  # a message for each that timed out


def in_seconds(number: float) -> str:
    return f"{number:g} second{'s' * (number != 1)}"


def outcome_of(
    value: Any, raised: Any, message: Any, changed: Any, overflowed: Any, overwritten: Any
) -> Outcome:
    """Return an outcome made from untrusted fields; raises TypeError if they are invalid."""
    arguments = [
        clean_name(argument) if type(argument) is str else argument
        for argument in changed[:20]
        if type(argument) in (int, str)
    ]
    return Outcome(
        value, clean_name(raised), clean_text(message, MAX_EXPLANATION_LENGTH), tuple(arguments),
        overflowed is True, overwritten is True,
    )  # fmt: skip


def with_time_outs(outcomes: list[Outcome], tried: TriedCases, wanted: int) -> list[Outcome]:
    """Give the cases that timed out, and those skipped after them, messages of our own."""
    messages = iter(tried.stopped)
    completed = [
        Outcome(raised=TOO_SLOW, message=_with_line(next(messages, tried.stopped[-1]), outcome))
        if tried.stopped and outcome.raised == STOPPED
        else outcome
        for outcome in outcomes
    ]
    if len(tried.stopped) < MAX_STOPPED:
        return completed
    skipped = f"It was not called: {len(tried.stopped)} earlier calls took too long."
    return completed + [Outcome(raised=TOO_SLOW, message=skipped)] * (wanted - len(completed))


def _with_line(message: str, outcome: Outcome) -> str:
    """Add to a time-out's message the student's line that was running, if it is known."""
    return f"{message.removesuffix('.')}{line_in(outcome.message)}."


def line_in(explained: Any) -> str:
    """Return the part of an explained error that quotes a line, `, in the line ...`, or ""."""
    _, quotes, line = clean_name(explained).partition(", in the line ")
    return quotes + line
