"""Resource limits of a student process. Plain numbers, so that they can be sent to the zygote."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Mapping
from dataclasses import dataclass

MIB = 2**20
NAMESPACES, PROCESS = "namespaces", "process"
OUT_OF_CPU = "it used up its CPU time"
OUT_OF_MEMORY = "it used more than {} MiB of memory"
TOO_MANY_CPUS = "it used more than one CPU for too long"
# A token bucket. Libraries run one thread each; whoever uses more CPUs takes them from others.
MAX_CPUS = 1.25  # CPU seconds per second
MAX_CPU_BURST = 15.0  # CPU seconds beyond that rate


@dataclass(frozen=True)
class Limits:
    """Limits of one student process with all its descendants."""

    memory: int = 1024  # MiB, beyond those of the zygote
    cpu: int = 300  # CPU seconds of all processes together
    processes: int = 64  # including threads
    open_files: int = 128
    folder: int = 64  # MiB in the private folder, and per file
    output: int = 200_000  # characters that one cell may print
    isolation: str = NAMESPACES


def impose(limits: Limits, baseline: int) -> None:
    """Impose `limits` on this process and its children; it uses `baseline` bytes already."""
    values = {
        "CPU": limits.cpu,
        "DATA": baseline + limits.memory * MIB,
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
    """Set the resource limits of these names, up to the hard limit, where the system has them."""
    for name, value in values.items():
        if (kind := getattr(resource, f"RLIMIT_{name}", None)) is None:
            continue
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def be_first_oom_victim() -> None:
    """Have the kernel kill this process before any other when the machine runs out of memory."""
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def private_memory() -> int:
    """Return how many bytes of this process count against RLIMIT_DATA; 0 if that is unknown."""
    try:
        with open("/proc/self/statm") as file:
            return int(file.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


class CpuMeter:
    """Checks the CPU time of a process tree against its total and against its rate."""

    def __init__(self, limits: Limits, now: float) -> None:
        self._limit = limits.cpu
        self._now, self._cpu, self._burst = now, 0.0, 0.0

    def exceeded(self, cpu: float, now: float) -> str:
        """Return which limit is exceeded at the time `now` by `cpu` seconds of CPU time, or ""."""
        elapsed, used = now - self._now, max(cpu - self._cpu, 0.0)
        self._now, self._cpu = now, max(cpu, self._cpu)
        self._burst = max(self._burst + used - MAX_CPUS * elapsed, 0.0)
        if self._cpu >= self._limit:
            return OUT_OF_CPU
        if self._burst >= MAX_CPU_BURST:
            return TOO_MANY_CPUS
        return ""
