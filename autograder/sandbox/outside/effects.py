"""What a student's function did besides returning: it printed, or it warned."""

from __future__ import annotations

import builtins
import sys
import warnings
from typing import Any

from ..wire import Message, clean_text


def show_prints(answer: Message) -> None:
    """Hand what the student's code printed to the test cell that runs, or print it."""
    take = getattr(sys.stdout, "from_student", None)
    for name, text in _pairs(answer.get("printed", [])):
        if take:
            take(text)
        else:
            print(text, end="", file=sys.stderr if name == "stderr" else sys.stdout)
    left_out = answer.get("unprinted", 0)
    if take and type(left_out) is int and 0 < left_out < 10**15:
        take("", left_out)


def show_warnings(found: Any) -> None:
    for name, text in _pairs(found):
        kind = getattr(builtins, name, UserWarning)
        kind = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn(clean_text(text), kind, stacklevel=4)


def _pairs(items: Any) -> list[tuple[str, str]]:
    items = items if isinstance(items, list) else []
    return [
        (str(item[0]), str(item[1])) for item in items if isinstance(item, list) and len(item) == 2
    ]
