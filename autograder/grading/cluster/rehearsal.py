"""A worker that sleeps in place of judging, to measure the head and the scheduler alone."""

from __future__ import annotations

import os
import time
from typing import Any

VARIABLE = "DENSE_TO_ADAM_REHEARSAL"  # on a worker: seconds per notebook; on the head: any text


def rehearsal_seconds() -> float | None:
    """Return how long to sleep for each notebook, or None if notebooks are to be judged."""
    text = os.environ.get(VARIABLE)
    return float(text) if text else None


def rehearse(task: dict[str, Any]) -> dict[str, Any]:
    """Return the verdict on a notebook whose cells do nothing."""
    seconds = rehearsal_seconds() or 0.0
    time.sleep(seconds)
    cells = len(task["job"]["cells"])
    return {
        "key": task["key"], "outputs": [[] for _ in range(cells)], "reports": [None] * cells,
        "notes": [], "time_outs": [], "seconds": seconds,
    }  # fmt: skip
