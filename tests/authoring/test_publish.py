"""`autograder publish`: what students get, and that solutions are not among it."""

from pathlib import Path

import course_copy
import pytest

from autograder.course import paths, printed_book

FRONT_PAGE = f"<h1>A book</h1>{printed_book.NO_LINK}"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the course whose built book has three pages."""
    copy = course_copy.copy_course(tmp_path_factory.mktemp("published") / "course")
    html = copy / "book" / "_build" / "html"
    html.mkdir(parents=True)
    for name in ("index.html", "answer_key.html", "page.html", printed_book.FILE):
        (html / name).write_text(name)
    (html / "index.html").write_text(printed_book.with_link(FRONT_PAGE, "the PDF"))
    binder = copy / ".binder"
    binder.mkdir()
    for path in (paths.ROOT / ".binder").iterdir():
        (binder / path.name).write_bytes(path.read_bytes())
    return copy


def test_students_get_exercises_and_book_without_solutions(course: Path, tmp_path: Path) -> None:
    target = tmp_path / "students"
    (target / ".git").mkdir(parents=True)
    done = course_copy.autograder(course, "publish", str(target))
    assert done.returncode == 0, done.stderr
    top = {path.name for path in target.iterdir()}
    assert top >= {
        "exercises",
        "book",
        "README.md",
        "LICENSE",
        ".binder",
        "requirements-student.lock",
    }
    assert not top & {"solutions", "autograder", "nbgrader_config.py", "course.yml", "tests"}
    assert {path.name for path in (target / "book").iterdir()} == {"index.html", "page.html"}
    assert (target / "book" / "index.html").read_text("utf-8") == FRONT_PAGE
    for name in paths.assignments():
        assert (target / "exercises" / name / f"{name}.ipynb").is_file()
    texts = [
        path.read_text("utf-8") for path in target.rglob("*") if path.suffix in (".py", ".ipynb")
    ]
    assert not any("BEGIN SOLUTION" in text or "HIDDEN TESTS" in text for text in texts)
    assert paths.assignments()[0] in (target / "README.md").read_text("utf-8")

    (target / "notes.txt").write_text("the instructor's own")
    (course / "book" / "_build" / "html" / "page.html").unlink()
    again = course_copy.autograder(course, "publish", str(target))
    assert again.stdout.strip().endswith(": 1 files new or changed")
    assert not (target / "book" / "page.html").exists()
    assert (target / "notes.txt").exists()


def test_what_must_not_be_published_is_refused(course: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("not a repository of exercises")
    for target, message in (
        (tmp_path, "holds something else"),
        (course / "here", "inside the course"),
    ):
        done = course_copy.autograder(course, "publish", str(target))
        assert done.returncode == 1
        assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]
    name = paths.assignments()[0]
    notebook = course / "exercises" / name / f"{name}.ipynb"
    notebook.write_text(notebook.read_text().replace("raise NotImplementedError()", "return 1"))
    done = course_copy.autograder(course, "publish", str(tmp_path / "new"))
    assert done.returncode == 1
    assert f"somebody has worked in exercises/{name}" in done.stderr
    assert not (tmp_path / "new").exists()
