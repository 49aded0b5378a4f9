"""Judge many notebooks at once, with warm processes that are replaced if they die."""

from __future__ import annotations

import json
import math
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..course import environment, paths
from ..sandbox.outside.errors import SandboxError
from ..sandbox.outside.zygote_client import ONE_THREAD, Zygote
from ..sandbox.walls import confinement, readable
from ..sandbox.walls.keeper import READY
from ..sandbox.walls.limits import NAMESPACES, Limits
from ..tables import class_files
from .gate import Gate
from .job import Cell, Job, Verdict
from .judge_process import GRACE, JudgeGoneError, JudgeLateError, JudgeProcess, make_pulse
from .machine import MAX_MEMORY, memory_for_each
from .not_judged import worth_nothing

ATTEMPTS = 3
START_SECONDS = 180.0
CELL_GRACE = 45.0  # seconds in which a cell may be brought to its end after its time
MAX_WAITING = 0.1  # of a cell's time; a judge that waits longer for a CPU is tried again alone


class GradingError(Exception):
    """Grading itself has failed, through no fault of a submission."""


# NumPy imports these at their first use, which would be in each process that is forked.
PARTS_OF_NUMPY = "numpy.ma", "numpy.random"
REMEDY = """Students' code cannot be sandboxed on this machine: {reason}

What it needs: Linux 5.12 or newer on x86-64 or ARM, and user namespaces for ordinary users.
  - In a container, allow them for the container: they are often blocked by its seccomp profile.
  - Ubuntu 23.10 and newer restrict them: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0
  - Debian 10 and older: sudo sysctl kernel.unprivileged_userns_clone=1
Nothing was graded. If you trust the students of this course, and only then, grade with
  nbgrader autograde ASSIGNMENT --Sandbox.isolation=process
which gives each submission a process with limits. It can read your files and use the network."""


class NotJudgedError(Exception):
    """One notebook could not be judged; others can."""


class WarmProcessLostError(Exception):
    """A warm process has died while it was needed."""


@dataclass
class _Warm:
    """The two warm processes: one forks student processes, one forks judges."""

    zygote: Zygote
    server: subprocess.Popen[bytes]
    jobs: socket.socket

    @classmethod
    def start(
        cls, assignment: str, folder: str, memory: str, libraries: Iterable[str], limits: Limits,
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> _Warm:  # fmt: skip
        """Start both, and wait until a student process has run in the sandbox."""
        libraries = [*PARTS_OF_NUMPY, *libraries]
        as_another_user = limits.isolation == NAMESPACES and os.geteuid() == 0
        if as_another_user and (fault := readable.remedy(confinement.interpreter_paths())):
            raise GradingError(fault)
        zygote = Zygote(libraries)
        jobs, theirs = socket.socketpair()
        numbers = (theirs.fileno(), zygote.requests.fileno())
        server = subprocess.Popen(
            [sys.executable, "-m", "autograder.grading.judge_server", *map(str, numbers),
             assignment, folder, memory, *libraries],
            pass_fds=numbers, cwd=paths.ROOT, stdin=subprocess.DEVNULL, start_new_session=True,
            env=environment.fixed({"MPLBACKEND": "Agg", **ONE_THREAD, **variables}),
        )  # fmt: skip
        theirs.close()
        warm = cls(zygote, server, jobs)
        try:
            zygote.wait_until_ready()
            jobs.settimeout(START_SECONDS)
            if jobs.recv(len(READY)) != READY:
                raise GradingError("the grader cannot start; its own messages are above")
            jobs.settimeout(None)
            warm.try_out(Path(folder), limits)
        except BaseException:
            warm.close()
            raise
        return warm

    def try_out(self, folder: Path, limits: Limits) -> None:
        """Run an empty cell in a student process, to fail fast if the sandbox is unsupported."""
        cells = (Cell("an empty cell", "", False),)
        seconds = (START_SECONDS, START_SECONDS, START_SECONDS)
        try:
            answer = self.ask(Job("", str(folder), (), cells, limits, *seconds), MAX_MEMORY)
        except (JudgeLateError, WarmProcessLostError) as error:
            raise GradingError(f"an empty notebook cannot be graded: {error}") from error
        if "sandbox" in answer:
            raise GradingError(REMEDY.format(reason=answer["sandbox"]))
        if "failed" in answer or answer["notes"]:
            reason = answer.get("failed") or "; ".join(answer["notes"])
            raise GradingError(f"an empty notebook cannot be graded: {reason}")

    def ask(self, job: Job, memory: int) -> dict[str, Any]:
        """Have a judge run a notebook with so many MiB of memory, and return its answer.

        Raises
        ------
        JudgeLateError
            If it takes too long.
        WarmProcessLostError
            If the judge, or the process that forks judges, has died.
        """
        mine, theirs = socket.socketpair()
        with mine, make_pulse() as pulse:
            with theirs:
                self._send(theirs.fileno(), pulse.fileno())
            try:
                judge = JudgeProcess(mine, pulse.fileno(), START_SECONDS)
            except (JudgeGoneError, JudgeLateError) as error:
                raise WarmProcessLostError(str(error)) from error
            try:
                data = json.dumps(job.to_data() | {"memory": memory})
                judge.send(data.encode(), START_SECONDS)
                return _follow(judge, job)
            except JudgeGoneError as error:
                raise WarmProcessLostError(str(error)) from error
            except JudgeLateError as error:
                waited = judge.waited()
                error.held_up = waited is None or waited > MAX_WAITING * job.cell_seconds
                raise
            finally:
                judge.end()

    def _send(self, *descriptors: int) -> None:
        try:
            socket.send_fds(self.jobs, [b"j"], descriptors)
        except (BrokenPipeError, ConnectionResetError) as error:
            # It is dying and may still count as running; nobody is to try it again.
            self.server.kill()
            self.server.wait()
            raise WarmProcessLostError("the process that forks judges has ended") from error

    def alive(self) -> bool:
        """Return whether both still run."""
        return self.server.poll() is None and self.zygote.alive()

    def close(self) -> None:
        """End both."""
        self.jobs.close()
        self.server.kill()
        self.server.wait()
        self.zygote.close()


class Pool:
    """Judges notebooks of one assignment, up to `workers` of them at once."""

    def __init__(
        self, assignment: str, folder: Path, workers: int, libraries: Iterable[str] = (),
        limits: Limits | None = None, memory: int | None = None, classroom: Path | None = None,
    ) -> None:  # fmt: skip
        """`classroom` holds the class's expected values, if they are another machine's."""
        self._verified = tempfile.TemporaryDirectory(prefix="judges-")
        places = str(folder), self._verified.name
        variables = {}
        if classroom:
            variables = {paths.CLASSROOM_VARIABLE: str(classroom), class_files.SEED_VARIABLE: ""}
        self._warm_for = (assignment, *places, tuple(libraries), limits or Limits(), variables)
        self._memory = memory or memory_for_each(workers)
        self._gate = Gate()
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="grading")
        self._lock = threading.Lock()
        self._warm: _Warm | None = None
        self._closed = False

    def submit(self, job: Job) -> Future[Verdict]:
        """Judge a notebook as soon as a worker is free."""
        return self._threads.submit(self._judge, job)

    def warm_up(self) -> None:
        """Start the processes now; raises GradingError if this machine cannot grade."""
        self._ready()

    def close(self) -> None:
        """Cancel what has not started, and end all processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._closed = True
            if self._warm:
                self._warm.close()
                self._warm = None
        self._threads.shutdown()
        self._verified.cleanup()

    def _judge(self, job: Job) -> Verdict:
        """Judge a notebook; if others may have slowed it down, once more while none runs."""
        with self._gate.shared() as overlap:
            answer = self._attempts(job, ATTEMPTS)
        if answer.get("again") and overlap.happened:
            with self._gate.exclusive():
                answer = self._attempts(job, 1)
        return Verdict(answer["outputs"], answer["notes"], answer["reports"], answer["time_outs"])

    def _attempts(self, job: Job, most: int) -> dict[str, Any]:
        """Return the verdict on a notebook; `again` in it means that it may differ if run alone."""
        reason, warm_works, judge_lost = "", False, False
        ends = time.monotonic() + job.notebook_seconds if isinstance(job, Job) else math.inf
        for attempt in range(most):
            if attempt and warm_works and time.monotonic() > ends:
                break
            warm = self._ready()
            try:
                answer = self._ask(warm, job)
            except JudgeLateError as error:
                return worth_nothing(job, str(error)) | {"again": error.held_up}
            except (WarmProcessLostError, OSError) as error:
                reason, warm_works = str(error), warm.alive()
                judge_lost = isinstance(error, WarmProcessLostError)
                if not warm_works:
                    self._drop(warm)
                continue
            if "sandbox" in answer:
                reason, warm_works, judge_lost = answer["sandbox"], self._works(warm), False
                if not warm_works:
                    self._drop(warm)
                continue
            if "failed" in answer:
                raise NotJudgedError(answer["failed"])
            return answer
        if warm_works and judge_lost:  # so it is this notebook that ends its judge
            cause = "the tests could not be run to their end: too much memory, or too large values"
            return worth_nothing(job, f"{cause} ({reason})") | {"again": True}
        raise (NotJudgedError if warm_works else GradingError)(f"tried {most} times: {reason}")

    def _ready(self) -> _Warm:
        with self._lock:
            if self._closed:
                raise GradingError("grading was stopped")
            if self._warm is None:
                try:
                    self._warm = _Warm.start(*self._warm_for)
                except SandboxError as error:
                    raise GradingError(str(error)) from error
            return self._warm

    def _works(self, warm: _Warm) -> bool:
        """Return whether student processes can still be started; other notebooks need them, too."""
        _, folder, _, _, limits, _ = self._warm_for
        try:
            warm.try_out(Path(folder), limits)
        except (GradingError, SandboxError, OSError):
            return False
        return True

    def _drop(self, warm: _Warm) -> None:
        """Discard warm processes of which one has died, unless another thread has done so."""
        with self._lock:
            if self._warm is warm:
                self._warm = None
                warm.close()

    def _ask(self, warm: _Warm, job: Job) -> dict[str, Any]:
        return warm.ask(job, self._memory)


def _follow(judge: JudgeProcess, job: Job) -> dict[str, Any]:
    """Collect what a judge sends. It is late if a cell takes too long, or all cells together do."""
    last = time.monotonic() + job.notebook_seconds + GRACE
    cells: list[dict[str, Any]] = []
    while "outputs" in (message := judge.next_line(last, CELL_GRACE)):
        cells.append(message)
    if "notes" not in message:
        return message
    again = bool(message["time_outs"] and message["held_up"])
    return {
        "outputs": [cell["outputs"] for cell in cells],
        "reports": [cell["report"] for cell in cells],
        "notes": message["notes"],
        "time_outs": list(dict.fromkeys(message["time_outs"])),
        "again": again,
    }
