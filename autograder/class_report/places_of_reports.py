"""Where reports are written, and how their paths are printed."""

from __future__ import annotations

from pathlib import Path

from ..course import paths

FOLDER = "reports"  # in the classroom
WITHOUT_NAMES = "-without-names"


def shown(path: Path) -> str:
    """Return a path as it is printed: as seen from the repository if it is inside."""
    inside = path.is_relative_to(paths.ROOT)
    return str(path.relative_to(paths.ROOT) if inside else path)
