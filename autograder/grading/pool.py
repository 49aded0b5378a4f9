"""Judge many notebooks at once, with warm processes that are started anew when they are lost."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import course, environment
from ..sandbox import confinement
from ..sandbox.keeper import READY
from ..sandbox.limits import NAMESPACES, Limits
from ..sandbox.remote import ONE_THREAD, SandboxError, StudentProcess, Zygote
from ..sandbox.walls import readable
from .judge import Job, Verdict
from .server import AFTER

ATTEMPTS = 3
START_SECONDS = 180.0


class GradingError(Exception):
    """Grading itself has failed; no submission is at fault."""


REMEDY = """This machine does not let students' code be shut in: {said}

What it needs: Linux 5.12 or newer on x86-64 or ARM, and user namespaces for ordinary users.
  - In a container, allow them for the container: they are often blocked by its seccomp profile.
  - Ubuntu 23.10 and newer restrict them: sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0
  - Debian 10 and older: sudo sysctl kernel.unprivileged_userns_clone=1
Nothing was graded. If you trust the students of this course, and only then, grade with
  nbgrader autograde ASSIGNMENT --Sandbox.isolation=process
which gives each submission a process with limits. It can read your files and use the network."""


class NotJudgedError(Exception):
    """One notebook could not be judged; others can."""


class Lost(Exception):
    """A warm process has gone while it was needed."""


@dataclass
class _Warm:
    """The two warm processes: one forks student processes, one forks judges."""

    zygote: Zygote
    server: subprocess.Popen[bytes]
    jobs: socket.socket

    @classmethod
    def start(
        cls, assignment: str, folder: str, memory: str, libraries: Iterable[str], limits: Limits
    ) -> _Warm:
        libraries = list(libraries)
        as_another_user = limits.isolation == NAMESPACES and os.geteuid() == 0
        if as_another_user and (fault := readable.remedy(confinement.python())):
            raise GradingError(fault)
        zygote = Zygote(libraries)
        jobs, theirs = socket.socketpair()
        numbers = (theirs.fileno(), zygote.orders.fileno())
        server = subprocess.Popen(
            [sys.executable, "-m", "autograder.grading.server", *map(str, numbers), assignment,
             folder, memory, *libraries],
            pass_fds=numbers, cwd=course.ROOT, stdin=subprocess.DEVNULL, start_new_session=True,
            env=environment.fixed({"MPLBACKEND": "Agg", **ONE_THREAD}),
        )  # fmt: skip
        theirs.close()
        warm = cls(zygote, server, jobs)
        try:
            zygote.wait_until_ready()
            jobs.settimeout(START_SECONDS)
            if jobs.recv(len(READY)) != READY:
                raise GradingError("the grader cannot start; what it said stands above")
            jobs.settimeout(None)
            warm.try_out(Path(folder), limits)
        except BaseException:
            warm.close()
            raise
        return warm

    def try_out(self, folder: Path, limits: Limits) -> None:
        """Start a student process: what this machine lacks is to be known before the first one."""
        process = StudentProcess(self.zygote.orders, folder, limits)
        try:
            process.run("", START_SECONDS)
        except SandboxError as error:
            raise GradingError(REMEDY.format(said=error)) from error
        finally:
            process.close()

    def alive(self) -> bool:
        return self.server.poll() is None and self.zygote.alive()

    def close(self) -> None:
        self.jobs.close()
        self.server.kill()
        self.server.wait()
        self.zygote.close()


class Pool:
    """Judges notebooks of one assignment, as many at once as there are `workers`."""

    def __init__(
        self, assignment: str, folder: Path, workers: int, libraries: Iterable[str] = (),
        limits: Limits | None = None, memory: int = 4096,
    ) -> None:  # fmt: skip
        self._found_out = tempfile.TemporaryDirectory(prefix="judges-")
        places = str(folder), self._found_out.name
        self._warm_for = (assignment, *places, tuple(libraries), limits or Limits())
        self._memory = memory
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="grading")
        self._lock = threading.Lock()
        self._warm: _Warm | None = None
        self._closed = False

    def submit(self, job: Job) -> Future[Verdict]:
        """Start to judge a notebook, now or when a worker is free."""
        return self._threads.submit(self._judge, job)

    def close(self) -> None:
        """Stop what is not started, and end all processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            self._closed = True
            if self._warm:
                self._warm.close()
                self._warm = None
        self._threads.shutdown()
        self._found_out.cleanup()

    def _judge(self, job: Job) -> Verdict:
        said, alone = "", False
        for _ in range(ATTEMPTS):
            warm = self._ready()
            try:
                answer = self._ask(warm, job)
            except TimeoutError:
                raise NotJudgedError("the tests could not be brought to an end in time") from None
            except (Lost, OSError) as error:
                said, alone = f"{type(error).__name__}: {error}", warm.alive()
                if not alone:
                    self._drop(warm)
                continue
            if "sandbox" in answer:
                said, alone = answer["sandbox"], self._works(warm)
                if not alone:
                    self._drop(warm)
                continue
            if "failed" in answer:
                raise NotJudgedError(answer["failed"])
            return Verdict(answer["outputs"], answer["notes"])
        # Where the warm processes are well, it is this notebook that its judge does not survive.
        raise (NotJudgedError if alone else GradingError)(f"tried {ATTEMPTS} times: {said}")

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
        """Return whether student processes can still be started: others need the warm ones."""
        _, folder, _, _, limits = self._warm_for
        try:
            warm.try_out(Path(folder), limits)
        except (GradingError, SandboxError, OSError):
            return False
        return True

    def _drop(self, warm: _Warm) -> None:
        """Replace warm processes of which one is lost; others may have done it already."""
        with self._lock:
            if self._warm is warm:
                self._warm = None
                warm.close()

    def _ask(self, warm: _Warm, job: Job) -> dict[str, Any]:
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                socket.send_fds(warm.jobs, [b"j"], [theirs.fileno()])
            mine.settimeout(job.notebook_seconds + AFTER)
            with mine.makefile("rwb") as file:
                file.write(json.dumps(job.to_data() | {"memory": self._memory}).encode() + b"\n")
                file.flush()
                line = file.readline()
        if not line.endswith(b"\n"):
            raise Lost("the process that runs the tests has gone")
        found = json.loads(line)
        assert isinstance(found, dict)
        return found


def workers() -> int:
    """Return how many processors this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
