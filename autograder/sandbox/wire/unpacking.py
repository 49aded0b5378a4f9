"""A frame as plain data: it may be hostile, and is checked before anything is made of it."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from ...checks.encode import OpaqueValue
from .bounds import (
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_FRAME_BYTES,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_STRING_ITEM_LENGTH,
    NUMBERS,
    Message,
    WireError,
)
from .clean import clean_name
from .translator import Translator


def unpack(text: bytes, blobs: bytes, translator: Translator) -> Message:
    """Return the message that `pack` made into the two parts of a frame.

    Raises
    ------
    WireError
        If `pack` cannot have made it.
    """
    unpacker = _Unpacker(blobs, translator)
    try:
        return {name: unpacker.unpack(value) for name, value in _parse(text).items()}
    except WireError:
        raise
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        MemoryError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise WireError(f"{type(error).__name__}: {error}"[:300]) from error


def _parse(text: bytes) -> Message:
    """Return the JSON of a frame, in which no string holds half a character.

    `pack` writes ASCII, so such a string can only have been escaped.
    """
    fields = json.loads(text.decode("ascii"))
    if b"\\ud" in text.lower():
        fields = json.loads(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace"))
    if type(fields) is not dict:
        raise WireError("a frame is an object with named fields")
    return fields


class _Unpacker:
    def __init__(self, blobs: bytes, translator: Translator) -> None:
        self.blobs, self.translator = blobs, translator
        self.items = self.keys = self.size = self.depth = 0

    def unpack(self, data: Any) -> Any:
        self._count_items(1)
        if not isinstance(data, list | dict):
            return data
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError(f"it is nested more than {MAX_DEPTH} deep")
        try:
            return self._list(data) if isinstance(data, list) else self._tagged(data)
        finally:
            self.depth -= 1

    def _count_items(self, number: int) -> None:
        self.items += number
        if self.items > MAX_ITEMS:
            raise WireError(f"it has more than {MAX_ITEMS:,} parts")

    def _keys(self, keys: list[Any]) -> list[Any]:
        self.keys += sum(type(key) is not str for key in keys)
        if self.keys > MAX_KEYS:
            raise WireError(f"it has more than {MAX_KEYS:,} keys")
        return keys

    def _list(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            raise WireError("a list is expected")
        return [self.unpack(item) for item in data]

    def _tagged(self, data: Message) -> Any:
        ((tag, content),) = data.items()
        match tag:
            case "t":
                return tuple(self._list(content))
            case "s":
                return set(self._keys(self._list(content)))
            case "z":
                return frozenset(self._keys(self._list(content)))
            case "d":
                pairs = self._list(content)
                self._keys([key for key, _ in pairs])
                return dict(pairs)
            case "c":
                real, imaginary = content
                return complex(float(real), float(imaginary))
            case "b":
                start, size = map(_count, content)
                return self._bytes(start, size)
            case "a":
                return self._array(*content)
            case "m":
                return np.matrix(self._array(*content))
            case "n":
                code, start = content
                return self._array(code, start)[()]
            case "e":
                return self._objects(*content)
            case "o":
                kind, shown = content if isinstance(content, list) else (content, "")
                return OpaqueValue(clean_name(kind), clean_name(shown))
        return self.translator.decode(tag, self.unpack(content))

    def _array(self, code: str, start: int, *shape: int) -> np.ndarray[Any, Any]:
        words = code[0] == "U" and 0 <= int(code[1:]) <= MAX_STRING_ITEM_LENGTH
        if code not in NUMBERS and not words:
            raise WireError(f"an array of dtype {code!r:.20}")
        dtype = np.dtype(code)
        size = math.prod(_shape(shape)) * dtype.itemsize
        if dtype.itemsize == 0:
            self._count_items(math.prod(_shape(shape)))
            return np.zeros(_shape(shape), dtype)
        array = np.frombuffer(self._bytes(_count(start), size), dtype).reshape(shape).copy()
        if words and np.any(~_is_text(array)):
            raise WireError("an array of text that is no text")
        return array

    def _objects(self, sizes: Any, content: Any) -> np.ndarray[Any, Any]:
        shape, items = _shape(sizes), self._list(content)
        if math.prod(shape) != len(items):
            raise WireError("an array of objects that are not as many as its shape says")
        array = np.empty(len(items), object)
        for place, item in enumerate(items):  # else lists in it would be taken for more dimensions
            array[place] = item
        return array.reshape(shape)

    def _bytes(self, start: int, size: int) -> bytes:
        self.size += size
        if start + size > len(self.blobs) or self.size > len(self.blobs):
            raise WireError("an array reaches beyond its frame, or a part of it is used twice")
        return self.blobs[start : start + size]


def _is_text(array: np.ndarray[Any, Any]) -> Any:
    codes = np.frombuffer(array.tobytes(), np.uint32)
    return (codes < 0xD800) | ((codes > 0xDFFF) & (codes < 0x110000))


def _count(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= MAX_FRAME_BYTES:
        raise WireError(f"{number!r:.20} is no length")
    return number


def _shape(sizes: Any) -> tuple[int, ...]:
    shape = tuple(map(_count, sizes))
    if len(shape) > MAX_DIMENSIONS or math.prod(shape) > MAX_FRAME_BYTES:
        raise WireError("an array with too many dimensions or items")
    return shape
