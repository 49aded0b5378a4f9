"""A judge as the pool sees it: a verdict in time and within bounds, or the reason for none.

Judge and pool have a file open, the pulse, with the time at which the current cell must have ended
and the cell's name. The pool reads it when no message comes. A message for each cell would wake the
pool as often.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import struct
import tempfile
import time
from typing import Any, BinaryIO, cast

from ..sandbox.outside.contention import cpu_wait_seconds
from ..sandbox.untrusted_text import clean_name

PROCESS = struct.Struct(">Q")
READ_SIZE = 2**18
PULSE_SIZE = 200
GRACE = 60.0  # seconds after a notebook's time in which tests may end
POLL_INTERVAL = 1.0  # seconds
MAX_VERDICT_BYTES = 128 * 2**20  # bytes of all that one judge sends


class JudgeGoneError(Exception):
    """The judge ended before it sent its verdict."""


class JudgeLateError(Exception):
    """The judge did not answer in time; `held_up` if other processes may be the cause."""

    held_up = False


def introduce(process: int, wire: socket.socket) -> None:
    """Tell the pool which process the judge at the other end of `wire` is, so that it can end it.

    On Linux a descriptor is sent: it stays valid when the process's number is used again.
    """
    if not hasattr(os, "pidfd_open"):
        wire.sendall(PROCESS.pack(process))
        return
    with contextlib.suppress(OSError):  # it has ended already
        descriptor = os.pidfd_open(process)
        try:
            socket.send_fds(wire, [PROCESS.pack(process)], [descriptor])
        finally:
            os.close(descriptor)


def make_pulse() -> BinaryIO:
    """Return a new file in memory, where the system has such files, else on disk."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("pulse"), "r+b", 0)
    return cast(BinaryIO, tempfile.TemporaryFile(buffering=0))


def write_pulse(pulse: int, cell: str, seconds: float) -> None:
    """Record in the file `pulse` that a cell begins, and how many seconds it may take."""
    text = f"{time.monotonic() + seconds:.3f} {cell}".encode("utf-8", "replace")[:PULSE_SIZE]
    os.pwrite(pulse, text.ljust(PULSE_SIZE), 0)


class JudgeProcess:
    """One judge, which `end` kills at once, whatever it computes."""

    def __init__(self, wire: socket.socket, pulse: int, seconds: float) -> None:
        """Wait at most `seconds` until it is known which process is at the other end of `wire`."""
        self._wire, self._pulse = wire, pulse
        self._received = bytearray()
        self._total = 0
        self._poll = select.poll()
        self._poll.register(wire, select.POLLIN)
        self._wait(time.monotonic() + seconds)
        text, descriptors, *_ = socket.recv_fds(wire, PROCESS.size, 1)
        if len(text) != PROCESS.size:
            raise JudgeGoneError("the process that runs the tests could not be started")
        self._number = PROCESS.unpack(text)[0]
        self._descriptor = descriptors[0] if descriptors else -1

    def send(self, line: bytes, seconds: float) -> None:
        """Send a line, which the judge must have read after so many seconds."""
        self._wire.settimeout(seconds)
        try:
            self._wire.sendall(line + b"\n")
        except TimeoutError:
            raise JudgeLateError("the process that runs the tests does not respond") from None
        except OSError as error:
            raise JudgeGoneError(str(error)) from error

    def next_line(self, deadline: float, grace: float) -> dict[str, Any]:
        """Return the next message of the judge.

        The judge is late after `deadline`, or when its cell should have ended `grace` seconds ago.
        """
        at = 0
        while (end := self._received.find(b"\n", at)) < 0:
            at = len(self._received)
            self._wait(deadline, grace)
            try:
                part = self._wire.recv(READ_SIZE, socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except OSError as error:
                raise JudgeGoneError(str(error)) from error
            self._total += len(part)
            if not part:
                raise JudgeGoneError("the process that runs the tests has died")
            if self._total > MAX_VERDICT_BYTES:
                raise JudgeGoneError(f"the verdict is larger than {MAX_VERDICT_BYTES >> 20} MiB")
            self._received += part
        line = bytes(self._received[:end])
        del self._received[: end + 1]
        message: dict[str, Any] = json.loads(line)
        return message

    def waited(self) -> float | None:
        """Return how many seconds it was ready to run and had no CPU, if that is known."""
        return cpu_wait_seconds(self._number)

    def end(self) -> None:
        """Kill it if it still runs."""
        with contextlib.suppress(OSError):
            if self._descriptor < 0:
                os.kill(self._number, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read_pulse(self) -> tuple[str, str, str]:
        text = os.pread(self._pulse, PULSE_SIZE, 0)
        return text.decode("utf-8", "replace").partition(" ")

    def _wait(self, deadline: float, grace: float = 0.0) -> None:
        cell, late = "", deadline
        while (left := late - time.monotonic()) > 0:
            if self._poll.poll(min(left, POLL_INTERVAL) * 1000):
                return
            ends, _, cell = self._read_pulse()  # of the current cell
            late = min(deadline, float(ends) + grace) if ends else deadline
        cell = clean_name(cell)
        where = f" (in the cell {cell.strip()})" if cell else ""
        raise JudgeLateError(f"the tests could not be brought to an end in time{where}")
