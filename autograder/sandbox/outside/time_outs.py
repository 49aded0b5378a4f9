"""Record what timed out in a student process, and whether processes beside it may be the cause."""

from __future__ import annotations

import os
import time

from ..wire import Channel
from .contention import cpu_wait_seconds
from .outcomes import in_seconds

MAX_TIME_OUTS = 100
MEASURE_SECONDS = 1.0  # between two measurements of the wait for a CPU
HELD_UP = 0.1  # share of the time allowed; after a longer wait for a CPU, it may be tried again


class TimeOuts:
    """The time-outs of a notebook. The peer of `channel` is the student process."""

    def __init__(self, channel: Channel) -> None:
        self.messages: list[str] = []
        self.held_up = False  # whether competition for the CPU may have caused a time-out
        self._channel = channel
        self._wait = self._wait_at_start = cpu_wait_seconds(os.getpid())
        self._measured = time.monotonic()

    def new_cell(self) -> None:
        """Measure from now on how long both sides wait for a CPU."""
        now = time.monotonic()
        if now > self._measured + MEASURE_SECONDS:
            self._measured, self._wait = now, self._current_wait()

    def check_held_up(self, seconds: float, since_start: bool = False) -> None:
        """Set `held_up` if something that took `seconds` waited long for a CPU.

        The wait counts since the last `new_cell`, or `since_start`.
        """
        before, now = self._wait_at_start if since_start else self._wait, self._current_wait()
        self.held_up |= now is None or before is None or now - before > HELD_UP * seconds

    def note(self, name: str, seconds: float) -> None:
        """Record that `name` took longer than `seconds`; without a name it is not reported."""
        self.check_held_up(seconds)
        if name and len(self.messages) < MAX_TIME_OUTS:
            self.messages.append(f"{name} took longer than {in_seconds(seconds)}")

    def _current_wait(self) -> float | None:
        """Return how long both sides have waited for a CPU; None if the kernel does not report it.

        A student process that has ended counts as not waiting.
        """
        own, peer = cpu_wait_seconds(os.getpid()), self._channel.peer
        return None if own is None or peer <= 0 else own + (cpu_wait_seconds(peer) or 0.0)
