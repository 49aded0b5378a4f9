"""Text from outside as one line that any terminal, log or page can show."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

MAX_LINE = 2000
# Who writes lines with names of folders and files in them.
LOGGED_BY = tuple(f"{os.sep}{name}{os.sep}" for name in ("nbgrader", "nbconvert", "autograder"))
OURS = LOGGED_BY[-1]


def one_line(text: str) -> str:
    r"""Return text in one printable line; what cannot be shown is written as in Python: `\n`.

    So a name cannot begin a line of its own, move the cursor, turn the direction of writing, or
    hide a part of itself, and whoever reads it can still find the folder that has it.
    """
    if not (text.isprintable() and len(text) <= MAX_LINE):
        text = "".join(c if c.isprintable() else _escaped(c) for c in text[: MAX_LINE + 1])
    return text if len(text) <= MAX_LINE else f"{text[:MAX_LINE]} ..."


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def keep_log_lines_whole() -> None:
    """Let what nbgrader, nbconvert and this package log be one line each, whoever named a folder.

    Lines that were meant to follow the first are indented: they cannot pass for messages.
    """
    make = logging.getLogRecordFactory()
    if getattr(make, "whole_lines", False):
        return

    def record(*arguments: Any, **keywords: Any) -> logging.LogRecord:
        made = make(*arguments, **keywords)
        if any(name in made.pathname for name in LOGGED_BY):
            _tidy(made)
        return made

    record.whole_lines = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(record)


def _tidy(record: logging.LogRecord) -> None:
    if isinstance(record.args, Mapping):
        record.args = {key: _argument(value) for key, value in record.args.items()}
    elif record.args:
        record.args = tuple(map(_argument, record.args))
    message = str(record.msg)
    composed = bool(record.args) or OURS in record.pathname or message.startswith("Traceback")
    record.msg = _indented(message) if composed else one_line(message)


def _argument(value: Any) -> Any:
    if isinstance(value, BaseException):
        return _indented(str(value))
    return one_line(str(value)) if isinstance(value, str | os.PathLike) else value


def _indented(text: str) -> str:
    """Return lines of which all but the first are indented."""
    lines = ("".join(c if c.isprintable() else _escaped(c) for c in x) for x in text.split("\n"))
    return "\n    ".join(lines)
