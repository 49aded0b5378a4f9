"""The few calls of Linux that Python's standard library does not offer."""

from __future__ import annotations

import ctypes
import os
import struct

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_BIND, MS_REC, MS_PRIVATE = 1, 2, 4, 4096, 16384, 1 << 18
MS_SLAVE = 1 << 19
MNT_DETACH = 2
CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 23, 24, 1, 4
PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS, PR_SET_THP_DISABLE = 36, 38, 41
LAST_CAPABILITY = 63

_MOUNT_SETATTR, _PIVOT_ROOT = 442, {"x86_64": 155, "aarch64": 41}
_AT_FDCWD, _AT_RECURSIVE = -100, 0x8000
_CAPABILITY_VERSION_3 = 0x20080522
_libc = ctypes.CDLL(None, use_errno=True)


def expect(result: int, what: str) -> None:
    """Raise OSError if a call has failed."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def syscall(number: int, *arguments: int | bytes | None) -> int:
    """Call the kernel by a number that is the same on every machine; -1 if it fails."""
    values = [ctypes.c_long(a) if isinstance(a, int) else ctypes.c_char_p(a) for a in arguments]
    return int(_libc.syscall(ctypes.c_long(number), *values))


def unshare(flags: int) -> None:
    """Move this process, or its next children, into new namespaces."""
    expect(_libc.unshare(flags), "new namespaces")


def mount(source: str, target: str, kind: str | None, flags: int, options: str = "") -> None:
    """Mount a file system."""
    kind_ = kind.encode() if kind else None
    done = _libc.mount(
        os.fsencode(source), os.fsencode(target), kind_, ctypes.c_ulong(flags), options.encode()
    )
    expect(done, f"mount {target}")


def bind(source: str, target: str) -> None:
    """Show `source` at `target`, too, with all that is mounted below it."""
    mount(source, target, None, MS_BIND | MS_REC)


def restrict(target: str, flags: int, recursive: bool = True) -> None:
    """Add flags such as MS_RDONLY to a mount and, by default, to all below it (Linux 5.12)."""
    attributes = struct.pack("QQQQ", flags, 0, 0, 0)
    done = _libc.syscall(
        ctypes.c_long(_MOUNT_SETATTR), ctypes.c_int(_AT_FDCWD),
        ctypes.c_char_p(os.fsencode(target)), ctypes.c_uint(_AT_RECURSIVE if recursive else 0),
        attributes, ctypes.c_size_t(len(attributes)),
    )  # fmt: skip
    expect(done, f"make {target} read-only")


def enter_root(root: str) -> None:
    """Make `root`, a mount, the root of everything, and let go of what was there before."""
    os.chdir(root)
    expect(_libc.syscall(ctypes.c_long(_PIVOT_ROOT[os.uname().machine]), b".", b"."), "pivot_root")
    expect(_libc.umount2(b".", MNT_DETACH), "let go of the old root")
    os.chdir("/")


def drop_bounding_set() -> None:
    """Never gain a capability again. A change of user takes the right to do this: do it before.

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
    """Give up every capability, for this process and all that it starts."""
    header = struct.pack("Ii", _CAPABILITY_VERSION_3, 0)
    expect(_libc.capset(header, bytes(24)), "capset")


def die_with_parent(signal: int) -> None:
    """Be sent `signal` when the parent ends."""
    expect(_libc.prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0), "prctl")


def be_inspectable() -> None:
    """Let this process's own entries in /proc belong to it again after a change of user."""
    expect(_libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0), "prctl")


def adopt_orphans() -> None:
    """Become the parent of processes below this one that lose theirs."""
    expect(_libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "prctl")


def forgo_new_privileges() -> None:
    """Gain no rights by whatever is run from now on."""
    expect(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "prctl")


def use_small_pages() -> None:
    """Use no huge pages: they stay whole, though all but one small page of each is given back."""
    expect(_libc.prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0), "prctl")
