"""Start the zygote with its libraries and this package mounted at paths that reveal nothing.

    python -m autograder.sandbox.walls.neutral_paths SOCKET LIBRARY...

A virtual environment is often inside the repository, so the file names in modules, code objects and
tracebacks would tell a student where the course is. This process therefore enters a mount namespace
in which both are bind-mounted below a folder that is empty on the host, and becomes the zygote
there. Without such a folder, or without namespaces, the paths stay as they are: no other wall
depends on them.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from . import linux

ZYGOTE = "autograder.sandbox.zygote"
PACKAGE = Path(__file__).resolve().parents[2]
_CANDIDATES = ("/mnt", "/srv", "/media", "/opt", "/usr/local/games", "/usr/games", "/usr/local/src")


def find_mount_point(candidates: Sequence[str] = _CANDIDATES) -> str:
    """Return the first of these folders that is empty, so that a mount hides nothing, or ""."""
    for folder in candidates:
        try:
            if not os.path.islink(folder) and not os.listdir(folder):
                return folder
        except OSError:
            continue
    return ""


def _enter_mount_namespace() -> None:
    """Enter a new mount namespace; an ordinary user needs a new user namespace too."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        linux.unshare(linux.CLONE_NEWNS)
    else:
        linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWNS)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1\n")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1\n")
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_SLAVE)


def _bind(source: Path | str, target: Path) -> None:
    target.mkdir(parents=True)
    linux.bind(str(source), str(target))
    linux.restrict(str(target), linux.MS_RDONLY)


def mount_neutral(folder: str) -> tuple[str, str]:
    """Mount the libraries and this package below `folder`.

    Returns the interpreter and the Python path to use from now on.
    """
    _enter_mount_namespace()
    linux.mount("tmpfs", folder, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=1m,mode=755")
    course = Path(folder) / "course"
    _bind(PACKAGE, course / PACKAGE.name)
    executable = sys.executable
    if sys.prefix != sys.base_prefix:
        _bind(sys.prefix, Path(folder) / "python")
        executable = f"{folder}/python/{os.path.relpath(sys.executable, sys.prefix)}"
    linux.restrict(folder, linux.MS_RDONLY, recursive=False)
    return executable, str(course)


def _can_mount(folder: str) -> bool:
    """Try it in a child process: a failure half-way could not be undone."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(OSError):
            mount_neutral(folder)
            status = 0
        os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def main(arguments: list[str]) -> None:
    """Become the zygote."""
    executable, path = sys.executable, str(PACKAGE.parent)
    if sys.platform == "linux" and (folder := find_mount_point()) and _can_mount(folder):
        executable, path = mount_neutral(folder)
    os.chdir("/")
    command = [executable, "-m", ZYGOTE, *arguments]
    os.execve(executable, command, {**os.environ, "PYTHONPATH": path})


if __name__ == "__main__":
    main(sys.argv[1:])
