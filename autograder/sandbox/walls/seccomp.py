"""Allow a student process the system calls that a notebook needs, and no others.

Namespaces already hide files, processes and networks. The filter keeps student code away from the
rest of the kernel, and from memory that is not counted as any process's own: large socket buffers
and pipes, file locks, shared anonymous memory, memory files, huge pages.

A denied call fails with EPERM, one that the table does not know with ENOSYS: then the C library
uses an older one.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

from . import system_calls

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000
LOAD, JUMP, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x05, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
MAX_JUMP = 255
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000

# All but /tmp is read-only.
_FILES = """
    open openat creat close close_range read write readv writev pread64 pwrite64 preadv pwritev
    preadv2 pwritev2 lseek stat fstat lstat newfstatat statx statfs fstatfs access faccessat
    faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir mkdir mkdirat rmdir
    unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat chmod fchmod
    fchmodat fchmodat2 chown fchown lchown fchownat utime utimes futimesat utimensat umask
    truncate ftruncate fallocate fsync fdatasync fadvise64 flock getxattr lgetxattr fgetxattr
    listxattr llistxattr flistxattr
"""
_DESCRIPTORS = """
    dup dup2 dup3 pipe pipe2 poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl
    epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2 recvfrom shutdown getsockname
    getpeername getsockopt
"""
_MEMORY = """
    brk munmap mremap mprotect madvise msync membarrier get_mempolicy
"""
# And threads.
_PROCESSES = """
    fork vfork exit exit_group wait4 waitid set_tid_address set_robust_list get_robust_list rseq
    arch_prctl futex futex_wait futex_wake futex_requeue futex_waitv sched_yield
    sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_get_priority_max
    sched_get_priority_min sched_rr_get_interval getpriority getpid getppid gettid getpgid
    getpgrp getsid getuid geteuid getgid getegid getresuid getresgid getgroups capget getrlimit
    setrlimit prlimit64 getrusage times
"""
_SIGNALS = """
    kill tkill tgkill rt_sigaction rt_sigprocmask rt_sigpending rt_sigreturn rt_sigsuspend
    rt_sigtimedwait sigaltstack restart_syscall pause alarm setitimer getitimer
"""
# Time, and what the machine is.
_OTHERS = """
    time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep getrandom uname
    sysinfo getcpu
"""
ALLOWED = frozenset(
    " ".join((_FILES, _DESCRIPTORS, _MEMORY, _PROCESSES, _SIGNALS, _OTHERS)).split()
)

# Allowed with some arguments only.
FORK_AND_THREADS = 0x017D_4FFF  # no namespaces, tracing or CLONE_PARENT
MAP_SHARED, MAP_ANONYMOUS, MAP_GROWSDOWN, MAP_HUGETLB = 0x01, 0x20, 0x100, 0x40000
AF_UNIX, SOCK_STREAM, SOCK_FLAGS = 1, 1, 0o2004000
SEND_FLAGS = 0x4000 | 0x40  # MSG_NOSIGNAL, MSG_DONTWAIT
# F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS
FILE_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032, 1034)
# TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX
DEVICE_COMMANDS = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451)
# PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_READ,
# PR_GET_NO_NEW_PRIVS, PR_GET_THP_DISABLE
PROCESS_OPTIONS = (2, 3, 15, 16, 23, 39, 42)
# What libraries expect of a machine on which the call is missing, or finds nothing.
OTHER_ERRORS = {
    "clone3": errno.ENOSYS,  # its flags cannot be seen here; then `clone` is used
    "copy_file_range": errno.ENOSYS,
    "openat2": errno.ENOSYS,
    "execve": errno.ENOENT,
    "execveat": errno.ENOENT,
    "socket": errno.EAFNOSUPPORT,
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def supported() -> bool:
    """Return whether the numbers of this machine's system calls are known."""
    return platform.machine() in AUDIT


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("HBBI", code, yes, no, value)


def _fail(error: int) -> bytes:
    return _step(RETURN, FAIL | error)


def _load_argument(position: int) -> bytes:
    """Load the lower half of an argument: all that the kernel looks at in these."""
    return _step(LOAD, ARGUMENTS + 8 * position)


def _one_of(position: int, values: Iterable[int], error: int = errno.EPERM) -> bytes:
    tests = b"".join(_step(EQUAL, value, 0, 1) + _step(RETURN, ALLOW) for value in values)
    return _load_argument(position) + tests + _fail(error)


def _no_other_bits(position: int, bits: int) -> bytes:
    outside = ~bits & 0xFFFF_FFFF
    return (
        _load_argument(position) + _step(ANY_BIT, outside, 0, 1) + _fail(errno.EPERM)
        + _step(RETURN, ALLOW)
    )  # fmt: skip


def _mappings() -> bytes:
    """No memory that is shared without a file, of huge pages, or that grows beyond its limit."""
    denied = _step(ANY_BIT, MAP_HUGETLB | MAP_GROWSDOWN, 0, 1) + _fail(errno.EPERM)
    denied += _step(ANY_BIT, MAP_ANONYMOUS, 0, 2)
    denied += _step(ANY_BIT, MAP_SHARED, 0, 1) + _fail(errno.EPERM)
    return _load_argument(3) + denied + _step(RETURN, ALLOW)


def _socket_pairs() -> bytes:
    """Stream sockets of one process with its own: asyncio needs a pair."""
    family = _load_argument(0) + _step(EQUAL, AF_UNIX, 1, 0) + _fail(errno.EAFNOSUPPORT)
    kind = _load_argument(1) + _step(0x54, ~SOCK_FLAGS & 0xFFFF_FFFF)  # and
    return (
        family + kind + _step(EQUAL, SOCK_STREAM, 1, 0) + _fail(errno.EPERM) + _step(RETURN, ALLOW)
    )


def _with_arguments() -> dict[str, bytes]:
    return {
        "mmap": _mappings(),
        "ioctl": _one_of(1, DEVICE_COMMANDS, errno.ENOTTY),
        "fcntl": _one_of(1, FILE_COMMANDS),
        "sendto": _no_other_bits(3, SEND_FLAGS),
        "clone": _no_other_bits(0, FORK_AND_THREADS),
        "prctl": _one_of(0, PROCESS_OPTIONS),
        "socketpair": _socket_pairs(),
    }


def _search(ranges: list[tuple[int, int]]) -> bytes:
    """Return the binary search for a call's number in `ranges` of (first number, result)."""
    if len(ranges) == 1:
        return _step(RETURN, ranges[0][1])
    middle = len(ranges) // 2
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    steps = len(below) // 8
    if steps <= MAX_JUMP:
        return _step(AT_LEAST, ranges[middle][0], steps, 0) + below + above
    return _step(AT_LEAST, ranges[middle][0], 0, 1) + _step(JUMP, steps) + below + above


def _ranges(machine: str) -> list[tuple[int, int]]:
    numbers = system_calls.numbers(machine)
    results = {}
    for name, number in numbers.items():
        denied = FAIL | OTHER_ERRORS.get(name, errno.EPERM)
        results[number] = ALLOW if name in ALLOWED else denied
    unknown = FAIL | errno.ENOSYS
    ranges = [(0, results.get(0, unknown))]
    for number in range(max(results) + 2):
        result = results.get(number, unknown)
        if result != ranges[-1][1]:
            ranges.append((number, result))
    return ranges


def program(machine: str) -> bytes:
    """Return the filter as BPF instructions."""
    numbers = system_calls.numbers(machine)
    checked = b""
    for name, body in _with_arguments().items():
        checked += _step(EQUAL, numbers[name], 0, len(body) // 8) + body
    return b"".join(
        [
            _step(LOAD, ARCHITECTURE),
            _step(EQUAL, AUDIT[machine], 1, 0),
            _step(RETURN, KILL),
            _step(LOAD, NUMBER),
            *([_step(AT_LEAST, X32, 0, 1), _step(RETURN, KILL)] if machine == "x86_64" else []),
            checked,
            _search(_ranges(machine)),
        ]
    )


def apply() -> None:
    """Take the other system calls away, for good.

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
