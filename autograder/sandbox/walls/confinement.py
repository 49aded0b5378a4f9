"""Confine a process: a user, file system, PID and network namespace of its own.

Three processes share the work. The zygote's child, the keeper, enters new namespaces; the zygote
maps the users that exist in them; the keeper's child, the first process of the new PID namespace,
builds its file system and drops its privileges.
"""

from __future__ import annotations

import functools
import os
import re
import site
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

from . import landlock, limits, linux, seccomp

STUDENT = 1000
NOBODY = 65534
WORK = "/tmp/work"
NAMESPACES = (
    linux.CLONE_NEWUSER
    | linux.CLONE_NEWPID
    | linux.CLONE_NEWNET
    | linux.CLONE_NEWIPC
    | linux.CLONE_NEWUTS
    | linux.CLONE_NEWCGROUP
)
DEVICES = ("null", "full", "random", "urandom")  # shared mappings of `zero` evade the memory limit
LIBRARIES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/fonts",
    "/usr/share/zoneinfo", "/proc/cpuinfo", "/proc/meminfo", "/etc/fonts",
    "/etc/ld.so.cache", "/etc/localtime",
)  # fmt: skip
DISTRIBUTION = "dense_to_adam"
HIDDEN = re.compile(rf"autograder|{DISTRIBUTION}-.*|__editable__.*|.*\.pth|.*\.egg-link")
_MOUNT_FLAGS = linux.MS_NOSUID | linux.MS_NODEV


def interpreter_paths() -> list[str]:
    """Return the folders of the running Python interpreter and its libraries."""
    libraries = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {sysconfig.get_path(name) for name in libraries} | set(site.getsitepackages())
    if sys.base_prefix != "/usr":
        paths.add(sys.base_prefix)
    return sorted(path for path in paths if os.path.exists(path))


def visible_paths() -> list[str]:
    """Return the paths of this machine that student processes can see, devices aside."""
    return sorted({*interpreter_paths(), *(path for path in LIBRARIES if os.path.exists(path))})


@functools.cache
def hidden_paths() -> list[str]:
    """Return what is masked in the library folders: this package, and files with host paths."""
    folders = {
        os.path.realpath(folder) for folder in site.getsitepackages() if Path(folder).is_dir()
    }
    paths = {
        f"{folder}/{name}" for folder in folders for name in os.listdir(folder)
        if HIDDEN.fullmatch(name)
    }  # fmt: skip
    return sorted(path for path in paths if not os.path.islink(path))


def enter_namespaces() -> None:
    """Enter new namespaces. The next child of this process is PID 1 of the new PID namespace.

    Raises
    ------
    OSError
        If the kernel refuses, or the architecture is not supported.
    """
    if not seccomp.supported():
        raise OSError(f"the system calls of {os.uname().machine} are not known")
    linux.set_dumpable()
    linux.unshare(NAMESPACES)


def map_users(pid: int) -> None:
    """Define the users of the namespace of `pid`: the student, and root to build the file system.

    If root grades, the student is mapped to nobody: root is exempt from the limit on processes,
    and may read files that other users may not.
    """
    if os.geteuid() == 0:
        users, groups = f"0 0 1\n{STUDENT} {NOBODY} 1\n", f"0 0 1\n{STUDENT} {NOBODY} 1\n"
    else:
        users, groups = f"{STUDENT} {os.geteuid()} 1\n", f"{STUDENT} {os.getegid()} 1\n"
    process = Path(f"/proc/{pid}")
    (process / "setgroups").write_text("deny")
    (process / "uid_map").write_text(users)
    (process / "gid_map").write_text(groups)


def build_root(root: str, folder: str, allowed: limits.Limits) -> None:
    """Build the student's file system at `root`, an empty folder, and make it the root.

    The libraries and the assignment's files (those in `folder`) are readable; only /tmp is
    writable.
    """
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", root, "tmpfs", _MOUNT_FLAGS, "size=1m,mode=755")
    (Path(root) / "tmp").mkdir()
    options = f"size={allowed.folder}m,nr_inodes=4096,mode=1777"
    linux.mount("tmpfs", f"{root}/tmp", "tmpfs", _MOUNT_FLAGS, options)
    for path in visible_paths():  # after /tmp exists: some of them may be below it
        _bind(path, root)
    for path in hidden_paths():
        if os.path.exists(root + path):
            _mask(path, root)
    for device in DEVICES:
        _bind(f"/dev/{device}", root, linux.MS_NOSUID)
    (Path(root) / "etc").mkdir(exist_ok=True)
    (Path(root) / "etc/passwd").write_text(f"student:x:{STUDENT}:{STUDENT}::/tmp:/bin/false\n")
    (Path(root) / "dev/shm").symlink_to("/tmp")
    (Path(root) / "proc/self").mkdir(parents=True)
    # There is no /proc but for these two files, without which TensorFlow aborts.
    (Path(root) / "proc/self/exe").symlink_to(sys.executable)
    (Path(root) / "proc/self/cmdline").write_bytes(b"python\0")
    os.makedirs(root + WORK, 0o755)
    for file in sorted(Path(folder).iterdir()):
        _bind(str(file), root, target=f"{WORK}/{file.name}")
    os.chown(root + WORK, *([STUDENT] * 2))
    linux.restrict(root, linux.MS_RDONLY, recursive=False)
    linux.enter_root(root)


def _bind(path: str, root: str, flags: int = _MOUNT_FLAGS, target: str = "") -> None:
    """Bind-mount a file or a folder of the host read-only; recreate a symbolic link as a link."""
    point = Path(root + (target or path))
    point.parent.mkdir(parents=True, exist_ok=True)
    if point.exists() or point.is_symlink():
        return
    if os.path.islink(path):
        point.symlink_to(os.readlink(path))
        return
    point.mkdir() if os.path.isdir(path) else point.touch()
    linux.bind(path, str(point))
    linux.restrict(str(point), linux.MS_RDONLY | flags)


def _mask(path: str, root: str) -> None:
    """Mount an empty file or folder over one of the libraries."""
    folder, file = Path(root) / "etc/empty", Path(root) / "etc/nothing"
    empty = folder if os.path.isdir(path) else file
    if not empty.exists():
        empty.parent.mkdir(exist_ok=True)
        empty.mkdir() if empty is folder else empty.touch()
    linux.bind(str(empty), root + path)
    linux.restrict(root + path, linux.MS_RDONLY | _MOUNT_FLAGS)


def drop_privileges(before_filter: Callable[[], None]) -> None:
    """Become the student, without any other privilege, and restrict files and system calls.

    `before_filter` runs as the student, before Landlock and the system-call filter apply. The
    process stays inspectable for the keeper, and cannot change that later.
    """
    linux.drop_bounding_set()
    if os.getuid() != STUDENT:
        os.setresgid(STUDENT, STUDENT, STUDENT)
        os.setresuid(STUDENT, STUDENT, STUDENT)
    linux.drop_capabilities()
    linux.set_dumpable()
    linux.disable_huge_pages()
    before_filter()  # not earlier: a change of user resets the parent-death signal
    landlock.restrict({"/": landlock.READ, "/dev": landlock.DEVICES, "/tmp": landlock.WRITE})
    seccomp.apply()
