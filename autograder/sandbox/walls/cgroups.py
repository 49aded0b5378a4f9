"""A control group (cgroup v2) for each student process, where this user may create one.

A cgroup can be killed as a whole, and accounts for the CPU time of every process that ran in it.
Where its controllers are delegated to this user (root, a container, a systemd unit with
`Delegate=yes`), the kernel also enforces the limits on memory, number of processes and CPU rate.
Without a cgroup, the keeper samples the process tree instead: see `process_tree`.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from dataclasses import dataclass
from pathlib import Path

from .limits import MAX_CPUS, MIB, Limits

CONTROLLERS = ("cpu", "memory", "pids")
# The processes that were already in our cgroup move here: a cgroup with children holds none itself.
OTHERS = "autograder-others"
_NAME = "autograder-"
_PERIOD = 100_000  # microseconds
_KERNEL_MEMORY = 32  # MiB for page tables and kernel stacks
_ATTEMPTS = 200


@dataclass(frozen=True)
class GroupParent:
    """The cgroup below which the cgroups of student processes are created."""

    folder: Path
    controllers: tuple[str, ...]

    def create(self, name: str, limits: Limits) -> Group:
        """Create a cgroup with these limits.

        Raises
        ------
        OSError
            If the kernel refuses.
        """
        folder = self.folder / name
        for attempt in range(_ATTEMPTS):
            try:
                return self._try_create(folder, limits)
            except OSError as error:  # another keeper has just removed the empty parent
                if error.errno not in (errno.ENOENT, errno.ENODEV) or attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("the loop returns or raises")

    def _try_create(self, folder: Path, limits: Limits) -> Group:
        self.folder.mkdir(exist_ok=True)
        _enable(self.folder, self.controllers)
        folder.mkdir()
        for file, value in settings(limits, self.controllers).items():
            if file != "memory.swap.max" or (folder / file).exists():  # a kernel without swap
                (folder / file).write_text(value)
        procs = os.open(folder / "cgroup.procs", os.O_WRONLY | os.O_CLOEXEC)
        return Group(folder, procs, "memory" in self.controllers)

    def clear(self) -> None:
        """Remove the cgroups that killed keepers have left behind, but none that is in use."""
        with contextlib.suppress(OSError):
            for folder in self.folder.iterdir():
                if folder.is_dir():
                    with contextlib.suppress(OSError):
                        folder.rmdir()
            self.folder.rmdir()


@dataclass(frozen=True)
class Group:
    """The cgroup of one student process. `procs` is the descriptor of its `cgroup.procs`."""

    folder: Path
    procs: int
    limits_memory: bool = False

    def join(self) -> None:
        """Move this process, and with it every child it starts later, into the cgroup."""
        os.write(self.procs, b"0")

    def cpu_seconds(self) -> float:
        """Return the CPU time of all processes of the cgroup, including those that have ended."""
        rows = (row.split() for row in (self.folder / "cpu.stat").read_bytes().splitlines())
        fields = {row[0]: row[1] for row in rows if len(row) == 2}
        return int(fields[b"usage_usec"]) / 1e6

    def out_of_memory(self) -> bool:
        """Return whether the kernel has killed processes for exceeding the memory limit."""
        if not self.limits_memory:
            return False
        rows = (row.split() for row in (self.folder / "memory.events").read_bytes().splitlines())
        return any(row[0] == b"oom_kill" and int(row[1]) > 0 for row in rows if len(row) == 2)

    def kill(self) -> None:
        """Kill all processes of the cgroup at once (Linux 5.14)."""
        with contextlib.suppress(OSError):
            (self.folder / "cgroup.kill").write_text("1")

    def remove(self) -> None:
        """Remove the cgroup once its processes have ended."""
        os.close(self.procs)
        for _ in range(_ATTEMPTS):
            try:
                self.folder.rmdir()
                break
            except FileNotFoundError:
                break
            except OSError:  # a process that has ended stays listed for a moment
                time.sleep(0.01)
        with contextlib.suppress(OSError):
            self.folder.parent.rmdir()


def settings(limits: Limits, controllers: tuple[str, ...]) -> dict[str, str]:
    """Return the values to write into the files of a student's cgroup, by file name."""
    values = {
        "cpu": {"cpu.max": f"{int(MAX_CPUS * _PERIOD)} {_PERIOD}"},
        "memory": {
            "memory.max": str((limits.memory + limits.folder + _KERNEL_MEMORY) * MIB),
            "memory.swap.max": "0",
            "memory.oom.group": "1",
        },
        "pids": {"pids.max": str(limits.processes)},
    }
    return {file: value for name in controllers for file, value in values[name].items()}


def find_parent(process: Path = Path("/proc/self"), root: Path = Path("/")) -> GroupParent | None:
    """Return where cgroups can be created for the children of this process, if anywhere.

    `process` is its folder in /proc; `root` is prepended to the mount points listed there.
    """
    own = _own_group(process, root)
    if own is None or not _is_delegated(own):
        return None
    base = own.parent if own.name == OTHERS else own
    controllers = _available_controllers(base)
    if controllers and _is_root(base):
        controllers = _try_enable(base, controllers)
    elif controllers:
        controllers = _try_enable(base, controllers) if _move_processes(base) else ()
    for other in base.glob(f"{_NAME}[0-9]*"):
        # A group that a running zygote has just created is empty too.
        if not (process.parent / other.name.removeprefix(_NAME)).exists():
            GroupParent(other, ()).clear()
    parent = GroupParent(base / f"{_NAME}{os.getpid()}", controllers)
    try:
        parent.create("trial", Limits()).remove()
    except OSError:
        return None
    return parent


def _own_group(process: Path, root: Path) -> Path | None:
    """Return the folder of this process's cgroup in the unified hierarchy."""
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


def _is_delegated(group: Path) -> bool:
    """Return whether this user may create cgroups in `group` and no other program manages it."""
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


def _available_controllers(group: Path) -> tuple[str, ...]:
    available = (group / "cgroup.controllers").read_text().split()
    return tuple(name for name in CONTROLLERS if name in available)


def _move_processes(group: Path) -> bool:
    """Move the processes of a cgroup into a child of it; return whether none is left behind."""
    try:
        others = group / OTHERS
        others.mkdir(exist_ok=True)
        for _ in range(10):
            processes = (group / "cgroup.procs").read_text().split()
            if not processes:
                return True
            for process in processes:
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
    """Enable controllers for the children of `group`."""
    if controllers:
        enabled = " ".join(f"+{name}" for name in controllers)
        (group / "cgroup.subtree_control").write_text(enabled)
