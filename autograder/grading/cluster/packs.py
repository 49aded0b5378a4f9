"""Notebooks that wait for a worker, and how many of them make a pack."""

from __future__ import annotations

import hashlib
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from ..job import Verdict
from .crew import Worker
from .messages import MAX_PACK, Task, encode

MAX_NOTEBOOKS = 50
SECONDS = 4.0  # that a pack should take
PACK_ENDS = 30.0  # seconds after which a worker begins no further notebook of a pack
FIRST_GUESS = 2.0  # seconds per notebook, before any is judged
SMOOTHING = 0.2


@dataclass
class Entry:
    """A notebook to be judged. `lost_with` are the workers that ended while they had it."""

    task: Task
    key: str
    size: int  # bytes
    notebook_seconds: float
    future: Future[Verdict] = field(default_factory=Future)
    lost_with: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, task: Task, notebook_seconds: float) -> Entry:
        """Return the entry of a task, which is identified by its content."""
        text = encode(task.to_data())
        return cls(task, hashlib.sha256(text).hexdigest(), len(text), notebook_seconds)


@dataclass
class Pack:
    """Notebooks that a worker has; `answer` is Dask's future."""

    entries: list[Entry]
    worker: Worker
    answer: Any
    deadline: float

    def is_late(self) -> bool:
        """Return whether the worker should have answered long ago."""
        return time.monotonic() > self.deadline


class Queue:
    """The notebooks that wait, in the order in which they came.

    `suspects` were with a worker that ended. Each of them is tried once more, alone.
    """

    def __init__(self) -> None:
        self._waiting: deque[Entry] = deque()
        self.suspects: deque[Entry] = deque()
        self._seconds = FIRST_GUESS

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, entry: Entry) -> None:
        """Add a notebook at the end."""
        self._waiting.append(entry)

    def put_back(self, entries: list[Entry]) -> None:
        """Put notebooks that were not judged at the front."""
        self._waiting.extendleft(reversed(entries))

    def note(self, seconds: float) -> None:
        """Note how long a notebook has taken."""
        self._seconds += SMOOTHING * (seconds - self._seconds)

    def next_pack(self, threads: int) -> list[Entry]:
        """Take the notebooks of the next pack; all workers together have so many `threads`."""
        by_time = SECONDS / max(self._seconds, 1e-3)
        fair = -(-len(self._waiting) // max(1, threads))  # near the end, each gets its share
        most = max(1, min(MAX_NOTEBOOKS, int(by_time), fair))
        entries: list[Entry] = []
        size = 0
        while self._waiting and len(entries) < most and size < MAX_PACK:
            entries.append(self._waiting.popleft())
            size += entries[-1].size
        return entries

    def drain(self) -> list[Entry]:
        """Take all notebooks."""
        entries = [*self._waiting, *self.suspects]
        self._waiting.clear()
        self.suspects.clear()
        return entries
