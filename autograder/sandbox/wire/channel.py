"""One end of the socket between the grader and a student process."""

from __future__ import annotations

import select
import socket
import sys
import time

from .bounds import MAX_FRAME_BYTES, MAX_TEXT_BYTES, Message, WireError
from .packing import HEADER, pack
from .translator import Translator
from .unpacking import unpack

READ_SIZE = 2**18
PASS_CREDENTIALS = getattr(socket, "SO_PASSCRED", None)  # Linux
PEEK = socket.MSG_DONTWAIT | socket.MSG_PEEK
CREDENTIALS_SIZE = 64  # bytes, at least as large as the ancillary data with the sender's IDs


class ClosedError(Exception):
    """The other side has closed its end."""


class SlowError(Exception):
    """The other side did not send or receive before the deadline."""


class Channel:
    """One end of the wire. No operation blocks beyond its deadline."""

    def __init__(self, end: socket.socket, translator: Translator | None = None) -> None:
        self._end = end
        self.translator = translator or Translator()
        self._received = bytearray()  # kept when a signal interrupts a read, so no frame is lost
        self._poll = select.poll()
        self._poll.register(end, select.POLLIN)
        end.setblocking(True)
        # The ID of the process that sends; -1 until it has sent something, 0 if it is unknown.
        self.peer = 0

    def request_peer(self) -> None:
        """Ask the kernel for the ID of the sending process, where it supports that."""
        if PASS_CREDENTIALS is not None:
            self._end.setsockopt(socket.SOL_SOCKET, PASS_CREDENTIALS, 1)
            self.peer = -1

    def send(self, message: Message, deadline: float | None = None) -> None:
        """Send a message. `deadline` is a time of `time.monotonic`.

        Raises
        ------
        WireError
            If the message cannot be packed; the channel stays usable.
        ClosedError
            If the other side has closed its end.
        SlowError
            If the other side has not received it by the deadline.
        """
        frame = pack(message, self.translator)
        self._end.settimeout(_seconds_until(deadline))
        try:
            self._end.sendall(frame)
        except TimeoutError as error:
            raise SlowError from error
        except OSError as error:
            raise ClosedError(str(error)) from error
        finally:
            self._end.settimeout(None)

    def receive(self, deadline: float | None = None) -> Message:
        """Return the next message; raises the same errors as `send`."""
        self._wait_for(HEADER.size, deadline)
        text_size, blobs_size = HEADER.unpack_from(self._received)
        if text_size > MAX_TEXT_BYTES or text_size + blobs_size > MAX_FRAME_BYTES:
            raise WireError(f"a frame of {text_size + blobs_size:,} bytes is too large")
        begin, end = HEADER.size + text_size, HEADER.size + text_size + blobs_size
        self._wait_for(end, deadline)
        with memoryview(self._received) as received:
            text, blobs = bytes(received[HEADER.size : begin]), bytes(received[begin:end])
        del self._received[:end]
        return unpack(text, blobs, self.translator)

    def close(self) -> None:
        self._end.close()

    def _wait_for(self, size: int, deadline: float | None) -> None:
        # Memory is allocated for the bytes received, not for those announced in the header.
        while len(self._received) < size:
            try:
                part = self._end.recv(READ_SIZE, socket.MSG_DONTWAIT)
            except BlockingIOError:
                self._wait(deadline)
                continue
            except OSError as error:
                raise ClosedError(str(error)) from error
            if not part:
                raise ClosedError("the other side has closed its end")
            self._received += part
            if len(self._received) < size and deadline is not None and time.monotonic() > deadline:
                raise SlowError

    def _wait(self, deadline: float | None) -> None:
        """Wait until there are bytes to read.

        Out-of-band data makes the socket readable although a read finds nothing.
        """
        seconds = _seconds_until(deadline)
        if not self._poll.poll(None if seconds is None else seconds * 1000):
            raise SlowError
        try:
            if self.peer < 0:
                self._read_peer()
            else:  # `seccomp` denies recvmsg to a student process
                self._end.recv(1, PEEK)
        except BlockingIOError:
            raise WireError("out-of-band data") from None
        except OSError as error:
            raise ClosedError(str(error)) from error

    def _read_peer(self) -> None:
        _, credentials, *_ = self._end.recvmsg(1, CREDENTIALS_SIZE, PEEK)
        if credentials and PASS_CREDENTIALS is not None:
            self.peer = int.from_bytes(credentials[0][2][:4], sys.byteorder)
            self._end.setsockopt(socket.SOL_SOCKET, PASS_CREDENTIALS, 0)


def _seconds_until(deadline: float | None) -> float | None:
    return None if deadline is None else max(0.001, deadline - time.monotonic())
