"""Check before grading that students' code can read the libraries.

If root grades, students' code runs as another user. Libraries that were installed under a umask
such as 077 would then be missing, and correct work would lose points.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

MAX_LISTED = 5


def unreadable(paths: Iterable[str]) -> list[str]:
    """Return which of these paths, and of the entries of folders among them, others cannot read."""
    denied = []
    for path in paths:
        if _is_denied(path):
            denied.append(path)
        elif os.path.isdir(path):
            denied += sorted(entry.path for entry in os.scandir(path) if _is_denied(entry.path))
    return denied


def _is_denied(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:  # a broken link
        return False
    needed = stat.S_IROTH | stat.S_IXOTH if stat.S_ISDIR(mode) else stat.S_IROTH
    return mode & needed != needed


def remedy(paths: Iterable[str], prefix: str = sys.prefix) -> str:
    """Return a message that says how to make `paths` readable for others; "" if they all are."""
    if not (denied := unreadable(paths)):
        return ""
    listed = "\n".join(f"  {path}" for path in denied[:MAX_LISTED])
    more = f"\n  and {len(denied) - MAX_LISTED} more" if len(denied) > MAX_LISTED else ""
    inside = all(Path(path).is_relative_to(prefix) for path in denied)
    targets = prefix if inside else " ".join(denied[:MAX_LISTED])
    return f"""Students' code could not import its libraries, which only root can read:
{listed}{more}
They were installed under a umask that denies access to others. When root grades, students' code
runs as the user nobody. Nothing was graded. Make them readable for everybody:
  chmod -R go+rX {targets}"""
