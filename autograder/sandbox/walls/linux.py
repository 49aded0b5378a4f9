"""The Linux system calls that Python's standard library does not wrap."""

from __future__ import annotations

import ctypes
import os
import struct

# Flags and options, from the kernel's headers: mount.h, sched.h, prctl.h, fcntl.h, capability.h.
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_BIND, MS_REC = 1, 2, 4, 4096, 16384
MS_PRIVATE, MS_SLAVE = 1 << 18, 1 << 19
MNT_DETACH = 2
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_READ, PR_CAPBSET_DROP = 1, 4, 23, 24
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE = 36, 38, 41
LAST_CAPABILITY = 63
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CAPABILITY_VERSION_3 = 0x20080522

# Numbers of system calls; that of mount_setattr is the same on every architecture.
_MOUNT_SETATTR, _PIVOT_ROOT = 442, {"x86_64": 155, "aarch64": 41}
_libc = ctypes.CDLL(None, use_errno=True)


def expect(result: int, what: str) -> None:
    """Raise OSError with the current errno if a call did not return 0."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Make the system call of this number. Return its result, -1 if it fails."""
    values = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    return int(_libc.syscall(ctypes.c_long(number), *values))


def unshare(flags: int) -> None:
    """Move this process, or for CLONE_NEWPID its next children, into new namespaces."""
    expect(_libc.unshare(flags), "unshare")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system."""
    file_system = kind.encode() if kind else None
    result = _libc.mount(
        os.fsencode(source), os.fsencode(target), file_system, ctypes.c_ulong(flags),
        options.encode(),
    )  # fmt: skip
    expect(result, f"mount {target}")


def bind(source: str, target: str) -> None:
    """Bind-mount `source` at `target`, with every mount below it."""
    mount(source, target, None, MS_BIND | MS_REC)


def restrict(target: str, flags: int, recursive: bool = True) -> None:
    """Add flags such as MS_RDONLY to a mount and, by default, to every mount below it.

    Needs Linux 5.12.
    """
    attributes = struct.pack("QQQQ", flags, 0, 0, 0)
    result = _libc.syscall(
        ctypes.c_long(_MOUNT_SETATTR), ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(target)), ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        attributes, ctypes.c_size_t(len(attributes)),
    )  # fmt: skip
    expect(result, f"mount_setattr {target}")


def enter_root(root: str) -> None:
    """Make the mount `root` the root of the file system, and detach the old root."""
    os.chdir(root)
    expect(_libc.syscall(ctypes.c_long(_PIVOT_ROOT[os.uname().machine]), b".", b"."), "pivot_root")
    expect(_libc.umount2(b".", MNT_DETACH), "detach the old root")
    os.chdir("/")


def drop_bounding_set() -> None:
    """Empty the capability bounding set. Call it before a change of user, which takes the right.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    for capability in range(LAST_CAPABILITY + 1):
        if _libc.prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1:  # -1: unknown to this kernel
            expect(
                _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0), f"drop capability {capability}"
            )


def drop_capabilities() -> None:
    """Drop every capability, for this process and its children."""
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    expect(_libc.capset(header, bytes(24)), "capset")


def die_with_parent(signal: int) -> None:
    """Have the kernel send this process `signal` when its parent ends."""
    expect(_libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0), "prctl")


def set_dumpable() -> None:
    """Give this process its own entries in /proc back, after a change of user took them away."""
    expect(_libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")


def become_subreaper() -> None:
    """Become the parent of every descendant of this process that loses its own."""
    expect(_libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def set_no_new_privs() -> None:
    """Let no program that is executed from now on gain privileges."""
    expect(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def disable_huge_pages() -> None:
    """Use no huge pages: freeing most of one does not return its memory."""
    expect(_libc.prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), "prctl")
