"""Tell whether files have changed since something was made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(paths: Iterable[Path], root: Path, *more: object) -> str:
    """Hash the names, below `root`, and the contents of files, and `more` words."""
    digest = hashlib.sha256(repr(more).encode())
    for path in sorted(set(paths)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()[:16]
