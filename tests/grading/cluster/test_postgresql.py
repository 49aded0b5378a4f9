"""One gradebook for several graders: a real PostgreSQL, two terminals at once."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import bounded
import postgresql
import pytest
from grades import GRADES
from nbgrader.api import Gradebook
from sqlalchemy import create_engine, text

from autograder.demo.students import ASSIGNMENT, students
from autograder.grading.shared_gradebook import SharedGradebook, close_all

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("postgresql")]

QUIZ = "quiz_week1"
NAMES = ("ada", "carl", "emmy", "joan")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with postgresql.started() as address:
        yield address


@pytest.fixture(scope="module")
def classroom(url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classroom with its gradebook in PostgreSQL, in which four students do two assignments."""
    folder = tmp_path_factory.mktemp("postgresql")
    bounded.generate(folder, ASSIGNMENT)
    (folder / "gradebook.db").unlink()
    for name in (ASSIGNMENT, QUIZ):
        release = f"--CourseDirectory.release_directory={folder / 'release'}"
        done = run(folder, url, "generate_assignment", name, "--force", release)
        assert done.status == 0, done.output
    known = {student.name: student for student in students()}
    for name in NAMES:
        hand_in(folder, name, known[name].submission(released(folder, ASSIGNMENT)))
        target = folder / "submitted" / name / QUIZ
        target.mkdir()
        shutil.copy(released(folder, QUIZ), target)
    return folder


def released(classroom: Path, name: str) -> Path:
    return classroom / "release" / name / f"{name}.ipynb"


def hand_in(classroom: Path, name: str, text: str) -> None:
    path = classroom / "submitted" / name / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")


def run(classroom: Path, url: str, *arguments: str) -> bounded.Ended:
    return bounded.nbgrader(*arguments, f"--CourseDirectory.db_url={url}", classroom=classroom)


def rows(url: str) -> dict[tuple[str, str], list[float]]:
    """Return the points of every submission, one list entry per row in the gradebook."""
    found: dict[tuple[str, str], list[float]] = {}
    with Gradebook(url, "dense-to-adam") as book:
        for name in (ASSIGNMENT, QUIZ):
            for entry in book.assignment_submissions(name):
                found.setdefault((name, entry.student.id), []).append(entry.score)
    return found


def expect_grades(url: str) -> None:
    expected = {(ASSIGNMENT, name): [sum(GRADES[name])] for name in NAMES}
    expected |= {(QUIZ, name): [0.0] for name in NAMES}
    found = rows(url)
    assert {key: found.get(key) for key in expected} == expected


def test_two_assignments_are_graded_at_once_and_exported(classroom: Path, url: str) -> None:
    address = f"--CourseDirectory.db_url={url}"
    other = classroom.with_name("other terminal")
    shutil.copytree(classroom, other)  # as on another machine: no file is shared
    both = [
        bounded.start("autograde", name, *bounded.GENTLE, address, classroom=folder)
        for folder, name in ((classroom, ASSIGNMENT), (other, QUIZ))
    ]
    for process, folder in zip(both, (classroom, other)):
        assert process.wait(240) == 0, (folder / "nbgrader.log").read_text()
    expect_grades(url)
    assert run(classroom, url, "autograde", QUIZ, *bounded.GENTLE).status == 0
    expect_grades(url)  # graded a second time, in this folder, and no grade is doubled
    assert not list(classroom.glob("*.locks"))
    for arguments in (("generate_feedback", ASSIGNMENT), ("export",)):
        done = run(classroom, url, *arguments)
        assert done.status == 0, done.output
    assert len(list((classroom / "feedback").glob(f"*/{ASSIGNMENT}/*.html"))) == len(NAMES)
    with open(classroom / "grades.csv", encoding="utf-8", newline="") as file:
        exported = {
            (row["assignment"], row["student_id"]): [float(row["score"])]
            for row in csv.DictReader(file)
        }
    assert exported == rows(url)


def test_a_second_run_on_the_same_assignment_says_who_grades_it(classroom: Path, url: str) -> None:
    names = tuple(f"late-{number}" for number in range(3))
    known = {student.name: student for student in students()}
    for name in names:
        hand_in(classroom, name, known["carl"].submission(released(classroom, ASSIGNMENT)))
    elsewhere = classroom.with_name("elsewhere")
    shutil.copytree(classroom, elsewhere)
    arguments = ("autograde", ASSIGNMENT, "--force", *bounded.GENTLE)
    first = bounded.start(*arguments, f"--CourseDirectory.db_url={url}", classroom=classroom)
    try:
        lock = classroom / "autograded.locks" / ASSIGNMENT
        ends = time.monotonic() + 60
        while not (lock.exists() and lock.read_text()):
            assert time.monotonic() < ends
            assert first.poll() is None
            time.sleep(0.01)
        os.kill(
            first.pid, signal.SIGSTOP
        )  # SIGSTOP: it holds its locks for as long as this test needs
        (classroom / "nbgrader.log").rename(classroom / "first.log")
        for folder in (classroom, elsewhere):  # the lock on the folder, and that in PostgreSQL
            done = run(folder, url, *arguments)
            assert done.status == 1, done.output
            assert f"{ASSIGNMENT} is being graded already" in done.output
            assert f"process {first.pid}, since" in done.output
            assert "Traceback" not in done.output
    finally:
        os.kill(first.pid, signal.SIGCONT)
        assert first.wait(240) == 0, (classroom / "first.log").read_text()
    expect_grades(url)
    found = rows(url)
    assert [found[ASSIGNMENT, name] for name in names] == [[sum(GRADES["carl"])]] * len(names)
    assert not list(classroom.glob("*.locks"))


def test_two_runs_that_enter_the_same_student_at_once_enter_both_submissions(
    url: str, classroom: Path
) -> None:
    first = SharedGradebook(url, "dense-to-adam")
    try:
        first._add(ASSIGNMENT, "newcomer", create=True)  # and has not committed yet
        code = (
            "import sys; from autograder.grading.shared_gradebook import SharedGradebook as Book; "
            f"Book(sys.argv[1], 'dense-to-adam').enter({QUIZ!r}, 'newcomer', None, True)"
        )
        second = subprocess.Popen([sys.executable, "-c", code, url])
        with create_engine(url).connect() as connection:
            waiting = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
            while not connection.execute(waiting).scalar():  # for the row that is being added
                assert second.poll() is None
                connection.rollback()
                time.sleep(0.05)
        first.db.commit()
        assert second.wait(60) == 0
    finally:
        close_all()
    assert {name for name, student in rows(url) if student == "newcomer"} == {ASSIGNMENT, QUIZ}


def test_a_gradebook_that_cannot_be_reached_is_named(classroom: Path, url: str) -> None:
    for address, expected in (
        (url.replace("/pg-", "/no-"), "The gradebook cannot be written: connection is bad"),
        (url.replace("+psycopg", "+pg8000"), "pg8000, which is not installed"),
    ):
        done = run(classroom, address, "autograde", ASSIGNMENT)
        assert done.status == 1
        assert expected in done.output, done.output
