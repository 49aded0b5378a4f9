"""The grader's side: student processes, and their functions as callables of the grader.

What a student process says is believed as what its code returned, and as nothing else. It is
bounded in size and time, and it is checked to be plain data.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from ..checks.encode import Other
from ..checks.functions import FUNCTIONS
from ..checks.models import Blueprint
from ..checks.run import Case, Outcome, run
from . import keras_models
from .building import Building, Built
from .keeper import ORDER_SIZE, READY, Order
from .keras_models import Remember
from .limits import Limits
from .wire import (
    LONGEST_NAME,
    LONGEST_TEXT,
    Channel,
    ClosedError,
    Message,
    SlowError,
    Translator,
    WireError,
)

CALL_SECONDS = 10.0
SECONDS_AFTER_SLOW = 1.0  # for the rest of a cell in which a call was too slow
GRACE = 2.0
END_SECONDS = 60.0
START_SECONDS = 120.0
MOST_BACK_CALLS = 1_000_000
# A warm process is forked, and a fork takes no threads with it. Many run side by side.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0",
}  # fmt: skip


class SandboxError(BaseException):
    """A student process could not be set up. That is no fault of the student.

    No `except Exception` on the way must take it for an error of the student's code.
    """


class StudentGoneError(Exception):
    """The student process has ended; the message says why."""


class TooSlowError(Exception):
    """What the student's code was asked to do took too long; it was interrupted."""


class RaisedInStudentCodeError(Exception):
    """An exception of a kind that only the student's code knows."""


class Zygote:
    """A warm process that forks student processes."""

    def __init__(self, libraries: Sequence[str] = ()) -> None:
        self._orders, theirs = socket.socketpair()
        here = str(Path(__file__).resolve().parents[2])
        keep = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
        environment = {name: os.environ[name] for name in keep if name in os.environ} | {
            "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": "/tmp", **ONE_THREAD
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.sandbox.zygote", str(theirs.fileno()), *libraries],
            pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        """Return whether it still runs."""
        return self._process.poll() is None

    @property
    def orders(self) -> socket.socket:
        """The socket on which anybody who has it can order student processes."""
        return self._orders

    def wait_until_ready(self) -> None:
        """Wait until the libraries are imported."""
        self._orders.settimeout(START_SECONDS)
        try:
            if self._orders.recv(len(READY)) == READY:
                self._orders.settimeout(None)
                return
        except OSError:
            pass
        self._process.kill()
        said = self._process.communicate()[1]
        raise SandboxError(f"the process that starts student processes has failed: {said[-2000:]}")

    def close(self) -> None:
        """End the zygote. Student processes that it has forked go on to their end."""
        self._orders.close()
        try:
            self._process.wait(GRACE)  # it removes its folder
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()


class Functions(Translator):
    """Numbers of the student process become `Proxy`s, functions of the grader become numbers."""

    def __init__(self, process: StudentProcess) -> None:
        self.process = process
        self.proxies: dict[int, Proxy] = {}
        self.handed: dict[int, Callable[..., Any]] = {}

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, Proxy) and value._process is self.process:
            return "h", value._number
        if isinstance(value, RemoteModel):
            return "h", value.number
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Sequential):
            return "K", [value.to_json(), value.get_weights()]
        name = getattr(value, "__name__", "function")
        if FUNCTIONS.get(name) is value:
            return "f", name
        if callable(value):
            number = next((n for n, known in self.handed.items() if known is value), None)
            if number is None:
                number = self.process.next_number()
                self.handed[number] = value
            return "g", [number, name]
        return super().encode(value)

    def decode(self, tag: str, content: Any) -> Any:
        if tag == "g":
            return (
                self.handed.get(content, Other("function")) if type(content) is int else Other("?")
            )
        if tag == "f":
            return FUNCTIONS[content]
        if tag in ("h", "k"):
            number, name = content if tag == "h" else (content, "model")
            if type(number) is not int or number < 0 or not isinstance(name, str):
                raise WireError("a function without a number")
            if tag == "k":
                return RemoteModel(number)
            return self.proxies.setdefault(number, Proxy(self.process, number, name[:LONGEST_NAME]))
        return super().decode(tag, content)


class Proxy:
    """A function of the student, as the grader calls it."""

    def __init__(self, process: StudentProcess, number: int, name: str) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._process.call(self, args, kwargs)

    def outcomes(self, cases: Sequence[Case]) -> list[Outcome]:
        """Return what `checks.run.run` sees of the function on these cases."""
        return self._process.try_out(self, cases)

    def building(self, blueprint: Blueprint) -> Building:
        """Return a function that gives, in place of the student's models, the like of them."""
        plan = keras_models.plan_of(blueprint)

        def build(*args: Any) -> Built:
            try:
                value = self(*args)
                if not isinstance(value, RemoteModel):
                    return Built(value=value)
                return Built(number=value.number, found=self._process.describe(value.number, plan))
            except Exception as error:
                return Built(error=error)

        return Building(build, blueprint, self._process.remember)

    @contextmanager
    def lend(self, functions: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
        """Let the student's function call these in place of those that it knows by their names."""
        with self._process.lend(self, functions):
            yield

    def __repr__(self) -> str:
        return f"<the student's function {self.__name__}>"


@dataclass(frozen=True)
class RemoteModel:
    """A Keras model in the student process."""

    number: int


class StudentProcess:
    """One student process, from its start to its end."""

    def __init__(self, orders: socket.socket, folder: Path, limits: Limits) -> None:
        mine, theirs = socket.socketpair()
        self._leash, its_end = socket.socketpair()
        text = Order(limits, str(folder)).to_json().ljust(ORDER_SIZE)
        with theirs, its_end:
            try:
                socket.send_fds(orders, [text], [theirs.fileno(), its_end.fileno()])
            except OSError as error:
                raise SandboxError(f"no student process can be started: {error}") from error
        self._functions = Functions(self)
        self._channel = Channel(mine, self._functions)
        self._numbers = 0
        self._gone = ""
        self._ended: dict[str, str] = {}
        self.call_seconds = CALL_SECONDS
        self.remember: Remember = lambda _key, find_out: find_out()

    def next_number(self) -> int:
        self._numbers += 1
        return self._numbers

    def run(self, source: str, seconds: float) -> Message:
        """Run a cell and return its outputs, not checked yet, and its number."""
        return self._ask({"op": "run", "source": source}, seconds)

    def get(self, name: str) -> Any:
        """Return what the student's code calls `name`; raises KeyError if nothing is."""
        answer = self._ask({"op": "get", "name": name}, self.call_seconds)
        if answer["found"] is not True or "value" not in answer:
            raise KeyError(name)
        return answer["value"]

    def call(self, function: Proxy, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Call a function of the student; what it prints, warns and changes happens here, too."""
        asked = {
            "op": "call", "f": function, "args": list(args), "kwargs": dict(kwargs),
            "errstate": np.geterr(),
        }  # fmt: skip
        answer = self._ask(asked, self.call_seconds)
        _print(answer.get("printed", []))
        _warn(answer.get("warnings", []))
        if "raised" in answer:
            raise _exception(answer)
        _take_over(list(args), answer["args"])
        _take_over(dict(kwargs), answer["kwargs"])
        return answer["value"]

    def try_out(self, function: Proxy, cases: Sequence[Case]) -> list[Outcome]:
        """Let the student process try a function on cases: at once, or one by one if it is slow."""
        asked = {
            "op": "try", "f": function,
            "cases": [[list(case.arguments), dict(case.keywords)] for case in cases],
        }  # fmt: skip
        try:
            answer = self._ask(asked, self.call_seconds)
        except TooSlowError:
            return [run(lambda *a, **k: self.call(function, a, k), [case])[0] for case in cases]
        except StudentGoneError as error:
            return [Outcome(raised="ProcessEndedError", message=str(error))] * len(cases)
        _print(answer.get("printed", []))
        if "raised" in answer:
            raise _exception(answer)
        try:
            outcomes = [_outcome(*item) for item in answer["outcomes"]]
        except TypeError:
            outcomes = []
        if len(outcomes) != len(cases):
            self._end_for("it answered something else than what was asked")
        return outcomes

    def describe(self, number: int, plan: str) -> Any:
        """Return what the student process says of a Keras model."""
        asked = {"op": "model", "f": Proxy(self, number, "model"), "plan": plan}
        answer = self._ask(asked, self.call_seconds)
        if "raised" in answer:
            raise _exception(answer)
        return answer["description"]

    @contextmanager
    def lend(self, function: Proxy, functions: Mapping[str, Callable[..., Any]]) -> Iterator[None]:
        self._ask({"op": "lend", "f": function, "functions": dict(functions)}, self.call_seconds)
        try:
            yield
        finally:
            # From now on they are out of the student's reach, whoever has kept them.
            lent = {id(item) for item in functions.values()}
            handed = self._functions.handed
            self._functions.handed = {n: f for n, f in handed.items() if id(f) not in lent}
            if not self._gone:
                self._ask({"op": "restore"}, self.call_seconds)

    def close(self) -> None:
        """End the student process and all that it has started."""
        self._order(b"k")
        with contextlib.suppress(SandboxError):
            self._how_it_ended()
        self._channel.close()
        self._leash.close()

    def _ask(self, message: Message, seconds: float) -> Message:
        if self._gone:
            raise StudentGoneError(self._gone)
        deadline = time.monotonic() + seconds
        try:
            self._channel.send(message, deadline)
        except (ClosedError, SlowError):
            self._end_for("it does not listen any more")
        try:
            answer = self._answer(deadline)
        except SlowError:
            self.call_seconds = min(self.call_seconds, SECONDS_AFTER_SLOW)
            self._interrupt()
            raise TooSlowError(f"It took longer than {seconds:g} seconds.") from None
        except ClosedError:
            self._end_for("")
        except WireError as error:
            self._end_for(f"it sent something that is no plain data: {error}")
        except BaseException as error:  # the cell's time is over: what comes now is for nobody
            if not isinstance(error, Exception):
                self._interrupt()
            raise
        self._expect_fields(message["op"], answer)
        return answer

    def _answer(self, deadline: float) -> Message:
        """Wait for an answer; meanwhile call back what the student's code calls."""
        for _ in range(MOST_BACK_CALLS):
            answer = self._channel.receive(deadline)
            op = answer.get("op")
            if type(op) is not str or op != "back":  # an array is compared item by item
                return answer
            self._send_back(self._called_back(answer), deadline)
        raise WireError("it called back too often")

    def _send_back(self, answer: Message, deadline: float) -> None:
        try:
            self._channel.send(answer, deadline)
        except WireError as error:
            failed = {
                "op": "answer",
                "to": answer["to"],
                "raised": "ValueError",
                "message": str(error),
            }
            self._channel.send(failed, deadline)

    def _called_back(self, message: Message) -> Message:
        answer = {"op": "answer", "to": message.get("id")}
        try:
            function = self._functions.handed.get(message.get("g", -1))
            if function is None:
                raise RuntimeError("This function was lent, and is not available any more.")
            return answer | {"value": function(*message["args"], **message["kwargs"])}
        except (StudentGoneError, TooSlowError, SandboxError):
            raise
        except Exception as error:
            return answer | {"raised": type(error).__name__, "message": str(error)[:1000]}

    def _expect_fields(self, op: str, answer: Message) -> None:
        fields = {
            "run": ("outputs", "count"), "get": ("found",), "call": ("value", "args", "kwargs"),
            "try": ("outcomes",), "model": ("description",),
        }  # fmt: skip
        missing = [name for name in fields.get(op, ()) if name not in answer]
        if missing and "raised" not in answer:
            self._end_for(f"its answer lacks {', '.join(missing)}")

    def _interrupt(self) -> None:
        """Interrupt what runs; end the process if it does not stop."""
        self._order(b"i")
        try:
            self._answer(time.monotonic() + GRACE)
        except (ClosedError, SlowError, WireError):
            self._order(b"k")
            self._gone = "its code ran too long and could not be interrupted"

    def _end_for(self, reason: str) -> NoReturn:
        """Note that the process has ended, or end it for `reason`, and raise."""
        if reason or not self._poll_leash(GRACE):
            reason = reason or "it has closed the wire"
            self._order(b"k")
        ended = self._how_it_ended()
        self._gone = reason or ended
        raise StudentGoneError(self._gone)

    def _poll_leash(self, seconds: float) -> bool:
        poll = select.poll()
        poll.register(self._leash, select.POLLIN)
        return bool(self._ended or poll.poll(seconds * 1000))

    def _order(self, order: bytes) -> None:
        with contextlib.suppress(OSError):
            self._leash.sendall(order)

    def _how_it_ended(self) -> str:
        """Return what the keeper says of the end of the process, once it has come."""
        if not self._ended:
            said = b""
            with contextlib.suppress(OSError):
                if self._poll_leash(END_SECONDS):
                    said = self._leash.recv(4096)
            if not said:
                raise SandboxError("the process that watches over the student process has gone")
            self._ended = json.loads(said)
        if "failed" in self._ended:
            raise SandboxError(f"a student process could not be set up: {self._ended['failed']}")
        return str(self._ended["ended"])


def _outcome(
    value: Any, raised: Any, message: Any, changed: Any, overflowed: Any, overwritten: Any
) -> Outcome:
    places = [place for place in changed if type(place) in (int, str)]
    return Outcome(
        value, str(raised)[:LONGEST_NAME], str(message)[:500], tuple(places[:20]),
        overflowed is True, overwritten is True,
    )  # fmt: skip


def _take_over(mine: Any, theirs: Any) -> None:
    """Change what was handed over just as the student's code changed it."""
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        if mine.shape != theirs.shape and mine.size == theirs.size:
            mine.shape = theirs.shape
        if mine.shape == theirs.shape and mine.dtype == theirs.dtype and mine.flags.writeable:
            mine[...] = theirs
    elif isinstance(mine, list) and isinstance(theirs, list):
        if len(mine) != len(theirs):
            mine[:] = theirs
        for one, other in zip(mine, theirs):
            _take_over(one, other)
    elif isinstance(mine, tuple) and isinstance(theirs, tuple):
        for one, other in zip(mine, theirs):
            _take_over(one, other)
    elif isinstance(mine, dict) and isinstance(theirs, dict):
        for key in mine.keys() & theirs.keys():
            _take_over(mine[key], theirs[key])


def _print(printed: Any) -> None:
    for name, text in _pairs(printed):
        print(text, end="", file=sys.stderr if name == "stderr" else sys.stdout)


def _warn(found: Any) -> None:
    for name, text in _pairs(found):
        kind = getattr(builtins, name, UserWarning)
        kind = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn(text[:LONGEST_TEXT], kind, stacklevel=4)


def _pairs(items: Any) -> list[tuple[str, str]]:
    items = items if isinstance(items, list) else []
    return [
        (str(item[0]), str(item[1])) for item in items if isinstance(item, list) and len(item) == 2
    ]


class _KeyError(KeyError):
    """Shows its message as it is, where a KeyError would quote the quoted key again."""

    __str__ = Exception.__str__


_KeyError.__name__ = _KeyError.__qualname__ = "KeyError"
_KeyError.__module__ = KeyError.__module__  # a traceback names the module of any other


def _exception(answer: Message) -> Exception:
    """Return the exception that the student's code raised; one that we do not have by its name."""
    name = str(answer["raised"])[:LONGEST_NAME]
    message = str(answer.get("message", ""))[:LONGEST_TEXT]
    kind = _KeyError if name == "KeyError" else getattr(builtins, name, None)
    error: Exception = RaisedInStudentCodeError(message)
    if isinstance(kind, type) and issubclass(kind, Exception):
        with contextlib.suppress(Exception):  # those that want more than a text
            error = kind(message)
    elif name.isidentifier():
        error = type(name, (RaisedInStudentCodeError,), {"__module__": "__main__"})(message)
    error.explained = str(answer.get("explained", message))[:500]  # type: ignore[attr-defined]
    error.said = str(answer.get("traceback", ""))[:LONGEST_TEXT]  # type: ignore[attr-defined]
    return error
