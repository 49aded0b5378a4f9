"""What fails around grading: a process, the gradebook, the disk, the run. No grade is lost."""

import contextlib
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import bounded
import nbformat
import pytest
from grades import GRADES
from nbgrader.api import Gradebook

from autograder.demo.students import ASSIGNMENT, students
from autograder.grading.job import Verdict
from autograder.grading.pool import GradingError, NotJudgedError, Pool, _Warm
from autograder.sandbox.outside.errors import SandboxError

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

NAMES = [f"{like}{number}" for number in range(3) for like in ("ada", "carl", "emmy", "grace")]
SLOW = sorted(NAMES)[3:]  # so that the run is still going when something happens to it
JUDGED = re.compile(r"-m autograder\.grading\.judge_server")
FORKING = re.compile(r"-m autograder\.sandbox\.zygote")


def slow(text: str) -> str:
    """Return a submission that takes a second longer."""
    notebook = nbformat.reads(text, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("import time\ntime.sleep(1)"))
    return nbformat.writes(notebook)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classroom in which everybody has handed in, with the expected values made."""
    folder = tmp_path_factory.mktemp("faults")
    bounded.generate(folder, ASSIGNMENT)
    known = {student.name: student for student in students()}
    for name in [*NAMES, "warm-up"]:
        path = folder / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        like = known[name.rstrip("0123456789")] if name in NAMES else known["ada"]
        text = like.submission(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        path.write_text(slow(text) if name in SLOW else text, "utf-8")
    done = bounded.nbgrader("autograde", ASSIGNMENT, "--student=warm-up", classroom=folder)
    assert done.status == 0, done.output
    shutil.rmtree(folder / "submitted" / "warm-up")
    return folder


@pytest.fixture
def classroom(prepared: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "classroom"
    shutil.copytree(prepared, folder)
    return folder


def autograde(classroom: Path) -> bounded.Ended:
    return bounded.nbgrader("autograde", ASSIGNMENT, *bounded.GENTLE, classroom=classroom)


def graded(classroom: Path) -> set[str]:
    """Return who has a graded notebook in its place."""
    paths = (classroom / "autograded").glob(f"*/{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    return {path.parent.parent.name for path in paths} & set(NAMES)


def expect_all_grades(classroom: Path) -> None:
    """Fail unless everybody has the right points, once, and a whole notebook."""
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        entries = book.assignment_submissions(ASSIGNMENT)
        found = sorted((e.student.id, e.score) for e in entries if e.student.id in NAMES)
        assert found == sorted((name, sum(GRADES[name.rstrip("0123456789")])) for name in NAMES)
        assert all(len(entry.notebooks) == 1 for entry in entries)
    assert graded(classroom) == set(NAMES)
    for name in NAMES:
        path = classroom / "autograded" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        tests = [cell for cell in nbformat.read(path, 4).cells if cell.get("outputs")]
        assert len(tests) >= 10, name
    assert not (classroom / "autograded.partial").exists()


def wait_for(what: Callable[[], object], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.02)


def running(classroom: Path, kind: re.Pattern[str]) -> list[int]:
    """Return the processes of a run whose command line is of this kind."""
    return [int(line.split()[0]) for line in bounded.left_over(classroom) if kind.search(line)]


def interrupted(
    classroom: Path, act: Callable[[subprocess.Popen[str]], None], after: int = 3
) -> subprocess.Popen[str]:
    """Start a run, do something when `after` are graded, and wait for the run's end."""
    process = bounded.start("autograde", ASSIGNMENT, *bounded.GENTLE, classroom=classroom)
    try:
        wait_for(lambda: len(graded(classroom)) >= after or process.poll() is not None)
        assert process.poll() is None, (classroom / "nbgrader.log").read_text()
        act(process)
        process.wait(240)
    finally:
        process.kill()
        process.wait()
    return process


def expect_nothing_running(classroom: Path) -> None:
    wait_for(lambda: not bounded.left_over(classroom), 30)


@pytest.mark.parametrize("kind", [FORKING, JUDGED], ids=["zygote", "server"])
def test_a_warm_process_that_is_killed_is_replaced(classroom: Path, kind: re.Pattern[str]) -> None:
    def kill(_: subprocess.Popen[str]) -> None:
        found = running(classroom, kind)
        assert found
        for number in found:
            os.kill(number, signal.SIGKILL)

    process = interrupted(classroom, kill)
    assert process.returncode == 0, (classroom / "nbgrader.log").read_text()
    expect_all_grades(classroom)
    expect_nothing_running(classroom)


def test_a_run_that_is_killed_goes_on_when_it_is_started_again(classroom: Path) -> None:
    process = interrupted(classroom, lambda process: process.kill())
    assert process.returncode == -signal.SIGKILL
    expect_nothing_running(classroom)
    first = graded(classroom)
    assert 3 <= len(first) < len(NAMES)
    times = {name: (classroom / "autograded" / name).stat().st_mtime_ns for name in sorted(first)}
    done = autograde(classroom)
    assert done.status == 0, done.output
    assert f"Graded {len(NAMES) - len(first)} of" in done.output
    expect_all_grades(classroom)
    for name, before in times.items():
        assert (classroom / "autograded" / name).stat().st_mtime_ns == before


def test_ctrl_c_ends_the_run_and_keeps_what_is_graded(classroom: Path) -> None:
    process = interrupted(classroom, lambda process: process.send_signal(signal.SIGINT))
    said = (classroom / "nbgrader.log").read_text()
    assert process.returncode == 128 + signal.SIGINT
    assert "Interrupted. What is graded is kept; run the same command again" in said
    assert "Traceback" not in said
    expect_nothing_running(classroom)
    assert list((classroom / "temporary").glob("grading-*")) == []
    assert 3 <= len(graded(classroom)) < len(NAMES)
    assert autograde(classroom).status == 0
    expect_all_grades(classroom)


def test_a_locked_gradebook_is_named_and_nothing_is_lost(classroom: Path) -> None:
    lock = sqlite3.connect(classroom / "gradebook.db", isolation_level=None)

    def hold(_: subprocess.Popen[str]) -> None:
        lock.execute("PRAGMA busy_timeout = 60000")
        lock.execute("BEGIN IMMEDIATE")

    try:
        process = interrupted(classroom, hold)
    finally:
        lock.close()
    said = (classroom / "nbgrader.log").read_text()
    assert process.returncode != 0
    assert "The gradebook cannot be written: database is locked" in said
    assert "run the same command again" in said
    assert 3 <= len(graded(classroom)) < len(NAMES)
    assert f"Graded {len(graded(classroom))} of {len(NAMES)} submissions" in said
    expect_nothing_running(classroom)
    assert autograde(classroom).status == 0
    expect_all_grades(classroom)


@pytest.fixture
def small_disk(prepared: Path, tmp_path: Path) -> Path:
    """The classroom on a disk of its own that is almost full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(folder)]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk")
    try:
        shutil.copytree(prepared, folder / "classroom")
        yield folder / "classroom"
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_is_named_and_nothing_is_lost(small_disk: Path) -> None:
    ballast = small_disk / "ballast"

    def fill(_: subprocess.Popen[str]) -> None:
        with open(ballast, "wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))

    process = interrupted(small_disk, fill)
    said = (small_disk / "nbgrader.log").read_text("utf-8", "replace")
    assert process.returncode != 0
    expect_nothing_running(small_disk)
    ballast.unlink()
    assert re.search("disk is full|No space left", said), said[-3000:]
    done = autograde(small_disk)
    assert done.status == 0, done.output
    expect_all_grades(small_disk)


def test_files_that_may_not_grow_are_named_and_nothing_is_lost(classroom: Path) -> None:
    """As with a quota: no file may have more than a few bytes."""
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, resource.RLIM_INFINITY)); "
        "sys.argv = ['nbgrader', *sys.argv[1:]]; "
        "from nbgrader.apps.nbgraderapp import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "autograde", ASSIGNMENT, *bounded.GENTLE],
        cwd=Path(__file__).parents[2], env=bounded.environment(classroom), timeout=240,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode != 0
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    expect_nothing_running(classroom)
    assert autograde(classroom).status == 0
    expect_all_grades(classroom)


@pytest.mark.parametrize("fault", [None, GradingError("no namespaces"), SandboxError("gone")])
def test_a_student_process_that_cannot_be_set_up_stops_the_run_only_if_no_other_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException | None
) -> None:
    class Warm:
        def try_out(self, *_: object) -> None:
            if fault:
                raise fault

        def alive(self) -> bool:
            return True

        def close(self) -> None:
            pass

    started: list[Warm] = []
    monkeypatch.setattr(_Warm, "start", lambda *_: started.append(Warm()) or started[-1])
    answers = {
        "one": {"sandbox": "no room"},
        "another": {"outputs": [], "reports": [], "notes": [], "time_outs": []},
    }
    monkeypatch.setattr(Pool, "_ask", lambda _self, _warm, job: answers[job])
    pool = Pool(ASSIGNMENT, tmp_path, 1)
    with pytest.raises(GradingError if fault else NotJudgedError, match="no room"):
        pool.submit("one").result()
    assert pool.submit("another").result() == Verdict()
    assert len(started) == (4 if fault else 1)
    pool.close()


def test_an_interrupted_regrade_of_all_goes_on_and_is_not_exported_half_done(
    classroom: Path,
) -> None:
    assert autograde(classroom).status == 0
    record = classroom / "autograded.again" / f"{ASSIGNMENT}.json"
    again = ("autograde", ASSIGNMENT, "--force", *bounded.GENTLE)
    process = bounded.start(*again, classroom=classroom)
    try:
        wait_for(lambda: (record.exists() and done(record) >= 3) or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        assert process.wait(240) == 130, (classroom / "nbgrader.log").read_text()
    finally:
        process.kill()
        process.wait()
    exported = bounded.nbgrader("export", classroom=classroom)
    assert exported.status == 1
    assert "submissions have new points and the others old ones" in exported.output
    assert not (classroom / "grades.csv").exists()
    before = done(record)
    finished = bounded.nbgrader(*again, classroom=classroom)
    assert f"going on; {before} were graded again before" in finished.output
    assert f"Graded {len(NAMES) - before} of {len(NAMES) - before}" in finished.output
    expect_all_grades(classroom)
    assert bounded.nbgrader("export", classroom=classroom).status == 0
    assert not record.exists()


def done(record: Path) -> int:
    return len(json.loads(record.read_text())["done"])
