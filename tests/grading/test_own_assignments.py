"""An instructor's own assignments, graded by the real nbgrader with this course's settings."""

from pathlib import Path

import pytest
from own_assignments import OwnCourse, R, grade_cell, gradebook_of, notebook, solution, task

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("own")]

DOUBLE = solution("f", "def f(x):\n    return 2 * x")
TEST = grade_cell("test_f", "assert f(2) == 4")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> OwnCourse:
    """One course: `two` has two notebooks, `plain` a task and no kernelspec."""
    course = OwnCourse(tmp_path_factory.mktemp("own"))
    course.write("two", p1=notebook(DOUBLE, TEST), p2=notebook(DOUBLE, TEST))
    essay = task("essay", "Explain your function below.")
    course.write("plain", plain=notebook(DOUBLE, TEST, essay, kernelspec=None))
    for name in ("two", "plain"):
        course.generate(name)
        course.submit("ann", name)
        course.submit("bob", name, f="def f(x):\n    return x")
        done = course.run("autograde", name)
        assert done.status == 0, done.output
    return course


def test_a_task_and_a_missing_kernelspec_are_graded(course: OwnCourse) -> None:
    assert course.points("plain")["ann"] == {"test_f": 2, "essay": 0}
    assert course.points("plain")["bob"] == {"test_f": 0, "essay": 0}
    with gradebook_of(course.folder) as book:
        waiting = {e.student.id: e.needs_manual_grade for e in book.assignment_submissions("plain")}
    assert waiting == {"ann": True, "bob": True}


def test_grading_one_notebook_keeps_the_others(course: OwnCourse) -> None:
    done = course.run("autograde", "two", "--notebook=p1", "--force", "--Execute.timeout=7")
    assert done.status == 0, done.output
    assert "Execute.timeout = 7 is taken as c.Sandbox.cell_seconds" in done.output
    graded = course.folder / "autograded" / "ann" / "two"
    assert {path.name for path in graded.glob("*.ipynb")} == {"p1.ipynb", "p2.ipynb"}
    course.submit("bob", "two")  # both are corrected, and only one is graded at first
    assert course.run("autograde", "two", "--notebook=p1").status == 0
    assert course.run("autograde", "two").status == 0
    with gradebook_of(course.folder) as book:
        assert book.find_submission("two", "bob").score == 4


def test_a_notebook_in_another_language_is_refused(course: OwnCourse) -> None:
    lines = solution("f", "f <- function(x) 2 * x")
    course.write("r", r=notebook(lines, grade_cell("t", "stopifnot(f(2) == 4)"), kernelspec=R))
    course.generate("r")
    course.submit("ann", "r")
    done = course.run("autograde", "r")
    assert done.status != 0
    assert "is written for R: here only Python can be run" in done.output
    assert course.points("r") == {}


def test_grading_stops_where_gradebook_and_notebooks_disagree(course: OwnCourse) -> None:
    points = course.points("plain")
    released = sorted((course.folder / "release" / "plain").iterdir())
    for changed, phrases in (
        (grade_cell("test_f", "assert f(2) == 4", 5), ["5 points, not 2", "generate_assignment"]),
        (grade_cell("test_f", "assert f(3) == 6"), ["test_f has another text"]),
        (
            grade_cell("renamed", "assert f(2) == 4"),
            ["renamed is new", "test_f is gone", "mid-term"],
        ),
    ):
        essay = task("essay", "Explain your function below.")
        course.write("plain", plain=notebook(DOUBLE, changed, essay, kernelspec=None))
        done = course.run("autograde", "plain", "--force")
        assert done.status != 0
        assert all(phrase in done.output for phrase in phrases), done.output
    assert course.points("plain") == points
    done = course.run("generate_assignment", "plain", "--force")  # a graded cell has a new name
    assert done.status != 0
    assert "no graded cell can be added, removed or renamed here" in done.output
    assert sorted((course.folder / "release" / "plain").iterdir()) == released


def test_pages_show_the_points_of_the_gradebook(course: OwnCourse) -> None:
    assert course.run("generate_feedback", "two").status == 0
    page = course.folder / "feedback" / "ann" / "two" / "p1.html"
    before = page.read_text("utf-8")
    with gradebook_of(course.folder) as book:
        book.find_grade("test_f", "p1", "two", "ann").manual_score = 0.5
        book.db.commit()
    assert course.run("generate_feedback", "two").status == 0
    assert "0.5" in page.read_text("utf-8")
    assert page.read_text("utf-8") != before
    unchanged = course.folder / "feedback" / "bob" / "two" / "p1.html"
    written = unchanged.stat().st_mtime_ns
    assert course.run("generate_feedback", "two").status == 0
    assert unchanged.stat().st_mtime_ns == written


def test_feedback_is_released_for_all_who_can_fetch_it(course: OwnCourse, tmp_path: Path) -> None:
    assert course.run("generate_feedback", "two").status == 0
    secret = course.folder / "feedback" / "bob" / "two" / "submission_secret.txt"
    secret.write_text("0123456789abcdef")  # as one who submitted through the exchange, untimed
    exchange = tmp_path / "exchange"
    exchange.mkdir(mode=0o777)
    exchange.chmod(0o777)
    done = course.run("release_feedback", "two", f"--Exchange.root={exchange}")
    assert done.status == 0, done.output
    assert "Not released: ann. They did not submit through the exchange" in done.output
    assert len(list(exchange.glob("*/feedback/*.html"))) == 2
