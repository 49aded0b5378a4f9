"""Start and stop the zygote, the warm process that forks student processes."""

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
EXIT_SECONDS = 2.0  # within which the zygote exits once its socket is closed
# Threads do not survive a fork, and many processes run side by side.
ONE_THREAD = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1", "CUDA_VISIBLE_DEVICES": "-1",
    "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0",
}  # fmt: skip


class Zygote:
    """A warm process that forks student processes."""

    def __init__(self, libraries: Sequence[str] = ()) -> None:
        self._requests, theirs = socket.socketpair()
        repository = str(Path(__file__).resolve().parents[3])
        inherited = ("PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT")
        environment = {name: os.environ[name] for name in inherited if name in os.environ} | {
            "PYTHONPATH": repository, "PYTHONDONTWRITEBYTECODE": "1", "MPLCONFIGDIR": "/tmp",
            **ONE_THREAD,
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
        """Return whether the zygote is running."""
        return self._process.poll() is None

    @property
    def requests(self) -> socket.socket:
        """The socket for start requests; whoever inherits it can start student processes."""
        return self._requests

    def wait_until_ready(self) -> None:
        """Wait until the libraries are imported.

        Raises
        ------
        SandboxError
            If the zygote fails to start, with the end of its error output.
        """
        self._requests.settimeout(START_SECONDS)
        try:
            if self._requests.recv(len(READY)) == READY:
                self._requests.settimeout(None)
                return
        except OSError:
            pass
        self._process.kill()
        stderr = self._process.communicate()[1]
        raise SandboxError(f"the zygote, which forks student processes, failed: {stderr[-2000:]}")

    def close(self) -> None:
        """Stop the zygote. Student processes that it has forked keep running."""
        self._requests.close()
        try:
            self._process.wait(EXIT_SECONDS)  # it removes its temporary folder
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
