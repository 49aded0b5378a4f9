"""Keep what was exported before a regrade, beside its place, under the time of its writing.

So the points that were told to students can still be looked up after they have changed.
"""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from ...course import paths

STAMP = "%Y-%m-%d-%H%M%S"
KEPT = re.compile(r"\.\d{4}-\d\d-\d\d-\d{6}$")


def keep_exports(assignment: str, table: Path) -> list[Path]:
    """Copy the table of grades and what was written for an LMS; return the copies."""
    folder = paths.exports(assignment)
    exported = [path for path in sorted(folder.glob("*")) if not KEPT.search(path.stem)]
    return [_keep(path) for path in (table, *exported) if path.is_file()]


def _keep(path: Path) -> Path:
    written = time.strftime(STAMP, time.localtime(path.stat().st_mtime))
    kept = path.with_name(f"{path.stem}.{written}{path.suffix}")
    shutil.copy2(path, kept)
    return kept
