"""Put what counts of a student's files where nbgrader looks for it. Nothing there is ever lost."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from .records import Placed
from .safe_names import FreeNames

TIMESTAMP = "timestamp.txt"
NEW, REPLACED, UNCHANGED, OLDER, EDITED = (
    "placed", "placed again", "unchanged", "older than what is there", "changed by hand",
)  # fmt: skip


def stage(folder: Path, notebooks: Mapping[str, Path], time: datetime | None) -> FreeNames:
    """Write a submission's notebooks and its time into a new folder; return the names left."""
    folder.mkdir(parents=True)
    for name, file in notebooks.items():
        shutil.copyfile(file, folder / f"{name}.ipynb")
    if time:
        text = time.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        (folder / TIMESTAMP).write_text(f"{text}\n", "utf-8")
    return FreeNames([*(f"{name}.ipynb" for name in notebooks), TIMESTAMP])


def place(staged: Path, target: Path, before: Placed | None, now: Placed, replaced: Path) -> str:
    """Move a staged submission to its place unless what is there is newer or the same.

    What is replaced goes to a free folder like `replaced`. What the instructor has changed since it
    was collected stays, unless something newer was handed in.
    """
    there = digest_of(target) if target.exists() else ""
    if there == now.digest:
        return UNCHANGED
    if before and there:
        if now.order < before.order:
            return OLDER
        if there != before.digest and now.digest == before.digest:
            return EDITED
    if there:
        replaced = _free(replaced)
        replaced.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(target, replaced)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(staged, target)
    return REPLACED if there else NEW


def digest_of(folder: Path) -> str:
    """Return what tells one content of a folder from another."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(
            f"{path.relative_to(folder).as_posix()}\0{content}\n".encode("utf-8", "replace")
        )
    return digest.hexdigest()


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name} ({number})")
    return free
