"""The grader's side: student processes, and their functions as callables of the grader.

What a student process says is believed as what its code returned, and as nothing else. It is
bounded in size and time, and it is checked to be plain data.
"""

from __future__ import annotations

import builtins
import contextlib
import json
import math
import os
import select
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from ..checks.encode import Other
from ..checks.functions import FUNCTIONS
from ..checks.models import Blueprint
from ..checks.run import Case, Outcome
from . import keras_models
from .building import Building, Built
from .keeper import ORDER_SIZE, READY, Order
from .keras_models import Remember
from .limits import Limits
from .outside.contention import waited
from .outside.lending import failure
from .outside.lent import Lender, LenderGoneError, LentFunction
from .wire import (
    Channel,
    ClosedError,
    Message,
    SlowError,
    Translator,
    WireError,
    clean_name,
    clean_text,
)

CALL_SECONDS = 10.0
SECONDS_AFTER_SLOW = 1.0  # for the rest of a cell in which a call was too slow
GRACE = 2.0
END_SECONDS = 30.0
START_SECONDS = 120.0
MOST_BACK_CALLS = 1_000_000
MOST_TIMEOUTS = 100
MOST_STOPPED = 3  # cases of one function; then the student process leaves the remaining ones out
LOOK_EVERY = 1.0  # seconds after which it is looked again how long it waited
HELD_UP = 0.1  # of its time; what waits longer for a processor may be tried again alone
STOPPED = "StoppedError"  # by which it names a case that was interrupted
DEEPEST_BACK_CALL = 8  # a lent function calls a student's function, which calls a lent one, ...
LONGEST_EXPLANATION = 500
TOO_SLOW = "TooSlowError"
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

    ends_the_question = True  # whoever called back has no one to answer to


class TooSlowError(Exception):
    """What the student's code was asked to do took too long; it was interrupted."""

    ends_the_question = True


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
            [sys.executable, "-m", "autograder.sandbox.walls.neutral_paths",
             str(theirs.fileno()), *libraries],
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


Handed = dict[int, Any]


class Functions(Translator):
    """Numbers of the student process become `Proxy`s, functions of the grader become numbers.

    A number is valid in the scope in which it was given, and never again after that. Of the
    functions that both sides have, only those exist that were handed over before: the judge has
    some that a notebook asks for.
    """

    def __init__(self, process: StudentProcess) -> None:
        self.process = process
        self.proxies: dict[int, Proxy] = {}
        self._named: set[str] = set()
        self._scopes: list[Handed] = [{}]
        self._numbers = 0

    def hand(self, function: Any) -> int:
        """Return the number by which the student's code can call `function` in this scope."""
        for scope in self._scopes:
            for number, known in scope.items():
                if known is function:
                    return number
        self._numbers += 1
        self._scopes[-1][self._numbers] = function
        return self._numbers

    def handed(self, number: Any) -> Any:
        """Return the function of a number, None where that is not valid."""
        if type(number) is not int:
            return None
        return next((scope[number] for scope in self._scopes if number in scope), None)

    @contextmanager
    def scope(self) -> Iterator[int]:
        """Make what is handed over meanwhile invalid at the end; the value numbers the scope."""
        before = len(self._scopes)
        self._scopes.append({})
        self._numbers += 1
        try:
            yield self._numbers
        finally:
            del self._scopes[before:]

    def encode(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, Proxy) and value._process is self.process:
            return "h", value._number
        if isinstance(value, RemoteModel):
            return "h", value.number
        keras = sys.modules.get("keras")
        if keras is not None and isinstance(value, keras.Sequential):
            return "K", [value.to_json(), value.get_weights()]
        name = str(getattr(value, "__name__", "function"))
        if FUNCTIONS.get(name) is value:
            self._named.add(name)
            return "f", name
        if callable(value) or isinstance(value, LentFunction):
            return "g", [self.hand(value), clean_name(name)]
        return super().encode(value)

    def decode(self, tag: str, content: Any) -> Any:
        if tag == "g":
            function = self.handed(content)
            return Other("function") if function is None else function
        if tag == "f":
            return FUNCTIONS[content] if content in self._named else Other("function")
        if tag in ("h", "k"):
            number, name = content if tag == "h" else (content, "model")
            if type(number) is not int or number < 0 or not isinstance(name, str):
                raise WireError("a function without a number")
            if tag == "k":
                return RemoteModel(number)
            return self.proxies.setdefault(number, Proxy(self.process, number, clean_name(name)))
        return super().decode(tag, content)


class Proxy:
    """A function of the student, as the grader calls it."""

    stands_for = "function"

    def __init__(self, process: StudentProcess, number: int, name: str) -> None:
        self._process, self._number = process, number
        self.__name__ = self.__qualname__ = name

    @property
    def known_to_grader(self) -> dict[Any, Any]:
        """What the grader has found out about the function since the last cell was run."""
        return self._process.known.setdefault(self._number, {})

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


@dataclass
class _Cases:
    """The cases that the student process is trying, one by one, and how long each may take."""

    seconds: float
    left: int  # so many may still begin
    stopped: list[str] = field(default_factory=list)  # what is told of those that took too long


class StudentProcess:
    """One student process, from its start to its end."""

    def __init__(self, orders: socket.socket, folder: Path, limits: Limits) -> None:
        mine, theirs = socket.socketpair()
        self._leash, its_end = socket.socketpair()
        self._leash.settimeout(GRACE)
        text = Order(limits, str(folder)).to_json().ljust(ORDER_SIZE)
        with theirs, its_end:
            try:
                socket.send_fds(orders, [text], [theirs.fileno(), its_end.fileno()])
            except OSError as error:
                raise SandboxError(f"no student process can be started: {error}") from error
        self._functions = Functions(self)
        self._channel = Channel(mine, self._functions)
        self._channel.learn_peer()
        self._asked = self._depth = 0
        self._named: dict[str, Proxy] = {}  # the functions by name, since the last cell was run
        self.known: dict[int, dict[Any, Any]] = {}  # see `Proxy.known_to_grader`
        self._first: list[Message] = []  # what it does before it answers the next question
        self._deadline = math.inf  # of the question that is being answered
        self._gone = ""
        self._ended: dict[str, str] = {}
        self._limit_after_slow = False
        self.call_seconds = CALL_SECONDS
        self.held_up = False  # whether a time-out may be the fault of what ran beside it
        self._waited = self._waited_before = waited(os.getpid())
        self._looked = time.monotonic()
        self.timeouts: list[str] = []  # what took too long, to be read by the instructor
        self.lender: Lender | None = None
        self.remember: Remember = lambda _key, find_out: find_out()

    def new_cell(self, call_seconds: float) -> None:
        """Give each call so many seconds again, whatever was too slow before."""
        self.call_seconds, self._limit_after_slow = call_seconds, False
        now = time.monotonic()
        if now > self._looked + LOOK_EVERY:
            self._looked, self._waited = now, self._waits()

    def look_whether_held_up(self, seconds: float, since_start: bool = False) -> None:
        """Note it if what took `seconds` waited long for a processor since the last `new_cell`."""
        before, now = self._waited_before if since_start else self._waited, self._waits()
        self.held_up |= now is None or before is None or now - before > HELD_UP * seconds

    def _waits(self) -> float | None:
        """Return for how long both sides have waited; None where the kernel does not tell.

        A student process that has ended waits no more: nobody held it up.
        """
        own, peer = waited(os.getpid()), self._channel.peer
        return None if own is None or peer <= 0 else own + (waited(peer) or 0.0)

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
        return self._ask({"op": "run", "source": source, "number": number}, seconds)

    def warm(self, libraries: Sequence[str], seconds: float) -> None:
        """Let libraries be imported, so that the time they take is not that of a function."""
        self._ask({"op": "warm", "libraries": list(libraries)}, seconds)

    def get(self, name: str) -> Any:
        """Return what the student's code calls `name`; raises KeyError if nothing is.

        A function keeps its name until the next cell is run.
        """
        if name in self._named:
            return self._named[name]
        answer = self._ask({"op": "get", "name": name}, self.call_seconds, name)
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
        answer = self._ask(asked, self.call_seconds, function.__name__)
        _print(answer)
        _warn(answer.get("warnings", []))
        if "raised" in answer:
            raise _exception(answer)
        return answer["value"]

    def try_out(self, function: Proxy, cases: Sequence[Case]) -> list[Outcome]:
        """Let the student process try a function on cases; each has `call_seconds` of its own."""
        asked = {
            "op": "try", "f": function,
            "cases": [[list(case.arguments), dict(case.keywords)] for case in cases],
        }  # fmt: skip
        tried = _Cases(self.call_seconds, len(cases))
        try:
            answer = self._ask(asked, self.call_seconds, function.__name__, tried)
        except TooSlowError as error:
            return [Outcome(raised=TOO_SLOW, message=str(error))] * len(cases)
        except StudentGoneError as error:
            return [Outcome(raised="ProcessEndedError", message=str(error))] * len(cases)
        _print(answer)
        if "raised" in answer:
            if tried.stopped:
                return [Outcome(raised=TOO_SLOW, message=tried.stopped[0])] * len(cases)
            raise _exception(answer)
        try:
            outcomes = [_outcome(*item) for item in answer["outcomes"]]
        except TypeError:
            outcomes = []
        outcomes = _with_time_outs(outcomes, tried, len(cases))
        if len(outcomes) != len(cases):
            self._end_for("it answered something else than what was asked")
        return outcomes

    def describe(self, number: int, plan: str) -> Any:
        """Return what the student process says of a Keras model."""
        asked = {"op": "model", "f": Proxy(self, number, "model"), "plan": plan}
        answer = self._ask(asked, self.call_seconds, "a model")
        if "raised" in answer:
            raise _exception(answer)
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
            self._first.append(request)
            try:
                yield
            finally:
                if request in self._first:  # nothing was asked meanwhile
                    self._first.remove(request)
                else:
                    self._first.append({"op": "restore", "scope": scope})

    def close(self) -> None:
        """End the student process and all that it has started."""
        self._order(b"k")
        with contextlib.suppress(SandboxError):
            self._how_it_ended()
        self._channel.close()
        self._leash.close()
        if self.lender:
            self.lender.close()

    def _ask(
        self, message: Message, seconds: float, name: str = "", cases: _Cases | None = None
    ) -> Message:
        """Ask the student process, and return its answer.

        `name` is what a time-out is reported of. With `cases`, each of them has `seconds`.
        """
        if self._gone:
            raise StudentGoneError(self._gone)
        self._asked += 1
        number, outer = self._asked, self._deadline
        self._deadline = min(outer, time.monotonic() + seconds)
        try:
            self._send(message | {"n": number, "first": self._first})
            self._first = []
            answer = self._answer(number, outer, name, cases)
        except SlowError:
            self._note_time_out(name, seconds)
            where = self._interrupt()
            text = self._too_slow(seconds, where)
            self.call_seconds = min(self.call_seconds, SECONDS_AFTER_SLOW)
            self._limit_after_slow = True
            raise TooSlowError(text) from None
        except ClosedError:
            self._end_for("")
        except WireError as error:
            self._end_for(f"it sent something that is no plain data: {error}")
        except BaseException as error:  # the cell's time is over: what comes now is for nobody
            if not isinstance(error, Exception):
                self._interrupt()
            raise
        finally:
            self._deadline = outer
        self._expect_fields(message["op"], answer)
        return answer

    def _send(self, message: Message) -> None:
        try:
            self._channel.send(message, self._deadline_or_none())
        except (ClosedError, SlowError):
            self._end_for("it does not listen any more")

    def _deadline_or_none(self) -> float | None:
        return None if self._deadline == math.inf else self._deadline

    def _answer(self, number: int, outer: float, name: str, cases: _Cases | None) -> Message:
        """Wait for the answer to question `number`; meanwhile answer what is called back.

        A case that takes too long is interrupted; until it has ended no call back is answered.
        """
        stopping = False
        for _ in range(MOST_BACK_CALLS):
            try:
                answer = self._next_message()
            except SlowError:
                if cases is None or stopping or time.monotonic() > outer:
                    raise
                self._stop_case(cases, name)
                stopping = True
                continue
            op = answer.get("op")
            op = op if type(op) is str else ""  # an array is compared item by item
            if op == "next" and cases and cases.left > 0:
                cases.left, stopping = cases.left - 1, False
                self._deadline = min(outer, time.monotonic() + cases.seconds)
            elif op == "back" and not stopping:
                self._send_back(self._called_back(answer))
            elif not op and _is_number(answer.get("n"), number):
                return answer
        raise WireError("it sent too many messages")

    def _next_message(self) -> Message:
        if time.monotonic() > self._deadline:
            raise SlowError
        return self._channel.receive(self._deadline_or_none())

    def _stop_case(self, cases: _Cases, name: str) -> None:
        """Interrupt the case that is being tried. Those after it get less time."""
        self._note_time_out(f"a call of {name}", cases.seconds)
        cases.stopped.append(self._too_slow(cases.seconds))
        cases.seconds = min(cases.seconds, SECONDS_AFTER_SLOW)
        self._limit_after_slow = True
        self._order(b"i")
        self._deadline = time.monotonic() + GRACE

    def _note_time_out(self, name: str, seconds: float) -> None:
        self.look_whether_held_up(seconds)
        if name and len(self.timeouts) < MOST_TIMEOUTS:
            self.timeouts.append(f"{name} took longer than {_seconds(seconds)}")

    def _too_slow(self, seconds: float, where: str = "") -> str:
        text = f"It took longer than {_seconds(seconds)}{where}"
        return (
            f"{text}, the limit after a call that took too long."
            if self._limit_after_slow
            else f"{text}."
        )

    def _send_back(self, answer: Message) -> None:
        try:
            self._channel.send(answer, self._deadline_or_none())
        except WireError as error:
            failed = {"op": "answer", "to": answer["to"], **failure(ValueError(error))}
            self._channel.send(failed, self._deadline_or_none())

    def _called_back(self, message: Message) -> Message:
        """Call a function that was handed over; one that was lent runs in a process of its own."""
        answer = {"op": "answer", "to": message.get("id")}
        self._depth += 1
        try:
            function = self._functions.handed(message.get("g"))
            if function is None:
                raise RuntimeError("This function was lent, and is not available any more.")
            if self._depth > DEEPEST_BACK_CALL:
                raise RecursionError("functions that were lent call each other too deeply")
            args, kwargs = list(message["args"]), dict(message["kwargs"])
            if isinstance(function, LentFunction):
                return answer | {"value": function.call(args, kwargs, self._deadline)}
            return answer | {"value": function(*args, **kwargs)}
        except LenderGoneError as error:
            raise SandboxError(str(error)) from error
        except Exception as error:
            if getattr(error, "ends_the_question", False):
                raise
            return answer | failure(error)
        finally:
            self._depth -= 1

    def _expect_fields(self, op: str, answer: Message) -> None:
        fields = {
            "run": ("outputs", "count"), "warm": ("ok",), "get": ("found",),
            "call": ("value",), "try": ("outcomes",), "model": ("description",),
        }  # fmt: skip
        missing = [name for name in fields.get(op, ()) if name not in answer]
        if missing and "raised" not in answer:
            self._end_for(f"its answer lacks {', '.join(missing)}")

    def _interrupt(self) -> str:
        """Interrupt what runs, and return where it was; end the process if it does not stop.

        No call back is answered.
        """
        self._order(b"i")
        self._deadline = time.monotonic() + GRACE
        try:
            while (answer := self._next_message()).get("op") is not None:
                pass
            return _line_in(answer.get("explained", ""))
        except (ClosedError, SlowError, WireError):
            self._order(b"k")
            self._gone = "its code ran too long and could not be interrupted"
            return ""

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
                    said = self._leash.recv(4096, socket.MSG_DONTWAIT)
            if not said:
                raise SandboxError("the process that watches over the student process has gone")
            self._ended = json.loads(said)
        if "failed" in self._ended:
            raise SandboxError(f"a student process could not be set up: {self._ended['failed']}")
        return clean_text(self._ended["ended"], LONGEST_EXPLANATION)


def _seconds(number: float) -> str:
    return f"{number:g} second{'s' * (number != 1)}"


def _is_number(found: Any, number: int) -> bool:
    return type(found) is int and found == number


def _outcome(
    value: Any, raised: Any, message: Any, changed: Any, overflowed: Any, overwritten: Any
) -> Outcome:
    places = [
        clean_name(place) if type(place) is str else place
        for place in changed[:20]
        if type(place) in (int, str)
    ]
    return Outcome(
        value, clean_name(raised), clean_text(message, LONGEST_EXPLANATION), tuple(places),
        overflowed is True, overwritten is True,
    )  # fmt: skip


def _with_time_outs(outcomes: list[Outcome], tried: _Cases, wanted: int) -> list[Outcome]:
    """Say in our own words which cases took too long, and which were left out because of that."""
    told = iter(tried.stopped)
    found = [
        Outcome(raised=TOO_SLOW, message=_where(next(told, tried.stopped[-1]), outcome))
        if tried.stopped and outcome.raised == STOPPED
        else outcome
        for outcome in outcomes
    ]
    if len(tried.stopped) < MOST_STOPPED:
        return found
    left_out = f"It was not called: {len(tried.stopped)} calls before took too long."
    return found + [Outcome(raised=TOO_SLOW, message=left_out)] * (wanted - len(found))


def _where(text: str, outcome: Outcome) -> str:
    """Add to the sentence on a time-out the student's line that was running, where it is known."""
    return f"{text.removesuffix('.')}{_line_in(outcome.message)}."


def _line_in(explained: Any) -> str:
    """Return the part of an explained error that quotes a line: `, in the line ...`, or nothing."""
    _, found, line = clean_name(explained).partition(", in the line ")
    return found + line


def _print(answer: Message) -> None:
    """Hand what the student's code printed to the test cell that runs, or print it."""
    take = getattr(sys.stdout, "from_student", None)
    for name, text in _pairs(answer.get("printed", [])):
        if take:
            take(text)
        else:
            print(text, end="", file=sys.stderr if name == "stderr" else sys.stdout)
    left_out = answer.get("unprinted", 0)
    if take and type(left_out) is int and 0 < left_out < 10**15:
        take("", left_out)


def _warn(found: Any) -> None:
    for name, text in _pairs(found):
        kind = getattr(builtins, name, UserWarning)
        kind = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn(clean_text(text), kind, stacklevel=4)


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
    name, message = clean_name(answer["raised"]), clean_text(answer.get("message", ""))
    kind = _KeyError if name == "KeyError" else getattr(builtins, name, None)
    error: Exception = RaisedInStudentCodeError(message)
    if isinstance(kind, type) and issubclass(kind, Exception):
        with contextlib.suppress(Exception):  # those that want more than a text
            error = kind(message)
    elif name.isidentifier():
        error = type(name, (RaisedInStudentCodeError,), {"__module__": "__main__"})(message)
    explained = clean_text(answer.get("explained", message), LONGEST_EXPLANATION)
    error.explained = explained  # type: ignore[attr-defined]
    error.said = clean_text(answer.get("traceback", ""))  # type: ignore[attr-defined]
    return error
