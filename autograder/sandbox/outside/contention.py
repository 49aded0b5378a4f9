"""How long processes waited for a processor: what was held up by others is tried again alone."""

from __future__ import annotations

from pathlib import Path

MAX_PROCESSES = 200
NANOSECOND = 1e-9


def waited(*processes: int) -> float | None:
    """Return the seconds for which processes and all below them were ready to run, and did not.

    All threads count. Returns None where the kernel does not tell, or a process is gone.
    """
    total, waiting, seen = 0.0, list(processes), 0
    while waiting and seen < MAX_PROCESSES:
        seen += 1
        number = waiting.pop()
        try:
            for thread in Path(f"/proc/{number}/task").iterdir():
                total += int((thread / "schedstat").read_text().split()[1]) * NANOSECOND
                waiting += map(int, (thread / "children").read_text().split())
        except (OSError, ValueError, IndexError):
            if number in processes:
                return None
    return total
