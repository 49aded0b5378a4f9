"""The student process: run the student's cells and answer the grader's questions about them.

A question is a message with an `op` and a number `n`; its answer bears the same number.

    run     source, number              -> outputs, count, remarks
    warm    libraries                   -> ok: they are imported
    get     name                        -> found, value
    try     f, cases                    -> outcomes, printed, unprinted;
                                           before it, any number of "next"
    call    f, args, kwargs, errstate   -> value  or  raised, explained, traceback;
                                           and printed, unprinted, warnings
    model   f, plan                     -> description: see `describe_model`

A question may say what is to be done `first`, without an answer of its own:

    lend    f, functions, scope         what f calls by these names is replaced
    restore scope                       f calls again what it called before

While it tries cases the student process says {"op": "next"} when the next case begins and nothing
was said for a while: each case has a deadline of its own. A case that is interrupted is an outcome
like any other, and the remaining ones are tried, unless too many were interrupted.

A function of the grader that was handed over, as the argument g for example, is called by the
message {"op": "back", "id", "g", "args", "kwargs"}, before the answer. The grader answers it by
{"op": "answer", "to": id, ...}, or asks something else meanwhile. It answers as long as the test
runs in which the function was handed over. After an interrupt it answers no more.

Everything here can be changed by the student's code. So the grader believes nothing of it: see
`outside.student_process`.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import socket
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from ...checks import quiz as _quiz  # noqa: F401  (the notebooks of the quizzes import it)
from ...checks.run import Case, run
from ...runtime.checks_alias import alias_checks
from ...runtime.handed_functions import keep_those_of
from ...runtime.substitute import no_module_is_a_students, substitute_references
from ..walls import first_environment
from ..walls.limits import Limits
from ..wire import (
    MAX_TEXT_LENGTH,
    Channel,
    ClosedError,
    Message,
    WireError,
)
from .answers import MAX_PRINTED, as_arrays, failure, printed
from .cell_outputs import OUTPUTS, redirect
from .describe_model import describe
from .names import Names
from .shell import Shell

TELL_EVERY = 0.2  # seconds after which the grader is told that another case begins
MAX_STOPPED = 3  # cases that may be interrupted before the remaining ones are left out


class StoppedError(SystemExit):
    """The grader has interrupted one of several cases; the next one is tried."""


class Process:
    """The state of the student process."""

    def __init__(self, wire: socket.socket, limits: Limits) -> None:
        self.channel = Channel(wire)
        self.channel.translator = Names(self)
        self.limits = limits
        self.lent: dict[int, contextlib.ExitStack] = {}
        self.busy = self.trying = False
        self.stopping = False  # an interrupt has come that the running code has not seen yet
        self.asked = 0
        self.shell = Shell.instance()
        self.ops: dict[str, Callable[[Message], Message]] = {
            "run": self.run, "warm": self.warm, "get": self.get, "try": self.try_out,
            "call": self.call, "lend": self.lend, "restore": self.restore, "model": self.model,
        }  # fmt: skip

    def serve(self, until: int = 0) -> Message:
        """Answer questions until the answer to our own question number `until` comes."""
        while True:
            try:
                if until:
                    self.stop_if_asked()
                message = self.channel.receive()
                if message["op"] != "answer":
                    self.reply(message, self.answer(message, nested=bool(until)))
                elif message["to"] == until:
                    return message
            except KeyboardInterrupt:
                if until:  # the student's code is waiting: it is to stop
                    raise

    def answer(self, message: Message, nested: bool) -> Message:
        if not nested:
            self.stopping = False
        before, self.busy = self.busy, True
        try:
            for request in message["first"]:
                with contextlib.suppress(Exception):
                    self.ops[request["op"]](request)
            return self.ops[message["op"]](message)
        except BaseException as error:
            return failure(error)
        finally:
            self.busy = before

    def reply(self, question: Message, answer: Message) -> None:
        number = {"n": question.get("n")}
        try:
            self.send(answer | number)
        except WireError as error:
            text = f"What came back cannot be handed to a test: {error}."
            self.send({"raised": "ValueError", "message": text, "explained": text} | number)

    def send(self, message: Message) -> None:
        """Send a message as a whole: an interrupt that comes meanwhile waits."""
        before, self.busy = self.busy, False
        try:
            self.channel.send(message)
        finally:
            self.busy = before

    def interrupt(self, *_: Any) -> None:
        self.stopping = True
        if self.busy:
            self.stop_if_asked()

    def stop_if_asked(self) -> None:
        """Raise in the student's code what an interrupt asks for."""
        if not self.stopping:
            return
        raise StoppedError("interrupted") if self.trying else KeyboardInterrupt

    def run(self, message: Message) -> Message:
        OUTPUTS.start(self.limits.output)
        self.shell.take_remarks()  # those of calls by tests
        if message["number"]:  # the feedback counts test cells, too
            self.shell.execution_count = message["number"]
        result = self.shell.run_cell(message["source"], store_history=True)
        return {
            "outputs": OUTPUTS.take(),
            "count": result.execution_count,
            "remarks": self.shell.take_remarks(),
        }

    def warm(self, message: Message) -> Message:
        """Import libraries before their time counts; one that fails does so in the cell, too."""
        for library in message["libraries"]:
            with contextlib.suppress(Exception):
                importlib.import_module(library)
        return {"ok": True}

    def get(self, message: Message) -> Message:
        name = message["name"]
        space = self.shell.user_ns
        return {"found": True, "value": space[name]} if name in space else {"found": False}

    def try_out(self, message: Message) -> Message:
        OUTPUTS.start(MAX_PRINTED, "")
        cases = [Case("", "", tuple(args), kwargs) for args, kwargs in message["cases"]]
        try:
            outcomes = [
                [o.value, o.raised, o.message, list(o.changed), o.overflowed, o.overwritten]
                for o in run(message["f"], self.announced(cases))
            ]
        finally:
            self.trying = False
        return {"outcomes": outcomes, **printed()}

    def announced(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Go through cases; tell the grader now and then that the next one begins."""
        told, stopped = time.monotonic(), 0
        for number, case in enumerate(cases):
            now = time.monotonic()
            if self.stopping or (number and now - told > TELL_EVERY):
                told, self.stopping = now, False
                self.send({"op": "next"})
            self.trying = True
            yield case
            self.trying = False
            stopped += self.stopping
            if stopped >= MAX_STOPPED:
                return

    def call(self, message: Message) -> Message:
        function, args, kwargs = message["f"], message["args"], message["kwargs"]
        OUTPUTS.start(MAX_PRINTED, "")
        with warnings.catch_warnings(record=True) as warned, np.errstate(**message["errstate"]):
            warnings.simplefilter("always")
            try:
                answer = {"value": as_arrays(function(*args, **kwargs))}
            except BaseException as error:
                answer = failure(error)
        answer |= printed()
        answer["warnings"] = [
            [w.category.__name__, str(w.message)[:MAX_TEXT_LENGTH]] for w in warned[:100]
        ]
        return answer

    def lend(self, message: Message) -> Message:
        ground = contextlib.ExitStack()
        ground.enter_context(
            substitute_references(message["f"], message["functions"], self.shell.user_ns)
        )
        self.lent[message["scope"]] = ground
        return {}

    def restore(self, message: Message) -> Message:
        if ground := self.lent.pop(message["scope"], None):
            ground.close()
        return {}

    def model(self, message: Message) -> Message:
        description = describe(message["f"], message["plan"], self.number_of)
        return {"description": description}

    def number_of(self, value: Any) -> int:
        names = self.channel.translator
        assert isinstance(names, Names)
        return names.number_of(value)

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Let the grader call one of its functions."""
        self.asked += 1
        mine = self.asked
        arguments = {"args": as_arrays(list(args)), "kwargs": as_arrays(dict(kwargs))}
        self.send({"op": "back", "id": mine, "g": number, **arguments})
        answer = self.serve(until=mine)
        if "raised" in answer:
            kind = getattr(__import__("builtins"), str(answer["raised"]), RuntimeError)
            raise kind(answer["message"])
        return answer["value"]


def prepare() -> None:
    """Do in the zygote what every student process needs."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    alias_checks()
    shell = Shell.instance()
    if "matplotlib" in sys.modules:
        shell.enable_matplotlib("inline")
    shell.run_cell("1 / 1", store_history=False)
    OUTPUTS.take()
    no_module_is_a_students()


def live(wire: socket.socket, limits: Limits) -> None:
    """Be a student process until the grader closes the wire."""
    redirect()
    sys.path.insert(0, "")
    first_environment.overwrite()
    os.environ.update(HOME="/tmp", TMPDIR="/tmp")
    tempfile.tempdir = None  # the grader's own, which the zygote has looked up, is not there
    sys.modules["checks.check"].FOLDER = Path("checks").absolute()  # type: ignore[attr-defined]
    keep_those_of(Path("checks"))
    process = Process(wire, limits)
    signal.signal(signal.SIGINT, process.interrupt)
    with contextlib.suppress(ClosedError):
        process.serve()
