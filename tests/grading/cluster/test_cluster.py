"""Grading on a Dask cluster: real schedulers and workers, each a process of its own."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import bounded
import cluster as clusters
import pytest
from cluster import Cluster
from course_copy import copy_course
from grades import GRADES
from hostile_class import hand_in, submissions
from nbgrader.api import Grade, Gradebook

from autograder.course import paths
from autograder.demo.students import ASSIGNMENT, students
from autograder.grading.cluster.crew import Crew
from autograder.grading.cluster.kit import Kit
from autograder.grading.cluster.messages import Task
from autograder.grading.cluster.remote_pool import RemotePool
from autograder.grading.cluster.scheduler import Scheduler
from autograder.grading.job import Cell, Job
from autograder.grading.pool import GradingError
from autograder.sandbox.walls.limits import Limits

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]

HOSTILE = ("wire_pickle", "import_the_course", "modules_replaced", "write_everywhere")
NO_NAMESPACES = (
    "unshare", "--map-root-user",
    "sh", "-c", 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', "sh",
)  # fmt: skip
TABLE = "table.csv"


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration class and some hostile submissions, not graded yet."""
    folder = tmp_path_factory.mktemp("cluster") / "classroom"
    bounded.generate(folder, ASSIGNMENT)
    for student in students():
        path = folder / "submitted" / student.name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
        path.parent.mkdir(parents=True)
        text = student.submission(folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb")
        path.write_text(text, "utf-8")
        (path.parent / TABLE).write_text(f"name\n{student.name}\n")
    for submission in submissions({}):
        if submission.name in HOSTILE:
            hand_in(submission, folder, ASSIGNMENT)
    return folder


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with clusters.started(tmp_path_factory.mktemp("dask")) as cluster:
        yield cluster


@pytest.fixture(scope="module")
def kit(classroom: Path) -> Iterator[Kit]:
    """The kit of this class."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(paths.CLASSROOM_VARIABLE, str(classroom))
        checks = paths.EXERCISES / ASSIGNMENT
        yield Kit.make(ASSIGNMENT, checks, (), Limits())


def rows(classroom: Path) -> list[tuple[object, ...]]:
    """Return every row of points in the gradebook."""
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        found = [
            (g.notebook.assignment.student_id, g.cell.name, g.auto_score, g.manual_score,
             g.needs_manual_grade, g.max_score)
            for g in book.db.query(Grade)
        ]  # fmt: skip
    return sorted(found, key=str)


def notebooks(classroom: Path) -> dict[str, str]:
    """Return the graded notebooks of the demonstration class."""
    folder = classroom / "autograded"
    return {n: (folder / n / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text() for n in GRADES}


def copied(classroom: Path, name: str) -> Path:
    target = classroom.parent / name
    shutil.copytree(classroom, target)
    return target


def on(cluster: Cluster) -> tuple[str, ...]:
    return "autograde", ASSIGNMENT, f"--Sandbox.scheduler={cluster.address}", *bounded.GENTLE


def wait_for(what: Callable[[], object], seconds: float = 120) -> None:
    ends = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < ends, "it did not come to that"
        time.sleep(0.05)


def job(folder: Path, source: str) -> Job:
    return Job(ASSIGNMENT, str(folder), (), (Cell("one", source, False),), Limits(), 60, 10, 600)


def test_only_workers_that_give_the_same_points_get_work(
    running: Cluster, kit: Kit, tmp_path: Path
) -> None:
    other = copy_course(tmp_path / "other")  # nothing is shared with the head
    old = copy_course(tmp_path / "old")
    with open(old / "autograder" / "scoring" / "graded_check.py", "a", encoding="utf-8") as file:
        file.write("\nCHANGED = True\n")
    running.start_worker("other", course=other)
    running.start_worker("old", course=old)
    running.start_worker("bare", before=NO_NAMESPACES)
    running.start_worker("rehearsing", more={"DENSE_TO_ADAM_REHEARSAL": "0"})
    scheduler = Scheduler(running.address)
    crew = Crew(scheduler, kit)

    def known() -> set[str]:
        with contextlib.suppress(GradingError):  # only those that cannot grade are there so far
            crew.update()
        return {worker.name for worker in crew.ready} | crew.left_out.keys()

    wait_for(lambda: len(known()) == 4)
    assert [worker.name for worker in crew.ready] == ["other"]
    assert "bring both machines to the same commit" in crew.left_out["old"]
    assert "user namespaces" in crew.left_out["bare"]
    assert "rehearses" in crew.left_out["rehearsing"]
    # Plain data alone is taken from a worker: no object of its making.
    answer = scheduler._client.submit(Path, "/", pure=False)
    with pytest.raises(TypeError, match="only able to deserialize"):
        answer.result(timeout=30)
    scheduler.close()
    for name in ("old", "bare", "rehearsing"):
        os.killpg(running.processes[name].pid, signal.SIGKILL)


def test_the_gradebook_is_that_of_the_built_in_way_though_a_worker_is_killed(
    running: Cluster, classroom: Path
) -> None:
    running.start_worker("first")
    if "other" not in running.processes:  # this test was started alone
        running.start_worker("other")
    there = copied(classroom, "on the cluster")
    process = bounded.start(*on(running), classroom=there)
    graded = there / "autograded"
    try:
        wait_for(lambda: len(list(graded.glob("*"))) >= 2 or process.poll() is not None)
        os.killpg(running.processes["first"].pid, signal.SIGKILL)
        process.wait(240)
    finally:
        process.kill()
        process.wait()
    said = (there / "nbgrader.log").read_text()
    assert process.returncode == 0, said
    assert "Notebooks judged by each worker: " in said
    assert ": judged by other" in said
    here = copied(classroom, "built in")
    done = bounded.nbgrader("autograde", ASSIGNMENT, *bounded.GENTLE, classroom=here)
    assert done.status == 0, done.output
    assert rows(there) == rows(here)
    assert notebooks(there) == notebooks(here)
    assert len(list(graded.iterdir())) == len(GRADES) + len(HOSTILE)


def test_files_beside_a_notebook_and_a_lost_scheduler(
    running: Cluster, kit: Kit, tmp_path: Path
) -> None:
    if "other" not in running.processes:
        running.start_worker("other")
    own = tmp_path / "own"
    shutil.copytree(paths.EXERCISES / ASSIGNMENT, own)
    (own / TABLE).write_text("3,4\n")
    task = Task.of(job(own, ""), kit.files)
    assert list(task.files) == [TABLE]  # what all have is sent once
    pool = RemotePool(running.address, kit)
    verdict = pool.submit(job(own, f"print(open({TABLE!r}).read())")).result(timeout=200)
    assert "3,4" in str(verdict.outputs)
    assert verdict.judged_by == "other"
    assert pool.judged_by == {"other": 1}
    lost = pool.submit(job(own, "import time\ntime.sleep(50)"))
    wait_for(lambda: pool._packs)
    os.killpg(running.processes["scheduler"].pid, signal.SIGKILL)
    with pytest.raises(GradingError, match=r"The scheduler at .* is gone"):
        lost.result(timeout=120)
    with pytest.raises(GradingError, match="is gone"):
        pool.submit(job(own, ""))
    pool.close()
    with pytest.raises(GradingError, match="There is no Dask scheduler at"):
        Scheduler("tcp://127.0.0.1:1")


def test_tls_lets_only_machines_with_a_certificate_in(kit: Kit, tmp_path: Path) -> None:
    certificate, key = tmp_path / "cluster.pem", tmp_path / "cluster.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=cluster", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    settings = {"CA_FILE": certificate, "SCHEDULER__CERT": certificate, "SCHEDULER__KEY": key,
                "WORKER__CERT": certificate, "WORKER__KEY": key, "CLIENT__CERT": certificate,
                "CLIENT__KEY": key}  # fmt: skip
    variables = {
        "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True",
        **{f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in settings.items()},
    }
    with clusters.started(tmp_path / "dask", "tls", variables) as cluster:
        cluster.start_worker("encrypted")
        code = (
            "import sys, time; from autograder.grading.cluster import scheduler as module\n"
            "module.CONNECT_SECONDS = float(sys.argv[2])\n"
            "scheduler = module.Scheduler(sys.argv[1])\n"
            "while not scheduler.workers(): time.sleep(0.1)\n"
            "print([worker['name'] for worker in scheduler.workers().values()])\n"
        )
        command = [sys.executable, "-c", code, cluster.address]
        known = subprocess.run(
            [*command, "60"], env={**os.environ, **variables}, capture_output=True, text=True,
            timeout=90,
        )  # fmt: skip
        assert known.stdout == "['encrypted']\n", known.stderr
        stranger = subprocess.run([*command, "2"], capture_output=True, text=True, timeout=90)
        assert "There is no Dask scheduler at tls://" in stranger.stderr
        assert "both sides need Dask's settings for TLS" in stranger.stderr
