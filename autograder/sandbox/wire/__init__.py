"""The wire protocol: frames of plain data between the grader and a student process.

A frame is an 8-byte header, JSON text, and the concatenated bytes of all arrays. The JSON holds
None, booleans, numbers, strings and lists as they are. Everything else is an object with one tag:

    {"t": [..]}   tuple             {"b": [start, size]}          bytes
    {"d": [..]}   dict, as pairs    {"a": [dtype, start, *shape]} array
    {"s": [..]}   set               {"m": [dtype, start, *shape]} np.matrix
    {"z": [..]}   frozenset         {"n": [dtype, start]}         NumPy scalar
    {"c": [..]}   complex number    {"e": [[*shape], [..]]}       array of objects
    {"o": kind}   any other object, as the name of its type, or
    {"o": [kind, shown]}            as the name of its type and its representation

A `Translator` adds tags of its own. Nothing is ever unpickled. The other side may be hostile, so
everything it sends is validated before any object is built from it. Every received string can be
encoded as UTF-8, and names pass `clean_name`.
"""

from ..untrusted_text import MAX_NAME_LENGTH, MAX_TEXT_LENGTH, clean_name, clean_text
from .bounds import MAX_FRAME_BYTES, Message, WireError
from .channel import Channel, ClosedError, SlowError
from .packing import pack
from .translator import Translator, kind_of
from .unpacking import unpack

__all__ = [
    "MAX_FRAME_BYTES", "MAX_NAME_LENGTH", "MAX_TEXT_LENGTH", "Channel", "ClosedError", "Message",
    "SlowError", "Translator", "WireError", "clean_name", "clean_text", "kind_of", "pack", "unpack",
]  # fmt: skip
