"""A limit on the time of a mutant, which may loop for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooSlow(BaseException):
    """A mutant took too long; no `except Exception` of its own can catch this."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise `TooSlow` in the block after so many seconds."""

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
