"""The student process: run the student's cells and answer the grader's questions about them.

A question is a message with an `op`, and every question has one answer.

    run     source                      -> outputs, count
    get     name                        -> found, value
    try     f, cases                    -> outcomes, printed
    call    f, args, kwargs, errstate   -> value, args, kwargs  or  raised, explained, traceback;
                                           and printed, warnings
    lend    f, functions                -> ok: what f calls by these names is replaced
    restore                             -> ok
    model   f, plan                     -> description: see `keras_models`

A function of the grader that was handed over, as the argument g for example, is called by the
message `{"op": "back", ...}`, before the answer. The grader answers it, or asks something else
meanwhile.

Everything here can be changed by the student's code. So the grader believes nothing of it: see
`remote`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import traceback
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from ..checks.functions import FUNCTIONS
from ..checks.run import Case, explain, run
from ..checks_alias import alias_checks
from ..firm_ground import firm_ground
from ..handed_functions import keep_those_of
from . import keras_models
from .limits import Limits
from .shell import CELL, OUTPUTS, Shell, redirect
from .wire import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Channel,
    ClosedError,
    Message,
    Translator,
    WireError,
    kind_of,
)


class Borrowed:
    """A function of the grader, seen from the student's code."""

    def __init__(self, process: Process, number: int, name: str) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._process.call_back(self._number, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Names(Translator):
    """Functions of the student become numbers; a number of the grader becomes `Borrowed`."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.known: list[Any] = []
        self.numbers: dict[int, int] = {}

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, Borrowed):
            return "g", value._number
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Model):
            return "k", self.number_of(value)
        if callable(value) and not isinstance(value, type):
            name = getattr(value, "__name__", type(value).__name__)
            if FUNCTIONS.get(str(name)) is value:
                return "f", name
            return "h", [self.number_of(value), str(name)[:LONGEST_NAME]]
        return "o", "module" if isinstance(value, types.ModuleType) else kind_of(value)

    def decode(self, tag: str, content: Any) -> Any:
        if tag == "g":
            return Borrowed(self.process, *content)
        if tag == "h":
            return self.known[content]
        if tag == "f":
            return FUNCTIONS[content]
        if tag == "K":  # a Keras model of the grader
            text, weights = content
            model = sys.modules["keras"].models.model_from_json(text)
            model.set_weights(weights)
            return model
        return super().decode(tag, content)

    def number_of(self, value: Any) -> int:
        """Return the number under which the grader may ask for `value`, always the same one."""
        if id(value) not in self.numbers:
            self.numbers[id(value)] = len(self.known)
            self.known.append(value)
        return self.numbers[id(value)]


class Process:
    """The state of the student process."""

    def __init__(self, wire: socket.socket, limits: Limits) -> None:
        self.channel = Channel(wire)
        self.channel.translator = Names(self)
        self.limits = limits
        self.lent: list[contextlib.ExitStack] = []
        self.busy = False
        self.asked = 0
        self.shell = Shell.instance()
        self.ops: dict[str, Callable[[Message], Message]] = {
            "run": self.run, "get": self.get, "try": self.try_out, "call": self.call,
            "lend": self.lend, "restore": self.restore, "model": self.model,
        }  # fmt: skip

    def serve(self, until: int = 0) -> Message:
        """Answer questions until the answer to our own question number `until` comes."""
        while True:
            try:
                message = self.channel.receive()
                if message["op"] != "answer":
                    self.reply(self.answer(message))
                elif message["to"] == until:
                    return message
            except KeyboardInterrupt:
                if until:  # the student's code is waiting: it is to stop
                    raise

    def answer(self, message: Message) -> Message:
        before, self.busy = self.busy, True
        try:
            return self.ops[message["op"]](message)
        except BaseException as error:
            return _failure(error)
        finally:
            self.busy = before

    def reply(self, answer: Message) -> None:
        try:
            self.channel.send(answer)
        except WireError as error:
            text = f"What came back cannot be handed to a test: {error}."
            self.channel.send({"raised": "ValueError", "message": text, "explained": text})

    def interrupt(self, *_: Any) -> None:
        if self.busy:
            raise KeyboardInterrupt

    def run(self, message: Message) -> Message:
        OUTPUTS.start(self.limits.output)
        result = self.shell.run_cell(message["source"], store_history=True)
        return {"outputs": OUTPUTS.take(), "count": result.execution_count}

    def get(self, message: Message) -> Message:
        name = message["name"]
        space = self.shell.user_ns
        return {"found": True, "value": space[name]} if name in space else {"found": False}

    def try_out(self, message: Message) -> Message:
        OUTPUTS.start(self.limits.output)
        cases = [Case("", "", tuple(args), kwargs) for args, kwargs in message["cases"]]
        outcomes = [
            [o.value, o.raised, o.message, list(o.changed), o.overflowed, o.overwritten]
            for o in run(message["f"], cases)
        ]
        return {"outcomes": outcomes, "printed": _printed()}

    def call(self, message: Message) -> Message:
        function, args, kwargs = message["f"], message["args"], message["kwargs"]
        OUTPUTS.start(self.limits.output)
        with warnings.catch_warnings(record=True) as warned, np.errstate(**message["errstate"]):
            warnings.simplefilter("always")
            try:
                answer = {"value": function(*args, **kwargs), "args": args, "kwargs": kwargs}
            except BaseException as error:
                answer = _failure(error)
        answer["printed"] = _printed()
        answer["warnings"] = [
            [w.category.__name__, str(w.message)[:LONGEST_TEXT]] for w in warned[:100]
        ]
        return answer

    def lend(self, message: Message) -> Message:
        ground = contextlib.ExitStack()
        ground.enter_context(firm_ground(message["f"], message["functions"]))
        self.lent.append(ground)
        return {"ok": True}

    def restore(self, _message: Message) -> Message:
        self.lent.pop().close()
        return {"ok": True}

    def model(self, message: Message) -> Message:
        description = keras_models.describe(message["f"], message["plan"], self.number_of)
        return {"description": description}

    def number_of(self, value: Any) -> int:
        names = self.channel.translator
        assert isinstance(names, Names)
        return names.number_of(value)

    def call_back(self, number: int, args: Any, kwargs: Any) -> Any:
        """Let the grader call one of its functions."""
        self.asked += 1
        mine = self.asked
        self.channel.send(
            {"op": "back", "id": mine, "g": number, "args": list(args), "kwargs": dict(kwargs)}
        )
        answer = self.serve(until=mine)
        if "raised" in answer:
            kind = getattr(__import__("builtins"), str(answer["raised"]), RuntimeError)
            raise kind(answer["message"])
        return answer["value"]


def _printed() -> list[list[str]]:
    return [[output["name"], output["text"]] for output in OUTPUTS.take() if "name" in output]


def _failure(error: BaseException) -> Message:
    """Put an exception into words; its own words may fail, too."""
    try:
        message, explained = str(error)[:LONGEST_TEXT], explain(error)
        rows = _own_rows(error)
    except BaseException as worse:
        message = explained = f"(its text cannot be read: {type(worse).__name__})"
        rows = []
    return {
        "raised": type(error).__name__[:LONGEST_NAME],
        "message": message,
        "explained": explained,
        "traceback": "".join(rows)[-LONGEST_TEXT:],
    }


def _own_rows(error: BaseException) -> list[str]:
    """Return those rows of the traceback that show the student's cells."""
    frames = traceback.extract_tb(error.__traceback__)
    return traceback.format_list([f for f in frames if f.filename.startswith(CELL)])


def prepare() -> None:
    """Do in the zygote what every student process needs."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    alias_checks()
    shell = Shell.instance()
    if "matplotlib" in sys.modules:
        shell.enable_matplotlib("inline")
    shell.run_cell("1 / 1", store_history=False)
    OUTPUTS.take()


def live(wire: socket.socket, limits: Limits) -> None:
    """Be a student process until the grader closes the wire."""
    redirect()
    sys.path.insert(0, "")
    os.environ.update(HOME="/tmp", TMPDIR="/tmp")
    sys.modules["checks.check"].FOLDER = Path("checks").absolute()  # type: ignore[attr-defined]
    keep_those_of(Path("checks"))
    process = Process(wire, limits)
    signal.signal(signal.SIGINT, process.interrupt)
    with contextlib.suppress(ClosedError):
        process.serve()
