"""The grader's side: student processes, and their functions as callables of the grader.

What a student process says is believed as what its code returned, and as nothing else. It is
bounded in size and time, and it is checked to be plain data.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from ...checks.run import Case, Outcome
from ..walls.keeper import REQUEST_SIZE, StartRequest
from ..walls.limits import Limits
from ..wire import (
    Channel,
    Message,
)
from .control_socket import ControlSocket
from .conversation import Conversation
from .effects import show_prints, show_warnings
from .errors import SandboxError, StudentGoneError, TooSlowError, exception_of
from .lent import Lender, LentFunction
from .outcomes import (
    TOO_SLOW,
    TriedCases,
    outcome_of,
    with_time_outs,
)
from .proxies import Functions, Proxy
from .rebuild_model import Remember
from .time_outs import TimeOuts


class StudentProcess:
    """One student process, from its start to its end."""

    def __init__(self, requests: socket.socket, folder: Path, limits: Limits) -> None:
        mine, theirs = socket.socketpair()
        control, its_end = socket.socketpair()
        text = StartRequest(limits, str(folder)).to_json().ljust(REQUEST_SIZE)
        with theirs, its_end:
            try:
                socket.send_fds(requests, [text], [theirs.fileno(), its_end.fileno()])
            except OSError as error:
                raise SandboxError(f"no student process can be started: {error}") from error
        self._control = ControlSocket(control)
        self._functions = Functions(self)
        self._channel = Channel(mine, self._functions)
        self._channel.learn_peer()
        self._conversation = Conversation(self._channel, self._functions, self._control)
        self._named: dict[str, Proxy] = {}  # the functions by name, since the last cell was run
        self.known: dict[int, dict[Any, Any]] = {}  # see `Proxy.known_to_grader`
        self.lender: Lender | None = None
        self.remember: Remember = lambda _key, find_out: find_out()

    @property
    def time_outs(self) -> TimeOuts:
        """What took too long, to be read by the instructor."""
        return self._conversation.time_outs

    def new_cell(self, call_seconds: float) -> None:
        """Give each call so many seconds again, whatever was too slow before."""
        self._conversation.new_cell(call_seconds)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Let the student's code call what is handed to it meanwhile, and not afterwards."""
        with self._functions.scope():
            yield

    def run(self, source: str, seconds: float, number: int = 0) -> Message:
        """Run a cell and return its outputs, not checked yet.

        Tracebacks call it by `number`, which 0 leaves to the student process.
        """
        self._named.clear()
        self.known.clear()
        return self._conversation.ask(
            {"op": "run", "source": source, "number": number}, seconds=seconds
        )

    def warm(self, libraries: Sequence[str], seconds: float) -> None:
        """Let libraries be imported, so that the time they take is not that of a function."""
        self._conversation.ask({"op": "warm", "libraries": list(libraries)}, seconds=seconds)

    def get(self, name: str) -> Any:
        """Return what the student's code calls `name`; raises KeyError if nothing is.

        A function keeps its name until the next cell is run.
        """
        if name in self._named:
            return self._named[name]
        answer = self._conversation.ask({"op": "get", "name": name}, name)
        if answer["found"] is not True or "value" not in answer:
            raise KeyError(name)
        value = answer["value"]
        if isinstance(value, Proxy):
            self._named[name] = value
        return value

    def call(self, function: Proxy, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call a function of the student; what it prints and warns happens here, too.

        What it changes does not: a test compares with what it computes from the same arguments.
        """
        asked = {
            "op": "call", "f": function, "args": list(args), "kwargs": dict(kwargs),
            "errstate": np.geterr(),
        }  # fmt: skip
        answer = self._conversation.ask(asked, function.__name__)
        show_prints(answer)
        show_warnings(answer.get("warnings", []))
        if "raised" in answer:
            raise exception_of(answer)
        return answer["value"]

    def try_out(self, function: Proxy, cases: Sequence[Case]) -> list[Outcome]:
        """Let the student process try a function on cases; each has `call_seconds` of its own."""
        asked = {
            "op": "try", "f": function,
            "cases": [[list(case.arguments), dict(case.keywords)] for case in cases],
        }  # fmt: skip
        tried = TriedCases(self._conversation.call_seconds, len(cases))
        try:
            answer = self._conversation.ask(asked, function.__name__, cases=tried)
        except TooSlowError as error:
            return [Outcome(raised=TOO_SLOW, message=str(error))] * len(cases)
        except StudentGoneError as error:
            return [Outcome(raised="ProcessEndedError", message=str(error))] * len(cases)
        show_prints(answer)
        if "raised" in answer:
            if tried.stopped:
                return [Outcome(raised=TOO_SLOW, message=tried.stopped[0])] * len(cases)
            raise exception_of(answer)
        try:
            outcomes = [outcome_of(*item) for item in answer["outcomes"]]
        except TypeError:
            outcomes = []
        outcomes = with_time_outs(outcomes, tried, len(cases))
        if len(outcomes) != len(cases):
            self._conversation.end_for("it answered something else than what was asked")
        return outcomes

    def describe(self, number: int, plan: str) -> Any:
        """Return what the student process says of a Keras model."""
        asked = {"op": "model", "f": Proxy(self, number, "model"), "plan": plan}
        answer = self._conversation.ask(asked, "a model")
        if "raised" in answer:
            raise exception_of(answer)
        return answer["description"]

    @contextmanager
    def lend(self, function: Proxy, functions: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
        """Let `function` call right functions; they run in the process of `lender`.

        Their numbers become invalid at the end, whatever the student process answers, or does not.
        """
        if self.lender is None:
            raise SandboxError("there is no process in which lent functions could run")
        lent = {name: LentFunction(self.lender, name) for name in functions}
        with self._functions.scope() as scope:
            for one in lent.values():
                self._functions.hand(one)  # in this scope, whichever one the next question is in
            request = {"op": "lend", "f": function, "functions": lent, "scope": scope}
            self._conversation.first.append(request)
            try:
                yield
            finally:
                if request in self._conversation.first:  # nothing was asked meanwhile
                    self._conversation.first.remove(request)
                else:
                    self._conversation.first.append({"op": "restore", "scope": scope})

    def close(self) -> None:
        """End the student process and all that it has started."""
        self._control.kill()
        with contextlib.suppress(SandboxError):
            self._control.how_it_ended()
        self._channel.close()
        self._control.close()
        if self.lender:
            self.lender.close()
