"""Addresses inside the course book."""

from __future__ import annotations

import tomllib
from functools import cache

from . import paths


@cache
def address() -> str:
    """Return where the book is published, from `[tool.autograder] book` in pyproject.toml."""
    settings = tomllib.loads((paths.ROOT / "pyproject.toml").read_text("utf-8"))
    return str(settings.get("tool", {}).get("autograder", {}).get("book", ""))


def link(chapter: str, section: str = "") -> str:
    """Return where a chapter's section stands: an address, or a path inside the built book."""
    anchor = f"#{section}" if section else ""
    return f"{address() or 'the book, '}{chapter}.html{anchor}"
