"""`autograder worker ADDRESS`: start a worker on this machine."""

from __future__ import annotations

import importlib.util
import os
import socket
import sys

from ...course import environment, paths
from ...course.errors import CourseError
from ..machine import workers
from .scheduler import NOT_INSTALLED

MODULE = "distributed.cli.dask_worker"


def run_worker(address: str, threads: int, name: str) -> int:
    """Become a worker of the scheduler at `address`; ends with it, or with Ctrl-C."""
    if importlib.util.find_spec("distributed") is None:
        raise CourseError(NOT_INSTALLED)
    name = name or f"{socket.gethostname().partition('.')[0]}-{os.getpid()}"
    command = [
        sys.executable, "-m", MODULE, address, "--name", name, "--no-dashboard",
        "--nthreads", str(threads or workers()),
    ]  # fmt: skip
    os.chdir(paths.ROOT)
    os.execve(sys.executable, command, environment.fixed())
