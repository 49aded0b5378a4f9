"""Unpack a frame into plain data. It may be hostile, so it is validated on the way."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from ...checks.encode import OpaqueValue
from ..untrusted_text import clean_name
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
from .translator import Translator


def unpack(text: bytes, blobs: bytes, translator: Translator) -> Message:
    """Return the message in the two parts of a frame: its JSON, and the bytes of its arrays.

    Raises
    ------
    WireError
        If it is not a frame that `pack` could have made.
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
    """Return the parsed JSON of a frame, with lone surrogates in its strings replaced.

    The text must be ASCII, so a surrogate can only be an escape sequence.
    """
    fields = json.loads(text.decode("ascii"))
    if b"\\ud" in text.lower():
        fields = json.loads(json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace"))
    if type(fields) is not dict:
        raise WireError("the frame is not a JSON object")
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
            raise WireError(f"it is nested more than {MAX_DEPTH} levels deep")
        try:
            return self._list(data) if isinstance(data, list) else self._tagged(data)
        finally:
            self.depth -= 1

    def _count_items(self, number: int) -> None:
        self.items += number
        if self.items > MAX_ITEMS:
            raise WireError(f"it has more than {MAX_ITEMS:,} items")

    def _keys(self, keys: list[Any]) -> list[Any]:
        self.keys += sum(type(key) is not str for key in keys)
        if self.keys > MAX_KEYS:
            raise WireError(f"it has more than {MAX_KEYS:,} keys")
        return keys

    def _list(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            raise WireError(f"a list is expected, not {type(data).__name__}")
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
        is_text = code[0] == "U" and 0 <= int(code[1:]) <= MAX_STRING_ITEM_LENGTH
        if code not in NUMBERS and not is_text:
            raise WireError(f"an array has the unsupported dtype {code!r:.20}")
        dtype = np.dtype(code)
        size = math.prod(_shape(shape)) * dtype.itemsize
        if dtype.itemsize == 0:
            self._count_items(math.prod(_shape(shape)))
            return np.zeros(_shape(shape), dtype)
        array = np.frombuffer(self._bytes(_count(start), size), dtype).reshape(shape).copy()
        if is_text and not np.all(_are_characters(array)):
            raise WireError("an array of strings holds invalid characters")
        return array

    def _objects(self, sizes: Any, content: Any) -> np.ndarray[Any, Any]:
        shape, items = _shape(sizes), self._list(content)
        if math.prod(shape) != len(items):
            raise WireError("an array of objects has another number of items than its shape")
        array = np.empty(len(items), object)
        for index, item in enumerate(items):  # np.array would turn lists into dimensions
            array[index] = item
        return array.reshape(shape)

    def _bytes(self, start: int, size: int) -> bytes:
        self.size += size
        if start + size > len(self.blobs) or self.size > len(self.blobs):
            raise WireError("an array reaches beyond the frame, or shares bytes with another")
        return self.blobs[start : start + size]


def _are_characters(array: np.ndarray[Any, Any]) -> Any:
    """Return for each code point of an array of strings whether it is a valid character."""
    codes = np.frombuffer(array.tobytes(), np.uint32)
    return (codes < 0xD800) | ((codes > 0xDFFF) & (codes < 0x110000))


def _count(number: Any) -> int:
    if type(number) is not int or not 0 <= number <= MAX_FRAME_BYTES:
        raise WireError(f"{number!r:.20} is not a valid size")
    return number


def _shape(sizes: Any) -> tuple[int, ...]:
    shape = tuple(map(_count, sizes))
    if len(shape) > MAX_DIMENSIONS or math.prod(shape) > MAX_FRAME_BYTES:
        raise WireError("an array has too many dimensions or items")
    return shape
