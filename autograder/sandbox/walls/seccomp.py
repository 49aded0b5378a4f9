"""Filter system calls with seccomp: a student process may make those that a notebook needs.

Namespaces already hide files, processes and networks. The filter keeps student code away from the
rest of the kernel, and from memory that no process is charged for: large socket buffers and pipes,
file locks, shared anonymous memory, memory files, huge pages.

A denied call fails with EPERM. One that is not in the table fails with ENOSYS, so that the C
library falls back to an older call.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable

from . import system_calls

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2

# Results of the filter; FAIL is combined with an errno.
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000

# BPF opcodes: load a word, jump, three comparisons, bitwise and, return.
LOAD, JUMP, EQUAL, AT_LEAST, ANY_BIT = 0x20, 0x05, 0x15, 0x35, 0x45
AND, RETURN = 0x54, 0x06
MAX_JUMP = 255  # instructions that a comparison can skip
INSTRUCTION_SIZE = 8

# Offsets in struct seccomp_data, and values of its architecture field.
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16
ARGUMENT_SIZE = 8
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
X32 = 0x40000000  # from this number on, system calls are those of the x32 ABI

# Calls that are allowed with any arguments. Every file outside /tmp is read-only.
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
_PROCESSES_AND_THREADS = """
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
_TIME_AND_SYSTEM = """
    time gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep getrandom uname
    sysinfo getcpu
"""
ALLOWED = frozenset(
    " ".join(
        (_FILES, _DESCRIPTORS, _MEMORY, _PROCESSES_AND_THREADS, _SIGNALS, _TIME_AND_SYSTEM)
    ).split()
)

# Calls that are allowed with certain arguments only. Values are from the kernel's headers.
# clone: fork and threads, without namespaces, tracing or CLONE_PARENT.
CSIGNAL = 0xFF
CLONE_VM, CLONE_FS, CLONE_FILES, CLONE_SIGHAND = 0x100, 0x200, 0x400, 0x800
CLONE_VFORK, CLONE_THREAD, CLONE_SYSVSEM, CLONE_SETTLS = 0x4000, 0x10000, 0x40000, 0x80000
CLONE_PARENT_SETTID, CLONE_CHILD_CLEARTID = 0x100000, 0x200000
CLONE_DETACHED, CLONE_CHILD_SETTID = 0x400000, 0x1000000
CLONE_FLAGS = (
    CSIGNAL | CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_VFORK | CLONE_THREAD
    | CLONE_SYSVSEM | CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID | CLONE_DETACHED
    | CLONE_CHILD_SETTID
)  # fmt: skip

MAP_SHARED, MAP_ANONYMOUS, MAP_GROWSDOWN, MAP_HUGETLB = 0x01, 0x20, 0x100, 0x40000

AF_UNIX, SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC = 1, 1, 0o4000, 0o2000000
SOCK_FLAGS = SOCK_NONBLOCK | SOCK_CLOEXEC
MSG_DONTWAIT, MSG_NOSIGNAL = 0x40, 0x4000
SEND_FLAGS = MSG_DONTWAIT | MSG_NOSIGNAL

F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL = 0, 1, 2, 3, 4
F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS = 1030, 1032, 1034
FCNTL_COMMANDS = (
    F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC, F_GETPIPE_SZ, F_GET_SEALS,
)  # fmt: skip

TCGETS, TIOCGPGRP, TIOCGWINSZ = 0x5401, 0x540F, 0x5413
FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = 0x541B, 0x5421, 0x5450, 0x5451
IOCTL_REQUESTS = (TCGETS, TIOCGPGRP, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)

PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME = 2, 3, 15, 16
PR_CAPBSET_READ, PR_GET_NO_NEW_PRIVS, PR_GET_THP_DISABLE = 23, 39, 42
PRCTL_OPTIONS = (
    PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_READ,
    PR_GET_NO_NEW_PRIVS, PR_GET_THP_DISABLE,
)  # fmt: skip

# Denied calls that libraries expect to fail in another way than with EPERM.
OTHER_ERRORS = {
    "clone3": errno.ENOSYS,  # a filter cannot read its flags; libraries then use `clone`
    "copy_file_range": errno.ENOSYS,
    "openat2": errno.ENOSYS,
    "execve": errno.ENOENT,
    "execveat": errno.ENOENT,
    "socket": errno.EAFNOSUPPORT,
}


class _Program(ctypes.Structure):
    """The kernel's struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def supported() -> bool:
    """Return whether the numbers of this architecture's system calls are known."""
    return platform.machine() in AUDIT


def _instruction(opcode: int, operand: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Return one instruction; a comparison skips `if_true` or `if_false` instructions."""
    return struct.pack("HBBI", opcode, if_true, if_false, operand)


def _fail(error: int) -> bytes:
    return _instruction(RETURN, FAIL | error)


_ALLOW = _instruction(RETURN, ALLOW)


def _load_argument(position: int) -> bytes:
    """Load the lower 32 bits of an argument: for those checked here the kernel uses no others."""
    return _instruction(LOAD, ARGUMENTS + ARGUMENT_SIZE * position)


def _allow_values(position: int, values: Iterable[int], error: int = errno.EPERM) -> bytes:
    tests = b"".join(_instruction(EQUAL, value, 0, 1) + _ALLOW for value in values)
    return _load_argument(position) + tests + _fail(error)


def _allow_bits(position: int, bits: int) -> bytes:
    other_bits = _instruction(ANY_BIT, ~bits & 0xFFFF_FFFF, 0, 1)
    return _load_argument(position) + other_bits + _fail(errno.EPERM) + _ALLOW


def _check_mmap() -> bytes:
    """Deny shared memory without a file, huge pages, and stacks that grow beyond their limit."""
    denied = _instruction(ANY_BIT, MAP_HUGETLB | MAP_GROWSDOWN, 0, 1) + _fail(errno.EPERM)
    denied += _instruction(ANY_BIT, MAP_ANONYMOUS, 0, 2)
    denied += _instruction(ANY_BIT, MAP_SHARED, 0, 1) + _fail(errno.EPERM)
    return _load_argument(3) + denied + _ALLOW


def _check_socketpair() -> bytes:
    """Allow Unix stream sockets only, such as asyncio needs."""
    family = _load_argument(0) + _instruction(EQUAL, AF_UNIX, 1, 0) + _fail(errno.EAFNOSUPPORT)
    kind = _load_argument(1) + _instruction(AND, ~SOCK_FLAGS & 0xFFFF_FFFF)
    return family + kind + _instruction(EQUAL, SOCK_STREAM, 1, 0) + _fail(errno.EPERM) + _ALLOW


def _argument_checks() -> dict[str, bytes]:
    return {
        "mmap": _check_mmap(),
        "ioctl": _allow_values(1, IOCTL_REQUESTS, errno.ENOTTY),
        "fcntl": _allow_values(1, FCNTL_COMMANDS),
        "sendto": _allow_bits(3, SEND_FLAGS),
        "clone": _allow_bits(0, CLONE_FLAGS),
        "prctl": _allow_values(0, PRCTL_OPTIONS),
        "socketpair": _check_socketpair(),
    }


def _length(code: bytes) -> int:
    return len(code) // INSTRUCTION_SIZE


def _search(ranges: list[tuple[int, int]]) -> bytes:
    """Return a binary search for a call's number in `ranges` of (first number, result)."""
    if len(ranges) == 1:
        return _instruction(RETURN, ranges[0][1])
    middle = len(ranges) // 2
    first = ranges[middle][0]
    below, above = _search(ranges[:middle]), _search(ranges[middle:])
    skipped = _length(below)
    if skipped <= MAX_JUMP:
        return _instruction(AT_LEAST, first, skipped, 0) + below + above
    return _instruction(AT_LEAST, first, 0, 1) + _instruction(JUMP, skipped) + below + above


def _ranges(machine: str) -> list[tuple[int, int]]:
    """Return the ranges of numbers with the same result, as (first number, result)."""
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
    for name, body in _argument_checks().items():
        checked += _instruction(EQUAL, numbers[name], 0, _length(body)) + body
    kill = _instruction(RETURN, KILL)
    return b"".join(
        [
            _instruction(LOAD, ARCHITECTURE),
            _instruction(EQUAL, AUDIT[machine], 1, 0),
            kill,
            _instruction(LOAD, NUMBER),
            *([_instruction(AT_LEAST, X32, 0, 1), kill] if machine == "x86_64" else []),
            checked,
            _search(_ranges(machine)),
        ]
    )


def apply() -> None:
    """Install the filter in this process and its future children, irrevocably.

    Raises
    ------
    OSError
        If the kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    code = program(platform.machine())
    rules = _Program(_length(code), code)
    for arguments in (
        (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
        (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(rules), 0, 0),
    ):
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "the kernel refuses the seccomp filter")
