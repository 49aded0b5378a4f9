"""Start the zygote where neither its libraries nor this package lie below the repository's path.

    python -m autograder.sandbox.walls.neutral_paths SOCKET LIBRARY...

Every file name that Python keeps (of modules, code, tracebacks) would tell a student where the
course lies, since a virtual environment is often made in it. So this process leaves for a mount
namespace in which both are shown at neutral places, below a folder that is empty on this machine,
and becomes the zygote there. Where there is no such folder, or no namespace, the paths stay as they
are: no other wall depends on them.
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
_PLACES = ("/mnt", "/srv", "/media", "/opt", "/usr/local/games", "/usr/games", "/usr/local/src")


def empty_place(places: Sequence[str] = _PLACES) -> str:
    """Return the first of these folders that has nothing in it which a mount would hide, or ""."""
    for place in places:
        try:
            if not os.path.islink(place) and not os.listdir(place):
                return place
        except OSError:
            continue
    return ""


def _leave() -> None:
    """Leave for a mount namespace of its own; an ordinary user needs one of users, too."""
    user, group = os.geteuid(), os.getegid()
    if user == 0:
        linux.unshare(linux.CLONE_NEWNS)
    else:
        linux.unshare(linux.CLONE_NEWUSER | linux.CLONE_NEWNS)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1\n")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1\n")
    linux.mount("none", "/", None, linux.MS_REC | linux.MS_SLAVE)


def _show(source: Path | str, target: Path) -> None:
    target.mkdir(parents=True)
    linux.bind(str(source), str(target))
    linux.restrict(str(target), linux.MS_RDONLY)


def neutral(place: str) -> tuple[str, str]:
    """Show the libraries and this package below `place`; return the interpreter and the path."""
    _leave()
    linux.mount("tmpfs", place, "tmpfs", linux.MS_NOSUID | linux.MS_NODEV, "size=1m,mode=755")
    course = Path(place) / "course"
    _show(PACKAGE, course / PACKAGE.name)
    executable = sys.executable
    if sys.prefix != sys.base_prefix:
        _show(sys.prefix, Path(place) / "python")
        executable = f"{place}/python/{os.path.relpath(sys.executable, sys.prefix)}"
    linux.restrict(place, linux.MS_RDONLY, recursive=False)
    return executable, str(course)


def _possible(place: str) -> bool:
    """Try it out in a process of its own: what fails half-way cannot be undone."""
    child = os.fork()
    if child == 0:
        status = 1
        with contextlib.suppress(OSError):
            neutral(place)
            status = 0
        os._exit(status)
    return os.waitpid(child, 0)[1] == 0


def main(arguments: list[str]) -> None:
    """Become the zygote."""
    executable, path = sys.executable, str(PACKAGE.parent)
    if sys.platform == "linux" and (place := empty_place()) and _possible(place):
        executable, path = neutral(place)
    os.chdir("/")
    command = [executable, "-m", ZYGOTE, *arguments]
    os.execve(executable, command, {**os.environ, "PYTHONPATH": path})


if __name__ == "__main__":
    main(sys.argv[1:])
