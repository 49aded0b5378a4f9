"""A lock that many notebooks share, or that one has alone: one that was slowed down runs again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Overlap:
    """Whether another notebook ran at any time while this one did."""

    happened: bool = False


class Gate:
    """Lets any number of threads run at once, or one alone.

    A thread that wants to run alone waits for those that run, and holds back those that come later.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: list[Overlap] = []
        self._taken = False
        self._waiting = 0

    @contextmanager
    def shared(self) -> Iterator[Overlap]:
        """Run while others may, too."""
        mine = Overlap()
        with self._changed:
            self._changed.wait_for(lambda: not (self._taken or self._waiting))
            self._running.append(mine)
            if len(self._running) > 1:
                for one in self._running:
                    one.happened = True
        try:
            yield mine
        finally:
            with self._changed:
                self._running = [one for one in self._running if one is not mine]
                self._changed.notify_all()

    @contextmanager
    def exclusive(self) -> Iterator[None]:
        """Run while no other does."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: not (self._taken or self._running))
            self._waiting -= 1
            self._taken = True
        try:
            yield
        finally:
            with self._changed:
                self._taken = False
                self._changed.notify_all()
