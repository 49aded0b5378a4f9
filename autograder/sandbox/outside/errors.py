"""What can go wrong with a student process, and the exceptions that the student's code raised."""

from __future__ import annotations

import builtins
import contextlib

from ..wire import Message, clean_name, clean_text
from .outcomes import MAX_EXPLANATION_LENGTH


class SandboxError(BaseException):
    """A student process could not be set up. That is no fault of the student.

    No `except Exception` on the way must take it for an error of the student's code.
    """


class StudentGoneError(Exception):
    """The student process has ended; the message says why."""

    ends_the_question = True  # whoever called back has no one to answer to


class TooSlowError(Exception):
    """What the student's code was asked to do took too long; it was interrupted."""

    ends_the_question = True


class RaisedInStudentCodeError(Exception):
    """An exception of a kind that only the student's code knows."""


class _KeyError(KeyError):
    """Shows its message as it is, where a KeyError would quote the quoted key again."""

    __str__ = Exception.__str__


_KeyError.__name__ = _KeyError.__qualname__ = "KeyError"


_KeyError.__module__ = KeyError.__module__  # a traceback names the module of any other


def exception_of(answer: Message) -> Exception:
    """Return the exception that the student's code raised; one that we do not have by its name."""
    name, message = clean_name(answer["raised"]), clean_text(answer.get("message", ""))
    kind = _KeyError if name == "KeyError" else getattr(builtins, name, None)
    error: Exception = RaisedInStudentCodeError(message)
    if isinstance(kind, type) and issubclass(kind, Exception):
        with contextlib.suppress(Exception):  # those that want more than a text
            error = kind(message)
    elif name.isidentifier():
        error = type(name, (RaisedInStudentCodeError,), {"__module__": "__main__"})(message)
    explained = clean_text(answer.get("explained", message), MAX_EXPLANATION_LENGTH)
    error.explained = explained  # type: ignore[attr-defined]
    error.student_traceback = clean_text(answer.get("traceback", ""))  # type: ignore[attr-defined]
    return error
