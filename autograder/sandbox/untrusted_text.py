"""Make untrusted text safe to display: bounded in length, and without control characters."""

from __future__ import annotations

from typing import Any

MAX_NAME_LENGTH = 200
MAX_TEXT_LENGTH = 20_000  # of an exception's message, a warning, a traceback
_CONTROL = {
    code: "\ufffd" for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\r\t\x1b"
}


def clean_text(text: Any, max_length: int = MAX_TEXT_LENGTH) -> str:
    """Return `text` truncated, and without lone surrogates and control characters.

    Line breaks, tabs and the escape character, which colours tracebacks, are kept.
    """
    cleaned = str(text)[:max_length].encode("utf-8", "replace").decode()
    return cleaned.translate(_CONTROL) if not cleaned.isprintable() else cleaned


def clean_name(text: Any) -> str:
    """Return `text` as one short printable line."""
    name = clean_text(text, MAX_NAME_LENGTH)
    if name.isprintable():
        return name
    return "".join(character if character.isprintable() else "\ufffd" for character in name)
