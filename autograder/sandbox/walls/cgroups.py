"""A control group (cgroup v2) for each student process, where this user may make one.

A group is ended as a whole, and it knows the processor time of all that ran in it. Where the
controllers are handed down to this user (root, a container, a systemd unit with `Delegate=yes`),
the kernel itself holds the group to its memory, number of processes and share of a processor.
Where there is no group, the keeper does what it can by looking: see `process_tree`.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .limits import MAX_CPUS, MIB, Limits

CONTROLLERS = ("cpu", "memory", "pids")
OTHERS = "autograder-others"  # who was in the group before: a group with groups has no processes
_NAME = "autograder-"
_PERIOD = 100_000  # microseconds
_SPARE = 32  # MiB for the kernel's own: page tables, stacks
_ATTEMPTS = 200


@dataclass(frozen=True)
class Home:
    """The group below which the groups of student processes are made."""

    folder: Path
    controllers: tuple[str, ...]

    def make(self, name: str, limits: Limits) -> Group:
        """Return a new group with these limits.

        Raises
        ------
        OSError
            If there may be none.
        """
        folder = self.folder / name
        for attempt in range(_ATTEMPTS):
            try:  # who ends removes the home if it is empty
                self.folder.mkdir(exist_ok=True)
                _enable(self.folder, self.controllers)
                folder.mkdir()
                break
            except FileNotFoundError:
                if attempt == _ATTEMPTS - 1:
                    raise
        for file, value in settings(limits, self.controllers).items():
            if file != "memory.swap.max" or (folder / file).exists():  # a kernel without swap
                (folder / file).write_text(value)
        procs = os.open(folder / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)
        return Group(folder, procs, "memory" in self.controllers)

    def clear(self) -> None:
        """Remove what keepers that were killed have left behind; groups in use stay."""
        with contextlib.suppress(OSError):
            for folder in self.folder.iterdir():
                if folder.is_dir():
                    with contextlib.suppress(OSError):
                        folder.rmdir()
            self.folder.rmdir()


@dataclass(frozen=True)
class Group:
    """The group of one student process. `procs` is its open list of processes."""

    folder: Path
    procs: int
    holds_memory: bool = False

    def join(self) -> None:
        """Move this process into the group, with all that it starts from now on."""
        os.write(self.procs, b"0")

    def cpu_seconds(self) -> float:
        """Return for how long the group's processes have computed, those that have ended, too."""
        rows = (row.split() for row in (self.folder / "cpu.stat").read_bytes().splitlines())
        fields = {row[0]: row[1] for row in rows if len(row) == 2}
        return int(fields[b"usage_usec"]) / 1e6

    def out_of_memory(self) -> bool:
        """Return whether the kernel has ended processes because they used more than they may."""
        if not self.holds_memory:
            return False
        rows = (row.split() for row in (self.folder / "memory.events").read_bytes().splitlines())
        return any(row[0] == b"oom_kill" and int(row[1]) > 0 for row in rows if len(row) == 2)

    def kill(self) -> None:
        """Kill all processes in the group at once (Linux 5.14)."""
        with contextlib.suppress(OSError):
            (self.folder / "cgroup.kill").write_text("1")

    def remove(self) -> None:
        """Remove the group, when its processes have ended."""
        os.close(self.procs)
        for _ in range(_ATTEMPTS):
            try:
                self.folder.rmdir()
                break
            except FileNotFoundError:
                break
            except OSError:  # what has ended leaves a moment later
                time.sleep(0.01)
        with contextlib.suppress(OSError):
            self.folder.parent.rmdir()


def settings(limits: Limits, controllers: tuple[str, ...]) -> dict[str, str]:
    """Return what is written into the files of a student's group."""
    found = {
        "cpu": {"cpu.max": f"{int(MAX_CPUS * _PERIOD)} {_PERIOD}"},
        "memory": {
            "memory.max": str((limits.memory + limits.folder + _SPARE) * MIB),
            "memory.swap.max": "0",
            "memory.oom.group": "1",
        },
        "pids": {"pids.max": str(limits.processes)},
    }
    return {file: value for name in controllers for file, value in found[name].items()}


def home(process: Path = Path("/proc/self"), root: Path = Path("/")) -> Home | None:
    """Return where groups can be made for what this process starts, if anywhere.

    Below `root` lie the mounts that `process`, its folder in /proc, tells.
    """
    own = _own_group(process, root)
    if own is None or not _is_ours(own):
        return None
    base = own.parent if own.name == OTHERS else own
    wanted = _handed_down(base)
    if wanted and _is_root(base):
        wanted = _try_enable(base, wanted)
    elif wanted:
        wanted = _try_enable(base, wanted) if _move_processes(base) else ()
    for left in base.glob(f"{_NAME}[0-9]*"):  # by a zygote that was killed; what is in use stays
        Home(left, ()).clear()
    found = Home(base / f"{_NAME}{os.getpid()}", wanted)
    try:
        found.make("trial", Limits()).remove()
    except OSError:
        return None
    return found


def _own_group(process: Path, root: Path) -> Path | None:
    """Return the folder of this process's group in the unified hierarchy."""
    try:
        groups = (process / "cgroup").read_bytes().splitlines()
        mounts = (process / "mountinfo").read_bytes().splitlines()
    except OSError:
        return None
    paths = [os.fsdecode(row[3:]) for row in groups if row.startswith(b"0::/")]
    for row in mounts:
        fields, _, kind = row.partition(b" - ")
        if paths and kind.split()[:1] == [b"cgroup2"]:
            top, point = (os.fsdecode(field) for field in fields.split()[3:5])
            within = os.path.relpath(paths[0], top)
            if not within.startswith(".."):
                return root / point.lstrip("/") / within
    return None


def _is_root(group: Path) -> bool:
    return not (group / "cgroup.type").exists()


def _is_ours(group: Path) -> bool:
    """Return whether this user may make groups there, and nobody else sees to it."""
    if not (os.access(group, os.W_OK) and os.access(group / "cgroup.procs", os.W_OK)):
        return False
    if group.name == OTHERS or _is_root(group) or _is_root_of_namespace(group):
        return True
    for name in ("user.delegate", "trusted.delegate"):
        with contextlib.suppress(OSError):
            if os.getxattr(group, name) == b"1":
                return True
    return False


def _is_root_of_namespace(group: Path) -> bool:
    return not (group.parent / "cgroup.procs").exists()


def _handed_down(group: Path) -> tuple[str, ...]:
    found = (group / "cgroup.controllers").read_text().split()
    return tuple(name for name in CONTROLLERS if name in found)


def _move_processes(group: Path) -> bool:
    """Move the processes of a group into one below it; returns whether none is left."""
    try:
        others = group / OTHERS
        others.mkdir(exist_ok=True)
        for _ in range(10):
            left = (group / "cgroup.procs").read_text().split()
            if not left:
                return True
            for process in left:
                with contextlib.suppress(ProcessLookupError):
                    (others / "cgroup.procs").write_text(process)
    except OSError:
        pass
    return False


def _try_enable(group: Path, controllers: tuple[str, ...]) -> tuple[str, ...]:
    try:
        _enable(group, controllers)
    except OSError:
        return ()
    return controllers


def _enable(group: Path, controllers: tuple[str, ...]) -> None:
    """Hand controllers down to the groups below `group`."""
    if controllers:
        wanted = " ".join(f"+{name}" for name in controllers)
        (group / "cgroup.subtree_control").write_text(wanted)
