"""Grading with the real nbgrader commands, in classrooms of the tests' own."""

import csv
import html
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import classrooms
import nbformat
import pytest
from grades import FULL, GRADES, POINTS, WITHOUT_DENSE
from nbgrader.api import Gradebook
from notebooks import solved
from rich.console import Console

from autograder.course import paths
from autograder.course.nbgrader_command import nbgrader
from autograder.demo.bench import seconds
from autograder.demo.results import results
from autograder.demo.run import grade_class
from autograder.demo.students import ASSIGNMENT, Student, students
from autograder.grading.cells import name_of
from autograder.reports.cell_report import (
    CHECK,
    HIDDEN_TEST,
    KEY,
    AspectReport,
    CellReport,
    ExerciseReport,
    stored_in,
)
from autograder.scoring.report_text import text_of


@pytest.fixture(scope="module")
def graded_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration class, graded."""
    folder = tmp_path_factory.mktemp("demo")
    grade_class(students(), folder, Console(quiet=True))
    return folder


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_every_student_of_the_demonstration_gets_the_points_deserved(graded_class: Path) -> None:
    found = {
        row.student.name: tuple(row.points.values()) for row in results(graded_class, students())
    }
    assert found == GRADES


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_every_loss_of_points_has_a_reason(graded_class: Path) -> None:
    for row in results(graded_class, students()):
        assert (row.explanation == "") == (row.total == FULL), row.student.name
    reasons = {row.student.name: row.explanation for row in results(graded_class, students())}
    assert "are in column j" in reasons["carl"]
    assert reasons["kurt"].startswith("SyntaxError")
    assert "not a notebook: it is not valid JSON" in reasons["max"]


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_a_broken_submission_is_recorded_and_stops_nobody(graded_class: Path) -> None:
    assert {path.name for path in (graded_class / "autograded").iterdir()} == set(GRADES)
    page = graded_class / "feedback" / "max" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    assert "The file is not a notebook" in page.read_text("utf-8")
    assert "max, forward_propagation: The file is not a notebook" in (
        graded_class / "autograde.log"
    ).read_text("utf-8")


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_grades_are_exported_for_the_whole_class(graded_class: Path) -> None:
    with open(graded_class / "grades.csv", newline="") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    assert rows == {name: sum(points) for name, points in GRADES.items()}


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_feedback_tells_the_student_why_and_keeps_the_hidden_inputs(graded_class: Path) -> None:
    page = graded_class / "feedback" / "carl" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    text = page.read_text("utf-8")
    assert "Unit j took its weights from row j of W" in text
    assert "0 of 1  " in text
    hidden = next((graded_class / "expected").glob(f"{ASSIGNMENT}-*/dense.json")).read_text()
    assert hidden[hidden.index("[[") + 2 :][:12] not in text


def reports_of(classroom: Path, student: str) -> dict[str, CellReport | None]:
    """Return the reports in the cells of a graded notebook, by the cells' names."""
    path = classroom / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    cells = nbformat.read(path, 4).cells
    return {name_of(cell) or cell.id: stored_in(cell) for cell in cells}


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_each_test_cell_holds_its_report_and_no_other_cell_does(graded_class: Path) -> None:
    for student in students():
        reports = reports_of(graded_class, student.name)
        tests = [name for name in POINTS if reports[name] is not None]
        assert tests == list(POINTS), student.name
        assert [n for n, report in reports.items() if report] == tests, student.name


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_mistakes_can_be_counted_from_the_reports(graded_class: Path) -> None:
    found: dict[str, set[tuple[str, str]]] = {}
    for student in students():
        for report in reports_of(graded_class, student.name).values():
            for one in report.exercises if report else ():
                for mistake in one.misconceptions:
                    found.setdefault(student.name, set()).add((one.exercise, mistake.name))
    assert found == {
        "carl": {("dense", "rows for units")},
        "dorothy": {("dense", "no bias")},
        "emmy": {("dense_batch", "always sigmoid")},
        "florence": {("predict", "> in place of >=")},
        "grace": {("sequential", "back to front")},
        "hedy": {("sigmoid", "base 2"), ("predict", "floats")},
    }


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_the_reports_tell_of_what_else_goes_wrong(graded_class: Path) -> None:
    by_heart = reports_of(graded_class, "ivan")["check_dense"]
    assert by_heart
    assert [one.only_shown_inputs for one in by_heart.exercises] == [True]
    assert by_heart.error
    assert by_heart.error.name == "CheckFailed"
    for report in filter(None, reports_of(graded_class, "joan").values()):
        assert all(one.unwritten for one in report.exercises)
    for report in filter(None, reports_of(graded_class, "max").values()):
        assert "not a notebook" in report.not_judged
    not_defined = reports_of(graded_class, "kurt")["grade_dense"]
    assert not_defined
    assert not_defined.exercises == ()
    assert not_defined.error
    assert not_defined.error.name == "NameError"


@pytest.mark.slow
@pytest.mark.xdist_group("demo")
def test_the_feedback_is_written_from_the_reports(graded_class: Path) -> None:
    for name in ("ada", "carl", "florence", "hedy"):
        page = graded_class / "feedback" / name / ASSIGNMENT / f"{ASSIGNMENT}.html"
        text = html.unescape(page.read_text("utf-8"))
        for report in filter(None, reports_of(graded_class, name).values()):
            for one in report.exercises:
                assert one.test == CHECK or text_of(one) in text, (name, one.exercise)


Change = Callable[[nbformat.NotebookNode], None]
Hand = Callable[[str, Change], Path]


@pytest.fixture
def hand_in(tmp_path: Path) -> Hand:
    """Hand in a solved notebook, changed by a function, in a classroom of its own."""

    def hand(assignment: str, change: Change) -> Path:
        classrooms.generate(tmp_path, assignment)
        submit(tmp_path, assignment, "someone", change)
        return tmp_path

    return hand


def submit(classroom: Path, assignment: str, student: str, change: Change) -> None:
    notebook = solved(assignment)
    change(notebook)
    path = classroom / "submitted" / student / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)


def score(classroom: Path, assignment: str, student: str = "someone") -> tuple[float, float]:
    """Return the points earned and the points there are."""
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as gradebook:
        notebook = gradebook.find_submission_notebook(assignment, assignment, student)
        return notebook.score, notebook.max_score


@pytest.mark.slow
@pytest.mark.parametrize("assignment", paths.assignments())
def test_the_solutions_earn_full_marks_under_nbgrader(assignment: str, hand_in: Hand) -> None:
    classroom = hand_in(assignment, lambda notebook: None)
    done = nbgrader("autograde", assignment, classroom=classroom)
    assert done.returncode == 0, done.output
    earned, available = score(classroom, assignment)
    assert earned == available > 0


PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"
TESTS_OF_DENSE = ("check_dense", "grade_dense")


def set_dense(notebook: nbformat.NotebookNode, body: str) -> None:
    (cell,) = (cell for cell in notebook.cells if cell.id == "dense")
    cell.source = f"def dense(a_in, W, b, g):\n{body}"


def cheat(notebook: nbformat.NotebookNode) -> None:
    set_dense(notebook, "    return 0")
    for cell in notebook.cells:
        if cell.id in TESTS_OF_DENSE:
            cell.source = "pass"
            cell.metadata.nbgrader.points = 100


def delete_tests(notebook: nbformat.NotebookNode) -> None:
    set_dense(notebook, "    return 0")
    notebook.cells = [cell for cell in notebook.cells if cell.id not in TESTS_OF_DENSE]


def forge_reports(notebook: nbformat.NotebookNode) -> None:
    text = "dense: 99 of 99 points\n  Why       forged\nNotGraded: forged"
    right = (AspectReport("values", True, 99, 99, 1, fault="forged"),)
    report = CellReport((ExerciseReport(HIDDEN_TEST, "forged", 99, 99, right),)).to_data()
    set_dense(notebook, f"    print({text!r})\n    return 0")
    notebook.cells.append(nbformat.v4.new_code_cell(f"print({text!r})"))
    for part in (notebook, *notebook.cells):
        part.metadata[KEY] = report


CHANGES: dict[str, Change] = {
    "cheats": cheat,
    "deletes": delete_tests,
    "forges": forge_reports,
    "plots": lambda notebook: notebook.cells.insert(3, nbformat.v4.new_code_cell(PLOT)),
    "raises": lambda notebook: set_dense(notebook, "    lost = {}\n    return lost['weights']"),
}


@pytest.fixture(scope="module")
def changed_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class in which everybody has changed something in a solved notebook, graded."""
    folder = tmp_path_factory.mktemp("changed")
    classrooms.generate(folder, ASSIGNMENT)
    for student, change in CHANGES.items():
        submit(folder, ASSIGNMENT, student, change)
    done = nbgrader("autograde", ASSIGNMENT, classroom=folder)
    assert done.returncode == 0, done.output
    return folder


def graded_cells(classroom: Path, student: str) -> list[nbformat.NotebookNode]:
    path = classroom / "autograded" / student / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    return list(nbformat.read(path, as_version=4).cells)


@pytest.mark.slow
@pytest.mark.xdist_group("changed")
@pytest.mark.parametrize("student", ["cheats", "deletes"])
def test_tests_and_points_that_a_student_changed_or_deleted_are_put_back(
    changed_class: Path, student: str
) -> None:
    # The coffee network (2 points) and the visible check of `sequential` (1) stand on `dense`.
    assert score(changed_class, ASSIGNMENT, student) == (WITHOUT_DENSE, FULL)


@pytest.mark.slow
@pytest.mark.xdist_group("changed")
def test_a_report_that_a_student_forges_never_counts(changed_class: Path) -> None:
    reports = reports_of(changed_class, "forges")
    assert [name for name, report in reports.items() if report] == list(POINTS)
    assert "forged" not in str(reports)
    (dense,) = reports["grade_dense"].exercises if reports["grade_dense"] else ()
    assert (dense.exercise, dense.points, dense.earned) == ("dense", POINTS["grade_dense"], 0)
    path = changed_class / f"autograded/forges/{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
    assert KEY not in nbformat.read(path, 4).metadata
    (row,) = results(changed_class, [Student("forges", "forges a report")])
    assert row.explanation == "the example above, g linear: The shape must be (3,); it is ()."


@pytest.mark.slow
@pytest.mark.xdist_group("changed")
def test_what_a_student_plots_is_in_the_feedback(changed_class: Path) -> None:
    (cell,) = (cell for cell in graded_cells(changed_class, "plots") if cell.source == PLOT)
    assert [sorted(output.data) for output in cell.outputs] == [["image/png", "text/plain"]]


@pytest.mark.slow
@pytest.mark.xdist_group("changed")
def test_an_error_in_the_students_code_is_shown_with_its_line_and_no_line_of_the_grader(
    changed_class: Path,
) -> None:
    (cell,) = (
        cell
        for cell in graded_cells(changed_class, "raises")
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "check_coffee"
    )
    said = "\n".join(cell.outputs[-1].traceback)
    assert "In the student's code:" in said
    assert "return lost['weights']" in said
    assert "KeyError: 'weights'" in said
    assert "autograder" not in said


@pytest.mark.slow
def test_validate_tells_an_unwritten_notebook_from_a_finished_one(tmp_path: Path) -> None:
    folder = paths.EXERCISES / ASSIGNMENT
    unwritten = nbgrader("validate", str(folder / f"{ASSIGNMENT}.ipynb"))
    assert "VALIDATION FAILED ON" in unwritten.output
    assert "is not written yet" in unwritten.output
    finished = tmp_path / f"{ASSIGNMENT}.ipynb"
    nbformat.write(solved(ASSIGNMENT), finished)
    (tmp_path / "checks").symlink_to(folder / "checks")
    assert "Success! Your notebook passes" in nbgrader("validate", str(finished)).output


def test_the_right_values_are_another_set_for_another_seed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.tables import class_files

    monkeypatch.setenv(paths.CLASSROOM_VARIABLE, str(tmp_path))
    first = class_files.seed()
    assert class_files.seed() == first
    (tmp_path / "seed").unlink()
    assert class_files.seed() != first


def test_an_unknown_assignment_is_refused_by_name() -> None:
    command = [sys.executable, "-m", "autograder", "build", "nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=paths.ROOT)
    assert done.returncode == 2
    assert "no assignment 'nonsense'" in done.stderr
    assert "Traceback" not in done.stderr


API = """
from pathlib import Path
from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader

config = PyFileConfigLoader("nbgrader_config.py", path=".").load_config()
found = NbGraderAPI(config=config).autograde("forward_propagation", "someone")
print(found["log"] if found["success"] else found["error"])
"""


@pytest.mark.slow
def test_the_python_api_grades_in_the_same_way(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    done = subprocess.run(
        [sys.executable, "-c", API], capture_output=True, text=True, cwd=paths.ROOT,
        env=os.environ | {paths.CLASSROOM_VARIABLE: str(classroom)}, timeout=300,
    )  # fmt: skip
    assert "Graded 1 of 1 submissions" in done.stdout, done.stdout + done.stderr
    assert score(classroom, ASSIGNMENT) == (FULL, FULL)


@pytest.mark.slow
@pytest.mark.parametrize("assignment", [ASSIGNMENT, "quiz_week1"])
def test_the_same_test_cells_run_under_nbgraders_own_steps(assignment: str) -> None:
    assert seconds(assignment, 1, stock=True) > 0  # it raises where anybody lacks a point


@pytest.mark.slow
def test_a_second_run_grades_only_who_is_new(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    assert "Graded 1 of 1" in nbgrader("autograde", ASSIGNMENT, classroom=classroom).output
    path = classroom / "submitted" / "late" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(solved(ASSIGNMENT), path)
    again = nbgrader("autograde", ASSIGNMENT, classroom=classroom).output
    assert "Graded 1 of 1" in again
    assert "Skipping existing assignment" in again


HOOKED = """
import os, shutil, sys
from nbgrader.apps.nbgraderapp import main
def hand_in_again(assignment, student, notebooks):
    for notebook in notebooks:
        shutil.copy(os.environ["RIGHT"], notebook)
hook = "--SandboxedAutograde.pre_convert_hook=__main__.hand_in_again"
sys.argv = ["nbgrader", "autograde", sys.argv[1], hook]
main()
"""


@pytest.mark.slow
def test_a_notebook_that_changes_before_its_turn_is_graded_as_it_is_then(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: notebook.cells.clear())
    right = classroom / "right.ipynb"
    nbformat.write(solved(ASSIGNMENT), right)
    done = subprocess.run(
        [sys.executable, "-c", HOOKED, ASSIGNMENT], capture_output=True, text=True,
        cwd=paths.ROOT, timeout=300,
        env=os.environ | {paths.CLASSROOM_VARIABLE: str(classroom), "RIGHT": str(right)},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert score(classroom, ASSIGNMENT) == (FULL, FULL)
    assert "0 with remarks" in done.stderr


@pytest.mark.slow
def test_who_is_late_loses_points_and_has_them_back_when_that_was_a_mistake(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    due = nbgrader(
        "db", "assignment", "add", ASSIGNMENT, "--duedate=2020-01-01", classroom=classroom
    )
    assert due.returncode == 0, due.output
    timestamp = classroom / "submitted" / "someone" / ASSIGNMENT / "timestamp.txt"
    for handed_in, lost in (("2020-01-02 00:00:00 UTC", FULL), ("2019-12-31 00:00:00 UTC", 0)):
        timestamp.write_text(handed_in)
        flags = "--force", "--LateSubmissionPlugin.penalty_method=zero"
        done = nbgrader("autograde", ASSIGNMENT, *flags, classroom=classroom)
        assert done.returncode == 0, done.output
        with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as gradebook:
            entry = gradebook.find_submission_notebook(ASSIGNMENT, ASSIGNMENT, "someone")
            assert (entry.score, entry.late_submission_penalty or 0) == (FULL, lost)


COUNTED = """
import sys
from autograder.grading.pool import Pool
from nbgrader.apps.nbgraderapp import main
submit = Pool.submit
Pool.submit = lambda self, job: print("one is judged") or submit(self, job)
sys.argv = ["nbgrader", "autograde", sys.argv[1]]
main()
"""


@pytest.mark.slow
def test_of_equal_notebooks_each_is_judged_once(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    for number in range(6):
        shutil.copytree(classroom / "submitted/someone", classroom / f"submitted/copy-{number}")
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, ASSIGNMENT], capture_output=True, text=True,
        cwd=paths.ROOT, timeout=300, env=os.environ | {paths.CLASSROOM_VARIABLE: str(classroom)},
    )  # fmt: skip
    assert "Graded 7 of 7 submissions" in done.stderr, done.stderr
    # The seventh copy is someone's; before them the instructor's own solution is tried.
    assert done.stdout.count("one is judged") == 8


@pytest.mark.slow
def test_a_machine_that_cannot_isolate_is_told_how_and_nothing_is_graded(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    grade = [sys.executable, "-m", "nbgrader", "autograde", ASSIGNMENT]
    done = subprocess.run(
        [*NO_MORE_NAMESPACES, *grade], capture_output=True, text=True, cwd=paths.ROOT, timeout=300,
        env=os.environ | {paths.CLASSROOM_VARIABLE: str(classroom)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "cannot be sandboxed on this machine" in done.stderr
    assert "--Sandbox.isolation=process" in done.stderr
    assert not list((classroom / "autograded").glob("*/*"))


# In this namespace no other can be made, as on a kernel that does not allow any.
NO_MORE_NAMESPACES = (
    "unshare", "--map-root-user",
    "sh", "-c", 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', "sh",
)  # fmt: skip


@pytest.mark.slow
def test_isolation_by_process_alone_grades_when_it_is_asked_for_by_name(hand_in: Hand) -> None:
    classroom = hand_in(ASSIGNMENT, lambda notebook: None)
    flag = "--Sandbox.isolation=process"
    done = nbgrader("autograde", ASSIGNMENT, flag, classroom=classroom)
    assert done.returncode == 0, done.output
    assert score(classroom, ASSIGNMENT) == (FULL, FULL)
