"""Turn text from outside into one line that any terminal, log or page can show."""

from __future__ import annotations

MAX_LINE = 2000


def one_line(text: str) -> str:
    r"""Return text as one printable line; what cannot be shown is escaped as in Python: `\n`.

    So a name cannot start a new line, move the cursor, reverse the direction of writing or hide a
    part of itself, and a reader can still find the folder that has it.
    """
    if not (text.isprintable() and len(text) <= MAX_LINE):
        text = "".join(c if c.isprintable() else escaped(c) for c in text[: MAX_LINE + 1])
    return text if len(text) <= MAX_LINE else f"{text[:MAX_LINE]} ..."


def escaped(character: str) -> str:
    """Return a character as Python escapes it."""
    return character.encode("unicode_escape").decode("ascii")
