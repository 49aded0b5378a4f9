"""What judges have found to be without fault in a run, so that the next ones need not try it."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from pathlib import Path


class VerifiedBuilds:
    """Keeps a file for each finding. Judges are processes of their own and share nothing else.

    Faults are looked for each time: that of a judge whose memory a student has used up must not
    become another student's.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def remember(self, key: str, find_faults: Callable[[], list[str]]) -> list[str]:
        """Return the faults of what `key` names; none if none were found before."""
        path = self.folder / hashlib.sha256(key.encode()).hexdigest()
        if path.exists():
            return []
        faults = find_faults()
        if not faults:
            with contextlib.suppress(OSError):  # the disk is full: it is tried again next time
                path.touch()
        return faults
