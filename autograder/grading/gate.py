"""Who runs beside whom: a notebook that others held up is tried again alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class Company:
    """Whether anybody else ran at any time while a notebook did."""

    had: bool = False


class Gate:
    """Lets any number run beside each other, or one alone.

    Whoever wants to run alone waits for those that run, and holds back those that come later.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running: list[Company] = []
        self._alone = False
        self._wanting = 0

    @contextmanager
    def beside(self) -> Iterator[Company]:
        """Run beside others."""
        mine = Company()
        with self._changed:
            self._changed.wait_for(lambda: not (self._alone or self._wanting))
            self._running.append(mine)
            if len(self._running) > 1:
                for one in self._running:
                    one.had = True
        try:
            yield mine
        finally:
            with self._changed:
                self._running = [one for one in self._running if one is not mine]
                self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Run while nobody else does."""
        with self._changed:
            self._wanting += 1
            self._changed.wait_for(lambda: not (self._alone or self._running))
            self._wanting -= 1
            self._alone = True
        try:
            yield
        finally:
            with self._changed:
                self._alone = False
                self._changed.notify_all()
