"""Remove an entry from `course.yml` and leave the rest of the file as it is."""

from __future__ import annotations

from pathlib import Path

from .errors import FileError


def take_out(path: Path, line: int) -> None:
    """Remove the entry of a list that begins in `line`, counted from 1."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    start = line - 1
    if not lines[start].lstrip().startswith("- "):
        reason = "this list is in one line; write each entry on a line of its own, after `- `"
        raise FileError(path, line, reason)
    depth = _depth(lines[start])
    end = start + 1
    # Blank lines and comments at the end belong to what follows.
    for number in range(start + 1, len(lines)):
        if lines[number].strip() and _depth(lines[number]) <= depth:
            break
        if lines[number].strip():
            end = number + 1
    path.write_text("".join(lines[:start] + lines[end:]), "utf-8")


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
