"""Find a notebook that was submitted under another name, or in a folder of its own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from ..course.litter import LITTER
from .submitted_files import files_below

ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".txt")
CHECKPOINT = "-checkpoint"
MAX_FILES = 500
MAX_CANDIDATES = 10


def candidates(folder: Path, name: str) -> list[Path]:
    """Return the files of a submission that may be the notebook `name`, the likeliest first."""
    right = folder / f"{name}.ipynb"
    files = files_below(folder, LITTER, MAX_FILES)
    likely = [path for path in files if path.name.lower().endswith(ENDINGS) and path != right]
    return sorted(likely, key=lambda path: (_rank(path, folder, name), path))[:MAX_CANDIDATES]


def choose(paths: Sequence[Path], folder: Path, name: str) -> Path | None:
    """Return which of these notebooks counts, or None if that cannot be known.

    If there are several, one must have the right name, apart from capitals and its ending; or all
    others must be checkpoints, which Jupyter keeps by itself.
    """
    right = [path for path in paths if _bare(path.name) == _folded(name)]
    if right:
        ranks = [_rank(path, folder, name) for path in right]
        return right[0] if len(right) == 1 or ranks[0] < ranks[1] else None
    own = [path for path in paths if CHECKPOINT not in path.name] or paths
    return own[0] if len(own) == 1 else None


def _rank(path: Path, folder: Path, name: str) -> tuple[bool, bool, bool, int]:
    """Return how unlikely it is that a file is the notebook `name`."""
    return (
        _bare(path.name) != _folded(name),
        not path.name.lower().endswith(".ipynb"),
        CHECKPOINT in path.name,
        len(path.relative_to(folder).parts),
    )


def _bare(name: str) -> str:
    """Return a file's name without its ending and capitals."""
    name = _folded(name)
    endings = [ending for ending in ENDINGS if name.endswith(ending)]
    return name.removesuffix(max(endings, key=len, default=""))


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
