"""Take system calls away from this process and all that it starts.

Namespaces already hide files, processes and the network. This closes what is left of the kernel's
wider doors: new namespaces and mounts (a tmpfs of one's own would evade the size limit), tracing,
keys, BPF, io_uring, sockets other than Unix and Internet ones, and memory that no process is seen
to have.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 40

# CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET, NEWTIME
NEW_NAMESPACE = 0x7E020080
AF_UNIX, AF_INET, AF_INET6 = 1, 2, 10
SAME_EVERYWHERE = (
    *range(
        424, 434
    ),  # pidfd_send_signal, io_uring, open_tree, move_mount, fsopen, fsconfig, fsmount, fspick
    438,  # pidfd_getfd
    442,  # mount_setattr
    447,  # memfd_secret
)
# Of Linux's headers, asm/unistd_64.h and asm-generic/unistd.h.
DENIED = {
    "x86_64": (
        29, 64, 68, 101, 103, 134, 139, 153, 155, 156, 159, 161, 163, 164, 165, 166, 167, 168, 169,
        172, 173, 174, 175, 176, 177, 178, 179, 180, 212, 227, 240, 246, 248, 249, 250, 272,
        298, 303, 304, 305, 308, 310, 311, 312, 313, 319, 320, 321, 323,
    ),
    "aarch64": (
        39, 40, 41, 51, 58, 60, 89, 97, 104, 105, 106, 112, 116, 117, 142, 161, 162, 170, 171,
        180, 186, 190, 194, 217, 218, 219, 224, 225, 241, 264, 265, 266, 268, 270,
        271, 272, 273, 279, 280, 282, 294,
    ),
}  # fmt: skip
MMAP, MAP_SHARED, MAP_ANONYMOUS = {"x86_64": 9, "aarch64": 222}, 0x01, 0x20
CLONE, CLONE3 = {"x86_64": 56, "aarch64": 220}, 435
SOCKET, SOCKETPAIR = {"x86_64": 41, "aarch64": 198}, {"x86_64": 53, "aarch64": 199}
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def supported() -> bool:
    """Return whether the numbers of this machine's system calls are known."""
    return platform.machine() in DENIED


def program(machine: str) -> bytes:
    """Return the filter as BPF instructions."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    def refuse(number: int, error: int = errno.EPERM) -> bytes:
        return step(EQUAL, number, 0, 1) + step(RETURN, FAIL | error)

    sockets = step(LOAD, FIRST_ARGUMENT)
    for family in (AF_UNIX, AF_INET, AF_INET6):
        sockets += step(EQUAL, family, 0, 1) + step(RETURN, ALLOW)
    sockets += step(RETURN, FAIL | errno.EAFNOSUPPORT)
    clone = step(LOAD, FIRST_ARGUMENT) + step(ANY_BIT, NEW_NAMESPACE, 0, 1)
    clone += step(RETURN, FAIL | errno.EPERM) + step(RETURN, ALLOW)

    mmap = step(LOAD, FOURTH_ARGUMENT) + step(ANY_BIT, MAP_ANONYMOUS, 0, 2)
    mmap += step(ANY_BIT, MAP_SHARED, 0, 1) + step(RETURN, FAIL | errno.EPERM)
    mmap += step(RETURN, ALLOW)

    def inside(number: int, body: bytes) -> bytes:
        return step(EQUAL, number, 0, len(body) // 8) + body

    return b"".join(
        [
            step(LOAD, ARCHITECTURE),
            step(EQUAL, AUDIT[machine], 1, 0),
            step(RETURN, KILL),
            step(LOAD, NUMBER),
            *([step(AT_LEAST, X32, 0, 1), step(RETURN, KILL)] if machine == "x86_64" else []),
            *(refuse(number) for number in (*DENIED[machine], *SAME_EVERYWHERE)),
            # Whoever asks for clone3 is told to use clone, whose flags can be looked at.
            refuse(CLONE3, errno.ENOSYS),
            inside(MMAP[machine], mmap),
            inside(CLONE[machine], clone),
            inside(SOCKET[machine], sockets),
            inside(SOCKETPAIR[machine], sockets),
            step(RETURN, ALLOW),
        ]
    )


def apply() -> None:
    """Take the system calls away, for good.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    code = program(platform.machine())
    rules = _Program(len(code) // 8, code)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(rules), 0, 0),
    ):
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "seccomp is refused by the kernel")
