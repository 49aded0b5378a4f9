"""Keep what nbgrader, nbconvert and this package log on lines that any terminal can show."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from typing import Any

from ..course.printable import escaped, one_line

# The packages that log lines with names of folders and files in them.
LOGGED_BY = tuple(f"{os.sep}{name}{os.sep}" for name in ("nbgrader", "nbconvert", "autograder"))
OURS = LOGGED_BY[-1]


def patch_logging() -> None:
    """Keep each message of nbgrader, nbconvert and this package on one line, whatever it quotes.

    If a message was meant to have several lines, all but the first are indented, so that they
    cannot pass for messages.
    """
    make = logging.getLogRecordFactory()
    if getattr(make, "_is_patched", False):
        return

    def record(*arguments: Any, **keywords: Any) -> logging.LogRecord:
        made = make(*arguments, **keywords)
        if any(name in made.pathname for name in LOGGED_BY):
            _tidy(made)
        return made

    record._is_patched = True  # type: ignore[attr-defined]
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
    """Return a text with all lines but the first indented."""
    lines = ("".join(c if c.isprintable() else escaped(c) for c in x) for x in text.split("\n"))
    return "\n    ".join(lines)
