"""The walls of the sandbox, one by one."""

import contextlib
import errno
import functools
import os
import platform
import signal
import socket
import struct
import subprocess
import sys
import textwrap
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.course import paths
from autograder.sandbox.outside.errors import StudentGoneError
from autograder.sandbox.outside.student_process import StudentProcess
from autograder.sandbox.outside.zygote_client import Zygote
from autograder.sandbox.walls import (
    cgroups,
    confinement,
    landlock,
    neutral_paths,
    process_tree,
    readable,
    seccomp,
    system_calls,
)
from autograder.sandbox.walls.limits import MAX_CPU_BURST, MAX_CPUS, MIB, PROCESS, CpuMeter, Limits

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
MACHINES = ("x86_64", "aarch64")
UNKNOWN = 4000  # no system call has this number
DANGEROUS = """
    _sysctl acct add_key adjtimex bind bpf chroot clock_settime connect delete_module execve
    execveat fanotify_init finit_module fsconfig fsmount fsopen fspick init_module
    inotify_init1 io_setup io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp
    kexec_file_load kexec_load keyctl landlock_create_ruleset listen lookup_dcookie mbind
    memfd_create memfd_secret migrate_pages mknodat mlock mlock2 mlockall modify_ldt mount
    mount_setattr move_mount move_pages mq_open msgget name_to_handle_at nfsservctl
    open_by_handle_at open_tree perf_event_open personality pidfd_getfd pidfd_open
    pidfd_send_signal pivot_root process_madvise process_vm_readv process_vm_writev ptrace
    quotactl reboot recvmsg remap_file_pages request_key sched_setaffinity sched_setattr
    sched_setscheduler seccomp semget sendfile sendmmsg sendmsg set_mempolicy setdomainname
    setgid setgroups sethostname setns setpgid setpriority setresuid setsid setsockopt
    settimeofday setuid setxattr shmat shmget signalfd4 socket splice swapon sync syslog tee
    timer_create timerfd_create umount2 unshare uselib userfaultfd vhangup vmsplice
"""


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    made = Zygote([])
    try:
        made.wait_until_ready()
        yield made
    finally:
        made.close()


@pytest.fixture
def student(zygote: Zygote, tmp_path: Path) -> Iterator[StudentProcess]:
    process = StudentProcess(zygote.requests, tmp_path, Limits())
    yield process
    process.close()


def printed(student: StudentProcess, source: str, seconds: float = 60) -> str:
    """Return what the student process prints when it runs `source`, and fail on other outputs."""
    outputs = student.run(textwrap.dedent(source), seconds)["outputs"]
    assert all(output["output_type"] == "stream" for output in outputs), outputs
    return "".join(output["text"] for output in outputs)


def running(process: int) -> bool:
    try:
        text = Path(f"/proc/{process}/stat").read_bytes()
    except OSError:
        return False
    return text.rpartition(b")")[2].split()[0] not in (b"Z", b"X")


def wait_until(condition: object, seconds: float = 60) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"the condition is not true after {seconds:g} seconds"
        time.sleep(0.02)


# The system-call filter, interpreted here for both architectures


@functools.cache
def steps_of(machine: str) -> list[tuple[int, int, int, int]]:
    return list(struct.iter_unpack("HBBI", seccomp.program(machine)))


def result_of(machine: str, number: int, *arguments: int, audit: int = 0) -> int:
    """Return the filter's result for a system call."""
    call = struct.pack("iIQ6Q", number, audit or seccomp.AUDIT[machine], 0,
                       *arguments, *[0] * (6 - len(arguments)))  # fmt: skip
    steps = steps_of(machine)
    at = value = 0
    while True:
        code, yes, no, operand = steps[at]
        at += 1
        match code:
            case seccomp.LOAD:
                (value,) = struct.unpack_from("I", call, operand)
            case seccomp.AND:
                value &= operand
            case seccomp.JUMP:
                at += operand
            case seccomp.EQUAL:
                at += yes if value == operand else no
            case seccomp.AT_LEAST:
                at += yes if value >= operand else no
            case seccomp.ANY_BIT:
                at += yes if value & operand else no
            case seccomp.RETURN:
                return operand


def allowed(machine: str, name: str, *arguments: int) -> bool:
    return result_of(machine, system_calls.numbers(machine)[name], *arguments) == seccomp.ALLOW


@pytest.mark.parametrize("machine", MACHINES)
def test_the_filter_allows_listed_calls_and_denies_all_others(machine: str) -> None:
    numbers = system_calls.numbers(machine)
    assert len(numbers) > 300
    checked = {"mmap", "ioctl", "fcntl", "sendto", "clone", "prctl", "socketpair"}
    for name in numbers.keys() - checked:
        result = result_of(machine, numbers[name])
        assert (result == seccomp.ALLOW) == (name in seccomp.ALLOWED), name
    known = set(numbers.values())
    for number in set(range(600)) - known:
        assert result_of(machine, number) == seccomp.FAIL | errno.ENOSYS
    assert result_of(machine, numbers["clone3"]) == seccomp.FAIL | errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_no_dangerous_call_is_allowed_and_none_is_misspelt(machine: str) -> None:
    assert set(DANGEROUS.split()) & seccomp.ALLOWED == set()
    everywhere = {name for each in MACHINES for name in system_calls.numbers(each)}
    assert everywhere >= seccomp.ALLOWED
    assert set(DANGEROUS.split()) <= everywhere
    assert set(seccomp.OTHER_ERRORS) <= everywhere


def test_calls_of_another_architecture_kill_the_process() -> None:
    for machine, other in zip(MACHINES, reversed(MACHINES), strict=True):
        assert result_of(machine, 0, audit=seccomp.AUDIT[other]) == seccomp.KILL
    assert result_of("x86_64", 0, audit=0x40000003) == seccomp.KILL  # 32 bits
    assert result_of("x86_64", seccomp.X32 | 1) == seccomp.KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_some_calls_are_allowed_with_some_arguments_only(machine: str) -> None:
    threads, fork, user_namespace = 0x3D0F00, 0x1200011, 0x10000000
    assert allowed(machine, "clone", threads)
    assert allowed(machine, "clone", fork)
    for bit in (0x20000, 0x80, 0x2000, 0x8000, 0x2000000, user_namespace, 0x40000000):
        denied = not bit & 0xFF and not allowed(machine, "clone", fork | bit)
        assert denied or bit == 0x80, hex(bit)
    for flags, expected in ((0x22, True), (0x02, True), (0x01, True), (0x21, False), (0x23, False),
                            (0x40022, False), (0x122, False)):  # fmt: skip
        assert allowed(machine, "mmap", 0, 4096, 3, flags, 0, 0) == expected, hex(flags)
    assert allowed(machine, "prctl", 15)
    assert not any(allowed(machine, "prctl", option) for option in (1, 4, 22, 36, 41, 1 << 40 | 1))
    assert allowed(machine, "ioctl", 0, 0x5401)
    assert not any(
        allowed(machine, "ioctl", 0, request) for request in (0x5412, 0x541C, 0x40045431)
    )
    assert allowed(machine, "fcntl", 0, 1030)
    assert not any(allowed(machine, "fcntl", 0, command) for command in (6, 7, 8, 37, 1024, 1031))
    assert allowed(machine, "sendto", 0, 0, 0, 0x4000)
    assert not allowed(machine, "sendto", 0, 0, 0, 0x4001)  # urgent data
    assert allowed(machine, "socketpair", 1, 1 | 0o2000000)
    assert not allowed(machine, "socketpair", 1, 2)
    assert not allowed(machine, "socketpair", 2, 1)


@linux
def test_dangerous_calls_fail_in_a_student_process(student: StudentProcess) -> None:
    numbers = system_calls.numbers(platform.machine())
    asked = {name: numbers[name] for name in DANGEROUS.split() if name in numbers}
    found = printed(
        student,
        f"""
        import ctypes
        libc = ctypes.CDLL(None, use_errno=True)
        wrong = {{}}
        for name, number in {asked!r}.items():
            result = libc.syscall(number, 0, 0, 0, 0, 0, 0)
            if result != -1 or ctypes.get_errno() not in (1, 2, 97):
                wrong[name] = result, ctypes.get_errno()
        print(wrong, libc.syscall({UNKNOWN}), ctypes.get_errno())
        """,
    )
    assert found == f"{{}} -1 {errno.ENOSYS}\n"


@linux
def test_a_notebook_may_make_the_calls_that_it_needs(student: StudentProcess) -> None:
    found = printed(
        student,
        """
        import asyncio, concurrent.futures, multiprocessing, os, shutil, socket, tempfile, threading
        import numpy as np
        await asyncio.sleep(0.01)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            assert list(pool.map(abs, [-1, -2])) == [1, 2]
        folder = tempfile.mkdtemp()
        np.save(folder + "/a.npy", np.ones(10))
        shutil.copytree(folder, folder + "-copy")
        os.rename(folder + "-copy/a.npy", folder + "/b.npy")
        assert np.load(folder + "/b.npy", mmap_mode="r+").sum() == 10
        shutil.rmtree(folder)
        one, other = socket.socketpair()
        one.sendall(b"x")
        assert other.recv(1) == b"x"
        with multiprocessing.get_context("fork").Pool(2) if hasattr(os, "sem_open") else pool:
            pass
        if (child := os.fork()) == 0:
            os._exit(3)
        small_pages = __import__("ctypes").CDLL(None).prctl(42, 0, 0, 0, 0)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), os.isatty(0), small_pages)
        """,
    )
    assert found == "3 False 1\n"


@linux
def test_every_notebook_can_import_the_checks_beside_it(student: StudentProcess) -> None:
    for folder in paths.EXERCISES.glob("*/checks"):
        modules = [path.stem for path in folder.glob("*.py") if path.stem != "__init__"]
        source = "".join(f"import checks.{name}\n" for name in modules)
        assert printed(student, source) == ""


@linux
def test_a_student_process_can_wait_for_its_next_cell(student: StudentProcess) -> None:
    for number in range(3):
        time.sleep(0.3)  # it has to wait on the wire, with the calls that the filter allows
        assert printed(student, f"print({number})") == f"{number}\n"


# What a student process can learn


@linux
def test_a_student_process_cannot_find_out_the_path_of_the_course(
    zygote: Zygote, student: StudentProcess
) -> None:
    if str(paths.ROOT) in os.readlink(f"/proc/{zygote.pid}/exe"):
        pytest.skip("the interpreter itself lies in the repository")
    turned = str(paths.ROOT)[::-1]
    found = printed(
        student,
        f"""
        import gc, os, sys
        root = {turned!r}[::-1]
        texts = [*os.environ.items(), sys.path, sys.argv, sys.orig_argv, sys.prefix, sys.executable]
        for thing in gc.get_objects():
            for inner in (thing, *gc.get_referents(thing)):
                if isinstance(inner, str) and len(inner) < 500:
                    texts.append(inner)
                elif hasattr(inner, "co_filename"):
                    texts.append(inner.co_filename)
        found = [text for text in map(str, texts) if root in text and "turned" not in text]
        print(sorted(set(found))[:5])
        """,
    )
    assert found == "[]\n"


@linux
def test_this_package_is_not_in_the_sandbox(student: StudentProcess) -> None:
    found = printed(
        student,
        """
        import glob, importlib, os, sys
        for name in ("exercises", "grade", "expected", "grading", "proof"):
            try:
                importlib.import_module(f"autograder.{name}")
                print("imported", name)
            except ImportError:
                pass
        for folder in sys.path:
            if glob.glob(f"{folder}/autograder/*") or glob.glob(f"{folder}/dense_to_adam*/*"):
                print("found", folder)
            for file in glob.glob(f"{folder}/*.pth") + glob.glob(f"{folder}/__editable__*"):
                if os.path.getsize(file):
                    print("tells", file)
        """,
    )
    assert found == ""


def test_files_of_this_distribution_are_hidden() -> None:
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text())["project"]
    assert project["name"].replace("-", "_") == confinement.DISTRIBUTION
    for name in ("autograder", "dense_to_adam-0.1.0.dist-info", "__editable__.x.pth", "a.pth"):
        assert confinement.HIDDEN.fullmatch(name)
    for name in ("numpy", "autograder_of_another", "autograd", "dense_to_adam_2"):
        assert not confinement.HIDDEN.fullmatch(name)


def test_libraries_are_mounted_only_over_an_empty_folder(tmp_path: Path) -> None:
    used, empty = tmp_path / "used", tmp_path / "empty"
    (used / "classroom").mkdir(parents=True)
    empty.mkdir()
    (tmp_path / "link").symlink_to(empty)
    places = [str(tmp_path / name) for name in ("none", "used", "link", "empty")]
    assert neutral_paths.find_mount_point(places) == str(empty)
    assert neutral_paths.find_mount_point(places[:3]) == ""


# The keeper


def keeper_and_student(zygote: Zygote) -> tuple[int, int]:
    """Return the keeper of the only student process, and that process."""
    wait_until(lambda: any(map(process_tree.children, process_tree.children(zygote.pid))))
    (keeper,) = process_tree.children(zygote.pid)
    return keeper, process_tree.children(keeper)[0]


@linux
def test_process_names_that_are_not_utf_8_hide_nothing_and_stop_no_keeper(
    student: StudentProcess,
) -> None:
    printed(student, r'import ctypes; _ = ctypes.CDLL(None).prctl(15, b"\xff\n)")')
    time.sleep(0.5)
    assert printed(student, "print(1)") == "1\n"
    with pytest.raises(StudentGoneError, match="more than 1024 MiB"):
        printed(
            student,
            r"""
            import ctypes, os, time
            for _ in range(3):
                if os.fork() == 0:
                    ctypes.CDLL(None).prctl(15, b"\xff\xfe) \nRssAnon: 0")
                    held = bytearray(500 * 2**20)
                    for place in range(0, len(held), 4096):
                        held[place] = 1
                    time.sleep(60)
            time.sleep(30)
            """,
        )


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_student_process_dies_with_its_keeper(
    zygote: Zygote, tmp_path: Path, how: signal.Signals
) -> None:
    process = StudentProcess(zygote.requests, tmp_path, Limits())
    try:
        printed(
            process,
            """
            import ctypes, os, time
            _ = ctypes.CDLL(None).prctl(1, 0, 0, 0, 0)
            for _ in range(3):
                if os.fork() == 0:
                    time.sleep(90)
            """,
        )
        keeper, first = keeper_and_student(zygote)
        below = list(process_tree.tree(first))
        assert len(below) == 4
        os.kill(keeper, how)
        wait_until(lambda: not any(map(running, below)))
    finally:
        process.close()


@linux
def test_an_error_in_the_keeper_kills_the_student_process(tmp_path: Path) -> None:
    folder, told = tmp_path / "folder", tmp_path / "told"
    folder.mkdir()
    told.mkdir()
    script = """
        import os, socket, sys
        from autograder.sandbox.walls import keeper
        from autograder.sandbox.walls.limits import PROCESS, Limits
        measure, told = keeper.ProcessTree.measure, sys.argv[2]
        def fail(self):
            if len(os.listdir(told)) < 2:
                return measure(self)
            raise RuntimeError("simulated")
        keeper.ProcessTree.measure = fail
        def student_main(wire, limits):
            if os.fork() == 0:
                os.setsid()
            os.write(1, b"%d\\n" % os.getpid())
            open(f"{told}/{os.getpid()}", "w").close()
            while True: pass
        control, theirs = socket.socketpair()
        wire, _ = socket.socketpair()
        request = keeper.StartRequest(Limits(isolation=PROCESS), sys.argv[1])
        keeper.run(request, wire, theirs, "", lambda: None, student_main)
        print(control.recv(1000).decode())
        """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(folder), str(told)], text=True,
        capture_output=True, env={**os.environ, "PYTHONPATH": str(paths.ROOT)}, timeout=180,
        check=False,
    )  # fmt: skip
    *processes, report = done.stdout.splitlines()
    assert processes
    assert report == '{"ended": "it could not be supervised any longer (RuntimeError: simulated)"}'
    assert not any(running(int(process)) for process in processes)


@linux
def test_nothing_outlives_a_student_process_without_namespaces_either(
    zygote: Zygote, tmp_path: Path
) -> None:
    process = StudentProcess(zygote.requests, tmp_path, Limits(isolation=PROCESS))
    try:
        found = printed(
            process,
            """
            import os, time
            ends, end = os.pipe()
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    os.setsid()
                    os.write(end, b"%d" % os.getpid())
                    time.sleep(90)
                os._exit(0)
            _ = os.wait()
            print(os.read(ends, 20).decode())
            """,
        )
        assert running(int(found))
    finally:
        process.close()
    wait_until(lambda: not running(int(found)))


@linux
def test_the_limit_on_processes_counts_per_submission(zygote: Zygote, tmp_path: Path) -> None:
    one, other = (StudentProcess(zygote.requests, tmp_path, Limits()) for _ in range(2))
    threads = """
        import threading, time
        started = 0
        try:
            for _ in range({}):
                threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
                started += 1
        except RuntimeError:
            pass
        print(started)
        """
    try:
        assert 40 < int(printed(one, threads.format(100))) < 64
        assert int(printed(other, threads.format(40))) == 40
    finally:
        one.close()
        other.close()


@linux
def test_the_usage_of_a_process_tree_is_summed() -> None:
    code = """
        import os, time
        if os.fork() == 0:
            until = time.process_time() + 0.6
            while time.process_time() < until: pass
            os._exit(0)
        os.wait()
        if os.fork() == 0:
            held = b"x" * (50 << 20)
            print(flush=True)
            time.sleep(60)
        time.sleep(60)
        """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, process_group=0
    ) as process:
        try:
            assert process.stdout
            process.stdout.readline()
            usage = process_tree.ProcessTree(process.pid).measure()
            nice = [os.getpriority(os.PRIO_PROCESS, p) for p in process_tree.tree(process.pid)]
        finally:
            os.killpg(process.pid, signal.SIGKILL)
    assert usage.cpu >= 0.6
    assert 50 * MIB < usage.memory < 200 * MIB
    assert nice[1:] == [19]
    assert process_tree.ProcessTree(process.pid).measure() == process_tree.Usage()


def test_cpu_time_is_limited_in_total_and_in_rate() -> None:
    meter = CpuMeter(Limits(cpu=300), now=0)
    assert all(not meter.exceeded(second, second) for second in range(299))
    assert "CPU time" in meter.exceeded(300, 300)
    # An idle time before does not allow a larger burst.
    meter = CpuMeter(Limits(cpu=300), now=0)
    assert meter.exceeded(0, 100) == ""
    assert meter.exceeded(MAX_CPU_BURST - 1, 100) == ""
    assert "more than one CPU" in meter.exceeded(MAX_CPU_BURST + 2 * MAX_CPUS, 101)


# Landlock


@linux
def test_landlock_allows_the_given_rights_only(tmp_path: Path) -> None:
    if landlock.version() < 2:
        pytest.skip("this kernel has no Landlock")
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "file").write_text("x")
    name = f"\0landlock-{os.getpid()}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        child = os.fork()
        if child == 0:
            wrong = 1
            try:
                landlock.restrict({str(inside): landlock.READ | landlock.WRITE})
                (inside / "file").write_text("y")
                (inside / "file").rename(inside / "moved")
                wrong = (
                    _works(lambda: (outside / "file").read_text())
                    + 2 * _works(lambda: (outside / "new").write_text("x"))
                    + 4 * _works(lambda: os.kill(os.getppid(), 0))
                    + 8 * _works(lambda: socket.socket(socket.AF_UNIX).connect(name))
                ) * 2  # fmt: skip
                if landlock.version() < 6:
                    wrong &= 0b110
            finally:
                os._exit(wrong)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _works(action: object) -> bool:
    assert callable(action)
    try:
        action()
    except OSError:
        return False
    return True


# Control groups


def fake_process(folder: Path, group: str, root: str = "/") -> Path:
    """Write the files that /proc has for a process in a control group."""
    folder.mkdir()
    (folder / "cgroup").write_bytes(f"3:cpu:/old\n0::{group}\n".encode() + b"1:\xff:/\n")
    mounts = (
        f"24 1 0:22 / /proc rw - proc proc rw\n30 1 0:26 {root} /cgroups rw - cgroup2 none rw\n"
    )
    (folder / "mountinfo").write_text(mounts)
    return folder


def fake_group(folder: Path, controllers: str = "cpuset cpu memory pids") -> Path:
    folder.mkdir(parents=True)
    (folder / "cgroup.controllers").write_text(controllers)
    for name in ("cgroup.procs", "cgroup.subtree_control"):
        (folder / name).write_text("")
    return folder


def test_a_cgroup_gets_the_limits_of_a_submission() -> None:
    limits = Limits(memory=100, folder=10, processes=7)
    found = cgroups.settings(limits, cgroups.CONTROLLERS)
    assert found == {
        "cpu.max": "125000 100000",
        "memory.max": str((100 + 10 + 32) * MIB),
        "memory.swap.max": "0",
        "memory.oom.group": "1",
        "pids.max": "7",
    }
    assert cgroups.settings(limits, ()) == {}


def test_the_cgroup_of_a_process_is_found_and_children_are_created(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = fake_group(tmp_path / "cgroups")
    process = fake_process(tmp_path / "process", "/")
    made: list[Path] = []
    monkeypatch.setattr(cgroups.Group, "remove", lambda group: made.append(group.folder))
    mkdir = Path.mkdir

    def mkdir_like_the_kernel(path: Path, *args: object, **more: object) -> None:
        mkdir(path, *args, **more)  # type: ignore[arg-type]
        if not (path / "cgroup.procs").exists():
            (path / "cgroup.procs").write_text("")
            (path / "memory.swap.max").write_text("max")

    monkeypatch.setattr(Path, "mkdir", mkdir_like_the_kernel)
    parent = cgroups.find_parent(process, tmp_path)
    assert parent
    assert parent.controllers == cgroups.CONTROLLERS
    assert made == [parent.folder / "trial"]
    assert (top / "cgroup.subtree_control").read_text() == "+cpu +memory +pids"
    assert (parent.folder / "cgroup.subtree_control").read_text() == "+cpu +memory +pids"
    group = parent.create("one", Limits(processes=9))
    assert (group.folder / "pids.max").read_text() == "9"
    assert (group.folder / "memory.swap.max").read_text() == "0"
    group.join()
    group.kill()
    assert (group.folder / "cgroup.procs").read_text() == "0"
    assert (group.folder / "cgroup.kill").read_text() == "1"
    (group.folder / "cpu.stat").write_text("usage_usec 2500000\nuser_usec 1\n")
    assert group.cpu_seconds() == 2.5
    for count, expected in ((0, False), (2, True)):
        (group.folder / "memory.events").write_text(f"low 0\noom 1\noom_kill {count}\n")
        assert group.out_of_memory() == expected


def test_a_cgroup_that_is_not_delegated_is_left_alone(tmp_path: Path) -> None:
    fake_group(tmp_path / "cgroups")
    scope = fake_group(tmp_path / "cgroups/user.slice/session-1.scope")
    fake_group(tmp_path / "cgroups/user.slice/x")
    (tmp_path / "cgroups/user.slice/cgroup.procs").write_text("")
    (scope / "cgroup.type").write_text("domain")
    process = fake_process(tmp_path / "process", "/user.slice/session-1.scope")
    before = sorted(scope.iterdir())
    assert cgroups.find_parent(process, tmp_path) is None
    assert sorted(scope.iterdir()) == before
    nowhere = fake_process(tmp_path / "nowhere", "/gone")
    assert cgroups.find_parent(nowhere, tmp_path) is None
    (nowhere / "cgroup").write_text("3:cpu:/old\n")
    assert cgroups.find_parent(nowhere, tmp_path) is None


@linux
def test_a_second_run_leaves_the_groups_of_the_first_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parent = cgroups.find_parent()
    if parent is None:
        pytest.skip("this user cannot create control groups here")
    first = cgroups.GroupParent(
        parent.folder.with_name(f"autograder-{os.getppid()}"), parent.controllers
    )
    group = first.create("one", Limits())  # no process is in it yet
    assert cgroups.find_parent()
    assert group.folder.exists()
    group.remove()
    # Where processes of others cannot be seen, a group may be gone again: it is made anew.
    settings = cgroups.settings
    removed: list[Path] = []

    def remove_once(*arguments: Any) -> dict[str, str]:
        if not removed:
            removed.append(first.folder / "two")
            removed[0].rmdir()
        return settings(*arguments)

    monkeypatch.setattr(cgroups, "settings", remove_once)
    group = first.create("two", Limits())
    assert removed == [group.folder]
    assert group.folder.exists()
    group.remove()


@linux
def test_a_real_cgroup_accounts_for_and_kills_its_processes() -> None:
    parent = cgroups.find_parent()
    if parent is None:
        pytest.skip("this user cannot create control groups here")
    left = parent.folder.with_name("autograder-999999999")
    (left / "group").mkdir(parents=True)
    parent = cgroups.find_parent()
    assert parent
    assert not left.exists()
    group = parent.create("real", Limits())
    child = os.fork()
    if child == 0:
        group.join()
        if os.fork() == 0:
            os.setsid()
        while True:
            pass
    try:
        wait_until(lambda: group.cpu_seconds() > 0.2)
        processes = (group.folder / "cgroup.procs").read_text().split()
        group.kill()
        os.waitpid(child, 0)
        wait_until(lambda: not any(running(int(process)) for process in processes))
        assert len(processes) == 2
    finally:
        group.kill()
        group.remove()
    assert not group.folder.exists()


# What the student can read


def test_libraries_that_only_root_can_read_are_listed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for name in ("numpy", "scipy"):
        (tmp_path / name).mkdir(mode=0o755)
    (tmp_path / "six.py").write_text("")
    (tmp_path / "six.py").chmod(0o644)
    (tmp_path / "link").symlink_to("nowhere")
    assert readable.remedy([str(tmp_path)], str(tmp_path)) == ""
    (tmp_path / "scipy").chmod(0o700)
    message = readable.remedy([str(tmp_path)], str(tmp_path))
    assert str(tmp_path / "scipy") in message
    assert "numpy" not in message
    assert message.endswith(f"chmod -R go+rX {tmp_path}")
    (tmp_path / "six.py").chmod(0o600)
    assert len(readable.unreadable([str(tmp_path)])) == 2
    tmp_path.chmod(0o700)
    assert readable.unreadable([str(tmp_path)]) == [str(tmp_path)]


@linux
def test_temporary_files_are_created_in_the_students_own_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # not there in the sandbox
    with contextlib.ExitStack() as stack:
        zygote = Zygote([])
        stack.callback(zygote.close)
        zygote.wait_until_ready()
        student = StudentProcess(zygote.requests, tmp_path, Limits())
        stack.callback(student.close)
        source = "import tempfile\nwith tempfile.TemporaryDirectory() as f: print(f[:5])"
        assert printed(student, source) == "/tmp/\n"
