"""The grader's questions to a student process, each with a deadline."""

from __future__ import annotations

import math
import time
from typing import Any, NoReturn

from ..wire import Channel, ClosedError, Message, SlowError, WireError
from .control_socket import GRACE, ControlSocket
from .errors import NoAnswerError, SandboxError, StudentGoneError, TooSlowError
from .lending import failure
from .lent import LenderGoneError, LentFunction
from .outcomes import TriedCases, in_seconds, line_in
from .proxies import Functions
from .time_outs import TimeOuts

CALL_SECONDS = 10.0
SECONDS_AFTER_SLOW = 1.0  # per call in the rest of a cell after one has timed out
MAX_CALLBACKS = 1_000_000  # during one question
MAX_CALLBACK_DEPTH = 8  # of callbacks to lent functions that call functions of the student


class Conversation:
    """Asks one question at a time, and meanwhile serves the student's calls of grader functions."""

    def __init__(self, channel: Channel, functions: Functions, control: ControlSocket) -> None:
        self._channel, self._functions, self._control = channel, functions, control
        self._asked = self._depth = 0
        self._deadline = math.inf  # of the current question
        self._limit_after_slow = False
        self.first: list[Message] = []  # requests to send with the next question
        self.gone = ""  # why the student process cannot answer any more, or ""
        self.call_seconds = CALL_SECONDS
        self.time_outs = TimeOuts(channel)

    def new_cell(self, call_seconds: float) -> None:
        """Allow each call `call_seconds` from now on, even if one has timed out before."""
        self.call_seconds, self._limit_after_slow = call_seconds, False
        self.time_outs.new_cell()

    def ask(
        self, message: Message, name: str = "", seconds: float | None = None,
        cases: TriedCases | None = None,
    ) -> Message:  # fmt: skip
        """Ask the student process a question, and return its answer.

        A time-out is reported under `name`. The answer may take `seconds`, which default to those
        of a call, and with `cases` that long per case.

        Raises
        ------
        TooSlowError
            If the answer took too long; what was running has been interrupted.
        StudentGoneError
            If the student process has ended, or had to be killed.
        SandboxError
            If the process could not be set up, or its keeper has died.
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
            self.end_for(f"it sent an invalid message: {error}")
        except BaseException as error:  # the cell's time is over: nobody waits for the answer
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
            self.end_for("it does not read its messages")

    def _deadline_or_none(self) -> float | None:
        return None if self._deadline == math.inf else self._deadline

    def _answer(self, number: int, outer: float, name: str, cases: TriedCases | None) -> Message:
        """Wait for the answer to question `number`, and serve callbacks meanwhile.

        A case that takes too long is interrupted; no callback is served until it has ended.
        """
        stopping = False
        for _ in range(MAX_CALLBACKS):
            try:
                answer = self._next_message()
            except SlowError:
                if cases is None or stopping or time.monotonic() > outer:
                    raise
                self._stop_case(cases, name)
                stopping = True
                continue
            op = answer.get("op")
            op = op if type(op) is str else ""  # an array would be compared item by item
            if op == "next" and cases and cases.left > 0:
                cases.left, stopping = cases.left - 1, False
                self._deadline = min(outer, time.monotonic() + cases.seconds)
            elif op == "back" and not stopping:
                self._reply(self._serve_callback(answer))
            elif not op and _is_number(answer.get("n"), number):
                return answer
        raise WireError("it sent too many messages")

    def _next_message(self) -> Message:
        if time.monotonic() > self._deadline:
            raise SlowError
        return self._channel.receive(self._deadline_or_none())

    def _stop_case(self, cases: TriedCases, name: str) -> None:
        """Interrupt the current case. Later ones get less time."""
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

    def _reply(self, answer: Message) -> None:
        try:
            self._channel.send(answer, self._deadline_or_none())
        except WireError as error:
            failed = {"op": "answer", "to": answer["to"], **failure(ValueError(error))}
            self._channel.send(failed, self._deadline_or_none())

    def _serve_callback(self, message: Message) -> Message:
        """Call a function that was passed to the student; a lent one runs in the lender process."""
        answer = {"op": "answer", "to": message.get("id")}
        self._depth += 1
        try:
            function = self._functions.passed(message.get("g"))
            if function is None:
                raise RuntimeError("This function was available in an earlier test only.")
            if self._depth > MAX_CALLBACK_DEPTH:
                raise RecursionError("functions lent by the grader call each other too deeply")
            args, kwargs = list(message["args"]), dict(message["kwargs"])
            if isinstance(function, LentFunction):
                return answer | {"value": function.call(args, kwargs, self._deadline)}
            return answer | {"value": function(*args, **kwargs)}
        except LenderGoneError as error:
            raise SandboxError(str(error)) from error
        except NoAnswerError:
            raise
        except Exception as error:
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
        """Interrupt the running code, and return the line it was at, as `line_in` does.

        No callback is served. If the code does not stop in time, the process is killed.
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
        """Kill the process for `reason`, if it has not ended by itself.

        Raises
        ------
        StudentGoneError
            Always, with the reason.
        SandboxError
            If the process could not be set up, or its keeper has died.
        """
        if reason or not self._control.has_ended(GRACE):
            reason = reason or "it has closed its connection to the grader"
            self._control.kill()
        ended = self._control.reason_for_end()
        self.gone = reason or ended
        raise StudentGoneError(self.gone)


def _is_number(value: Any, number: int) -> bool:
    return type(value) is int and value == number
