"""The wire: plain data survives a round trip, and hostile frames do no harm."""

import contextlib
import json
import resource
import socket
import threading
import time
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.checks.encode import OpaqueValue
from autograder.checks.run import same
from autograder.sandbox.wire import (
    Channel,
    ClosedError,
    SlowError,
    Translator,
    WireError,
    bounds,
    pack,
    unpack,
)
from autograder.sandbox.wire.packing import HEADER

MIB = 2**20
TRANSLATOR = Translator()

numbers = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes(endianness="=")
    | hnp.unsigned_integer_dtypes(endianness="=")
    | hnp.floating_dtypes(endianness="=")
    | hnp.complex_number_dtypes(endianness="=")
    | hnp.unicode_string_dtypes(endianness="=", max_len=5)
)
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
arrays = hnp.arrays(numbers, shapes)
scalars = hnp.arrays(numbers.filter(lambda dtype: dtype.kind != "U"), ()).map(lambda a: a[()])
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | words
    | st.binary(max_size=50) | arrays | scalars
)  # fmt: skip
keys = st.integers() | words | st.booleans() | st.tuples(st.integers(), words)
plain = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(keys, inner, max_size=4)
        | st.sets(keys, max_size=4)
        | st.frozensets(keys, max_size=4)
    ),
    max_leaves=20,
)
data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | words,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*"tszdcbamneohgfk", ""]) | words, inner, max_size=2)
    ),
    max_leaves=30,
)
array_codes = st.sampled_from(
    [*sorted(bounds.NUMBERS), "U3", "U0", "O8", "V8", "M8", "U99999", "f", ""]
)


def split(frame: bytes) -> tuple[bytes, bytes]:
    """Return the text and the blobs of a frame."""
    text_size, blobs_size = HEADER.unpack(frame[: HEADER.size])
    body = frame[HEADER.size :]
    assert len(body) == text_size + blobs_size
    return body[:text_size], body[text_size:]


def round_trip(value: Any) -> Any:
    return unpack(*split(pack({"value": value}, TRANSLATOR)), TRANSLATOR)["value"]


def alike(one: Any, other: Any) -> bool:
    """Return whether two values have the same type, dtype, shape and bits."""
    if isinstance(one, np.ndarray | np.generic):
        return (
            type(one) is type(other)
            and one.dtype == other.dtype
            and one.shape == other.shape
            and one.tobytes() == other.tobytes()
        )
    if isinstance(one, list | tuple):
        return type(one) is type(other) and len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return (
            type(other) is dict
            and list(one) == list(other)
            and all(alike(one[key], other[key]) for key in one)
        )
    if isinstance(one, complex):
        return type(other) is complex and str(one) == str(other)
    return same(one, other)


def harmless(text: bytes, blobs: bytes = b"") -> None:
    """Assert that unpacking a frame gives a message or a WireError, fast and in little memory."""
    tracemalloc.start()
    began = time.process_time()
    try:
        with contextlib.suppress(WireError):
            assert type(unpack(text, blobs, TRANSLATOR)) is dict
    finally:
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert time.process_time() - began < 20
    assert used < 40 * (len(text) + len(blobs)) + 8 * MIB


@given(plain)
@example(np.zeros((0, 3), "U0"))
@example(np.array(["", "a"])[:0])
@example([float("nan"), float("inf"), -0.0])
def test_plain_data_survives_a_round_trip(value: Any) -> None:
    assert alike(value, round_trip(value))


@given(arrays)
def test_a_received_array_is_writeable_and_shares_no_memory(value: Any) -> None:
    one, other = round_trip([value, value])
    assert one.flags.writeable
    assert one.flags.owndata
    assert not np.shares_memory(one, other)


@given(arrays, st.integers(0, 3))
def test_views_and_memory_orders_survive_as_values(value: Any, axis: int) -> None:
    for view in (value.T, value[..., ::-1] if value.ndim else value, np.asfortranarray(value)):
        back = round_trip(view)
        assert back.shape == view.shape
        assert back.tobytes() == view.tobytes()


def test_byte_orders_are_converted_to_native() -> None:
    for dtype in (">f8", ">i4", "<u2", ">U3"):
        value = np.array([1, 2]).astype(dtype)
        assert np.array_equal(round_trip(value), value)


@pytest.mark.filterwarnings("ignore:the matrix subclass")
def test_other_objects_become_the_name_of_their_type() -> None:
    for value, kind in (
        (object(), "object"),
        (np.zeros(2, "M8[s]"), "array of dtype datetime64[s]"),
        (np.zeros(2, [("a", "f8")]), "array of dtype [('a', '<f8')]"),
        (len, "builtin_function_or_method"),
    ):
        assert round_trip(value) == OpaqueValue(kind)
    objects = round_trip(np.array([object(), 1]))
    assert objects.dtype == object
    assert objects.tolist() == [OpaqueValue("object"), 1]
    assert type(round_trip(np.matrix([[1.0]]))) is np.matrix


@pytest.mark.parametrize(
    "value",
    [
        np.zeros(65 * MIB, np.int8),
        [0] * (bounds.MAX_ITEMS + 1),
        "x" * (bounds.MAX_TEXT_BYTES + 1),
        set(range(bounds.MAX_KEYS + 1)),
        dict.fromkeys(range(bounds.MAX_KEYS + 1)),
    ],
)
def test_too_large_a_value_is_refused_by_the_sender(value: Any) -> None:
    with pytest.raises(WireError):
        pack({"value": value}, TRANSLATOR)


def test_too_deep_or_recursive_a_value_is_refused_by_the_sender() -> None:
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    itself: list[Any] = []
    itself.append(itself)
    for value in (deep, itself, {"a": itself}, 10**5000):
        with pytest.raises(WireError):
            pack({"value": value}, TRANSLATOR)


@settings(max_examples=300)
@given(st.binary(max_size=300), st.binary(max_size=100))
def test_random_bytes_do_no_harm(text: bytes, blobs: bytes) -> None:
    harmless(text, blobs)


@settings(max_examples=500)
@given(st.dictionaries(words, data, max_size=3), st.binary(max_size=64))
def test_random_json_does_no_harm(fields: dict[str, Any], blobs: bytes) -> None:
    harmless(json.dumps(fields).encode(), blobs)


@settings(max_examples=500)
@given(
    st.sampled_from("amne"), array_codes, st.integers() | st.floats() | st.none(),
    st.lists(st.integers(-2, 2**40) | st.none() | st.floats(), max_size=40), st.binary(max_size=64),
)  # fmt: skip
def test_random_arrays_do_no_harm(
    tag: str, code: str, start: Any, shape: list[Any], blobs: bytes
) -> None:
    harmless(json.dumps({"value": {tag: [code, start, *shape]}}).encode(), blobs)
    harmless(json.dumps({"value": {tag: shape}}).encode(), blobs)


@settings(max_examples=300)
@given(plain, st.data())
def test_a_changed_frame_does_no_harm(value: Any, draw: st.DataObject) -> None:
    frame = bytearray(pack({"value": value}, TRANSLATOR))
    text, blobs = map(bytearray, split(bytes(frame)))
    for part in (text, blobs):
        for _ in range(draw.draw(st.integers(0, 4))):
            if part:
                place = draw.draw(st.integers(0, len(part) - 1))
                part[place : place + draw.draw(st.integers(0, 3))] = draw.draw(
                    st.binary(max_size=3)
                )
    harmless(bytes(text), bytes(blobs))


BOMBS = {
    "lists": (b'{"v":[' + b"[]," * 2_000_000 + b"1]}", b""),
    "depth": (b'{"v":' + b"[" * 2_000_000 + b"]" * 2_000_000 + b"}", b""),
    "objects": (b'{"v":{"e":[8192,8192]}}', b""),
    "text of no size": (b'{"v":{"a":["U0",0,67108864]}}', b""),
    "parts used often": (
        json.dumps({"v": [{"a": ["b1", 0, MIB]}] * 10_000}).encode(), bytes(MIB),
    ),
    "bytes used often": (json.dumps({"v": [{"b": [0, MIB]}] * 10_000}).encode(), bytes(MIB)),
    "equal hashes": (
        json.dumps({"v": {"s": [n * (2**61 - 1) for n in range(300_000)]}}).encode(), b"",
    ),
    "equal hashes in a dict": (
        json.dumps({"v": {"d": [[n * (2**61 - 1), 0] for n in range(100_000)]}}).encode(), b"",
    ),
    "long number": (b'{"v":' + b"9" * 1_000_000 + b"}", b""),
    "no text": (b'{"v":{"a":["U4",0,262144]}}', b"\xff" * 4 * MIB),
    "half a character": (b'{"v":"\\ud800"}', b""),
    "another encoding": ('{"v": "é"}'.encode("utf-16"), b""),
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_a_small_frame_does_not_become_large_or_slow(name: str) -> None:
    harmless(*BOMBS[name])


def test_received_text_can_be_encoded() -> None:
    message = unpack(b'{"v": ["\\ud800", {"d": [["\\udfff", 1]]}]}', b"", TRANSLATOR)
    assert str(message).encode()


def test_the_channel_refuses_oversized_frames() -> None:
    for sizes in ((2**32 - 1, 0), (0, 2**32 - 1), (bounds.MAX_TEXT_BYTES + 1, 0)):
        mine, theirs = socket.socketpair()
        with mine, theirs:
            theirs.sendall(HEADER.pack(*sizes))
            with pytest.raises(WireError):
                Channel(mine).receive(time.monotonic() + 5)


def test_the_channel_allocates_memory_for_received_bytes_only() -> None:
    mine, theirs = socket.socketpair()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with mine, theirs:
        theirs.sendall(HEADER.pack(100, 60 * MIB))
        with pytest.raises(SlowError):
            Channel(mine).receive(time.monotonic() + 0.2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_a_trickle_of_bytes_does_not_extend_the_deadline() -> None:
    mine, theirs = socket.socketpair()
    stop = threading.Event()

    def trickle() -> None:
        theirs.sendall(HEADER.pack(1000, 0))
        while not stop.wait(0.02):
            theirs.sendall(b" ")

    thread = threading.Thread(target=trickle)
    thread.start()
    began = time.monotonic()
    with mine, pytest.raises(SlowError):
        Channel(mine).receive(began + 0.5)
    stop.set()
    thread.join()
    theirs.close()
    assert time.monotonic() - began < 10


def test_the_channel_reports_that_the_other_side_has_closed() -> None:
    mine, theirs = socket.socketpair()
    theirs.sendall(HEADER.pack(5, 0) + b"{")
    theirs.close()
    with mine, pytest.raises(ClosedError):
        Channel(mine).receive(time.monotonic() + 5)


def test_sending_a_message_that_nobody_reads_times_out() -> None:
    mine, theirs = socket.socketpair()
    with mine, theirs, pytest.raises(SlowError):
        Channel(mine).send({"value": bytes(20 * MIB)}, time.monotonic() + 0.3)
