"""Shut a process in: its own users, files, processes and network, and none of the course.

The steps are split over three processes. The zygote's child, the keeper, leaves for new namespaces;
the zygote says which users exist there; the keeper's child, the first process of the new PID
namespace, builds its file system and gives up its rights.
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
DEVICES = ("null", "full", "random", "urandom")  # shared pages of `zero` evade the memory limit
LIBRARIES = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/fonts",
    "/usr/share/zoneinfo", "/proc/cpuinfo", "/proc/meminfo", "/etc/fonts",
    "/etc/ld.so.cache", "/etc/localtime",
)  # fmt: skip


def python() -> list[str]:
    """Return where the interpreter that runs this and its libraries lie."""
    libraries = ("stdlib", "platstdlib", "purelib", "platlib")
    paths = {sysconfig.get_path(name) for name in libraries} | set(site.getsitepackages())
    if sys.base_prefix != "/usr":
        paths.add(sys.base_prefix)
    return sorted(path for path in paths if os.path.exists(path))


def shown() -> list[str]:
    """Return what student processes see of this machine, but for devices."""
    return sorted({*python(), *(path for path in LIBRARIES if os.path.exists(path))})


DISTRIBUTION = "dense_to_adam"
HIDDEN = re.compile(rf"autograder|{DISTRIBUTION}-.*|__editable__.*|.*\.pth|.*\.egg-link")


@functools.cache
def hidden() -> list[str]:
    """Return what of the libraries' folders is not shown: this package, and where others lie."""
    folders = {
        os.path.realpath(folder) for folder in site.getsitepackages() if Path(folder).is_dir()
    }
    found = {
        f"{folder}/{name}" for folder in folders for name in os.listdir(folder)
        if HIDDEN.fullmatch(name)
    }  # fmt: skip
    return sorted(path for path in found if not os.path.islink(path))


def leave() -> None:
    """Leave for new namespaces. The next child of this process is the first one in them."""
    if not seccomp.supported():
        raise OSError(f"the system calls of {os.uname().machine} are not known")
    linux.be_inspectable()
    linux.unshare(NAMESPACES)


def name_users(pid: int) -> None:
    """Say which users exist where the process `pid` has gone: the student, and root to build.

    Root of this machine is not the student there, but nobody: a limit on processes does not bind
    root, and root may read files that others may not.
    """
    if os.geteuid() == 0:
        users, groups = f"0 0 1\n{STUDENT} {NOBODY} 1\n", f"0 0 1\n{STUDENT} {NOBODY} 1\n"
    else:
        users, groups = f"{STUDENT} {os.geteuid()} 1\n", f"{STUDENT} {os.getegid()} 1\n"
    process = Path(f"/proc/{pid}")
    (process / "setgroups").write_text("deny")
    (process / "uid_map").write_text(users)
    (process / "gid_map").write_text(groups)


def build(root: str, folder: str, allowed: limits.Limits) -> None:
    """Build the file system at `root`, an empty folder, and enter it.

    Libraries and the files of the assignment, those in `folder`, can be read. Only /tmp can be
    written to.
    """
    linux.unshare(linux.CLONE_NEWNS)
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_PRIVATE)
    shut = linux.MS_NOSUID | linux.MS_NODEV
    linux.mount("tmpfs", root, "tmpfs", shut, "size=1m,mode=755")
    (Path(root) / "tmp").mkdir()
    options = f"size={allowed.folder}m,nr_inodes=4096,mode=1777"
    linux.mount("tmpfs", f"{root}/tmp", "tmpfs", shut, options)
    for path in shown():  # after /tmp is there: some of them may lie in it
        _show(path, root)
    for path in hidden():
        if os.path.exists(root + path):
            _cover(path, root)
    for device in DEVICES:
        _show(f"/dev/{device}", root, linux.MS_NOSUID)
    (Path(root) / "etc").mkdir(exist_ok=True)
    (Path(root) / "etc/passwd").write_text(f"student:x:{STUDENT}:{STUDENT}::/tmp:/bin/false\n")
    (Path(root) / "dev/shm").symlink_to("/tmp")
    (Path(root) / "proc/self").mkdir(parents=True)
    # No /proc but for these two, without which TensorFlow ends itself.
    (Path(root) / "proc/self/exe").symlink_to(sys.executable)
    (Path(root) / "proc/self/cmdline").write_bytes(b"python\0")
    os.makedirs(root + WORK, 0o755)
    for file in sorted(Path(folder).iterdir()):
        _show(str(file), root, shut, f"{WORK}/{file.name}")
    os.chown(root + WORK, *([STUDENT] * 2))
    linux.restrict(root, linux.MS_RDONLY, recursive=False)
    linux.enter_root(root)


def _show(
    path: str, root: str, flags: int = linux.MS_NOSUID | linux.MS_NODEV, at: str = ""
) -> None:
    """Show a file or a folder of the machine, read-only; a link is made the same link."""
    target = Path(root + (at or path))
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() or target.is_symlink():
        return
    if os.path.islink(path):
        target.symlink_to(os.readlink(path))
        return
    target.mkdir() if os.path.isdir(path) else target.touch()
    linux.bind(path, str(target))
    linux.restrict(str(target), linux.MS_RDONLY | flags)


def _cover(path: str, root: str) -> None:
    """Show something empty in place of a file or a folder of the libraries."""
    folder, file = Path(root) / "etc/empty", Path(root) / "etc/nothing"
    empty = folder if os.path.isdir(path) else file
    if not empty.exists():
        empty.parent.mkdir(exist_ok=True)
        empty.mkdir() if empty is folder else empty.touch()
    linux.bind(str(empty), root + path)
    linux.restrict(root + path, linux.MS_RDONLY | linux.MS_NOSUID | linux.MS_NODEV)


def give_up(arrange: Callable[[], None]) -> None:
    """Become the student, with no right to anything else; `arrange` is called just before.

    The keeper must be able to look at the student's processes, and they cannot deny it afterwards.
    """
    linux.drop_bounding_set()
    if os.getuid() != STUDENT:
        os.setresgid(STUDENT, STUDENT, STUDENT)
        os.setresuid(STUDENT, STUDENT, STUDENT)
    linux.drop_capabilities()
    linux.be_inspectable()
    linux.use_small_pages()
    arrange()  # a change of user would undo it
    landlock.restrict({"/": landlock.READ, "/dev": landlock.DEVICES, "/tmp": landlock.WRITE})
    seccomp.apply()
