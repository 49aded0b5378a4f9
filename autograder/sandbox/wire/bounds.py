"""How large and how deep a frame may be, and what is raised where one is not as it must be."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]

MAX_FRAME_BYTES = 64 * 2**20
MAX_TEXT_BYTES = 16 * 2**20  # JSON takes many times its size when it is read
MAX_DEPTH = 40
MAX_ITEMS = 500_000
MAX_KEYS = 20_000  # numbers can be chosen such that a dict or set of them takes forever
MAX_DIMENSIONS = 32
MAX_NAME_LENGTH = 200
MAX_TEXT_LENGTH = 20_000  # of an exception, a warning, a traceback
MAX_STRING_ITEM_LENGTH = 10_000
NUMBERS = frozenset(
    ["b1", *(f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)),
     "f2", "f4", "f8", "f16", "c8", "c16", "c32"]
)  # fmt: skip


class WireError(Exception):
    """What is to be sent, or what was received, is not a frame of plain data."""
