"""The warm process that forks student processes, as the grader starts and ends it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ..walls.keeper import READY
from .errors import SandboxError

START_SECONDS = 120.0


# A warm process is forked, and a fork takes no threads with it. Many run side by side.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0",
}  # fmt: skip


GRACE = 2.0  # seconds in which it may end by itself


class Zygote:
    """A warm process that forks student processes."""

    def __init__(self, libraries: Sequence[str] = ()) -> None:
        self._requests, theirs = socket.socketpair()
        here = str(Path(__file__).resolve().parents[3])
        keep = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
        environment = {name: os.environ[name] for name in keep if name in os.environ} | {
            "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": "/tmp", **ONE_THREAD
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "autograder.sandbox.walls.neutral_paths",
             str(theirs.fileno()), *libraries],
            pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def alive(self) -> bool:
        """Return whether it still runs."""
        return self._process.poll() is None

    @property
    def requests(self) -> socket.socket:
        """The socket on which anybody who has it can start student processes."""
        return self._requests

    def wait_until_ready(self) -> None:
        """Wait until the libraries are imported."""
        self._requests.settimeout(START_SECONDS)
        try:
            if self._requests.recv(len(READY)) == READY:
                self._requests.settimeout(None)
                return
        except OSError:
            pass
        self._process.kill()
        said = self._process.communicate()[1]
        raise SandboxError(f"the process that starts student processes has failed: {said[-2000:]}")

    def close(self) -> None:
        """End the zygote. Student processes that it has forked go on to their end."""
        self._requests.close()
        try:
            self._process.wait(GRACE)  # it removes its folder
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
