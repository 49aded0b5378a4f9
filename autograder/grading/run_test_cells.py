"""Run test cells, and keep what they print and return as a notebook does."""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import linecache
import signal
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from ..checks.report import CheckFailed
from .student_outputs import Output
from .student_outputs import error as error_output

MAX_PRINTED = 400_000  # characters that a test cell may print
MAX_FROM_STUDENT = 2_000  # and the student's functions in it: the report must not drown
MAX_LINES_FROM_STUDENT = 100
FROM_STUDENT = "\nYour code printed while it was tested:\n"
LEFT_OUT = "\n[{:,} more characters that your code printed are left out.]\n"


class CellTooSlow(BaseException):
    """A test cell took too long. No `except Exception` on the way must stop it."""


class Namespace(dict[str, Any]):
    """The names of the test cells. One that they do not define is asked for elsewhere.

    Built-in names are never asked for: a student who redefines `sum` does so for student code.
    """

    def __init__(self, ask: Callable[[str], Any]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._ask = ask

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return self._ask(name)


def run(source: str, name: str, namespace: dict[str, Any], seconds: float) -> list[Output]:
    """Run a cell and return its outputs; `name` stands in tracebacks.

    What the test itself says comes first. What the student's functions printed follows, and what
    went to stderr, such as warnings: there nbgrader would take it for a failure of the test.
    """
    outputs = _Outputs()
    filename = f"<{name}>"
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    try:
        with outputs.capturing(), _at_most(seconds):
            body = ast.parse(source, filename)
            last = body.body[-1] if body.body else None
            if isinstance(last, ast.Expr):
                del body.body[-1]
            exec(compile(body, filename, "exec"), namespace)
            if isinstance(last, ast.Expr):
                value = eval(compile(ast.Expression(last.value), filename, "eval"), namespace)
                if value is not None:
                    outputs.result(repr(value))
    except CellTooSlow:
        outputs.error("CellTimeoutError", f"The cell took longer than {seconds:g} seconds.")
    except Exception as error:
        outputs.error(type(error).__name__, str(error), _traceback(error, filename))
    return outputs.all()


class _Outputs:
    def __init__(self) -> None:
        self.found: list[Output] = []
        self.room = MAX_PRINTED
        self.from_student: list[str] = []
        self.room_for_student, self.lines_for_student = MAX_FROM_STUDENT, MAX_LINES_FROM_STUDENT
        self.left_out = 0

    @contextlib.contextmanager
    def capturing(self) -> Iterator[None]:
        out, err = _Stream(self), _StudentStream(self)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield

    def result(self, text: str) -> None:
        data = {"text/plain": text}
        self.found.append(
            {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
        )

    def printed_by_student(self, text: str, left_out: int = 0) -> None:
        """Keep what a student's function printed, and count what there is no room for."""
        lines = text[: self.room_for_student].splitlines(True)[: self.lines_for_student]
        kept = "".join(lines)
        self.room_for_student -= len(kept)
        self.lines_for_student -= kept.count("\n")
        self.left_out += len(text) - len(kept) + left_out
        if kept:
            self.from_student.append(kept)

    def all(self) -> list[Output]:
        """Return what the test put out, then what the student's functions did."""
        text = "".join(self.from_student)
        if self.left_out:
            text += LEFT_OUT.format(self.left_out)
        if text:
            said = {"output_type": "stream", "name": "stdout", "text": FROM_STUDENT + text}
            return [*self.found, said]
        return self.found

    def error(self, name: str, text: str, rows: list[str] | None = None) -> None:
        self.found.append(error_output(name, text, rows))


class _Stream(io.TextIOBase):
    """Stands for sys.stdout while a test runs."""

    def __init__(self, outputs: _Outputs) -> None:
        self._outputs = outputs
        self.from_student = outputs.printed_by_student

    def write(self, text: str) -> int:
        found, kept = self._outputs.found, text[: self._outputs.room]
        self._outputs.room -= len(kept)
        if kept:
            last = found[-1] if found else {}
            if last.get("output_type") == "stream":
                last["text"] += kept
            else:
                found.append({"output_type": "stream", "name": "stdout", "text": kept})
        return len(text)


class _StudentStream(io.TextIOBase):
    """Stands for sys.stderr while a test runs: warnings about what the student's code computed."""

    def __init__(self, outputs: _Outputs) -> None:
        self._outputs = outputs

    def write(self, text: str) -> int:
        self._outputs.printed_by_student(text)
        return len(text)


@contextlib.contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    def stop(*_: Any) -> None:
        raise CellTooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _traceback(error: Exception, filename: str) -> list[str]:
    """Return the rows of a traceback without those of the grader."""
    if isinstance(error, CheckFailed):
        return [str(row) for row in error._render_traceback_()]
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    rows = (
        ["Traceback (most recent call last):\n", *traceback.format_list(frames)] if frames else []
    )
    rows += traceback.format_exception_only(error)
    if said := getattr(error, "student_traceback", ""):
        rows += ["\nIn the student's code:\n", said]
    return "".join(rows).splitlines()
