"""The environment as the kernel has put it into memory, below Python and the C library.

A variable that is deleted stays there. It says where the grader's programs and files lie.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Collection

_places: list[tuple[int, int]] = []


def note(names: Collection[str]) -> None:
    """Note where these variables stand, before they are deleted."""
    try:
        variables = ctypes.POINTER(ctypes.c_void_p).in_dll(ctypes.CDLL(None), "environ")
    except (OSError, ValueError):
        return
    number = 0
    while address := variables[number]:
        text = ctypes.string_at(address)
        if os.fsdecode(text.partition(b"=")[0]) in names:
            _places.append((address, len(text)))
        number += 1


def overwrite() -> None:
    """Overwrite, in this process, what was noted."""
    for address, size in _places:
        ctypes.memset(address, 0, size)
    _places.clear()
