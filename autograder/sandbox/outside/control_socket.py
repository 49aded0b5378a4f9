"""The socket to a student process's keeper: interrupt or kill the process, learn why it ended."""

from __future__ import annotations

import contextlib
import json
import select
import socket

from ..wire import clean_text
from .errors import SandboxError
from .outcomes import MAX_EXPLANATION_LENGTH

GRACE = 2.0  # seconds within which the keeper and the student process react to a request
END_SECONDS = 30.0  # within which the keeper reports the end of a process that is being killed


class ControlSocket:
    """The grader's end of the control socket."""

    def __init__(self, end: socket.socket) -> None:
        self._socket = end
        self._socket.settimeout(GRACE)
        self._report: dict[str, str] = {}

    def interrupt(self) -> None:
        """Interrupt the code that the student process is running."""
        self._send(b"i")

    def kill(self) -> None:
        """Kill the student process with all its descendants."""
        self._send(b"k")

    def has_ended(self, seconds: float) -> bool:
        """Return whether the keeper reports the end of the process within `seconds`."""
        poll = select.poll()
        poll.register(self._socket, select.POLLIN)
        return bool(self._report or poll.poll(seconds * 1000))

    def reason_for_end(self) -> str:
        """Wait for the keeper's report, and return why the process has ended.

        Raises
        ------
        SandboxError
            If the process could not be set up, or the keeper has died.
        """
        if not self._report:
            text = b""
            with contextlib.suppress(OSError):
                if self.has_ended(END_SECONDS):
                    text = self._socket.recv(4096, socket.MSG_DONTWAIT)
            if not text:
                raise SandboxError("the keeper of the student process has died")
            self._report = json.loads(text)
        if "failed" in self._report:
            raise SandboxError(f"a student process could not be set up: {self._report['failed']}")
        return clean_text(self._report["ended"], MAX_EXPLANATION_LENGTH)

    def close(self) -> None:
        self._socket.close()

    def _send(self, request: bytes) -> None:
        with contextlib.suppress(OSError):
            self._socket.sendall(request)
