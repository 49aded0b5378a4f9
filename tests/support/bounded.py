"""Run nbgrader in a test's own classroom, with a time limit, and find processes left behind."""

import os
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from classrooms import generate as generate

from autograder.course import paths

GENTLE = ("--Sandbox.cell_seconds=8", "--Sandbox.call_seconds=4", "--Sandbox.memory=512",
          "--Sandbox.notebook_seconds=40", "--Sandbox.progress=False")  # fmt: skip


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    output: str


def environment(classroom: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment that marks all processes of a run, for `left_over` to find them."""
    mark = classroom / "temporary"
    mark.mkdir(exist_ok=True)
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}"
    own = {"PATH": path, "TMPDIR": str(mark), paths.CLASSROOM_VARIABLE: str(classroom)}
    return {**os.environ, **own, "PYTHONPATH": str(paths.ROOT), **(more or {})}


def _restore_sigint() -> None:
    """Handle Ctrl-C again, which shells make background commands ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(
    *arguments: str, classroom: Path, more: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> subprocess.Popen[str]:  # fmt: skip
    """Start nbgrader, prefixed by the command `before`; its output goes to the classroom's log."""
    with open(classroom / "nbgrader.log", "w") as log:
        return subprocess.Popen(
            [*before, sys.executable, "-m", "nbgrader", *arguments], cwd=paths.ROOT, text=True,
            env=environment(classroom, more), stdout=log, stderr=subprocess.STDOUT,
            preexec_fn=_restore_sigint,
        )  # fmt: skip


def nbgrader(
    *arguments: str, classroom: Path, seconds: float = 300, more: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
) -> Ended:  # fmt: skip
    """Run nbgrader and wait for it; raises TimeoutExpired if it takes longer than `seconds`."""
    process = start(*arguments, classroom=classroom, more=more, before=before)
    try:
        process.wait(seconds)
    finally:
        process.kill()
        process.wait()
    return Ended(process.returncode, (classroom / "nbgrader.log").read_text("utf-8", "replace"))


def left_over(classroom: Path) -> list[str]:
    """Return the command lines of a run's processes that are still running."""
    place = str(classroom / "temporary").encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_student = place in (folder / "mountinfo").read_bytes()
            if is_student or b"TMPDIR=" + place in (folder / "environ").read_bytes().split(b"\0"):
                texts = ((folder / file).read_bytes() for file in ("comm", "cmdline"))
                name, line = (
                    text.replace(b"\0", b" ").decode("utf-8", "replace") for text in texts
                )
                found.append(f"{folder.name} {name.strip()}: {line}")
        except OSError:
            continue  # it has ended, or belongs to another user
    return found
