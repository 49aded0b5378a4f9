"""Addresses inside the course book."""

from __future__ import annotations

from . import paths


def address() -> str:
    """Return where the book is published, from `book` in `course.yml`; it ends with a slash."""
    return paths.course().book


def link(chapter: str, section: str = "") -> str:
    """Return where a chapter's section is: an address, or a path inside the built book."""
    anchor = f"#{section}" if section else ""
    return f"{address() or 'the book, '}{chapter}.html{anchor}"
