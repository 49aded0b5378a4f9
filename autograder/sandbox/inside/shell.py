"""An IPython shell that keeps what a cell prints, shows and raises, as a notebook does."""

from __future__ import annotations

import dis
import linecache
import traceback
from collections.abc import Callable, Iterator
from types import CodeType
from typing import Any

from IPython.core import pylabtools
from IPython.core.compilerop import CachingCompiler
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.text import LSString, SList
from traitlets import Type

from .cell_outputs import OUTPUTS, Hook, Publisher

CELL = "<cell "  # how the names of cells in tracebacks begin
MAX_REMARK_LENGTH = 200
MAX_REMARKS = 50
MAX_CAUSES = 10
VECTORS = frozenset(["svg", "pdf"])

# What was not done in a cell, and why: the kinds of remarks.
SHELL, MAGIC, PASSED_OVER = "shell", "magic", "passed over"

INSTALLERS = frozenset(["pip", "conda", "mamba", "micromamba", "uv"])
SHELL_MAGICS = frozenset([
    "system", "sx", "sc", "!", "script", "bash", "sh", "perl", "ruby", "pypy", "python", "python2",
    "python3", "cmd",
])  # fmt: skip
# A notebook's own, which change nothing that is graded.
KERNEL_MAGICS = frozenset(["autosave", "connect_info", "qtconsole", "subshell", "less", "more",
                           "man", "store", "notebook", "gui", "colors"])  # fmt: skip
# These run the student's Python: what goes wrong in it is no fault of the magic.
RUNNING_MAGICS = frozenset(["time", "timeit", "prun", "capture", "run", "debug", "pdb"])


class Compiler(CachingCompiler):
    """Calls cells by their numbers in tracebacks."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"{CELL}{number}>"


class Shell(InteractiveShell):
    """IPython without a terminal, a history and a kernel."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    compiler_class = Type(Compiler)

    def __init__(self, **settings: Any) -> None:
        self.remarks: list[list[str]] = []
        self.missing: set[str] = set()  # names that passed over statements would have made
        super().__init__(**settings)
        self.db: dict[str, Any] = {}  # else `%cd` and `%store` write into the home folder

    def init_history(self) -> None:
        # Otherwise the instructor's own history is open in every student process.
        self.config.HistoryManager.enabled = False
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def enable_gui(self, gui: str | None = None) -> None:
        pass

    def enable_matplotlib(self, gui: str | None = None) -> Any:
        """Show figures in the notebook, whatever window or widget is asked for."""
        return super().enable_matplotlib("inline")

    def ask_exit(self) -> None:
        """Go on after `quit()`: the tests are still to come."""

    def _showtraceback(self, kind: Any, value: Any, traceback: Any) -> None:
        rows = [str(row) for row in traceback][-200:]
        output = {
            "output_type": "error",
            "ename": getattr(kind, "__name__", str(kind)),
            "evalue": str(value),
            "traceback": rows,
        }
        OUTPUTS.add(output, sum(map(len, rows)))

    def take_remarks(self) -> list[list[str]]:
        """Return what was not done since the last call, and forget it."""
        remarks, self.remarks = self.remarks, []
        return remarks

    def _remark(self, kind: str, what: str, why: str = "") -> None:
        if len(self.remarks) < MAX_REMARKS:
            self.remarks.append([kind, what[:MAX_REMARK_LENGTH], why[:MAX_REMARK_LENGTH]])

    # What a shell would do

    def _leave_out(self, command: str) -> None:
        line = command.strip().partition("\n")[0][:MAX_REMARK_LENGTH]
        print(f"[Commands for a shell do nothing where this is graded: {line}]")
        self._remark(SHELL, line)

    def system_piped(self, cmd: str) -> None:
        """Do nothing: there is no shell in grading, and no network."""
        self._leave_out(f"!{cmd}")
        self.user_ns["_exit_code"] = 0

    system = system_raw = system_piped

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        self._leave_out(f"!{cmd}")
        return SList([]) if split else LSString("")

    # What magics do

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        if magic_name in SHELL_MAGICS or magic_name in INSTALLERS:
            self._leave_out(f"%{magic_name} {line}")
            return SList([]) if magic_name in ("sx", "system") else None
        if magic_name in KERNEL_MAGICS:
            return None
        run = super().run_line_magic
        return self._magic(f"%{magic_name}", lambda: run(magic_name, line, _stack_depth + 3))

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        if magic_name in SHELL_MAGICS:
            self._leave_out(f"%%{magic_name} {line}")
            return None
        run = super().run_cell_magic
        return self._magic(f"%%{magic_name}", lambda: run(magic_name, line, cell))

    def magic(self, text: str) -> Any:
        """Run a line magic, as IPython let you until version 8."""
        name, _, line = text.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line, _stack_depth=2)

    def _magic(self, name: str, run: Callable[[], Any]) -> Any:
        """Run a magic; the cell goes on where one is unknown here or does not work here."""
        if name.lstrip("%") in RUNNING_MAGICS:
            return run()
        try:
            return run()
        except Exception as error:
            why = f"{type(error).__name__}: {error}"[:MAX_REMARK_LENGTH]
            print(f"[{name} does not work where this is graded. {why}]")
            self._remark(MAGIC, name, why)
            return None

    # What only this place lacks

    async def run_code(
        self, code_obj: CodeType, result: ExecutionResult | None = None, *, async_: bool = False
    ) -> bool:
        """Run a statement of a cell; the next one follows if it failed for what is missing here."""
        failed = bool(await super().run_code(code_obj, result, async_=async_))
        error = getattr(result, "error_in_exec", None)
        if not failed or not isinstance(error, Exception) or not self._lacks(error):
            if not failed and self.missing:
                self.missing -= _stored(code_obj)
            return failed
        self.missing |= _stored(code_obj)
        self._remark(PASSED_OVER, _line(error), f"{type(error).__name__}: {error}")
        return False

    def _lacks(self, error: Exception) -> bool:
        """Return whether it is the place that is at fault: a library, a file, the network.

        Names that such a statement would have made are missing later.
        """
        if isinstance(error, NameError):
            return error.name in self.missing
        return any(isinstance(cause, ImportError | OSError | EOFError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Go through an error and those that led to it: libraries wrap what the network says."""
    cause: BaseException | None = error
    for _ in range(MAX_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _stored(code: CodeType) -> set[str]:
    """Return the names that a statement makes."""
    stores = ("STORE_NAME", "STORE_GLOBAL")
    return {str(item.argval) for item in dis.get_instructions(code) if item.opname in stores}


def _line(error: BaseException) -> str:
    """Return the line of a cell that raised an error."""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(CELL):
            return linecache.getline(name, number).strip()
    return ""


def _without_vectors(select: Callable[..., None]) -> Callable[..., None]:
    """Let figures be PNG where SVG or PDF is asked for, which feedback does not show."""

    def select_formats(shell: Any, formats: Any, **options: Any) -> None:
        wanted = {formats} if isinstance(formats, str) else set(formats)
        if wanted & VECTORS:
            wanted = (wanted - VECTORS) | {"png"}
        select(shell, wanted, **options)

    return select_formats


# Before Matplotlib's backend takes it from there.
pylabtools.select_figure_formats = _without_vectors(pylabtools.select_figure_formats)
