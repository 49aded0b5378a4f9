"""Which models were found to be without fault in this run, so that they are not tried again."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path


class VerifiedBuilds:
    """Keeps an empty file for each. Judges are separate processes and share nothing else.

    Faults are not kept but looked for each time: one that a judge finds because a student has used
    up its memory must not become another student's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def remember(self, key: str, find_faults: Callable[[], list[str]]) -> list[str]:
        """Return what `find_faults` finds, or nothing if it found nothing for `key` before."""
        path = self.folder / hashlib.sha256(key.encode()).hexdigest()
        if path.exists():
            return []
        faults = find_faults()
        if not faults:
            with contextlib.suppress(OSError):  # the disk is full: next time it is looked for again
                path.touch()
        return faults
