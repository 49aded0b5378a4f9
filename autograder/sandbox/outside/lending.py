"""The processes in which the right functions run that a student's function may call.

A function that is lent works on whatever a student's code hands to it. So it does not run in the
judge, which holds the expected values, but in a process that was forked before these were read,
that has limits of its own, and that ends itself where a call takes too long.

    from the judge   call  id, f, args, kwargs, seconds -> answer to id: value or raised, message
    to the judge     back  id, g, args, kwargs          -> answer to id: the same

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

MEMORY = 512  # MiB beyond what the process has when it is forked
CPU_SECONDS = 300
MAX_MESSAGE_LENGTH = 1000


def start(functions: Functions, inherited: list[socket.socket]) -> socket.socket:
    """Fork the process from which one is forked per judge that needs it; return its socket.

    Whoever sends a socket on it is served on that socket. `inherited` is closed in the new process.
    """
    mine, its = socket.socketpair()
    if os.fork() == 0:
        try:
            for end in (mine, *inherited):
                end.close()
            _fork_for_each(its, functions)
        finally:
            os._exit(0)
    its.close()
    return mine


def _fork_for_each(requests: socket.socket, functions: Functions) -> None:
    _die_with_parent()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        text, ends, *_ = socket.recv_fds(requests, 1, 1)
        if not text:
            return
        with socket.socket(fileno=ends[0]) as end:
            if os.fork() == 0:
                requests.close()
                _begin(end, functions)


def _begin(end: socket.socket, functions: Functions) -> None:
    """Run functions for one judge; never returns."""
    try:
        _die_with_parent()
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process, whatever it computes
        nowhere = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(nowhere, descriptor)
        limits = {
            "DATA": private_memory() + MEMORY * MIB,
            "CPU": CPU_SECONDS,
            "FSIZE": 0,
            "CORE": 0,
        }
        set_limits(limits)
        warnings.simplefilter("ignore")
        with contextlib.suppress(ClosedError, WireError):
            _Lending(end, functions).serve()
    finally:
        os._exit(0)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        linux.die_with_parent(signal.SIGKILL)


class _Names(Translator):
    """Lent functions are names, functions of the other side numbers."""

    def __init__(self, lending: _Lending, functions: Functions) -> None:
        self._lending, self._functions = lending, functions

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
                return _Argument(self._lending, *content)
        return super().decode(tag, content)


class _Argument:
    """A function that was handed over as an argument."""

    def __init__(self, lending: _Lending, number: int, name: str) -> None:
        self._lending, self.number = lending, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._lending.call_back(self.number, args, kwargs)


class _Lending:
    def __init__(self, end: socket.socket, functions: Functions) -> None:
        self._functions = functions
        self._channel = Channel(end, _Names(self, functions))
        self._asked = self._depth = 0

    def serve(self, until: int = 0) -> Message:
        """Run what is asked for until the answer to our own question `until` comes."""
        while True:
            message = self._channel.receive()
            if message["op"] != "answer":
                self._reply(self._run(message))
            elif message["to"] == until:
                return message

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        self._asked += 1
        mine = self._asked
        self._channel.send(
            {"op": "back", "id": mine, "g": number, "args": list(args), "kwargs": dict(kwargs)}
        )
        answer = self.serve(mine)
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
    """Return the fields of an answer that tells of an exception."""
    return {"raised": type(error).__name__, "message": clean_text(error, MAX_MESSAGE_LENGTH)}
