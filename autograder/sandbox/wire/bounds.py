"""Limits on a frame's size, depth and content, and the error that its violation raises."""

from __future__ import annotations

from typing import Any

Message = dict[str, Any]

MAX_FRAME_BYTES = 64 * 2**20
MAX_TEXT_BYTES = 16 * 2**20  # parsed JSON takes many times its size in memory
MAX_DEPTH = 40
MAX_ITEMS = 500_000
MAX_KEYS = 20_000  # keys other than strings, which can be chosen to collide in a dict or set
MAX_DIMENSIONS = 32
MAX_STRING_ITEM_LENGTH = 10_000  # of an array of strings
# The dtypes of numeric arrays, as kind and item size.
NUMBERS = frozenset(
    ["b1", *(f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)),
     "f2", "f4", "f8", "f16", "c8", "c16", "c32"]
)  # fmt: skip


class WireError(Exception):
    """A value cannot be sent as a frame, or received bytes are not a valid frame."""
