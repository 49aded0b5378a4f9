"""The warm grader: it has imported what test cells need, and forks a judge for each notebook.

    python -m autograder.grading.judge_server SOCKET STUDENTS ASSIGNMENT FOLDER MEMORY LIBRARY...

SOCKET and STUDENTS are numbers of open Unix sockets. FOLDER holds the files of the assignment,
MEMORY what judges have found out.
Each message on SOCKET comes with a socket of its own and a file. On the socket it is told which
process the judge is; then the job is read there, and the verdict sent: see `judge`. In the file
stands what the judge does: see `judge_process`. Student processes are ordered on STUDENTS. The
server ends, and its judges with it, when SOCKET is closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import select
import signal
import socket
import sys
import traceback
from pathlib import Path
from typing import Any

from ..course import paths
from ..course.environment import require_assertions
from ..runtime.checks_alias import alias_checks
from ..sandbox.outside import lending
from ..sandbox.outside.errors import SandboxError
from ..sandbox.walls import linux
from ..sandbox.walls.keeper import READY
from ..sandbox.walls.limits import MIB, private_memory
from ..tables import hidden
from . import judge as judge_module
from .judge import Job, judge
from .judge_process import introduce, write_pulse
from .verified_builds import VerifiedBuilds

AFTER = 60.0  # seconds in which tests may be ended after a notebook's time


def main(arguments: list[str]) -> int:
    """Fork a judge for each job until nobody can send any more."""
    require_assertions()
    jobs, students = (socket.socket(fileno=int(number)) for number in arguments[:2])
    assignment, folder, memory = arguments[2:5]
    for library in ("autograder.grade", "autograder.grade_quiz", *arguments[5:]):
        importlib.import_module(library)
    os.chdir(folder)
    alias_checks()  # the right functions are made of the solutions, which import them
    # Forked before any expected value is read: whoever takes it over finds none in its memory.
    lenders = lending.start(_right_functions(assignment), [jobs, students])
    judge_module.prepare(assignment, folder)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs.sendall(READY)
    poll = select.poll()
    poll.register(jobs, select.POLLIN)
    poll.register(lenders, 0)  # only tells when the other side has gone
    while True:
        if lenders.fileno() in dict(poll.poll()):
            return 1
        text, ends, *_ = socket.recv_fds(jobs, 1, 2)
        if not text:
            return 0
        with socket.socket(fileno=ends[0]) as wire, open(ends[1], "wb", 0) as pulse:
            number = os.fork()
            if number == 0:
                jobs.close()
                _be_judge(wire, pulse.fileno(), students, lenders, VerifiedBuilds(Path(memory)))
            introduce(number, wire)


def _right_functions(assignment: str) -> dict[str, Any]:
    numeric = assignment in paths.assignments() and assignment not in paths.quizzes()
    return hidden.right_functions(assignment) if numeric else {}


def _be_judge(
    wire: socket.socket, pulse: int, students: socket.socket, lenders: socket.socket,
    memory: VerifiedBuilds,
) -> None:  # fmt: skip
    """Judge one notebook; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        if sys.platform == "linux":
            linux.die_with_parent(signal.SIGKILL)
        with wire.makefile("rwb") as file:
            data = json.loads(file.readline())
            # What a student's code returns is compared here: it must not use up the machine.
            limit = private_memory() + data.pop("memory") * MIB
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
            # Whatever hangs, it ends: after this time nobody waits for the verdict.
            signal.setitimer(signal.ITIMER_VIRTUAL, data["notebook_seconds"] + AFTER)

            def tell(message: dict[str, Any]) -> int:
                line = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
                file.write(line + b"\n")
                return len(line)

            def begin(cell: str, seconds: float) -> None:
                write_pulse(pulse, cell, seconds)

            _judge(data, students, lenders, memory, begin, tell)
    finally:
        os._exit(0)


def _judge(
    data: dict[str, Any], students: Any, lenders: Any, memory: VerifiedBuilds, begin: Any, tell: Any
) -> None:
    try:
        judge(Job.from_data(data), students, memory, lenders, begin, tell)
    except SandboxError as error:
        tell({"sandbox": str(error)})
    except BaseException:
        tell({"failed": traceback.format_exc()})


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
