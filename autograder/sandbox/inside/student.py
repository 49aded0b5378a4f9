"""The student process: run the student's cells, and answer the grader's questions about them.

A question is a message with an operation `op` and a number `n`; its answer has the same number.

    run     source, number              -> outputs, count, remarks
    warm    libraries                   -> ok: they are imported
    get     name                        -> found, value
    try     f, cases                    -> outcomes, printed, unprinted;
                                           preceded by any number of "next" messages
    call    f, args, kwargs, errstate   -> value  or  raised, message, explained, traceback;
                                           and printed, unprinted, warnings
    model   f, plan                     -> description: see `describe_model`

The field `first` of a question lists requests to carry out before it; they have no answer:

    lend    f, functions, scope         make f call `functions` in place of its own of these names
    restore scope                       undo that

Each case of a "try" has a deadline of its own: the student process sends {"op": "next"} when a case
begins, though not more often than every `PROGRESS_SECONDS`. An interrupted case is an outcome like
any other, and the remaining cases are tried unless too many were interrupted.

To call a function of the grader that it was passed, such as the argument g, the student process
sends {"op": "back", "id", "g", "args", "kwargs"} before its answer. The grader replies with
{"op": "answer", "to": id, ...}, or asks another question first. It accepts such calls only while
the test runs that passed the function, and none after an interrupt.

The student's code can change everything here, so the grader trusts none of it: see
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

from ...checks import quiz as _quiz  # noqa: F401  (quiz notebooks import it)
from ...checks.run import Case, run
from ...runtime.checks_alias import alias_checks
from ...runtime.passed_functions import restrict_to
from ...runtime.substitute import mark_modules_as_libraries, substitute_references
from ..walls import first_environment
from ..walls.limits import Limits
from ..wire import MAX_TEXT_LENGTH, Channel, ClosedError, Message, WireError
from .answers import MAX_PRINTED, as_arrays, failure, printed
from .cell_outputs import OUTPUTS, redirect
from .describe_model import describe
from .names import Names
from .shell import Shell

PROGRESS_SECONDS = 0.2  # between two "next" messages
MAX_STOPPED = 3  # interrupted cases, after which the remaining ones are skipped


class StoppedError(SystemExit):
    """The grader has interrupted one of several cases."""


class Process:
    """The state of the student process."""

    def __init__(self, wire: socket.socket, limits: Limits) -> None:
        self.channel = Channel(wire)
        self.channel.translator = Names(self)
        self.limits = limits
        self.lent: dict[int, contextlib.ExitStack] = {}
        self.busy = self.trying = False  # whether the student's code runs; for a "try"
        self.stopping = False  # an interrupt has arrived that the running code has yet to see
        self.asked = 0
        self.shell = Shell.instance()
        self.ops: dict[str, Callable[[Message], Message]] = {
            "run": self.run, "warm": self.warm, "get": self.get, "try": self.try_out,
            "call": self.call, "lend": self.lend, "restore": self.restore, "model": self.model,
        }  # fmt: skip

    def serve(self, until: int = 0) -> Message:
        """Answer questions until the grader answers our own call number `until`."""
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
                if until:  # the student's code is waiting for the answer
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
            text = f"The result cannot be passed to a test: {error}."
            self.send({"raised": "ValueError", "message": text, "explained": text} | number)

    def send(self, message: Message) -> None:
        """Send a message whole: an interrupt that arrives meanwhile is deferred."""
        before, self.busy = self.busy, False
        try:
            self.channel.send(message)
        finally:
            self.busy = before

    def interrupt(self, *_: Any) -> None:
        """Handle SIGINT."""
        self.stopping = True
        if self.busy:
            self.stop_if_asked()

    def stop_if_asked(self) -> None:
        """Raise the exception of an interrupt that has arrived."""
        if not self.stopping:
            return
        raise StoppedError("interrupted") if self.trying else KeyboardInterrupt

    # Operations

    def run(self, message: Message) -> Message:
        OUTPUTS.start(self.limits.output)
        self.shell.take_remarks()  # discard those of calls by tests
        if message["number"]:  # the feedback also counts test cells, which run elsewhere
            self.shell.execution_count = message["number"]
        result = self.shell.run_cell(message["source"], store_history=True)
        return {
            "outputs": OUTPUTS.take(),
            "count": result.execution_count,
            "remarks": self.shell.take_remarks(),
        }

    def warm(self, message: Message) -> Message:
        """Import libraries, so that no call's time includes it; a failure shows in the cell."""
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
                for o in run(message["f"], self.with_progress(cases))
            ]
        finally:
            self.trying = False
        return {"outcomes": outcomes, **printed()}

    def with_progress(self, cases: Iterable[Case]) -> Iterator[Case]:
        """Yield cases, and report progress to the grader with "next" messages."""
        reported, stopped = time.monotonic(), 0
        for number, case in enumerate(cases):
            now = time.monotonic()
            if self.stopping or (number and now - reported > PROGRESS_SECONDS):
                reported, self.stopping = now, False
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
        substitution = contextlib.ExitStack()
        substitution.enter_context(
            substitute_references(message["f"], message["functions"], self.shell.user_ns)
        )
        self.lent[message["scope"]] = substitution
        return {}

    def restore(self, message: Message) -> Message:
        if substitution := self.lent.pop(message["scope"], None):
            substitution.close()
        return {}

    def model(self, message: Message) -> Message:
        description = describe(message["f"], message["plan"], self.number_of)
        return {"description": description}

    def number_of(self, value: Any) -> int:
        names = self.channel.translator
        assert isinstance(names, Names)
        return names.number_of(value)

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Have the grader call its function of this number, and return its result."""
        self.asked += 1
        call_id = self.asked
        arguments = {"args": as_arrays(list(args)), "kwargs": as_arrays(dict(kwargs))}
        self.send({"op": "back", "id": call_id, "g": number, **arguments})
        answer = self.serve(until=call_id)
        if "raised" in answer:
            kind = getattr(__import__("builtins"), str(answer["raised"]), RuntimeError)
            raise kind(answer["message"])
        return answer["value"]


def prepare() -> None:
    """Prepare the zygote with everything that its student processes share."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    alias_checks()
    shell = Shell.instance()
    if "matplotlib" in sys.modules:
        shell.enable_matplotlib("inline")
    shell.run_cell("1 / 1", store_history=False)  # the first cell is slow
    OUTPUTS.take()
    mark_modules_as_libraries()


def main(wire: socket.socket, limits: Limits) -> None:
    """Serve the grader until it closes the wire."""
    redirect()
    sys.path.insert(0, "")
    first_environment.overwrite()
    os.environ.update(HOME="/tmp", TMPDIR="/tmp")
    tempfile.tempdir = None  # the cached folder of the grader does not exist here
    sys.modules["checks.check"].FOLDER = Path("checks").absolute()  # type: ignore[attr-defined]
    restrict_to(Path("checks"))
    process = Process(wire, limits)
    signal.signal(signal.SIGINT, process.interrupt)
    with contextlib.suppress(ClosedError):
        process.serve()
