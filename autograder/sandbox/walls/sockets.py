"""The memory of a student's socket buffers, which counts as no process's own."""

from __future__ import annotations

import functools
from pathlib import Path

_DEFAULT_BUFFER_SIZE = 212_992


@functools.cache
def buffer_size() -> int:
    """Return how many bytes one socket can buffer. The filter lets nobody enlarge the buffer."""
    try:
        return int(Path("/proc/sys/net/core/wmem_default").read_bytes())
    except OSError:  # not available in a network namespace of its own
        return _DEFAULT_BUFFER_SIZE


def memory() -> int:
    """Return how many bytes the sockets of this process's network namespace can buffer.

    They are all the student's, and all Unix sockets: `seccomp` allows no others.
    """
    with open("/proc/self/net/unix", "rb") as file:
        return max(file.read().count(b"\n") - 1, 0) * buffer_size()
