"""What took too long in a student process, and whether processes beside it may be the cause."""

from __future__ import annotations

import os
import time

from .contention import waited
from .outcomes import in_seconds

MAX_TIME_OUTS = 100
LOOK_EVERY = 1.0  # seconds after which it is looked again how long it waited
HELD_UP = 0.1  # of its time; what waits longer for a processor may be tried again alone


class TimeOuts:
    """A record for the instructor. `peer` is the process that the student's code runs in."""

    def __init__(self, peer: int) -> None:
        self.messages: list[str] = []
        self.held_up = False  # whether a time-out may be the fault of what ran beside it
        self._peer = peer
        self._waited = self._waited_at_start = waited(os.getpid())
        self._looked = time.monotonic()

    def new_cell(self) -> None:
        """Measure anew from here how long both sides wait."""
        now = time.monotonic()
        if now > self._looked + LOOK_EVERY:
            self._looked, self._waited = now, self._waits()

    def look_whether_held_up(self, seconds: float, since_start: bool = False) -> None:
        """Note it if what took `seconds` waited long for a processor since the last `new_cell`."""
        before, now = self._waited_at_start if since_start else self._waited, self._waits()
        self.held_up |= now is None or before is None or now - before > HELD_UP * seconds

    def note(self, name: str, seconds: float) -> None:
        """Note that `name`, if it is to be reported at all, took longer than `seconds`."""
        self.look_whether_held_up(seconds)
        if name and len(self.messages) < MAX_TIME_OUTS:
            self.messages.append(f"{name} took longer than {in_seconds(seconds)}")

    def _waits(self) -> float | None:
        """Return for how long both sides have waited; None where the kernel does not tell.

        A student process that has ended waits no more: nobody held it up.
        """
        own = waited(os.getpid())
        return None if own is None or self._peer <= 0 else own + (waited(self._peer) or 0.0)
