"""What this machine has for judges: CPUs and memory."""

from __future__ import annotations

import contextlib
import os

MIN_MEMORY, MAX_MEMORY = 768, 2048  # MiB of one judge, beyond what it starts with


def memory_for_each(workers: int) -> int:
    """Return the MiB for each judge, so that all of them together do not exhaust the machine."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 20
    return max(MIN_MEMORY, min(MAX_MEMORY, machine // (2 * max(1, workers))))


def workers() -> int:
    """Return how many CPUs this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
