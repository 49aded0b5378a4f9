"""The warm grader: it has imported what test cells need, and forks a judge for each notebook.

    python -m autograder.grading.judge_server SOCKET STUDENTS ASSIGNMENT FOLDER MEMORY LIBRARY...

SOCKET and STUDENTS are numbers of open Unix sockets. FOLDER holds the files of the assignment,
MEMORY what judges have verified: see `verified_builds`.
Each message on SOCKET comes with a socket of its own and a file. The judge sends its process number
on that socket, reads the job from it and sends the verdict: see `judge`. The file shows what the
judge is doing: see `judge_process`. Student processes are requested on STUDENTS. The server ends,
and its judges with it, when SOCKET is closed.
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
from ..scoring.course_fault import CourseFaultError
from ..tables import hidden
from . import judge as judge_module
from .job import Job
from .judge import judge
from .judge_process import GRACE, introduce, write_pulse
from .verified_builds import VerifiedBuilds


def main(arguments: list[str]) -> int:
    """Fork a judge for each job until the socket is closed."""
    require_assertions()
    jobs, students = (socket.socket(fileno=int(number)) for number in arguments[:2])
    assignment, folder, memory = arguments[2:5]
    scoring = "grade_quiz" if assignment in paths.quizzes() else "grade"
    for library in (f"autograder.{scoring}", *arguments[5:]):
        importlib.import_module(library)
    os.chdir(folder)
    alias_checks()  # the right functions are made of the solutions, which import them
    # Forked before any expected value is read: an attacker finds none in its memory.
    lenders = lending.start(_right_functions(assignment), [jobs, students])
    judge_module.prepare(assignment, folder)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jobs.sendall(READY)
    poll = select.poll()
    poll.register(jobs, select.POLLIN)
    poll.register(lenders, 0)  # only reports that the other side has died
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
            # What a student's code returns is compared here: it must not exhaust the memory.
            limit = private_memory() + data.pop("memory") * MIB
            hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
            limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
            # Whatever hangs, the judge ends: by then the pool no longer waits for the verdict.
            signal.setitimer(signal.ITIMER_VIRTUAL, data["notebook_seconds"] + GRACE)

            def send(message: dict[str, Any]) -> int:
                line = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
                file.write(line + b"\n")
                return len(line)

            def begin(cell: str, seconds: float) -> None:
                write_pulse(pulse, cell, seconds)

            _judge(data, students, lenders, memory, begin, send)
    finally:
        os._exit(0)


def _judge(
    data: dict[str, Any], students: Any, lenders: Any, memory: VerifiedBuilds, begin: Any, send: Any
) -> None:
    try:
        judge(Job.from_data(data), students, memory, lenders, begin, send)
    except SandboxError as error:
        send({"sandbox": str(error)})
    except CourseFaultError as error:
        send({"failed": str(error)})
    except BaseException:
        send({"failed": traceback.format_exc()})


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main(sys.argv[1:]))
