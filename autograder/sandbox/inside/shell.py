"""An IPython shell that runs cells as a notebook does, without a kernel, terminal or network."""

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

CELL = "<cell "  # the start of a cell's file name in tracebacks
MAX_REMARKS = 50
MAX_REMARK_LENGTH = 200
MAX_CAUSES = 10  # exceptions in a chain
VECTOR_FORMATS = frozenset(["svg", "pdf"])

# Kinds of remarks, each on something that was skipped.
SHELL, MAGIC, PASSED_OVER = "shell", "magic", "passed over"

INSTALLERS = frozenset(["pip", "conda", "mamba", "micromamba", "uv"])
SHELL_MAGICS = frozenset([
    "system", "sx", "sc", "!", "script", "bash", "sh", "perl", "ruby", "pypy", "python", "python2",
    "python3", "cmd",
])  # fmt: skip
# Magics of a notebook's front end, which have no effect on what is graded.
KERNEL_MAGICS = frozenset(["autosave", "connect_info", "qtconsole", "subshell", "less", "more",
                           "man", "store", "notebook", "gui", "colors"])  # fmt: skip
# Magics that run the student's Python: an exception comes from that code and not from the magic.
RUNNING_MAGICS = frozenset(["time", "timeit", "prun", "capture", "run", "debug", "pdb"])


class Compiler(CachingCompiler):
    """Names cells by their numbers in tracebacks."""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        return f"{CELL}{number}>"


class Shell(InteractiveShell):
    """IPython that skips, with a remark, what is not available in grading."""

    displayhook_class = Type(Hook)
    display_pub_class = Type(Publisher)
    compiler_class = Type(Compiler)

    def __init__(self, **settings: Any) -> None:
        self.remarks: list[list[str]] = []
        self.missing: set[str] = set()  # names that skipped statements would have defined
        super().__init__(**settings)
        self.db: dict[str, Any] = {}  # `%cd` and `%store` would write to the home folder

    def init_history(self) -> None:
        # Otherwise the instructor's own history file would be open in every student process.
        self.config.HistoryManager.enabled = False
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def enable_gui(self, gui: str | None = None) -> None:
        pass

    def enable_matplotlib(self, gui: str | None = None) -> Any:
        """Show figures inline, whatever backend is asked for."""
        return super().enable_matplotlib("inline")

    def ask_exit(self) -> None:
        """Ignore `quit()`: the tests are yet to run."""

    def _showtraceback(self, kind: Any, value: Any, traceback: Any) -> None:
        lines = [str(line) for line in traceback][-200:]
        output = {
            "output_type": "error",
            "ename": getattr(kind, "__name__", str(kind)),
            "evalue": str(value),
            "traceback": lines,
        }
        OUTPUTS.add(output, sum(map(len, lines)))

    def take_remarks(self) -> list[list[str]]:
        """Return the remarks (kind, code, reason) since the last call, and discard them."""
        remarks, self.remarks = self.remarks, []
        return remarks

    def _remark(self, kind: str, code: str, reason: str = "") -> None:
        if len(self.remarks) < MAX_REMARKS:
            self.remarks.append([kind, code[:MAX_REMARK_LENGTH], reason[:MAX_REMARK_LENGTH]])

    # Shell commands

    def _skip(self, command: str) -> None:
        line = command.strip().partition("\n")[0][:MAX_REMARK_LENGTH]
        print(f"[Shell commands do nothing in grading: {line}]")
        self._remark(SHELL, line)

    def system_piped(self, cmd: str) -> None:
        """Skip the command: there is no shell in grading, and no network."""
        self._skip(f"!{cmd}")
        self.user_ns["_exit_code"] = 0

    system = system_raw = system_piped

    def getoutput(self, cmd: str, split: bool = True, depth: int = 0) -> Any:
        self._skip(f"!{cmd}")
        return SList([]) if split else LSString("")

    # Magics

    def run_line_magic(self, magic_name: str, line: str, _stack_depth: int = 1) -> Any:
        if magic_name in SHELL_MAGICS or magic_name in INSTALLERS:
            self._skip(f"%{magic_name} {line}")
            return SList([]) if magic_name in ("sx", "system") else None
        if magic_name in KERNEL_MAGICS:
            return None
        run = super().run_line_magic
        return self._magic(f"%{magic_name}", lambda: run(magic_name, line, _stack_depth + 3))

    def run_cell_magic(self, magic_name: str, line: str, cell: str) -> Any:
        if magic_name in SHELL_MAGICS:
            self._skip(f"%%{magic_name} {line}")
            return None
        run = super().run_cell_magic
        return self._magic(f"%%{magic_name}", lambda: run(magic_name, line, cell))

    def magic(self, text: str) -> Any:
        """Run a line magic. Old notebooks call this method, which IPython has removed."""
        name, _, line = text.strip().lstrip("%").partition(" ")
        return self.run_line_magic(name, line, _stack_depth=2)

    def _magic(self, name: str, run: Callable[[], Any]) -> Any:
        """Run a magic; skip it, and go on with the cell, if it is unknown or fails."""
        if name.lstrip("%") in RUNNING_MAGICS:
            return run()
        try:
            return run()
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"[:MAX_REMARK_LENGTH]
            print(f"[{name} does not work in grading: {reason}]")
            self._remark(MAGIC, name, reason)
            return None

    # Libraries, files and the network, which may be missing here only

    async def run_code(
        self, code_obj: CodeType, result: ExecutionResult | None = None, *, async_: bool = False
    ) -> bool:
        """Run a statement of a cell, and skip it if it fails for something missing here only."""
        failed = bool(await super().run_code(code_obj, result, async_=async_))
        error = getattr(result, "error_in_exec", None)
        if not failed or not isinstance(error, Exception) or not self._is_environment_fault(error):
            if not failed and self.missing:
                self.missing -= _names_stored_by(code_obj)
            return failed
        self.missing |= _names_stored_by(code_obj)
        self._remark(PASSED_OVER, _failing_line(error), f"{type(error).__name__}: {error}")
        return False

    def _is_environment_fault(self, error: Exception) -> bool:
        """Return whether a missing library, file or network caused the error.

        That includes the use of a name that a skipped statement would have defined.
        """
        if isinstance(error, NameError):
            return error.name in self.missing
        return any(isinstance(cause, ImportError | OSError | EOFError) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those that caused it: libraries wrap errors of the network."""
    cause: BaseException | None = error
    for _ in range(MAX_CAUSES):
        if cause is None:
            return
        yield cause
        cause = cause.__cause__ or cause.__context__


def _names_stored_by(code: CodeType) -> set[str]:
    """Return the names that a statement assigns."""
    stores = ("STORE_NAME", "STORE_GLOBAL")
    return {str(item.argval) for item in dis.get_instructions(code) if item.opname in stores}


def _failing_line(error: BaseException) -> str:
    """Return the line of a cell that raised an error, or ""."""
    for frame, number in traceback.walk_tb(error.__traceback__):
        name = frame.f_code.co_filename
        if name.startswith(CELL):
            return linecache.getline(name, number).strip()
    return ""


def _png_for_vector_formats(select: Callable[..., None]) -> Callable[..., None]:
    """Replace SVG and PDF by PNG in `select`: feedback does not show vector graphics."""

    def select_formats(shell: Any, formats: Any, **options: Any) -> None:
        requested = {formats} if isinstance(formats, str) else set(formats)
        if requested & VECTOR_FORMATS:
            requested = (requested - VECTOR_FORMATS) | {"png"}
        select(shell, requested, **options)

    return select_formats


# Patched before Matplotlib's inline backend imports it.
pylabtools.select_figure_formats = _png_for_vector_formats(pylabtools.select_figure_formats)
