"""What a student process may use. Plain numbers, so that they can be sent to the zygote."""

from __future__ import annotations

import contextlib
import os
import resource
from dataclasses import dataclass

MIB = 2**20
NAMESPACES, PROCESS = "namespaces", "process"


@dataclass(frozen=True)
class Limits:
    """Limits of one student process and of all that it starts."""

    memory: int = 1024  # MiB beyond what the warm process had
    cpu: int = 300  # seconds
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
        "MSGQUEUE": 0,  # Linux only
    }
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
