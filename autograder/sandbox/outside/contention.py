"""Measure how long processes waited for a CPU: work delayed by others is tried again alone."""

from __future__ import annotations

from pathlib import Path

MAX_PROCESSES = 200
NANOSECOND = 1e-9


def cpu_wait_seconds(*processes: int) -> float | None:
    """Return for how many seconds these processes and their descendants were runnable but not run.

    The times of all threads are added up. Returns None if one of `processes` has ended, or if the
    kernel does not report waiting times (schedstat).
    """
    total, pending, seen = 0.0, list(processes), 0
    while pending and seen < MAX_PROCESSES:
        seen += 1
        number = pending.pop()
        try:
            for thread in Path(f"/proc/{number}/task").iterdir():
                total += int((thread / "schedstat").read_text().split()[1]) * NANOSECOND
                pending += map(int, (thread / "children").read_text().split())
        except (OSError, ValueError, IndexError):
            if number in processes:
                return None
    return total
