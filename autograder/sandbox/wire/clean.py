"""Text of the other side, made fit to be shown: bounded, and without control characters."""

from __future__ import annotations

from typing import Any

from .bounds import MAX_NAME_LENGTH, MAX_TEXT_LENGTH

_CONTROL = {
    code: "\ufffd" for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\r\t\x1b"
}


def clean_text(text: Any, longest: int = MAX_TEXT_LENGTH) -> str:
    """Return `text` cut to a length, without lone surrogates and without control characters.

    Line breaks, tabs and the escape character, which colours tracebacks, stay.
    """
    found = str(text)[:longest].encode("utf-8", "replace").decode()
    return found.translate(_CONTROL) if not found.isprintable() else found


def clean_name(text: Any) -> str:
    """Return `text` as a name that fits into one line of a message."""
    found = clean_text(text, MAX_NAME_LENGTH)
    if found.isprintable():
        return found
    return "".join(character if character.isprintable() else "\ufffd" for character in found)
