"""`autograder regrade`: what would change, for whom and why, before and after it is written."""

import subprocess
from pathlib import Path

import course_copy
import pytest
from nbgrader.api import Gradebook
from own_assignments import grade_cell, notebook, solution, write_notebook

from autograder.course.nbgrader_command import nbgrader

pytestmark = pytest.mark.slow

FUNCTION = "def f(x):\n    return {} * x"
STUDENTS = {"ann": 2, "bob": 1, "eve": 3}
SOURCE = Path("solutions") / "own" / "own.ipynb"


def made(factor: int = 2, *, second: str = "assert f(3) == 6", points: float = 2, name: str = "t2"):
    return notebook(
        solution("f", FUNCTION.format(factor)),
        grade_cell("t1", "assert f(2) == 4", points),
        grade_cell(name, second),
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course with an assignment of one function, graded for three students."""
    copy = course_copy.copy_course(tmp_path_factory.mktemp("regrade"))
    write_notebook(made(), copy / SOURCE)
    for student, factor in STUDENTS.items():
        write_notebook(
            made(factor), copy / "classroom" / "submitted" / student / "own" / "own.ipynb"
        )
    for command in (["generate_assignment", "own"], ["autograde", "own"], ["export"]):
        run(copy, *command)
    exported = export(copy)
    assert exported.returncode == 0, exported.stderr
    return copy


def export(course: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return course_copy.autograder(course, "export", "own", "--to", "csv", *flags)


def run(course: Path, *arguments: str) -> str:
    done = nbgrader(*arguments, folder=course, more={"PYTHONPATH": str(course)})
    assert done.returncode == 0, done.output
    return done.output


def regrade(course: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    return course_copy.autograder(course, "regrade", "own", *flags)


def gradebook(course: Path) -> Gradebook:
    return Gradebook(f"sqlite:///{course / 'classroom' / 'gradebook.db'}")


def scores(course: Path) -> dict[str, float]:
    with gradebook(course) as book:
        return {entry.student.id: entry.score for entry in book.assignment_submissions("own")}


def snapshot(course: Path) -> dict[Path, bytes]:
    files = [path for path in (course / "classroom").rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files if "autograded.regrade" not in path.parts}


def expect_nothing_changes(course: Path) -> None:
    before = snapshot(course)
    done = regrade(course)
    assert done.returncode == 0, done.stderr
    assert "own: 3 submissions graded again, and no points change." in done.stdout
    assert snapshot(course) == before


def expect_exactly_those_affected(
    course: Path,
) -> None:
    with gradebook(course) as book:
        book.find_grade("t1", "own", "own", "bob").manual_score = 1.5
        book.find_comment("f", "own", "own", "bob").manual_comment = "almost"
        book.db.commit()
    before = snapshot(course)
    write_notebook(made(second="assert f(3) in (3, 6)"), course / SOURCE)  # bob is right too
    dry = regrade(course, "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert "3 submissions graded again; 1 would change." in dry.stdout
    assert "t2: the test was changed (1 student)" in dry.stdout
    assert "bob: 1.5 -> 3.5 of 4\n  t2: 0 of 2 -> 2 of 2; the test was changed" in dry.stdout
    assert "ann:" not in dry.stdout
    assert "eve:" not in dry.stdout
    assert snapshot(course) == before
    old_table = (course / "classroom" / "grades.csv").read_text()
    written = regrade(course)
    assert written.returncode == 0, written.stderr
    assert scores(course) == {"ann": 4, "bob": 3.5, "eve": 0}
    with gradebook(course) as book:
        assert book.find_comment("f", "own", "own", "bob").manual_comment == "almost"
    (kept,) = (course / "classroom").glob("grades.2*.csv")
    assert kept.read_text() == old_table
    (for_lms,) = (course / "classroom" / "exports" / "own").glob("own.2*.csv")
    assert '"bob","","","","","","0","4"' in for_lms.read_text()
    assert f"kept as {kept.name}, {for_lms.name}." in written.stdout
    assert "Skipping" in run(course, "autograde", "own")  # all agree, and nobody is due
    assert "no points change" in regrade(course).stdout


def expect_points_and_names_followed(course: Path) -> None:
    wanted = made(second="assert f(3) in (3, 6)", points=5, name="t2_new")
    write_notebook(wanted, course / SOURCE)
    done = regrade(course)
    assert done.returncode == 0, done.stderr
    assert "ann: 4 -> 7 of 7 (before: of 5)" in done.stdout
    assert "t1: points changed (3 students)" in done.stdout
    assert "t2_new: new cell (3 students)" in done.stdout
    assert scores(course) == {"ann": 7, "bob": 3.5, "eve": 0}
    assert export(course).returncode == 0
    assert "Skipping" in run(course, "autograde", "own")


def expect_no_export_of_old_points_beside_new_ones(course: Path) -> None:
    """What `autograder build` does after points were changed: the gradebook learns of it."""
    write_notebook(made(second="assert f(3) in (3, 6)", points=3), course / SOURCE)
    run(course, "generate_assignment", "own", "--force")
    refused = export(course)
    assert refused.returncode == 1
    for text in ("3 of its 3 submissions", "t1 is worth 3, not 2", "`autograder regrade own"):
        assert text in refused.stderr
    table = nbgrader("export", folder=course, more={"PYTHONPATH": str(course)})
    assert table.returncode == 1
    assert "t1 is worth 3, not 2" in table.output


def expect_refusal_to_lose_manual_points(course: Path) -> None:
    before = scores(course)
    source = (course / SOURCE).read_text()
    (course / SOURCE).write_text(source.replace('"t1"', '"renamed"'))
    done = regrade(course)
    assert done.returncode == 1
    assert "the cell t1 is no longer there, and a person has graded" in done.stderr
    assert "(bob)" in done.stderr
    assert scores(course) == before


def test_a_regrade_lists_what_changes_for_whom_and_why_and_writes_that_alone(course: Path) -> None:
    expect_nothing_changes(course)
    expect_exactly_those_affected(course)
    expect_no_export_of_old_points_beside_new_ones(course)
    expect_points_and_names_followed(course)
    expect_refusal_to_lose_manual_points(course)
