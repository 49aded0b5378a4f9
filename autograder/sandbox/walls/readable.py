"""Find out before anything is graded whether students' code can read the libraries.

Where the grader is root, students' code runs as another user. Libraries that were installed under a
umask such as 077 are missing then, and right work would lose points.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path

MAX_NAMED = 5


def unreadable(paths: Iterable[str]) -> list[str]:
    """Return which of these files and folders, and of those in the folders, others cannot read."""
    found = []
    for path in paths:
        if _closed(path):
            found.append(path)
        elif os.path.isdir(path):
            found += sorted(entry.path for entry in os.scandir(path) if _closed(entry.path))
    return found


def _closed(path: str) -> bool:
    try:
        mode = os.stat(path).st_mode
    except OSError:  # a link to nothing
        return False
    needed = stat.S_IROTH | stat.S_IXOTH if stat.S_ISDIR(mode) else stat.S_IROTH
    return mode & needed != needed


def remedy(paths: Iterable[str], prefix: str = sys.prefix) -> str:
    """Return what to do so that students' code can read what is at `paths`; "" if it can."""
    if not (found := unreadable(paths)):
        return ""
    named = "".join(f"\n  {path}" for path in found[:MAX_NAMED])
    more = f"\n  and {len(found) - MAX_NAMED} more" if len(found) > MAX_NAMED else ""
    inside = all(Path(path).is_relative_to(prefix) for path in found)
    places = prefix if inside else " ".join(found[:MAX_NAMED])
    return f"""Students' code could not import its libraries: only root can read
{named.lstrip(chr(10))}{more}
They were installed under a umask that shuts out others, and where root grades, students' code runs
as the user nobody. Nothing was graded. Let others read them:
  chmod -R go+rX {places}"""
