"""A course of an instructor's own: built whole, renamed, and with a chapter taken out."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from small_course import SmallCourse

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("small course")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> SmallCourse:
    """The small course with its notebooks."""
    course = SmallCourse.lay_out(tmp_path_factory.mktemp("small") / "course")
    course.make()
    return course


@pytest.fixture
def course(made: SmallCourse, tmp_path: Path) -> SmallCourse:
    """A copy that a test may change."""
    shutil.copytree(made.root, tmp_path / "course", symlinks=True)
    return SmallCourse(tmp_path / "course")


def test_it_is_built_without_a_warning_and_nothing_is_stale(course: SmallCourse) -> None:
    done = course.build_book()
    assert done.returncode == 0, done.stderr
    assert "<h1>A small course" in course.page("index")
    assert 'data-practice-cell="ramps/ramp"' in course.page("first")
    assert "Ramps (zip)" in course.page("practise")
    notebook = course.root / "exercises/questions/questions.ipynb"
    assert "1 questions on the 1 chapters of *Part 1: ramps*" in notebook.read_text("utf-8")
    check = course.autograder("build", "--check")
    assert check.returncode == 0, check.stderr


def test_nbgrader_grades_it(course: SmallCourse) -> None:
    for student, solution in {
        "right": "return np.where(z > 0, z, 0 * z)",
        "wrong": "return np.abs(z)",
    }.items():
        notebook = nbformat.read(course.root / "exercises/ramps/ramps.ipynb", as_version=4)
        (cell,) = (cell for cell in notebook.cells if cell.id == "ramp")
        cell.source = f"def ramp(z):\n    {solution}"
        path = course.root / "classroom/submitted" / student / "ramps" / "ramps.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    for command in ("autograde", "generate_feedback"):
        done = course.nbgrader(command, "ramps")
        assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{course.root / 'classroom/gradebook.db'}") as gradebook:
        scores = {
            name: gradebook.find_submission("ramps", name).score for name in ("right", "wrong")
        }
    assert scores == {"right": 4, "wrong": 0}
    feedback = course.root / "classroom/feedback/wrong/ramps/ramps.html"
    assert "Negative numbers became positive" in feedback.read_text("utf-8")


def test_an_error_in_the_course_costs_no_points(course: SmallCourse) -> None:
    submitted = course.root / "classroom/submitted/right/ramps/ramps.ipynb"
    submitted.parent.mkdir(parents=True)
    shutil.copy(course.root / "solutions/ramps/ramps.ipynb", submitted)
    lookup, failing = 'assignment)["points"][grade_id]', 'assignment)["point"][grade_id]'
    course.replace("autograder/tables/hidden.py", lookup, failing)
    done = course.nbgrader("autograde", "ramps")
    assert done.returncode == 1
    expected = r"right, ramps: not graded\. .*an error in the course.*KeyError: 'point' "
    assert re.search(expected + r"\(autograder/tables/hidden\.py:\d+\)", done.stderr), done.stderr
    course.replace("autograder/tables/hidden.py", failing, lookup)
    done = course.nbgrader("autograde", "ramps")
    assert done.returncode == 0, done.stderr
    with Gradebook(f"sqlite:///{course.root / 'classroom/gradebook.db'}") as gradebook:
        assert gradebook.find_submission("ramps", "right").score == 4


def test_every_fact_is_changed_in_one_place(course: SmallCourse) -> None:
    for old, new in {
        "title: A small course": "title: Löss and more",
        "subtitle: Two chapters and a ramp": "subtitle: A ramp",
        "authors: The authors of A small course": "authors: A. Uthor",
        "text: CC-BY-4.0": "text: CC-BY-SA-4.0",
        'book: ""': "book: https://example.org/loess",
        'repository: ""': "repository: https://github.com/someone/loess",
    }.items():
        course.replace("course.yml", old, new)
    stale = course.autograder("build", "--check")
    assert stale.returncode == 1
    assert re.search(r"^README\.md:\d+: is not what follows from course\.yml", stale.stderr, re.M)
    assert "LICENSE-TEXT:1: does not mention CC BY SA 4.0" in stale.stderr
    course.replace("LICENSE-TEXT", "(CC BY 4.0)", "(CC BY SA 4.0)")
    course.make()
    done = course.build_book()
    assert done.returncode == 0, done.stdout + done.stderr
    index = course.page("index")
    assert "<h1>Löss and more" in index
    assert index.count("A small course") == 0
    assert "A. Uthor" in index
    practise = course.page("practise")
    assert "colab.research.google.com/github/someone/loess/blob/main/exercises/ramps" in practise
    questions = nbformat.read(course.root / "exercises/questions/questions.ipynb", as_version=4)
    assert any("https://example.org/loess/first.html" in cell.source for cell in questions.cells)
    assert "https://example.org/loess/first.html#ramp" in _tables(course)
    for name in ("LICENSE", "LICENSE-TEXT"):
        assert "Copyright (c) 2026 A. Uthor\n" in (course.root / name).read_text("utf-8")
    for name in ("README.md", "pyproject.toml", "book/_config.yml"):
        text = (course.root / name).read_text("utf-8")
        assert "Löss and more" in text
        assert "A small course" not in text
    assert course.autograder("build", "--check").returncode == 0


def _tables(course: SmallCourse) -> str:
    paths = sorted((course.root / "exercises/ramps/checks").glob("*.json"))
    return "\n".join(path.read_text("utf-8") for path in paths)


def test_a_chapter_that_is_taken_out_fails_each_build_until_no_page_refers_to_it(
    course: SmallCourse,
) -> None:
    done = course.build_book()
    assert done.returncode == 0, done.stdout + done.stderr
    removed = course.autograder("remove", "second", "--yes")
    assert removed.returncode == 0, removed.stderr
    assert re.search(r"^course\.yml:\d+: names second; ", removed.stdout, re.M)
    course.replace("course.yml", "after: second", "after: first")
    done = course.autograder("build")
    assert done.returncode == 0, done.stderr
    for _attempt in range(2):  # the second is one of a build that has failed
        done = course.build_book()
        assert done.returncode != 0
        assert re.search(r"teaching\.md:\d+: .*'second'", done.stderr)
        assert re.search(r"teaching\.md:\d+: .*'slope'", done.stderr)
    course.replace("book/teaching.md", ", {doc}`second` explains the {ref}`slope <slope>`", "")
    done = course.build_book()
    assert done.returncode == 0, done.stderr
    assert "second" not in course.page("index")


def test_a_label_that_has_gone_fails_the_build_of_a_page_that_has_not_changed(
    course: SmallCourse,
) -> None:
    done = course.build_book()
    assert done.returncode == 0, done.stdout + done.stderr
    course.replace("book/second.md", "(slope)=", "(incline)=")
    done = course.build_book()
    assert done.returncode != 0
    assert re.search(r"teaching\.md:\d+: .*'slope'", done.stderr)


def test_a_fault_in_the_file_of_the_course_stops_every_command_with_its_line(
    course: SmallCourse,
) -> None:
    course.replace("course.yml", "- name: ramps", "- nome: ramps")
    for command in (("build",), ("golden", "--check"), ("remove", "second", "--yes")):
        done = course.autograder(*command)
        assert done.returncode == 1
        assert re.match(r"course\.yml:\d+: an assignment: unknown key `nome`; ", done.stderr)
