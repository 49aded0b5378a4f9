"""What a student process may use. Plain numbers, so that they can be sent to the zygote."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass

MIB = 2**20
NAMESPACES, PROCESS = "namespaces", "process"
OUT_OF_CPU = "it used up the time for which it may compute"
OUT_OF_MEMORY = "it used more than {} MiB of memory"
# Libraries compute with one thread: whoever uses more takes the time of others.
MAX_CPUS = 1.25
MAX_CPU_AHEAD = 15.0  # seconds by which the time computed may be ahead of MAX_CPUS


@dataclass(frozen=True)
class Limits:
    """Limits of one student process and of all that it starts."""

    memory: int = 1024  # MiB beyond what the warm process had
    cpu: int = 300  # seconds, of all processes together
    processes: int = 64  # threads count
    open_files: int = 128
    folder: int = 64  # MiB in the private folder, and for one file
    output: int = 200_000  # characters that one cell may print
    isolation: str = NAMESPACES


def impose(limits: Limits, before: int) -> None:
    """Bind this process and its children by `limits`; it has `before` bytes already."""
    values = {
        "CPU": limits.cpu,
        "DATA": before + limits.memory * MIB,
        "NPROC": limits.processes,
        "NOFILE": limits.open_files,
        "FSIZE": limits.folder * MIB,
        "CORE": 0,
        "MEMLOCK": 0,
        # Linux only
        "MSGQUEUE": 0,
        "SIGPENDING": limits.processes,
    }
    set_limits(values)


def set_limits(values: Mapping[str, int]) -> None:
    """Set the limits of these names where the system has them, as far as this process may."""
    for name, value in values.items():
        if (kind := getattr(resource, f"RLIMIT_{name}", None)) is None:
            continue
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def go_first() -> None:
    """Let the kernel end this process before any other when the machine runs out of memory."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def private_memory() -> int:
    """Return the bytes of this process that count against RLIMIT_DATA, where that can be told."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class CpuMeter:
    """Compare the time for which a tree of processes has computed with what it may use."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limit = limits.cpu
        self._now, self._cpu, self._ahead = now, 0.0, 0.0

    def exceeded(self, cpu: float, now: float) -> str:
        """Return which limit is exceeded at the time `now`, with `cpu` seconds so far, or ""."""
        passed, used = now - self._now, max(cpu - self._cpu, 0.0)
        self._now, self._cpu = now, max(cpu, self._cpu)
        self._ahead = max(self._ahead + used - MAX_CPUS * passed, 0.0)
        if self._cpu >= self._limit:
            return OUT_OF_CPU
        if self._ahead >= MAX_CPU_AHEAD:
            return "it computed with more than one processor for too long"
        return ""
