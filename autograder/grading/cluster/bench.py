"""Measure grading on clusters of several sizes, all on this machine, by whole commands.

With `sleep`, workers sleep in place of judging, so that the head and the scheduler are measured.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table as Grid

from ...course import environment, paths
from ...course.nbgrader_command import nbgrader
from ...demo.bench import BenchmarkError, expect_full_points, make_class
from .rehearsal import VARIABLE
from .scheduler import Scheduler

PER_WORKER = 40  # submissions, if the workers sleep
START_SECONDS = 300.0


def run_cluster_bench(
    assignment: str, students: int, sizes: list[int], sleep: float, kill: float
) -> int:
    """Print how long a class takes on clusters of these sizes."""
    if sleep:
        grid = Grid("workers", "submissions", "seconds", "of linear")
    else:
        grid = Grid("workers", "submissions", "seconds", "ratio")
        alone = _seconds(assignment, students, 0, 0.0, 0.0)
        grid.add_row("this machine alone", f"{students}", f"{alone:.1f}", "1.00")
    for size in sizes:
        number = PER_WORKER * size if sleep else students
        took = _seconds(assignment, number, size, sleep, kill)
        share = number * sleep / size / took if sleep else took / alone
        grid.add_row(f"{size}", f"{number}", f"{took:.1f}", f"{share:.2f}")
    Console().print(grid)
    return 0


def _seconds(assignment: str, students: int, size: int, sleep: float, kill: float) -> float:
    """Return how long the command takes with so many workers; with none on this machine."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, contextlib.ExitStack() as stack:
        classroom = Path(folder)
        make_class(assignment, students, classroom, paths.ROOT)
        arguments, more = ["autograde", assignment], {}
        if size:
            cluster = stack.enter_context(_Cluster.running(classroom / "dask", size, sleep))
            arguments.append(f"--Sandbox.scheduler={cluster.address}")
            more = {VARIABLE: "1"} if sleep else {}
            if kill:
                stack.enter_context(cluster.killing(kill))
        began = time.perf_counter()
        done = nbgrader(*arguments, classroom=classroom, more=more)
        took = time.perf_counter() - began
        if done.returncode:
            raise BenchmarkError(done.output)
        if not sleep:
            expect_full_points(assignment, students, classroom, done.output)
        return took


class _Cluster:
    """A scheduler and workers with one thread each, in processes of this machine."""

    def __init__(self, folder: Path, sleep: float) -> None:
        self._folder, self._sleep = folder, sleep
        self._processes: list[subprocess.Popen[bytes]] = []
        self._started = 0
        self.address = ""

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder: Path, size: int, sleep: float) -> Iterator[_Cluster]:
        """Start a cluster, and end it."""
        folder.mkdir()
        cluster = cls(folder, sleep)
        try:
            cluster._start_scheduler()
            for _ in range(size):
                cluster._start_worker()
            scheduler = Scheduler(cluster.address)
            cluster._wait(lambda: len(scheduler.workers()) == size)
            scheduler.close()
            yield cluster
        finally:
            for process in cluster._processes:
                _kill(process)

    @contextlib.contextmanager
    def killing(self, seconds: float) -> Iterator[None]:
        """Every so often kill a worker, without warning, and start another."""
        stop = threading.Event()

        def run() -> None:
            while not stop.wait(seconds):
                victim = random.randrange(1, len(self._processes))
                _kill(self._processes.pop(victim))
                self._start_worker()

        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _start_scheduler(self) -> None:
        written = self._folder / "scheduler.json"
        self._start(
            "-m", "distributed.cli.dask_scheduler", "--host", "tcp://127.0.0.1", "--port", "0",
            "--no-dashboard", "--scheduler-file", str(written),
        )  # fmt: skip
        self._wait(lambda: written.exists() and written.read_text())
        self.address = json.loads(written.read_text())["address"]

    def _start_worker(self) -> None:
        self._started += 1
        name = f"worker-{self._started}"
        self._start("-m", "autograder", "worker", self.address, "--name", name, "--threads", "1")

    def _start(self, *arguments: str) -> None:
        own = {"TMPDIR": str(self._folder)} | ({VARIABLE: f"{self._sleep}"} if self._sleep else {})
        with open(self._folder / "log", "ab") as log:
            self._processes.append(
                subprocess.Popen(
                    [sys.executable, *arguments], cwd=paths.ROOT, env=environment.fixed(own),
                    stdout=log, stderr=log, start_new_session=True,
                )
            )  # fmt: skip

    def _wait(self, done: Callable[[], object]) -> None:
        ends = time.monotonic() + START_SECONDS
        while not done():
            if time.monotonic() > ends or self._processes[0].poll() is not None:
                raise BenchmarkError((self._folder / "log").read_text("utf-8", "replace"))
            time.sleep(0.1)


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
