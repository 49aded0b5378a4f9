"""Reproduce in the judge what a student's call printed and which warnings it gave."""

from __future__ import annotations

import builtins
import sys
import warnings
from abc import ABC, abstractmethod
from typing import Any

from ..wire import Message, clean_text


class StudentOutput(ABC):
    """A stream in place of sys.stdout that keeps what the student's code prints apart."""

    @abstractmethod
    def from_student(self, text: str, left_out: int = 0) -> None:
        """Add printed text; `left_out` characters more were dropped in the student process."""


def show_prints(answer: Message) -> None:
    """Pass what the student's code printed to the running test cell, or print it."""
    stdout = sys.stdout
    take = stdout.from_student if isinstance(stdout, StudentOutput) else None
    for name, text in _pairs(answer.get("printed", [])):
        if take:
            take(text)
        else:
            print(text, end="", file=sys.stderr if name == "stderr" else sys.stdout)
    dropped = answer.get("unprinted", 0)
    if take and type(dropped) is int and 0 < dropped < 10**15:
        take("", dropped)


def show_warnings(items: Any) -> None:
    """Issue the warnings in a list of (category, message); other items are ignored."""
    for name, text in _pairs(items):
        kind = getattr(builtins, name, UserWarning)
        kind = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn(clean_text(text), kind, stacklevel=4)


def _pairs(items: Any) -> list[tuple[str, str]]:
    items = items if isinstance(items, list) else []
    return [
        (str(item[0]), str(item[1])) for item in items if isinstance(item, list) and len(item) == 2
    ]
