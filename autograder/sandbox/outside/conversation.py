"""The grader's questions to one student process, each answered in time or interrupted."""

from __future__ import annotations

import math
import time
from typing import Any, NoReturn

from ..wire import Channel, ClosedError, Message, SlowError, WireError
from .control_socket import GRACE, ControlSocket
from .errors import SandboxError, StudentGoneError, TooSlowError
from .lending import failure
from .lent import LenderGoneError, LentFunction
from .outcomes import TriedCases, in_seconds, line_in
from .proxies import Functions
from .time_outs import TimeOuts

CALL_SECONDS = 10.0
SECONDS_AFTER_SLOW = 1.0  # for the rest of a cell in which a call was too slow
MAX_BACK_CALLS = 1_000_000
MAX_BACK_CALL_DEPTH = 8  # a lent function calls a student's function, which calls a lent one, ...


class Conversation:
    """One question at a time, and the student's calls of functions that it was handed."""

    def __init__(self, channel: Channel, functions: Functions, control: ControlSocket) -> None:
        self._channel, self._functions, self._control = channel, functions, control
        self._asked = self._depth = 0
        self._deadline = math.inf  # of the question that is being answered
        self._limit_after_slow = False
        self.first: list[Message] = []  # what is done before the next question is answered
        self.gone = ""  # why nothing can be asked any more
        self.call_seconds = CALL_SECONDS
        self.time_outs = TimeOuts(channel.peer)

    def new_cell(self, call_seconds: float) -> None:
        """Give each call so many seconds again, whatever was too slow before."""
        self.call_seconds, self._limit_after_slow = call_seconds, False
        self.time_outs.new_cell()

    def ask(
        self, message: Message, name: str = "", seconds: float | None = None,
        cases: TriedCases | None = None,
    ) -> Message:  # fmt: skip
        """Ask the student process, and return its answer.

        `name` is what a time-out is reported of. The answer may take `seconds`, by default those of
        a call; with `cases` each of them may.
        """
        seconds = self.call_seconds if seconds is None else seconds
        if self.gone:
            raise StudentGoneError(self.gone)
        self._asked += 1
        number, outer = self._asked, self._deadline
        self._deadline = min(outer, time.monotonic() + seconds)
        try:
            self._send(message | {"n": number, "first": self.first})
            self.first = []
            answer = self._answer(number, outer, name, cases)
        except SlowError:
            self.time_outs.note(name, seconds)
            where = self._interrupt()
            text = self._too_slow(seconds, where)
            self.call_seconds = min(self.call_seconds, SECONDS_AFTER_SLOW)
            self._limit_after_slow = True
            raise TooSlowError(text) from None
        except ClosedError:
            self.end_for("")
        except WireError as error:
            self.end_for(f"it sent something that is no plain data: {error}")
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
            self.end_for("it does not listen any more")

    def _deadline_or_none(self) -> float | None:
        return None if self._deadline == math.inf else self._deadline

    def _answer(self, number: int, outer: float, name: str, cases: TriedCases | None) -> Message:
        """Wait for the answer to question `number`; meanwhile answer what is called back.

        A case that takes too long is interrupted; until it has ended no call back is answered.
        """
        stopping = False
        for _ in range(MAX_BACK_CALLS):
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

    def _stop_case(self, cases: TriedCases, name: str) -> None:
        """Interrupt the case that is being tried. Those after it get less time."""
        self.time_outs.note(f"a call of {name}", cases.seconds)
        cases.stopped.append(self._too_slow(cases.seconds))
        cases.seconds = min(cases.seconds, SECONDS_AFTER_SLOW)
        self._limit_after_slow = True
        self._control.interrupt()
        self._deadline = time.monotonic() + GRACE

    def _too_slow(self, seconds: float, where: str = "") -> str:
        text = f"It took longer than {in_seconds(seconds)}{where}"
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
            if self._depth > MAX_BACK_CALL_DEPTH:
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
            self.end_for(f"its answer lacks {', '.join(missing)}")

    def _interrupt(self) -> str:
        """Interrupt what runs, and return where it was; end the process if it does not stop.

        No call back is answered.
        """
        self._control.interrupt()
        self._deadline = time.monotonic() + GRACE
        try:
            while (answer := self._next_message()).get("op") is not None:
                pass
            return line_in(answer.get("explained", ""))
        except (ClosedError, SlowError, WireError):
            self._control.kill()
            self.gone = "its code ran too long and could not be interrupted"
            return ""

    def end_for(self, reason: str) -> NoReturn:
        """Note that the process has ended, or end it for `reason`, and raise."""
        if reason or not self._control.has_ended(GRACE):
            reason = reason or "it has closed the wire"
            self._control.kill()
        ended = self._control.how_it_ended()
        self.gone = reason or ended
        raise StudentGoneError(self.gone)


def _is_number(found: Any, number: int) -> bool:
    return type(found) is int and found == number
