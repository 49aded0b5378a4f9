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
is checked before anything is made of it. Every string that is received can be encoded as UTF-8, and
names pass `clean_name`.
"""

from .bounds import MAX_FRAME_BYTES, MAX_NAME_LENGTH, MAX_TEXT_LENGTH, Message, WireError
from .channel import Channel, ClosedError, SlowError
from .clean import clean_name, clean_text
from .packing import pack
from .translator import Translator, kind_of
from .unpacking import unpack

__all__ = [
    "MAX_FRAME_BYTES", "MAX_NAME_LENGTH", "MAX_TEXT_LENGTH", "Channel", "ClosedError", "Message",
    "SlowError", "Translator", "WireError", "clean_name", "clean_text", "kind_of", "pack", "unpack",
]  # fmt: skip
