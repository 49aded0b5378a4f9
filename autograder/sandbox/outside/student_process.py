"""A student process as the grader sees it: run cells, look up names, call functions.

Everything that a student process sends counts as what the student's code returned, and as nothing
else. It is limited in size and time, and validated to be plain data.
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
from ..wire import Channel, Message
from .control_socket import ControlSocket
from .conversation import Conversation
from .effects import show_prints, show_warnings
from .errors import SandboxError, StudentGoneError, TooSlowError
from .lent import Lender, LentFunction
from .outcomes import TOO_SLOW, TriedCases, outcome_of, with_time_outs
from .proxies import Functions, Proxy
from .raised import exception_of
from .rebuild_model import Remember
from .time_outs import TimeOuts


class StudentProcess:
    """One student process, from its start to its end."""

    def __init__(self, requests: socket.socket, folder: Path, limits: Limits) -> None:
        mine, theirs = socket.socketpair()
        control, their_control = socket.socketpair()
        text = StartRequest(limits, str(folder)).to_json().ljust(REQUEST_SIZE)
        with theirs, their_control:
            try:
                socket.send_fds(requests, [text], [theirs.fileno(), their_control.fileno()])
            except OSError as error:
                raise SandboxError(f"no student process can be started: {error}") from error
        self._control = ControlSocket(control)
        self._functions = Functions(self)
        self._channel = Channel(mine, self._functions)
        self._channel.request_peer()
        self._conversation = Conversation(self._channel, self._functions, self._control)
        self._named: dict[str, Proxy] = {}  # functions looked up since the last cell was run
        self.known: dict[int, dict[Any, Any]] = {}  # see `Proxy.known_to_grader`
        self.lender: Lender | None = None
        self.remember: Remember = lambda _key, find_out: find_out()

    @property
    def time_outs(self) -> TimeOuts:
        """What timed out, for the instructor."""
        return self._conversation.time_outs

    def new_cell(self, call_seconds: float) -> None:
        """Allow each call `call_seconds` from now on, even if one has timed out before."""
        self._conversation.new_cell(call_seconds)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Let the student's code call functions passed to it in this scope, until its end only."""
        with self._functions.scope():
            yield

    def run(self, source: str, seconds: float, number: int = 0) -> Message:
        """Run a cell and return its outputs, which are not validated yet.

        `number` names the cell in tracebacks; with 0 the student process counts by itself.
        """
        self._named.clear()
        self.known.clear()
        return self._conversation.ask(
            {"op": "run", "source": source, "number": number}, seconds=seconds
        )

    def warm(self, libraries: Sequence[str], seconds: float) -> None:
        """Import libraries, so that no call's time includes it."""
        self._conversation.ask({"op": "warm", "libraries": list(libraries)}, seconds=seconds)

    def get(self, name: str) -> Any:
        """Return the value of the student's global `name`; raises KeyError if there is none.

        Functions are looked up once until the next cell is run.
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
        """Call a function of the student, and reproduce its output and its warnings here.

        Changes that it makes to its arguments are not reproduced: the test goes on to use them.
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
        """Try a function on cases in the student process, each within `call_seconds`."""
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
            self._conversation.end_for("its answer does not match the question")
        return outcomes

    def describe(self, number: int, plan: str) -> Any:
        """Return the student process's description of a Keras model; it is not validated yet."""
        asked = {"op": "model", "f": Proxy(self, number, "model"), "plan": plan}
        answer = self._conversation.ask(asked, "a model")
        if "raised" in answer:
            raise exception_of(answer)
        return answer["description"]

    @contextmanager
    def lend(self, function: Proxy, functions: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
        """Make `function` call `functions`, which run in the lender process.

        Their numbers become invalid at the end, whether or not the student process cooperates.
        """
        if self.lender is None:
            raise SandboxError("there is no lender process for reference functions")
        lent = {name: LentFunction(self.lender, name) for name in functions}
        with self._functions.scope() as scope:
            for one in lent.values():
                # Now, since the next question may be asked in a scope inside this one.
                self._functions.number_for(one)
            request = {"op": "lend", "f": function, "functions": lent, "scope": scope}
            self._conversation.first.append(request)
            try:
                yield
            finally:
                if request in self._conversation.first:  # it was never sent
                    self._conversation.first.remove(request)
                else:
                    self._conversation.first.append({"op": "restore", "scope": scope})

    def close(self) -> None:
        """Kill the student process with all its descendants."""
        self._control.kill()
        with contextlib.suppress(SandboxError):
            self._control.reason_for_end()
        self._channel.close()
        self._control.close()
        if self.lender:
            self.lender.close()
