"""Watch over one student process: end it with all that it started, and say how it ended.

The keeper is forked from the zygote and stays outside of the student's processes and files. It
takes requests over the control socket. When that is closed, because the grader has gone, the
student process is killed.

    from the grader   i  interrupt the running cell      k  kill
    to the grader     {"ended": reason} or {"failed": reason}, once, at the end

"Failed" means that the process could not be set up: that is no fault of the student. Whatever else
happens, the student process and all that it has started are gone when the keeper reports.
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

LOOK_EVERY = 0.1  # seconds
REQUEST_SIZE = 1024  # bytes of a start request, as it is sent
READY = b"ready"  # what a warm process says when it takes requests
SET_UP = b"+"  # what a student process writes before it runs anything of the student

Life = Callable[[socket.socket, Limits], None]


@dataclass(frozen=True)
class StartRequest:
    """What the grader asks for: limits, and the folder with the assignment's files."""

    limits: Limits
    folder: str

    @staticmethod
    def from_json(text: bytes) -> StartRequest:
        data = json.loads(text)
        return StartRequest(Limits(**data["limits"]), data["folder"])

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def keep(
    request: StartRequest, wire: socket.socket, control: socket.socket, root: str,
    name_users: Callable[[], None], live: Life, group: cgroups.Group | None = None,
) -> None:  # fmt: skip
    """Start the student process, in which `live` runs, and watch over it until it has ended.

    With the isolation "namespaces" it is sandboxed, below the empty folder `root`; with "process"
    it is only another process with limits. It joins `group`, if there is one.
    """
    scratch = ""
    if request.limits.isolation == limits.NAMESPACES:
        confinement.leave()
        name_users()
    else:
        scratch = tempfile.mkdtemp(prefix="student-", dir=os.path.dirname(root))
    try:
        report = _keep(request, wire, control, _Place(root, scratch, group), live)
    finally:
        if group:
            group.remove()
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    with contextlib.suppress(OSError):
        control.sendall(json.dumps(report).encode())


@dataclass(frozen=True)
class _Place:
    """Where the student process lives."""

    root: str
    scratch: str
    group: cgroups.Group | None


def _keep(
    request: StartRequest, wire: socket.socket, control: socket.socket, place: _Place, live: Life
) -> dict[str, str]:
    """Let the student process live, and return what is to be reported when all of it has ended."""
    if sys.platform == "linux":
        linux.adopt_orphans()
    waker, woken = _wake_on_child()
    setting_up, done = os.pipe()
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        for end in (waker, woken, setting_up, control.fileno()):
            os.close(end)
        _begin(request, wire, place, live, done)
    watch = _Watch(child, request.limits, control, woken, setting_up, place.group)
    reason = ""
    try:
        os.close(done)
        wire.close()
        reason = watch.until_it_ends()
    except BaseException as error:  # what a student does must not end the keeper first
        reason = f"it could not be watched any longer ({type(error).__name__}: {error})"
    finally:
        _end(child, place.group)
    if watch.begun or watch.told_to_end:
        return {"ended": reason}
    failure = watch.failure.decode(errors="replace")
    return {"failed": failure or f"while it was set up, {reason}"}


def _end(child: int, group: cgroups.Group | None) -> None:
    """Kill the student process and all that it has started, and wait until nothing is left."""
    if group:
        group.kill()
    with contextlib.suppress(ProcessLookupError, ChildProcessError):
        # A number is given to nobody else before it has been waited for.
        if os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            os.kill(child, signal.SIGKILL)
    process_tree.end_all_children()


def _wake_on_child() -> tuple[int, int]:
    """Return a pipe into which a byte is written when a child ends."""
    woken, waker = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    return waker, woken


def _begin(
    request: StartRequest, wire: socket.socket, place: _Place, live: Life, done: int
) -> None:
    """Confine this process, then live in it. It never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # a signal to the student's group must not reach the keeper
        limits.go_first()
        if place.group:
            place.group.join()
        before = limits.private_memory()
        if place.scratch:
            shutil.copytree(request.folder, place.scratch, dirs_exist_ok=True)
            os.chdir(place.scratch)
        else:
            confinement.build(place.root, request.folder, request.limits)
            os.chdir(confinement.WORK)
        limits.impose(request.limits, before)
        if not place.scratch:
            confinement.give_up(_die_with_keeper(done))
        elif sys.platform == "linux":
            _die_with_keeper(done)()
        os.write(done, SET_UP)
    except BaseException as error:
        os.write(done, f"{type(error).__name__}: {error}".encode()[:2000])
        os._exit(1)
    status = 1
    try:
        _close_all_but(wire.fileno())
        live(wire, request.limits)
        status = 0
    finally:
        os._exit(status)


def _die_with_keeper(pipe: int) -> Callable[[], None]:
    """Return what lets this process end with the keeper, which reads from `pipe`."""

    def arrange() -> None:
        linux.die_with_parent(signal.SIGKILL)
        ended = select.poll()
        ended.register(pipe, 0)
        if ended.poll(0):
            raise ProcessLookupError("the keeper has ended")

    return arrange


def _close_all_but(kept: int) -> None:
    """Close what this process has inherited, whoever opened it; `kept` and the first three stay."""
    os.closerange(3, kept)
    os.closerange(kept + 1, 2**16)


@dataclass
class _Watch:
    """The watch over the student process `child`."""

    child: int
    allowed: Limits
    control: socket.socket
    woken: int
    setting_up: int
    group: cgroups.Group | None
    begun: bool = False
    told_to_end: bool = False
    failure: bytes = b""
    _reason: str = ""
    _poll: select.poll = field(default_factory=select.poll)

    def until_it_ends(self) -> str:
        """Wait until it has ended and return why."""
        for end in (self.control.fileno(), self.woken, self.setting_up):
            self._poll.register(end, select.POLLIN)
        tree, meter = ProcessTree(self.child), limits.CpuMeter(self.allowed, time.monotonic())
        while True:
            ready = dict(self._poll.poll(LOOK_EVERY * 1000))
            if self.woken in ready:
                with contextlib.suppress(BlockingIOError):
                    os.read(self.woken, 4096)
            if self.setting_up in ready:
                self._read_beginning()
            done, status, used = os.wait4(self.child, os.WNOHANG)
            if done:
                if self.setting_up in dict(self._poll.poll(0)):
                    self._read_beginning()
                spent = used.ru_utime + used.ru_stime
                if not self._reason and self.group and self.group.out_of_memory():
                    return limits.OUT_OF_MEMORY.format(self.allowed.memory)
                return self._reason or _in_words(status, spent >= self.allowed.cpu - 1)
            if self.control.fileno() in ready:
                self._serve_request()
            if self.begun and not self._reason:
                self._hold_to_limits(tree, meter)

    def _read_beginning(self) -> None:
        found = os.read(self.setting_up, 2000)
        self.begun = self.begun or found == SET_UP
        if not self.begun:
            self.failure += found
        if not found or self.begun:
            self._poll.unregister(self.setting_up)
            os.close(self.setting_up)
            self.setting_up = -1

    def _serve_request(self) -> None:
        request = self.control.recv(1)
        if request == b"i":
            os.kill(self.child, signal.SIGINT)
        else:
            self.told_to_end = True
            self._stop("it was ended")
        if not request:
            self._poll.unregister(self.control)

    def _hold_to_limits(self, tree: ProcessTree, meter: limits.CpuMeter) -> None:
        if not process_tree.supported():
            return
        usage = tree.look()
        memory = usage.memory
        if self.allowed.isolation == limits.NAMESPACES:
            memory += sockets.memory()
        if memory > self.allowed.memory * MIB:
            self._stop(limits.OUT_OF_MEMORY.format(self.allowed.memory))
        cpu = max(usage.cpu, self.group.cpu_seconds()) if self.group else usage.cpu
        if reason := meter.exceeded(cpu, time.monotonic()):
            self._stop(reason)

    def _stop(self, reason: str) -> None:
        self._reason = self._reason or reason
        os.kill(self.child, signal.SIGKILL)


def _in_words(status: int, out_of_time: bool) -> str:
    if not os.WIFSIGNALED(status):
        return f"it ended itself, with exit status {os.WEXITSTATUS(status)}"
    if out_of_time:
        return limits.OUT_OF_CPU
    number = os.WTERMSIG(status)
    name = signal.Signals(number).name if number in set(signal.Signals) else str(number)
    return f"it was ended by the signal {name}"
