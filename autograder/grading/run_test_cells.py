"""Run test cells, and return what they print and evaluate to as a notebook would show it."""

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
from ..sandbox.outside.effects import StudentOutput
from .student_outputs import Output
from .student_outputs import error as error_output

MAX_PRINTED = 400_000  # characters that a test cell may print
MAX_STUDENT_PRINTED = (
    2_000  # and the student's functions in it, so that the report is not lost among it
)
MAX_STUDENT_LINES = 100
FROM_STUDENT = "\nYour code printed while it was tested:\n"
LEFT_OUT = "\n[{:,} more characters that your code printed are left out.]\n"


class CellTooSlow(BaseException):
    """A test cell took too long. It is not an Exception, so that no `except Exception` stops it."""


class Namespace(dict[str, Any]):
    """The names of the test cells. Names that they do not define are looked up with `look_up`.

    Built-in names never are: a student who redefines `sum` does so for student code.
    """

    def __init__(self, look_up: Callable[[str], Any]) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self._look_up = look_up

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            raise KeyError(name)
        return self._look_up(name)


def run(source: str, name: str, namespace: dict[str, Any], seconds: float) -> list[Output]:
    """Run a cell and return its outputs; `name` stands in tracebacks.

    What the test itself prints comes first. What the student's functions printed follows, and what
    went to stderr, such as warnings: as stderr, nbgrader would take it for a failure of the test.
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
    """The outputs of a cell that is running."""

    def __init__(self) -> None:
        self.of_test: list[Output] = []
        self.characters_left = MAX_PRINTED
        self.from_student: list[str] = []
        self.student_characters_left, self.student_lines_left = (
            MAX_STUDENT_PRINTED,
            MAX_STUDENT_LINES,
        )
        self.left_out = 0

    @contextlib.contextmanager
    def capturing(self) -> Iterator[None]:
        out, err = _Stream(self), _StudentStream(self)
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield

    def result(self, text: str) -> None:
        data = {"text/plain": text}
        self.of_test.append(
            {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
        )

    def printed_by_student(self, text: str, left_out: int = 0) -> None:
        """Add what a student's function printed, up to a limit; count what is left out."""
        lines = text[: self.student_characters_left].splitlines(True)[: self.student_lines_left]
        shown = "".join(lines)
        self.student_characters_left -= len(shown)
        self.student_lines_left -= shown.count("\n")
        self.left_out += len(text) - len(shown) + left_out
        if shown:
            self.from_student.append(shown)

    def all(self) -> list[Output]:
        """Return the outputs of the test, then what the student's functions printed."""
        text = "".join(self.from_student)
        if self.left_out:
            text += LEFT_OUT.format(self.left_out)
        if text:
            printed = {"output_type": "stream", "name": "stdout", "text": FROM_STUDENT + text}
            return [*self.of_test, printed]
        return self.of_test

    def error(self, name: str, text: str, rows: list[str] | None = None) -> None:
        self.of_test.append(error_output(name, text, rows))


class _Stream(io.TextIOBase, StudentOutput):
    """Replaces sys.stdout while a test runs."""

    def __init__(self, outputs: _Outputs) -> None:
        self._outputs = outputs

    def from_student(self, text: str, left_out: int = 0) -> None:
        self._outputs.printed_by_student(text, left_out)

    def write(self, text: str) -> int:
        outputs, shown = self._outputs.of_test, text[: self._outputs.characters_left]
        self._outputs.characters_left -= len(shown)
        if shown:
            last = outputs[-1] if outputs else {}
            if last.get("output_type") == "stream":
                last["text"] += shown
            else:
                outputs.append({"output_type": "stream", "name": "stdout", "text": shown})
        return len(text)


class _StudentStream(io.TextIOBase):
    """Replaces sys.stderr while a test runs: warnings about what the student's code computed."""

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
    if student_traceback := getattr(error, "student_traceback", ""):
        rows += ["\nIn the student's code:\n", student_traceback]
    return "".join(rows).splitlines()
