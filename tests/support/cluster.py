"""A Dask scheduler and workers for a test, as commands of their own; no file is shared."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.course import paths

OWN_PROGRAMS = ("DENSE_TO_ADAM_CLASSROOM", "DENSE_TO_ADAM_SEED")


@dataclass
class Cluster:
    """A scheduler at `address`; logs and temporary files are below `folder`."""

    folder: Path
    address: str
    variables: Mapping[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_worker(
        self, name: str, *, course: Path = paths.ROOT, threads: int = 1, before: Sequence[str] = (),
        more: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:  # fmt: skip
        """Start `autograder worker` in a checkout of the course, prefixed by a command."""
        arguments = ["worker", self.address, "--name", name, "--threads", str(threads)]
        command = [*before, sys.executable, "-m", "autograder", *arguments]
        self.processes[name] = self._start(name, command, course, more or {})
        return self.processes[name]

    def log(self, name: str) -> str:
        """Return what a process has printed."""
        return (self.folder / f"{name}.log").read_text("utf-8", "replace")

    def _start(
        self, name: str, command: Sequence[str], course: Path, more: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        temporary = self.folder / name
        temporary.mkdir()
        inherited = {key: text for key, text in os.environ.items() if key not in OWN_PROGRAMS}
        variables = {**inherited, **self.variables, **more, "TMPDIR": str(temporary)}
        with open(self.folder / f"{name}.log", "wb") as log:
            return subprocess.Popen(
                command, cwd=course, stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
                env={**variables, "PYTHONPATH": str(course)},
            )  # fmt: skip

    def stop(self) -> None:
        """End all processes that were started here, and theirs."""
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextlib.contextmanager
def started(
    folder: Path, protocol: str = "tcp", variables: Mapping[str, str] | None = None
) -> Iterator[Cluster]:
    """Start a scheduler on a free port of this machine; end it and its workers at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    cluster = Cluster(folder, "", variables or {})
    written = folder / "scheduler.json"
    command = [
        sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", f"{protocol}://127.0.0.1",
        "--port", "0", "--no-dashboard", "--scheduler-file", str(written),
    ]  # fmt: skip
    cluster.processes["scheduler"] = cluster._start("scheduler", command, paths.ROOT, {})
    try:
        ends = time.monotonic() + 60
        while not written.exists() or not (text := written.read_text()):
            assert time.monotonic() < ends, cluster.log("scheduler")
            assert cluster.processes["scheduler"].poll() is None, cluster.log("scheduler")
            time.sleep(0.05)

        cluster.address = json.loads(text)["address"]
        yield cluster
    finally:
        cluster.stop()
