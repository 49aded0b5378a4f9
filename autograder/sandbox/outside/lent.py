"""The judge's side of the lender: reference functions that a student's function may call.

`lending` is the other side.
"""

from __future__ import annotations

import builtins
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ...checks.functions import FUNCTIONS
from ..wire import Channel, ClosedError, Message, SlowError, Translator, WireError, clean_name
from .errors import NoAnswerError
from .lending import failure

MAX_STARTS = 20  # per notebook; each but the first follows a call that exceeded a limit


class LenderError(Exception):
    """A lent function exceeded its limits, or raised an exception that is not a built-in one."""


class LenderGoneError(BaseException):
    """No lender process can be forked, through no fault of the student."""


class Lender:
    """The lender process of one notebook.

    The first call starts it. A call that ends without an answer ends the process too, and the next
    call starts another.
    """

    def __init__(self, requests: socket.socket) -> None:
        self._requests = requests
        self._channel: Channel | None = None
        self._arguments = _Arguments(self)
        self._starts = self._asked = self._depth = 0

    def call(self, name: str, args: Any, kwargs: Any, deadline: float) -> Any:
        """Call the function `name`.

        Raises
        ------
        TimeoutError
            If it does not return by `deadline`, a time of `time.monotonic`.
        LenderError
            If it exceeded its limits, or raised an exception that is not a built-in one.
        LenderGoneError
            If no lender process can be forked.
        Exception
            If the function raised a built-in one, an exception of the same class.
        """
        channel = self._started()
        self._asked += 1
        number = self._asked
        seconds = max(0.01, deadline - time.monotonic())
        question = {
            "op": "call", "id": number, "f": name, "args": list(args), "kwargs": dict(kwargs),
            "seconds": seconds,
        }  # fmt: skip
        self._depth += 1
        try:
            channel.send(question, deadline)
            answer = self._answer(channel, number, deadline)
        except SlowError:
            self.close()
            raise TimeoutError(f"{name} took longer than {seconds:.3g} seconds") from None
        except (ClosedError, WireError):
            self.close()
            raise LenderError(f"{name} was stopped: it took too much time or memory") from None
        except BaseException:
            self.close()
            raise
        finally:
            self._depth -= 1
            if not self._depth:
                self._arguments.passed.clear()
        if "raised" in answer:
            kind = getattr(builtins, str(answer["raised"]), LenderError)
            is_exception = isinstance(kind, type) and issubclass(kind, Exception)
            raise (kind if is_exception else LenderError)(answer["message"])
        return answer["value"]

    def close(self) -> None:
        """Close the connection. The process ends with it, or with the alarm of a running call."""
        if self._channel:
            self._channel.close()
            self._channel = None

    def _started(self) -> Channel:
        if self._channel is None:
            if self._starts >= MAX_STARTS:
                raise LenderError("Functions lent by the grader took too much time or memory.")
            self._starts += 1
            mine, theirs = socket.socketpair()
            with theirs:
                try:
                    socket.send_fds(self._requests, [b"l"], [theirs.fileno()])
                except OSError as error:
                    raise LenderGoneError(f"no function can be lent: {error}") from error
            self._channel = Channel(mine, self._arguments)
        return self._channel

    def _answer(self, channel: Channel, number: int, deadline: float) -> Message:
        while time.monotonic() <= deadline:
            message = channel.receive(deadline)
            if message.get("op") == "back":
                channel.send(self._serve_callback(message), deadline)
            elif message.get("to") == number:
                return message
        raise SlowError

    def _serve_callback(self, message: Message) -> Message:
        """Call a function that was among the arguments."""
        answer: Message = {"op": "answer", "to": message["id"]}
        try:
            function = self._arguments.passed[message["g"]]
            return answer | {"value": function(*message["args"], **message["kwargs"])}
        except NoAnswerError:
            raise
        except Exception as error:
            return answer | failure(error)


@dataclass(frozen=True)
class LentFunction:
    """One function of a `Lender`."""

    lender: Lender
    name: str

    @property
    def __name__(self) -> str:
        return self.name

    def call(self, args: Any, kwargs: Any, deadline: float) -> Any:
        return self.lender.call(self.name, args, kwargs, deadline)


class _Arguments(Translator):
    """Encodes functions among the arguments of a lent function as numbers, during the call."""

    def __init__(self, lender: Lender) -> None:
        self._lender = lender
        self.passed: dict[int, Callable[..., Any]] = {}
        self._numbers = 0

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, LentFunction) and value.lender is self._lender:
            return "l", value.name
        name = str(getattr(value, "__name__", "function"))
        if FUNCTIONS.get(name) is value:
            return "f", name
        if callable(value):
            self._numbers += 1
            self.passed[self._numbers] = value
            return "g", [self._numbers, clean_name(name)]
        return super().encode(value)

    def decode(self, tag: str, content: Any) -> Any:
        match tag:
            case "l":
                return LentFunction(self._lender, content)
            case "f":
                return FUNCTIONS[content]
            case "g":
                return self.passed[content]
        return super().decode(tag, content)
