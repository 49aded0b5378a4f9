"""A process with all its descendants: measure what they use, and kill them.

Students can give these processes any name. So files of /proc are read as bytes, and only the
fields after the name are trusted.
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
# Fields of /proc/PID/stat, counted from the one after the name.
_USER_TIME, _SYSTEM_TIME, _CHILDREN_USER, _CHILDREN_SYSTEM, _START_TIME = 11, 12, 13, 14, 19
_MAPPING_BYTES = 320  # kernel memory per memory mapping: vm_area_struct and related structures
_MAPPINGS_SECONDS = 1.0  # between two counts of the mappings
_LOWEST_PRIORITY = 19


def supported() -> bool:
    """Return whether the kernel lists a process's children."""
    return os.path.exists(f"/proc/self/task/{os.getpid()}/children")


def _read(path: str) -> bytes:
    """Return the content of a file of /proc; b"" if its process has ended."""
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
    """Return the child processes of `process`, including those it has adopted."""
    try:
        threads = os.listdir(f"/proc/{process}/task")
    except (FileNotFoundError, ProcessLookupError):
        return []
    lists = (_read(f"/proc/{process}/task/{thread}/children") for thread in threads)
    return [int(number) for numbers in lists for number in numbers.split()]


def tree(root: int) -> Iterator[int]:
    """Yield `root` and all its descendants."""
    pending, seen = [root], {root}
    while pending:
        process = pending.pop()
        yield process
        new = [child for child in children(process) if child not in seen]
        seen.update(new)
        pending += new


def memory_of(process: int) -> int:
    """Return the private memory of a process in bytes, with page tables and swapped pages."""
    text = _read(f"/proc/{process}/status")
    return sum(int(number) for number in _MEMORY.findall(text)) * 1024


@dataclass
class Usage:
    """The resources of a process tree."""

    memory: int = 0  # bytes in use
    cpu: float = 0.0  # CPU seconds so far, including processes that have ended


@dataclass
class ProcessTree:
    """The process `root` with all its descendants, measured repeatedly."""

    root: int
    # By process ID and start time, since the kernel reuses IDs: CPU ticks at the last measurement.
    _ticks: dict[tuple[int, bytes], int] = field(default_factory=dict)
    _ended_ticks: int = 0
    _mappings_memory: int = 0
    _mappings_counted: float = 0.0
    _tick: float = 1 / os.sysconf("SC_CLK_TCK")

    def measure(self) -> Usage:
        """Return what the tree uses now. All processes but the root get the lowest priority."""
        ticks: dict[tuple[int, bytes], int] = {}
        memory = reaped_ticks = 0
        processes = list(tree(self.root))
        for process in processes:
            fields = _read(f"/proc/{process}/stat").rpartition(b")")[2].split()
            if not fields:
                continue
            key = process, fields[_START_TIME]
            ticks[key] = int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME])
            reaped_ticks += int(fields[_CHILDREN_USER]) + int(fields[_CHILDREN_SYSTEM])
            memory += memory_of(process)
            if key not in self._ticks and process != self.root:
                with contextlib.suppress(ProcessLookupError):
                    os.setpriority(os.PRIO_PROCESS, process, _LOWEST_PRIORITY)
        # A parent is credited with the time of an ended child only if it has waited for it.
        self._ended_ticks += sum(old for key, old in self._ticks.items() if key not in ticks)
        self._ticks = ticks
        cpu = (sum(ticks.values()) + max(reaped_ticks, self._ended_ticks)) * self._tick
        return Usage(memory + self._memory_of_mappings(processes), cpu)

    def _memory_of_mappings(self, processes: list[int]) -> int:
        """Return the kernel memory of the mappings. Counting is slow, so the value is cached."""
        if time.monotonic() - self._mappings_counted >= _MAPPINGS_SECONDS:
            lines = (_read(f"/proc/{process}/maps").count(b"\n") for process in processes)
            self._mappings_memory = sum(lines) * _MAPPING_BYTES
            self._mappings_counted = time.monotonic()
        return self._mappings_memory


def kill_all_descendants() -> None:
    """Kill all descendants of this process, and wait until none is left.

    This process must be their subreaper: see `linux.become_subreaper`.
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
