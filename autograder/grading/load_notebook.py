"""Load the notebook of a submission, also if it was handed in under another name."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from . import find_notebook
from .reading import MIB, Handed, UnreadableError, read
from .recover_labels import recognised
from .shared_gradebook import Source


def load(path: Path, source: Source, largest: int) -> Handed:
    """Read a notebook of at most `largest` MiB.

    Where there is no such file, the one counts that is most like it in name and content.

    Raises
    ------
    UnreadableError
        If there is none, if several may be meant, or if it is no notebook.
    """
    try:
        return read(path, largest)
    except UnreadableError:
        if os.path.lexists(path) or path.parent.is_symlink():
            raise
        found = dict(_plausible(path, source, largest))
        if not found:
            raise
    chosen = find_notebook.choose([*found], path.parent, path.stem)
    if chosen is None:
        places = ", ".join(str(other.relative_to(path.parent)) for other in found)
        raise UnreadableError(
            f"There is no file {path.name}, and it is not known which of these was meant: "
            f"{places}. Rename the one that counts."
        )
    handed = found[chosen]
    place = chosen.relative_to(path.parent)
    return Handed(handed.notebook, [*handed.notes, f"it was handed in as {place}"])


def _plausible(path: Path, source: Source, largest: int) -> Iterator[tuple[Path, Handed]]:
    """Read the files that may be meant; those with half of the instructor's cells are like it."""
    room = largest * MIB
    for other in find_notebook.candidates(path.parent, path.stem):
        with contextlib.suppress(UnreadableError, OSError):
            room -= other.lstat().st_size
            if room < 0:
                return
            handed = read(other, largest)
            if len(recognised(handed.notebook, source)) * 2 >= len(source.cells):
                yield other, handed
