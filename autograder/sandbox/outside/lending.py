"""The lender processes, which run the reference functions that a student's function may call.

A lent function works on whatever the student's code passes to it. So it does not run in the judge,
which holds the expected values, but in a process that was forked before they were read, has limits
of its own, and is killed by an alarm if a call takes too long.

    from the judge   call  id, f, args, kwargs, seconds -> answer to id: value or raised, message
    to the judge     back  id, g, args, kwargs          -> answer to id: value or raised, message

`f` is the name of a lent function. `back` calls a function that was among the arguments.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from ...checks.functions import FUNCTIONS
from ..walls import linux
from ..walls.limits import MIB, private_memory, set_limits
from ..wire import Channel, ClosedError, Message, Translator, WireError, clean_text

Functions = Mapping[str, Callable[..., Any]]

MEMORY = 512  # MiB, beyond what the process uses when it is forked
CPU_SECONDS = 300
MAX_MESSAGE_LENGTH = 1000


def start(functions: Functions, inherited: list[socket.socket]) -> socket.socket:
    """Fork the process that forks a lender per request, and return the socket for requests.

    A request is a message that carries a socket: the new lender serves on it. The sockets
    `inherited` are closed in the new process.
    """
    mine, theirs = socket.socketpair()
    if os.fork() == 0:
        try:
            for end in (mine, *inherited):
                end.close()
            _serve_requests(theirs, functions)
        finally:
            os._exit(0)
    theirs.close()
    return mine


def _serve_requests(requests: socket.socket, functions: Functions) -> None:
    _die_with_parent()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        text, descriptors, *_ = socket.recv_fds(requests, 1, 1)
        if not text:
            return
        with socket.socket(fileno=descriptors[0]) as end:
            if os.fork() == 0:
                requests.close()
                _be_lender(end, functions)


def _be_lender(end: socket.socket, functions: Functions) -> None:
    """Run functions for one judge; never returns."""
    try:
        _die_with_parent()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # kills the process, even in native code
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        limits = {
            "DATA": private_memory() + MEMORY * MIB,
            "CPU": CPU_SECONDS,
            "FSIZE": 0,
            "CORE": 0,
        }
        set_limits(limits)
        warnings.simplefilter("ignore")
        with contextlib.suppress(ClosedError, WireError):
            _LenderProcess(end, functions).serve()
    finally:
        os._exit(0)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        linux.die_with_parent(signal.SIGKILL)


class _Names(Translator):
    """Encodes lent functions as names, and functions among the arguments as numbers."""

    def __init__(self, process: _LenderProcess, functions: Functions) -> None:
        self._process, self._functions = process, functions

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, _Argument):
            return "g", value.number
        name = str(getattr(value, "__name__", ""))
        for tag, known in (("l", self._functions), ("f", FUNCTIONS)):
            if known.get(name) is value:
                return tag, name
        return super().encode(value)

    def decode(self, tag: str, content: Any) -> Any:
        match tag:
            case "l":
                return self._functions[content]
            case "f":
                return FUNCTIONS[content]
            case "g":
                return _Argument(self._process, *content)
        return super().decode(tag, content)


class _Argument:
    """A function of the other side that was passed as an argument."""

    def __init__(self, process: _LenderProcess, number: int, name: str) -> None:
        self._process, self.number = process, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._process.call_back(self.number, args, kwargs)


class _LenderProcess:
    """The state of a lender process."""

    def __init__(self, end: socket.socket, functions: Functions) -> None:
        self._functions = functions
        self._channel = Channel(end, _Names(self, functions))
        self._asked = self._depth = 0

    def serve(self, until: int = 0) -> Message:
        """Serve calls until the judge answers our own call number `until`."""
        while True:
            message = self._channel.receive()
            if message["op"] != "answer":
                self._reply(self._run(message))
            elif message["to"] == until:
                return message

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Have the judge call a function among the arguments, and return its result."""
        self._asked += 1
        call_id = self._asked
        self._channel.send(
            {"op": "back", "id": call_id, "g": number, "args": list(args), "kwargs": dict(kwargs)}
        )
        answer = self.serve(call_id)
        if "raised" in answer:
            kind = getattr(__import__("builtins"), str(answer["raised"]), RuntimeError)
            raise kind(answer["message"])
        return answer["value"]

    def _run(self, message: Message) -> Message:
        answer: Message = {"op": "answer", "to": message["id"]}
        if not self._depth:
            signal.setitimer(signal.ITIMER_REAL, message["seconds"])
        self._depth += 1
        try:
            function = self._functions[message["f"]]
            return answer | {"value": function(*message["args"], **message["kwargs"])}
        except (ClosedError, WireError):
            raise
        except Exception as error:
            return answer | failure(error)
        finally:
            self._depth -= 1
            if not self._depth:
                signal.setitimer(signal.ITIMER_REAL, 0)

    def _reply(self, answer: Message) -> None:
        try:
            self._channel.send(answer)
        except WireError as error:
            self._channel.send({"op": "answer", "to": answer["to"], **failure(ValueError(error))})


def failure(error: Exception) -> Message:
    """Return the fields of an answer that report an exception."""
    return {"raised": type(error).__name__, "message": clean_text(error, MAX_MESSAGE_LENGTH)}
