"""Supervise one student process: kill it with all its descendants, and report how it ended.

The keeper is forked from the zygote and stays outside the student's namespaces. It takes requests
on the control socket; when that is closed, because the grader has gone, it kills the student
process.

    from the grader   i  interrupt the running cell      k  kill
    to the grader     {"ended": reason} or {"failed": reason}, once, at the end

"failed" means that the student process could not be set up, which is not the student's fault.
Whatever else happens, by the time the keeper reports, the student process and all its descendants
are dead.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from . import cgroups, confinement, limits, linux, process_tree, sockets
from .limits import MIB, Limits
from .process_tree import ProcessTree

SAMPLE_SECONDS = 0.1  # between two measurements of the process tree
REQUEST_SIZE = 1024  # bytes of a start request on the socket
READY = b"ready"  # what a warm process sends once it accepts requests
SET_UP = b"+"  # what a student process writes before it runs any of the student's code

StudentMain = Callable[[socket.socket, Limits], None]


@dataclass(frozen=True)
class StartRequest:
    """What the grader asks for: the limits, and the folder with the assignment's files."""

    limits: Limits
    folder: str

    @staticmethod
    def from_json(text: bytes) -> StartRequest:
        data = json.loads(text)
        return StartRequest(Limits(**data["limits"]), data["folder"])

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def run(
    request: StartRequest, wire: socket.socket, control: socket.socket, root: str,
    map_users: Callable[[], None], student_main: StudentMain, group: cgroups.Group | None = None,
) -> None:  # fmt: skip
    """Fork the student process, which runs `student_main`, and supervise it until it has ended.

    With the isolation "namespaces" it is sandboxed, with the empty folder `root` as its root; with
    "process" it is an ordinary process with limits. It joins `group`, if there is one.
    """
    scratch = ""
    if request.limits.isolation == limits.NAMESPACES:
        confinement.enter_namespaces()
        map_users()
    else:
        scratch = tempfile.mkdtemp(prefix="student-", dir=os.path.dirname(root))
    try:
        report = _supervise(request, wire, control, _Workspace(root, scratch, group), student_main)
    finally:
        if group:
            group.remove()
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    with contextlib.suppress(OSError):
        control.sendall(json.dumps(report).encode())


@dataclass(frozen=True)
class _Workspace:
    """The root folder of a sandboxed student process, or the scratch folder of any other."""

    root: str
    scratch: str
    group: cgroups.Group | None


def _supervise(
    request: StartRequest, wire: socket.socket, control: socket.socket, workspace: _Workspace,
    student_main: StudentMain,
) -> dict[str, str]:  # fmt: skip
    """Run the student process, and return the report when all its descendants have ended."""
    if sys.platform == "linux":
        linux.become_subreaper()
    wakeup_write, wakeup_read = _wake_on_child()
    setup_read, setup_write = os.pipe()
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        for end in (wakeup_write, wakeup_read, setup_read, control.fileno()):
            os.close(end)
        _be_student(request, wire, workspace, student_main, setup_write)
    supervisor = _Supervisor(
        child, request.limits, control, wakeup_read, setup_read, workspace.group
    )
    reason = ""
    try:
        os.close(setup_write)
        wire.close()
        reason = supervisor.wait()
    except BaseException as error:  # nothing that a student does may end the keeper first
        reason = f"it could not be supervised any longer ({type(error).__name__}: {error})"
    finally:
        _kill_all(child, workspace.group)
    if supervisor.is_set_up or supervisor.killed_on_request:
        return {"ended": reason}
    failure = supervisor.failure.decode(errors="replace")
    return {"failed": failure or f"while it was set up, {reason}"}


def _kill_all(child: int, group: cgroups.Group | None) -> None:
    """Kill the student process with all its descendants, and wait until none is left."""
    if group:
        group.kill()
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        # WNOWAIT: until the child is reaped, its process ID cannot be reused.
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            os.kill(child, signal.SIGKILL)
    process_tree.kill_all_descendants()


def _wake_on_child() -> tuple[int, int]:
    """Return the write and the read end of a pipe that gets a byte when a child ends."""
    read_end, write_end = os.pipe()
    os.set_blocking(read_end, False)
    os.set_blocking(write_end, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
    return write_end, read_end


def _be_student(
    request: StartRequest, wire: socket.socket, workspace: _Workspace, student_main: StudentMain,
    setup_write: int,
) -> None:  # fmt: skip
    """Confine this process and run the student's code in it; never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # a signal to the student's process group must not reach the keeper
        limits.be_first_oom_victim()
        if workspace.group:
            workspace.group.join()
        baseline = limits.private_memory()
        if workspace.scratch:
            shutil.copytree(request.folder, workspace.scratch, dirs_exist_ok=True)
            os.chdir(workspace.scratch)
        else:
            confinement.build_root(workspace.root, request.folder, request.limits)
            os.chdir(confinement.WORK)
        limits.impose(request.limits, baseline)
        if not workspace.scratch:
            confinement.drop_privileges(_die_with_keeper(setup_write))
        elif sys.platform == "linux":
            _die_with_keeper(setup_write)()
        os.write(setup_write, SET_UP)
    except BaseException as error:
        os.write(setup_write, f"{type(error).__name__}: {error}".encode()[:2000])
        os._exit(1)
    status = 1
    try:
        _close_all_but(wire.fileno())
        student_main(wire, request.limits)
        status = 0
    finally:
        os._exit(status)


def _die_with_keeper(setup_write: int) -> Callable[[], None]:
    """Return a function that ties this process's life to the keeper's, the reader of the pipe."""

    def tie() -> None:
        linux.die_with_parent(signal.SIGKILL)
        poll = select.poll()
        poll.register(setup_write, 0)
        if poll.poll(0):  # no reader: the keeper died before the signal was arranged
            raise ProcessLookupError("the keeper has ended")

    return tie


def _close_all_but(descriptor: int) -> None:
    """Close every inherited file descriptor but `descriptor` and the standard streams."""
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, 2**16)


@dataclass
class _Supervisor:
    """Supervises the student process `child`."""

    child: int
    allowed: Limits
    control: socket.socket
    wakeup: int
    setup: int
    group: cgroups.Group | None
    is_set_up: bool = False
    killed_on_request: bool = False
    failure: bytes = b""
    _reason: str = ""
    _poll: select.poll = field(default_factory=select.poll)

    def wait(self) -> str:
        """Wait until the student process has ended, and return why it did."""
        for end in (self.control.fileno(), self.wakeup, self.setup):
            self._poll.register(end, select.POLLIN)
        tree, meter = ProcessTree(self.child), limits.CpuMeter(self.allowed, time.monotonic())
        while True:
            ready = dict(self._poll.poll(SAMPLE_SECONDS * 1000))
            if self.wakeup in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self.wakeup, 4096)
            if self.setup in ready:
                self._read_setup()
            ended, status, usage = os.wait4(self.child, os.WNOHANG)
            if ended:
                if self.setup in dict(self._poll.poll(0)):
                    self._read_setup()
                return self._reason_for_end(status, usage.ru_utime + usage.ru_stime)
            if self.control.fileno() in ready:
                self._serve_request()
            if self.is_set_up and not self._reason:
                self._enforce_limits(tree, meter)

    def _reason_for_end(self, status: int, cpu: float) -> str:
        if not self._reason and self.group and self.group.out_of_memory():
            return limits.OUT_OF_MEMORY.format(self.allowed.memory)
        return self._reason or _describe_exit(status, cpu >= self.allowed.cpu - 1)

    def _read_setup(self) -> None:
        text = os.read(self.setup, 2000)
        self.is_set_up = self.is_set_up or text == SET_UP
        if not self.is_set_up:
            self.failure += text
        if not text or self.is_set_up:
            self._poll.unregister(self.setup)
            os.close(self.setup)
            self.setup = -1

    def _serve_request(self) -> None:
        request = self.control.recv(1)
        if request == b"i":
            os.kill(self.child, signal.SIGINT)
        else:
            self.killed_on_request = True
            self._kill("it was killed by the grader")
        if not request:
            self._poll.unregister(self.control)

    def _enforce_limits(self, tree: ProcessTree, meter: limits.CpuMeter) -> None:
        if not process_tree.supported():
            return
        usage = tree.measure()
        memory = usage.memory
        if self.allowed.isolation == limits.NAMESPACES:
            memory += sockets.memory()
        if memory > self.allowed.memory * MIB:
            self._kill(limits.OUT_OF_MEMORY.format(self.allowed.memory))
        cpu = max(usage.cpu, self.group.cpu_seconds()) if self.group else usage.cpu
        if reason := meter.exceeded(cpu, time.monotonic()):
            self._kill(reason)

    def _kill(self, reason: str) -> None:
        self._reason = self._reason or reason
        os.kill(self.child, signal.SIGKILL)


def _describe_exit(status: int, out_of_time: bool) -> str:
    if not os.WIFSIGNALED(status):
        return f"it exited with status {os.WEXITSTATUS(status)}"
    if out_of_time:
        return limits.OUT_OF_CPU
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    return f"it was killed by the signal {name}"
