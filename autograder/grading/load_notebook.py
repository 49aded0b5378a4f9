"""Load the notebook of a submission, even if it was submitted under another name."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from . import find_notebook
from .gradebook_source import Source
from .read_notebook import LoadedNotebook, UnreadableError, read
from .recover_labels import recognised
from .submitted_files import MIB


def load(path: Path, source: Source, largest: int) -> LoadedNotebook:
    """Read a notebook of at most `largest` MiB.

    If there is no such file, the file that is most like it in name and content counts.

    Raises
    ------
    UnreadableError
        If there is none, if several may be meant, or if it is not a notebook.
    """
    try:
        return read(path, largest)
    except UnreadableError:
        if os.path.lexists(path) or path.parent.is_symlink():
            raise
        plausible = dict(_plausible(path, source, largest))
        if not plausible:
            raise
    chosen = find_notebook.choose([*plausible], path.parent, path.stem)
    if chosen is None:
        names = ", ".join(str(other.relative_to(path.parent)) for other in plausible)
        raise UnreadableError(
            f"There is no file {path.name}, and it is not known which of these was meant: "
            f"{names}. Rename the one that counts."
        )
    loaded, name = plausible[chosen], chosen.relative_to(path.parent)
    return LoadedNotebook(loaded.notebook, [*loaded.notes, f"it was submitted as {name}"])


def _plausible(path: Path, source: Source, largest: int) -> Iterator[tuple[Path, LoadedNotebook]]:
    """Read the files that may be meant, and give those with half of the instructor's cells."""
    bytes_left = largest * MIB
    for other in find_notebook.candidates(path.parent, path.stem):
        with contextlib.suppress(UnreadableError, OSError):
            bytes_left -= other.lstat().st_size
            if bytes_left < 0:
                return
            loaded = read(other, largest)
            if len(recognised(loaded.notebook, source)) * 2 >= len(source.cells):
                yield other, loaded
