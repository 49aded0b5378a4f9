"""The warm grader: it has imported what test cells need, and forks a judge for each notebook.

    python -m autograder.grading.server SOCKET STUDENTS ASSIGNMENT FOLDER MEMORY LIBRARY...

SOCKET and STUDENTS are numbers of open Unix sockets. FOLDER holds the files of the assignment,
MEMORY what judges have found out.
Each message on SOCKET comes with a socket of its own, over which the job is read and the verdict
is sent; student processes are ordered on STUDENTS. The server ends, and its judges with it, when
SOCKET is closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from ..environment import require_assertions
from ..sandbox import kernel
from ..sandbox.keeper import READY
from ..sandbox.remote import SandboxError
from . import judge as judge_module
from .judge import Job, judge
from .memory import Memory

MIB = 2**20
AFTER = 60.0  # seconds in which tests may be ended after a notebook's time


def main(arguments: list[str]) -> int:
    """Fork a judge for each job until nobody can send any more."""
    require_assertions()
    jobs, students = (socket.socket(fileno=int(number)) for number in arguments[:2])
    assignment, folder, memory = arguments[2:5]
    for library in ("autograder.grade", "autograder.grade_quiz", *arguments[5:]):
        importlib.import_module(library)
    judge_module.prepare(assignment, folder)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs.sendall(READY)
    while True:
        text, ends, *_ = socket.recv_fds(jobs, 1, 1)
        if not text:
            return 0
        with socket.socket(fileno=ends[0]) as wire:
            if os.fork() == 0:
                jobs.close()
                _be_judge(wire, students, Memory(Path(memory)))


def _be_judge(wire: socket.socket, students: socket.socket, memory: Memory) -> None:
    """Judge one notebook; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if sys.platform == "linux":
            kernel.die_with_parent(signal.SIGKILL)
        with wire.makefile("rwb") as file:
            data = json.loads(file.readline())
            # A lent function may be asked for anything: it must not use up the machine.
            limit = data.pop("memory") * MIB
            resource.setrlimit(
                resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1])
            )
            # Whatever hangs, it ends: after this time nobody waits for the verdict.
            signal.setitimer(signal.ITIMER_VIRTUAL, data["notebook_seconds"] + AFTER)
            file.write(json.dumps(_answer(data, students, memory)).encode() + b"\n")
    finally:
        os._exit(0)


def _answer(data: dict[str, Any], students: socket.socket, memory: Memory) -> dict[str, Any]:
    try:
        verdict = judge(Job.from_data(data), students, memory)
        return {"outputs": verdict.outputs, "notes": verdict.notes}
    except SandboxError as error:
        return {"sandbox": str(error)}
    except BaseException:
        return {"failed": traceback.format_exc()}


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
