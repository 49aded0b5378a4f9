"""The socket to the keeper of a student process: interrupt, kill, and how the process ended."""

from __future__ import annotations

import contextlib
import json
import select
import socket

from ..wire import clean_text
from .errors import SandboxError
from .outcomes import MAX_EXPLANATION_LENGTH

GRACE = 2.0  # seconds in which the keeper takes a request
END_SECONDS = 30.0


class ControlSocket:
    """What the grader asks of the keeper, and what the keeper reports at the end."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._socket.settimeout(GRACE)
        self._report: dict[str, str] = {}

    def interrupt(self) -> None:
        """Interrupt what the student process runs."""
        self._send(b"i")

    def kill(self) -> None:
        """Kill the student process with all that it has started."""
        self._send(b"k")

    def has_ended(self, seconds: float) -> bool:
        """Return whether the end is reported within so many seconds."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(self._report or poll.poll(seconds * 1000))

    def how_it_ended(self) -> str:
        """Return what the keeper reports of the end of the process, once it has come.

        Raises
        ------
        SandboxError
            If the process could not be set up, or the keeper has gone.
        """
        if not self._report:
            text = b""
            with contextlib.suppress(OSError):
                if self.has_ended(END_SECONDS):
                    text = self._socket.recv(4096, socket.MSG_DONTWAIT)
            if not text:
                raise SandboxError("the process that watches over the student process has gone")
            self._report = json.loads(text)
        if "failed" in self._report:
            raise SandboxError(f"a student process could not be set up: {self._report['failed']}")
        return clean_text(self._report["ended"], MAX_EXPLANATION_LENGTH)

    def close(self) -> None:
        self._socket.close()

    def _send(self, request: bytes) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendall(request)
