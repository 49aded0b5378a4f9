"""Turn names from a zip into names of files that any system can hold, inside one folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

MAX_BYTES = 150  # of one name; systems allow 255, and an ending may be added
MAX_PARTS = 8
UNSAFE = frozenset('<>:"/\\|?*')
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))]
)


def safe_name(name: str) -> str:
    """Return a name that is a plain name of a file or folder on every system."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    name = "".join("_" if c in UNSAFE or not c.isprintable() else c for c in name)
    name = _shortened(name.strip(" "))
    name = name.rstrip(". ") or "_"
    if name.startswith("."):
        name = f"_{name}"
    return f"_{name}" if name.partition(".")[0].casefold() in DEVICES else name


def safe_path(parts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of a path inside a folder; nothing in it leads out of the folder."""
    safe = [safe_name(part) for part in parts if part.strip() not in ("", ".", "..")]
    return tuple(safe[-MAX_PARTS:]) or ("_",)


class FreeNames:
    """Gives each file below a folder a path of its own, on systems that ignore capitals too."""

    def __init__(self, taken: Sequence[str] = ()) -> None:
        self._files = {_folded((name,)) for name in taken}
        self._folders: set[tuple[str, ...]] = set()

    def take(self, parts: Sequence[str]) -> Path:
        """Return a free path like `parts`, with a number in a name that is taken already."""
        path: tuple[str, ...] = ()
        safe = safe_path(parts)
        for part in safe[:-1]:
            path = self._numbered((*path, part), self._files)
            self._folders.add(_folded(path))
        path = self._numbered((*path, safe[-1]), self._files | self._folders)
        self._files.add(_folded(path))
        return Path(*path)

    @staticmethod
    def _numbered(path: tuple[str, ...], taken: set[tuple[str, ...]]) -> tuple[str, ...]:
        *above, name = path
        stem, dot, ending = name.partition(".")
        number = 1
        while _folded(path) in taken:
            number += 1
            path = (*above, f"{stem} ({number}){dot}{ending}")
        return path


def _folded(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFKC", part).casefold() for part in parts)


def _shortened(name: str) -> str:
    """Return a name that is not too long, with its ending."""
    if len(name.encode()) <= MAX_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 10:
        stem, dot, ending = name, "", ""
    room = MAX_BYTES - len(f"{dot}{ending}".encode())
    return f"{stem.encode()[:room].decode(errors='ignore')}{dot}{ending}"
