"""Pack plain data into a frame: JSON, and the concatenated bytes of all arrays."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable
from typing import Any

import numpy as np

from ...checks.encode import OpaqueValue
from .bounds import (
    MAX_DEPTH,
    MAX_FRAME_BYTES,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_TEXT_BYTES,
    NUMBERS,
    Message,
    WireError,
)
from .translator import Translator, kind_of

HEADER = struct.Struct(">II")  # the sizes of the JSON and of the arrays' bytes


def pack(message: Message, translator: Translator) -> bytes:
    """Pack a message, a dict whose keys are strings, into one frame.

    Raises
    ------
    WireError
        If it is too large, nested too deeply, or modified while it is packed.
    """
    packer = _Packer(translator)
    try:
        fields = {name: packer.pack(value) for name, value in message.items()}
        text = json.dumps(fields).encode()
    except (RecursionError, RuntimeError, ValueError) as error:
        raise WireError(f"it cannot be sent: {error}"[:300]) from error
    if len(text) > MAX_TEXT_BYTES or len(text) + packer.size > MAX_FRAME_BYTES:
        raise WireError(f"it is larger than {MAX_FRAME_BYTES >> 20} MiB")
    return b"".join([HEADER.pack(len(text), packer.size), text, *packer.blobs])


class _Packer:
    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.blobs: list[bytes] = []
        self.size = self.items = self.keys = self.depth = 0

    def pack(self, value: Any) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise WireError(f"it has more than {MAX_ITEMS:,} items")
        if value is None or type(value) in (bool, int, float, str):
            return value
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError(f"it is nested more than {MAX_DEPTH} levels deep")
        try:
            return (
                self._array(value)
                if isinstance(value, np.ndarray | np.generic)
                else self._other(value)
            )
        finally:
            self.depth -= 1

    def _other(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.pack(item) for item in value]
        for kind, tag in ((tuple, "t"), (frozenset, "z"), (set, "s")):
            if isinstance(value, kind):
                self._count_keys(value if kind is not tuple else ())
                return {tag: [self.pack(item) for item in value]}
        if isinstance(value, dict):
            self._count_keys(value)
            return {"d": [self.pack([key, item]) for key, item in value.items()]}
        if isinstance(value, bytes | bytearray):
            return {"b": [self._blob(bytes(value)), len(value)]}
        if isinstance(value, complex):
            return {"c": [value.real, value.imag]}
        for plain in (int, float, str):
            if isinstance(value, plain):
                return plain(value)
        if isinstance(value, OpaqueValue):
            return {"o": [value.kind, value.shown] if value.shown else value.kind}
        tag, content = self.translator.encode(value)
        return {tag: self.pack(content)}

    def _count_keys(self, keys: Iterable[Any]) -> None:
        self.keys += sum(not isinstance(key, str) for key in keys)
        if self.keys > MAX_KEYS:
            raise WireError(f"it has more than {MAX_KEYS:,} keys")

    def _array(self, value: Any) -> Message:
        kind, dtype = type(value), value.dtype
        code = f"{dtype.kind}{dtype.itemsize}"
        if kind is np.ndarray and dtype.kind == "O":
            return {"e": [list(value.shape), [self.pack(item) for item in value.flat]]}
        if kind is np.ndarray and dtype.kind == "U":
            code = f"U{dtype.itemsize // 4}"
        elif code not in NUMBERS or not (
            kind in (np.ndarray, np.matrix) or issubclass(kind, np.generic)
        ):
            return {"o": kind_of(value)}
        start = self._blob(np.asarray(value, dtype.newbyteorder("=")).tobytes())
        if isinstance(value, np.generic):
            return {"n": [code, start]}
        return {"m" if kind is np.matrix else "a": [code, start, *value.shape]}

    def _blob(self, content: bytes) -> int:
        start = self.size
        self.blobs.append(content)
        self.size += len(content)
        if self.size > MAX_FRAME_BYTES:
            raise WireError(f"it is larger than {MAX_FRAME_BYTES >> 20} MiB")
        return start
