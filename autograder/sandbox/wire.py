"""Frames of plain data between the grader and a student process.

A frame is a header of 8 bytes, JSON, and the bytes of all arrays one behind the other. In the JSON,
None, truth values, numbers, strings and lists stand as they are. Everything else is an object with
one tag:

    {"t": [..]}   tuple             {"b": [start, size]}          bytes
    {"d": [..]}   dict, as pairs    {"a": [dtype, start, *shape]} array
    {"s": [..]}   set               {"m": [dtype, start, *shape]} np.matrix
    {"z": [..]}   frozenset         {"n": [dtype, start]}         NumPy scalar
    {"c": [..]}   complex number    {"e": [[*shape], [..]]}       array of objects
    {"o": kind}   something else: only the name of its type is told, or
    {"o": [kind, shown]}            how it shows itself, too

and those of a `Translator`. Nothing is ever unpickled. What the other side sends may be hostile: it
is checked before anything is made of it. All text in a frame passes `_parse`, so that what comes
out of it can be encoded, and names pass `clean_name`.
"""

from __future__ import annotations

import json
import math
import select
import socket
import struct
import sys
import time
from collections.abc import Iterable
from typing import Any

import numpy as np

from ..checks.encode import OpaqueValue

HEADER = struct.Struct(">II")
MAX_FRAME_BYTES = 64 * 2**20
MAX_TEXT_BYTES = 16 * 2**20  # JSON takes many times its size when it is read
MAX_DEPTH = 40
MAX_ITEMS = 500_000
MAX_KEYS = 20_000  # numbers can be chosen such that a dict or set of them takes for ever
MAX_DIMENSIONS = 32
READ_SIZE = 2**18
PASS_CREDENTIALS = getattr(socket, "SO_PASSCRED", None)  # Linux
PEEK = socket.MSG_DONTWAIT | socket.MSG_PEEK
CREDENTIALS = 64  # bytes that the kernel's word on who sends takes at most
MAX_NAME_LENGTH = 200
MAX_TEXT_LENGTH = 20_000  # of an exception, a warning, a traceback
MAX_STRING_ITEM_LENGTH = 10_000
NUMBERS = frozenset(
    ["b1", *(f"{kind}{size}" for kind in "iu" for size in (1, 2, 4, 8)),
     "f2", "f4", "f8", "f16", "c8", "c16", "c32"]
)  # fmt: skip

Message = dict[str, Any]


class WireError(Exception):
    """What is to be sent, or what was received, is not a frame of plain data."""


class ClosedError(Exception):
    """The other side has gone."""


class SlowError(Exception):
    """The other side did not answer in time."""


def clean_text(text: Any, longest: int = MAX_TEXT_LENGTH) -> str:
    """Return `text` cut to a length, without lone surrogates and without control characters.

    Line breaks, tabs and the escape character, which colours tracebacks, stay.
    """
    found = str(text)[:longest].encode("utf-8", "replace").decode()
    return found.translate(_CONTROL) if not found.isprintable() else found


def clean_name(text: Any) -> str:
    """Return `text` as a name that fits into one line of a message."""
    found = clean_text(text, MAX_NAME_LENGTH)
    if found.isprintable():
        return found
    return "".join(character if character.isprintable() else "\ufffd" for character in found)


_CONTROL = {
    code: "\ufffd" for code in [*range(32), *range(127, 160)] if chr(code) not in "\n\r\t\x1b"
}


class Translator:
    """Gives what is not plain data a tag and plain content, and takes it back. This one cannot."""

    def encode(self, value: Any) -> tuple[str, Any]:
        return "o", kind_of(value)

    def decode(self, tag: str, content: Any) -> Any:
        raise WireError(f"unknown tag {tag!r:.50}")


def kind_of(value: Any) -> str:
    """Return the name of a value's type."""
    if type(value) is np.ndarray:
        return clean_name(f"array of dtype {value.dtype}")
    return clean_name(type(value).__name__)


def pack(message: Message, translator: Translator) -> bytes:
    """Return a message, a dict with names as keys, as one frame.

    Raises
    ------
    WireError
        If it is too large, too deep, or changes while it is read.
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
        ArithmeticError, AttributeError, LookupError, MemoryError, RecursionError, TypeError,
        ValueError,
    ) as error:  # fmt: skip
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


class _Packer:
    def __init__(self, translator: Translator) -> None:
        self.translator = translator
        self.blobs: list[bytes] = []
        self.size = self.items = self.keys = self.depth = 0

    def pack(self, value: Any) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise WireError(f"it has more than {MAX_ITEMS:,} parts")
        if value is None or type(value) in (bool, int, float, str):
            return value
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise WireError(f"it is nested more than {MAX_DEPTH} deep")
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


def _as_text(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be written to a file


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


class Channel:
    """One end of the wire. No read blocks for longer than until its deadline."""

    def __init__(self, end: socket.socket, translator: Translator | None = None) -> None:
        self._end = end
        self.translator = translator or Translator()
        self._come = bytearray()  # stays when a signal interrupts a read: no frame is torn
        self._poll = select.poll()
        self._poll.register(end, select.POLLIN)
        end.setblocking(True)
        self.peer = 0  # the number of the process that sent the first bytes, once it is known

    def learn_peer(self) -> None:
        """Ask the kernel who sends, where it tells."""
        if PASS_CREDENTIALS is not None:
            self._end.setsockopt(socket.SOL_SOCKET, PASS_CREDENTIALS, 1)
            self.peer = -1

    def send(self, message: Message, deadline: float | None = None) -> None:
        """Send a message.

        Raises
        ------
        WireError
            If it cannot be sent as it is; the channel stays usable.
        ClosedError
            If the other side has gone.
        SlowError
            If the other side has not taken it by `deadline`, in seconds of `time.monotonic`.
        """
        frame = pack(message, self.translator)
        self._end.settimeout(_left(deadline))
        try:
            self._end.sendall(frame)
        except TimeoutError as error:
            raise SlowError from error
        except OSError as error:
            raise ClosedError(str(error)) from error
        finally:
            self._end.settimeout(None)

    def receive(self, deadline: float | None = None) -> Message:
        """Return the next message; raises what `send` raises."""
        self._wait_for(HEADER.size, deadline)
        text_size, blobs_size = HEADER.unpack_from(self._come)
        if text_size > MAX_TEXT_BYTES or text_size + blobs_size > MAX_FRAME_BYTES:
            raise WireError(f"a frame of {text_size + blobs_size:,} bytes")
        begin, end = HEADER.size + text_size, HEADER.size + text_size + blobs_size
        self._wait_for(end, deadline)
        with memoryview(self._come) as come:
            text, blobs = bytes(come[HEADER.size : begin]), bytes(come[begin:end])
        del self._come[:end]
        return unpack(text, blobs, self.translator)

    def close(self) -> None:
        self._end.close()

    def _wait_for(self, size: int, deadline: float | None) -> None:
        # The memory grows with what has come, not with what was announced.
        while len(self._come) < size:
            try:
                part = self._end.recv(READ_SIZE, socket.MSG_DONTWAIT)
            except BlockingIOError:
                self._wait(deadline)
                continue
            except OSError as error:
                raise ClosedError(str(error)) from error
            if not part:
                raise ClosedError("the other side has closed")
            self._come += part
            if len(self._come) < size and deadline is not None and time.monotonic() > deadline:
                raise SlowError

    def _wait(self, deadline: float | None) -> None:
        """Wait until there is something to read.

        A byte sent out of band makes the socket readable, and yet there is nothing to read.
        """
        left = _left(deadline)
        if not self._poll.poll(None if left is None else left * 1000):
            raise SlowError
        try:
            if self.peer < 0:
                self._read_peer()
            else:  # a student process may not call recvmsg: see `seccomp`
                self._end.recv(1, PEEK)
        except BlockingIOError:
            raise WireError("bytes out of band") from None
        except OSError as error:
            raise ClosedError(str(error)) from error

    def _read_peer(self) -> None:
        _, credentials, *_ = self._end.recvmsg(1, CREDENTIALS, PEEK)
        if credentials and PASS_CREDENTIALS is not None:
            self.peer = int.from_bytes(credentials[0][2][:4], sys.byteorder)
            self._end.setsockopt(socket.SOL_SOCKET, PASS_CREDENTIALS, 0)


def _left(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.001, deadline - time.monotonic())
