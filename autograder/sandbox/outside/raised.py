"""Exceptions that the student's code raised, to be raised again in the judge."""

from __future__ import annotations

import builtins
import contextlib

from ..wire import Message, clean_name, clean_text
from .outcomes import MAX_EXPLANATION_LENGTH


class RaisedInStudentCodeError(Exception):
    """An exception of a class that only the student's code defines."""


class _KeyError(KeyError):
    """A KeyError whose text is its message, where `KeyError` would quote the quoted key again."""

    __str__ = Exception.__str__


_KeyError.__name__ = _KeyError.__qualname__ = "KeyError"
_KeyError.__module__ = KeyError.__module__  # tracebacks omit the module of built-in exceptions


def exception_of(answer: Message) -> Exception:
    """Return the exception that an answer reports, of a class of the same name.

    Its attribute `explained` is a message for the student, `student_traceback` that of their cells.
    """
    name, message = clean_name(answer["raised"]), clean_text(answer.get("message", ""))
    kind = _KeyError if name == "KeyError" else getattr(builtins, name, None)
    error: Exception = RaisedInStudentCodeError(message)
    if isinstance(kind, type) and issubclass(kind, Exception):
        with contextlib.suppress(Exception):  # some classes need more arguments than a message
            error = kind(message)
    elif name.isidentifier():
        error = type(name, (RaisedInStudentCodeError,), {"__module__": "__main__"})(message)
    explained = clean_text(answer.get("explained", message), MAX_EXPLANATION_LENGTH)
    error.explained = explained  # type: ignore[attr-defined]
    error.student_traceback = clean_text(answer.get("traceback", ""))  # type: ignore[attr-defined]
    return error
