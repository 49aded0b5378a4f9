"""Watch over one student process: end it with all that it started, and say how it ended.

The keeper is forked from the zygote and stays outside of the student's processes and files. It
takes orders over a socket, the leash. When the leash is cut, because the grader has gone, the
student process is killed.

    from the grader   i  interrupt the running cell      k  kill
    to the grader     {"ended": reason} or {"failed": reason}, once, at the end

"Failed" means that the process could not be set up: that is no fault of the student.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from . import confinement, kernel, limits
from .limits import MIB, Limits

LOOK_EVERY = 0.1  # seconds
ORDER_SIZE = 1024  # bytes of an order, as it is sent
READY = b"ready"  # what a warm process says when it takes orders

Life = Callable[[socket.socket, Limits], None]


@dataclass(frozen=True)
class Order:
    """What the grader asks for: limits, and the folder with the assignment's files."""

    limits: Limits
    folder: str

    @staticmethod
    def from_json(text: bytes) -> Order:
        data = json.loads(text)
        return Order(Limits(**data["limits"]), data["folder"])

    def to_json(self) -> bytes:
        return json.dumps(asdict(self)).encode()


def keep(
    order: Order, wire: socket.socket, leash: socket.socket, root: str,
    name_users: Callable[[], None], live: Life,
) -> None:  # fmt: skip
    """Start the student process, in which `live` runs, and watch over it until it has ended.

    With the isolation "namespaces" it is shut in, below the empty folder `root`; with "process" it
    is only another process with limits.
    """
    scratch = ""
    if order.limits.isolation == limits.NAMESPACES:
        confinement.leave()
        name_users()
    else:
        scratch = tempfile.mkdtemp(prefix="student-")
    waker, woken = _wake_on_child()
    failure, fail = os.pipe()
    child = os.fork()
    if child == 0:
        signal.set_wakeup_fd(-1)
        for end in (waker, woken, failure, leash.fileno()):
            os.close(end)
        _begin(order, wire, root, scratch, live, fail)
    os.close(fail)
    wire.close()
    try:
        reason = _watch(child, order.limits, leash, woken)
    finally:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
    failed = os.read(failure, 2000).decode(errors="replace")
    with contextlib.suppress(OSError):
        leash.sendall(json.dumps({"failed": failed} if failed else {"ended": reason}).encode())


def _wake_on_child() -> tuple[int, int]:
    """Return a pipe into which a byte is written when a child ends."""
    woken, waker = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(waker, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker, warn_on_full_buffer=False)
    return waker, woken


def _begin(
    order: Order, wire: socket.socket, root: str, scratch: str, live: Life, fail: int
) -> None:
    """Shut this process in, then live in it. It never returns."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()  # a signal to the student's group must not reach the keeper
        limits.go_first()
        before = limits.private_memory()
        if scratch:
            shutil.copytree(order.folder, scratch, dirs_exist_ok=True)
            os.chdir(scratch)
        else:
            confinement.build(root, order.folder, order.limits)
            os.chdir(confinement.WORK)
        limits.impose(order.limits, before)
        if not scratch:
            confinement.give_up()
            kernel.die_with_parent(signal.SIGKILL)
    except BaseException as error:
        os.write(fail, f"{type(error).__name__}: {error}".encode()[:2000])
        os._exit(1)
    status = 1
    try:
        _close_all_but(wire.fileno())
        live(wire, order.limits)
        status = 0
    finally:
        os._exit(status)


def _close_all_but(kept: int) -> None:
    """Close what this process has inherited, whoever opened it; `kept` and the first three stay."""
    os.closerange(3, kept)
    os.closerange(kept + 1, 2**16)


def _watch(child: int, allowed: Limits, leash: socket.socket, woken: int) -> str:
    """Wait until `child` has ended and return why."""
    poll = select.poll()
    poll.register(leash, select.POLLIN)
    poll.register(woken, select.POLLIN)
    reason = ""
    while True:
        ready = dict(poll.poll(LOOK_EVERY * 1000))
        if woken in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(woken, 4096)
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            spent = used.ru_utime + used.ru_stime
            return reason or _in_words(status, spent >= allowed.cpu - 1)
        if leash.fileno() in ready:
            order = leash.recv(1)
            if order == b"i":
                os.kill(child, signal.SIGINT)
            else:
                reason = reason or "it was ended"
                os.kill(child, signal.SIGKILL)
            if not order:
                poll.unregister(leash)
        if not reason and memory_of(child) > allowed.memory * MIB:
            reason = f"it used more than {allowed.memory} MiB of memory"
            os.kill(child, signal.SIGKILL)


def _in_words(status: int, out_of_time: bool) -> str:
    if not os.WIFSIGNALED(status):
        return f"it ended itself, with exit status {os.WEXITSTATUS(status)}"
    if out_of_time:
        return "it used up the time for which it may compute"
    return f"it was ended by the signal {signal.Signals(os.WTERMSIG(status)).name}"


def memory_of(process: int) -> int:
    """Return the bytes that a process and all below it have for themselves; 0 where unknown."""
    total, waiting = 0, [process]
    while waiting:
        folder = Path(f"/proc/{waiting.pop()}")
        try:
            status = (folder / "status").read_text()
            for thread in (folder / "task").iterdir():
                waiting += map(int, (thread / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
        fields = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        for name in ("RssAnon", "RssShmem", "VmPTE"):
            total += int(fields.get(name, "0 kB").split()[0]) * 1024
    return total
