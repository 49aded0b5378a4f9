"""A judge as the pool sees it: a verdict that comes in time and in bounds, or a reason.

What a judge does stands in a file that both have open, the pulse: the time at which its cell must
have ended, and the cell's name. The pool looks there when nothing comes. A message for each cell
would wake it as often.
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
from ..sandbox.wire import clean_name

PROCESS = struct.Struct(">Q")
READ_SIZE = 2**18
PULSE_SIZE = 200
LOOK_EVERY = 1.0  # seconds
MAX_VERDICT_BYTES = 128 * 2**20  # bytes of all that one judge says


class JudgeGoneError(Exception):
    """The judge ended before it said what was asked for."""


class JudgeLateError(Exception):
    """The judge did not say the next thing in time; `held_up` if others may be the cause."""

    held_up = False


def introduce(process: int, wire: socket.socket) -> None:
    """Tell the pool which process the judge on the other end of `wire` is, so that it can end it.

    A descriptor of the process stays true when its number is given to another one (Linux).
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
    """Return a new file that takes no room on a disk, where the system has such files."""
    if hasattr(os, "memfd_create"):
        return open(os.memfd_create("pulse"), "r+b", 0)
    return cast(BinaryIO, tempfile.TemporaryFile(buffering=0))


def write_pulse(pulse: int, cell: str, seconds: float) -> None:
    """Say in the file `pulse` that a cell begins, which may take so many seconds."""
    text = f"{time.monotonic() + seconds:.3f} {cell}".encode("utf-8", "replace")[:PULSE_SIZE]
    os.pwrite(pulse, text.ljust(PULSE_SIZE), 0)


class JudgeProcess:
    """One judge. `end` kills it at once, whatever it computes."""

    def __init__(self, wire: socket.socket, pulse: int, seconds: float) -> None:
        """Wait at most `seconds` until it is known which process is at the other end of `wire`."""
        self._wire, self._pulse = wire, pulse
        self._come = bytearray()
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
        self._wire.settimeout(seconds)
        try:
            self._wire.sendall(line + b"\n")
        except TimeoutError:
            raise JudgeLateError("it does not listen") from None
        except OSError as error:
            raise JudgeGoneError(str(error)) from error

    def next_line(self, deadline: float, grace: float) -> dict[str, Any]:
        """Return the next thing that the judge says.

        It is late after `deadline`, or when its cell should have ended `grace` seconds ago.
        """
        at = 0
        while (end := self._come.find(b"\n", at)) < 0:
            at = len(self._come)
            self._wait(deadline, grace)
            try:
                part = self._wire.recv(READ_SIZE, socket.MSG_DONTWAIT)
            except BlockingIOError:
                continue
            except OSError as error:
                raise JudgeGoneError(str(error)) from error
            self._total += len(part)
            if not part:
                raise JudgeGoneError("the process that runs the tests has gone")
            if self._total > MAX_VERDICT_BYTES:
                raise JudgeGoneError(f"the verdict is larger than {MAX_VERDICT_BYTES >> 20} MiB")
            self._come += part
        line = bytes(self._come[:end])
        del self._come[: end + 1]
        found: dict[str, Any] = json.loads(line)
        return found

    def waited(self) -> float | None:
        """Return for how long it was ready to run and did not, where that is known."""
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

    def _doing(self) -> tuple[str, str, str]:
        text = os.pread(self._pulse, PULSE_SIZE, 0)
        return text.decode("utf-8", "replace").partition(" ")

    def _wait(self, deadline: float, grace: float = 0.0) -> None:
        cell, late = "", deadline
        while (left := late - time.monotonic()) > 0:
            if self._poll.poll(min(left, LOOK_EVERY) * 1000):
                return
            ends, _, cell = self._doing()  # of the cell that runs now, whatever ran before
            late = min(deadline, float(ends) + grace) if ends else deadline
        cell = clean_name(cell)
        where = f" (in the cell {cell.strip()})" if cell else ""
        raise JudgeLateError(f"the tests could not be brought to an end in time{where}")
