"""Look at the files of a submission without following a link or waiting for a pipe."""

from __future__ import annotations

import contextlib
import fnmatch
import os
import stat
from collections.abc import Sequence
from pathlib import Path

MIB = 2**20


def files_below(folder: Path, ignored: Sequence[str], most: int) -> list[Path]:
    """Return the first `most` files below a folder, without those whose names are `ignored`.

    nbgrader's function for this walks the whole folder again for each file.
    """
    files: list[Path] = []
    waiting = [] if folder.is_symlink() else [folder]
    while waiting and len(files) < most:  # os.walk is recursive, and a student chooses the depth
        subfolders = []
        for item in _items(waiting.pop()):
            if matches_any(item.name, ignored):
                continue
            if not _is_folder(item):
                files.append(Path(item.path))
            elif not item.is_symlink():
                subfolders.append(Path(item.path))
        waiting += reversed(subfolders)
    return files[:most]


def _items(folder: Path) -> list[os.DirEntry[str]]:
    with contextlib.suppress(OSError), os.scandir(folder) as items:
        return sorted(items, key=lambda item: item.name)
    return []


def _is_folder(item: os.DirEntry[str]) -> bool:
    with contextlib.suppress(OSError):
        return item.is_dir()
    return False


def matches_any(name: str, patterns: Sequence[str]) -> bool:
    """Return whether a file's name matches one of these patterns."""
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def is_plain(path: Path, largest: int) -> bool:
    """Return whether a path is a regular file of at most `largest` bytes, and not a link to one."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size <= largest


def state_of(path: Path) -> tuple[int, ...]:
    """Return what distinguishes one state of a file from another; nothing if there is no file."""
    try:
        status = path.lstat()
    except OSError:
        return ()
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns
