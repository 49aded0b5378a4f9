"""A process with all that it has started: what it uses, and its end.

A student chooses the names of these processes. So files of /proc are read as bytes, and only fields
behind the name are believed.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

_MEMORY = re.compile(rb"^(?:RssAnon|RssShmem|VmPTE|VmSwap):\s+(\d+) kB$", re.MULTILINE)
_USER_TIME, _SYSTEM_TIME, _CHILDREN_USER, _CHILDREN_SYSTEM, _STARTED = 11, 12, 13, 14, 19
_MAPPING_BYTES = 320  # of the kernel, for one mapping of memory: vm_area_struct and its like
_COUNT_MAPPINGS_EVERY = 1.0  # seconds
_LOWEST_PRIORITY = 19


def supported() -> bool:
    """Return whether this machine tells a process's children."""
    return os.path.exists(f"/proc/self/task/{os.getpid()}/children")


def _read(path: str) -> bytes:
    """Return a file of /proc; nothing where its process has ended."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except (FileNotFoundError, ProcessLookupError):
        return b""
    try:
        pieces = []
        while piece := os.read(descriptor, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)
    except ProcessLookupError:
        return b""
    finally:
        os.close(descriptor)


def children(process: int) -> list[int]:
    """Return the processes that `process` has started, or that were left to it."""
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except (FileNotFoundError, ProcessLookupError):
        return []
    lists = (_read(f"/proc/{process}/task/{thread}/children") for thread in threads)
    return [int(number) for found in lists for number in found.split()]


def tree(first: int) -> Iterator[int]:
    """Return `first` and all below it."""
    waiting, seen = [first], {first}
    while waiting:
        process = waiting.pop()
        yield process
        found = [child for child in children(process) if child not in seen]
        seen.update(found)
        waiting += found


def memory_of(process: int) -> int:
    """Return the bytes that a process has for itself, page tables and swapped pages too."""
    text = _read(f"/proc/{process}/status")
    return sum(int(number) for number in _MEMORY.findall(text)) * 1024


@dataclass
class Usage:
    """What a tree of processes uses and has used."""

    memory: int = 0  # bytes
    cpu: float = 0.0  # seconds, of those that have ended, too


@dataclass
class ProcessTree:
    """The processes below `first`, as they are seen again and again."""

    first: int
    _own: dict[tuple[int, bytes], int] = field(default_factory=dict)  # ticks of those seen last
    _ended: int = 0
    _mappings: int = 0
    _counted: float = 0.0
    _tick: float = 1 / os.sysconf("SC_CLK_TCK")

    def look(self) -> Usage:
        """Return what the tree uses now. All but its first process get the lowest priority."""
        own: dict[tuple[int, bytes], int] = {}
        memory = waited_for = 0
        found = list(tree(self.first))
        for process in found:
            times = _read(f"/proc/{process}/stat").rpartition(b")")[2].split()
            if not times:
                continue
            key = process, times[_STARTED]
            own[key] = int(times[_USER_TIME]) + int(times[_SYSTEM_TIME])
            waited_for += int(times[_CHILDREN_USER]) + int(times[_CHILDREN_SYSTEM])
            memory += memory_of(process)
            if key not in self._own and process != self.first:
                with contextlib.suppress(ProcessLookupError):
                    os.setpriority(os.PRIO_PROCESS, process, _LOWEST_PRIORITY)
        # Of a process that has ended, its parent knows the time only if it has waited for it.
        self._ended += sum(ticks for key, ticks in self._own.items() if key not in own)
        self._own = own
        cpu = (sum(own.values()) + max(waited_for, self._ended)) * self._tick
        return Usage(memory + self._of_mappings(found), cpu)

    def _of_mappings(self, processes: list[int]) -> int:
        """Return the kernel's memory for mappings; it takes a while, so it is not always new."""
        if time.monotonic() - self._counted >= _COUNT_MAPPINGS_EVERY:
            lines = (_read(f"/proc/{process}/maps").count(b"\n") for process in processes)
            self._mappings = sum(lines) * _MAPPING_BYTES
            self._counted = time.monotonic()
        return self._mappings


def end_all_children() -> None:
    """Kill all processes below this one, and wait until there is none.

    What has lost its parent must come to this process: see `linux.adopt_orphans`.
    """
    while True:
        if sys.platform == "linux":
            for process in list(tree(os.getpid()))[1:]:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.kill(process, signal.SIGKILL)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            return
        time.sleep(0.005)
