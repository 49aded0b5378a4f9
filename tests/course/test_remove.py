"""Taking a part of the course out: its entry and its files go, and what refers to it is listed."""

import re
from pathlib import Path

import pytest
from small_course import SmallCourse

from autograder.assignments import build
from autograder.assignments.remove import RemovalError, plan, remove
from autograder.course import derived_files, paths, references
from autograder.course.course_edit import take_out
from autograder.course.course_file import read
from autograder.course.errors import FileError


def yes(_question: str) -> bool:
    return True


@pytest.fixture
def course(tmp_path: Path) -> SmallCourse:
    """The small course, with what follows from its course.yml."""
    small = SmallCourse.lay_out(tmp_path / "course")
    (small.root / "README.md").write_text("".join(
        f"<!-- from course.yml: {name} -->\n<!-- end of {name} -->\n"
        for name in derived_files.FILES["README.md"]
    ))  # fmt: skip
    (small.root / "CONTRIBUTING.md").write_text("`ramps` is an assignment.\n")
    derived_files.write(read(small.root / "course.yml"), small.root)
    return small


def listed(output: str) -> list[str]:
    return [line for line in output.splitlines() if re.match(r"\S+:\d+: .+; ", line)]


def line_of(root: Path, file: str, text: str) -> int:
    lines = (root / file).read_text("utf-8").splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if text in line)
    return found


def test_a_chapter_is_taken_out_and_what_refers_to_it_is_listed(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    root = course.root
    assert remove(root, "second", yes)
    assert not (root / "book/second.md").exists()
    assert "- second\n" not in (root / "course.yml").read_text()
    after = line_of(root, "course.yml", "after: second")
    teaching = line_of(root, "book/teaching.md", "{doc}`second` explains")
    output = capsys.readouterr().out
    assert f"course.yml:{after - 3}: assignment `questions`: `after` names `second`" in output
    assert [line.partition(";")[0] for line in listed(output)][1:] == [
        f"book/teaching.md:{teaching}: links to second",
        f"book/teaching.md:{teaching}: links to the section `slope` of second",
        f"course.yml:{after}: names second",
    ]
    assert "autograder build" in output.splitlines()[-1]


def test_are_reviews_listed_that_ask_a_removed_chapters_questions() -> None:
    page = "training/multiclass"
    found = references.search(paths.ROOT, references.to_page(paths.ROOT, page))
    files = {str(each).partition(":")[0] for each in found if "asks the question" in str(each)}
    chapters = ("training/softmax", "training/softmax_output_layer", "training/multilabel")
    assert files == {f"book/{name}.md" for name in (*chapters, "review_week2")}


def test_an_assignment_is_taken_out_and_tables_follow(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    root = course.root
    assert "| `ramps` |" in (root / "README.md").read_text()
    remove(root, "ramps", yes)
    assert not (root / "solutions/ramps").exists()
    assert not (root / "autograder/exercises/ramps").exists()
    assert "| `ramps` |" not in (root / "README.md").read_text()
    assert "practice-list" not in (root / "book/practise.md").read_text()
    left = listed(capsys.readouterr().out)
    assert [line.partition(":")[0] for line in left] == [
        "CONTRIBUTING.md", "book/first.md", "book/first.md", "book/first.md", "book/second.md",
        "book/teaching.md",
    ]  # fmt: skip
    section = line_of(root, "book/first.md", "(ramp)=")
    assert left[1].startswith(
        f"book/first.md:{section}: the section `ramp` explains mistakes of ramps; delete it, or "
    )
    assert "links to the section `ramp`, which explains mistakes of ramps; drop it" in left[-1]


def test_an_exercise_is_told_with_all_that_is_written_about_it(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    remove(course.root, "ramps/ramp", yes)
    found = {line.partition(":")[0] for line in listed(capsys.readouterr().out)}
    texts = {"book/first.md", "book/second.md", "book/teaching.md"}
    assert found == {*texts, "course.yml", "solutions/ramps/ramps.py"}
    assert not list((course.root / "autograder/exercises/ramps").rglob("ramp.py"))


def test_nothing_changes_without_a_yes(course: SmallCourse) -> None:
    before = (course.root / "course.yml").read_text()
    assert not remove(course.root, "second", lambda _question: False)
    assert (course.root / "course.yml").read_text() == before
    assert (course.root / "book/second.md").exists()


def test_the_command_asks_and_needs_yes_in_a_script(course: SmallCourse) -> None:
    done = course.autograder("remove", "second")
    assert done.returncode == 1
    assert "add --yes" in done.stderr
    assert (course.root / "book/second.md").exists()
    done = course.autograder("remove", "second", "--yes")
    assert done.returncode == 0, done.stderr
    assert "book/teaching.md:" in done.stdout


def test_what_is_not_there_or_there_twice_is_told(course: SmallCourse) -> None:
    with pytest.raises(RemovalError, match="the course has no 'third'; it has: ramps, questions"):
        plan(course.root, "third")
    with pytest.raises(RemovalError, match="nothing in the course is called ramps/slide"):
        plan(course.root, "ramps/slide")
    with pytest.raises(RemovalError, match="adam is an assignment and a chapter; write solutions/"):
        plan(paths.ROOT, "adam")
    assert plan(paths.ROOT, "solutions/adam").what == "the assignment adam"
    assert plan(paths.ROOT, "training/adam").what == "the chapter training/adam"


def test_the_chapter_of_a_mistake_is_found_in_this_course() -> None:
    page = "training/softmax"
    found = references.search(paths.ROOT, references.to_page(paths.ROOT, page))
    assert any(each.what.startswith("may send students to") for each in found)
    assert {"book/references.md", "course.yml"} <= {each.file for each in found}
    places = references.left_without_a_place(paths.ROOT, page)
    assert [place.what for place in places] == [
        "activations/softmax was practised here",
        "losses/sparse_categorical_crossentropy was practised here",
    ]


def test_comments_and_what_follows_stay(tmp_path: Path) -> None:
    path = tmp_path / "course.yml"
    path.write_text("a:\n  - one:\n      x: 1\n\n    y: 2\n\n  # about two\n  - two\nb: 1\n")
    take_out(path, 2)
    assert path.read_text() == "a:\n\n  # about two\n  - two\nb: 1\n"
    path.write_text("a: [one, two]\n")
    with pytest.raises(FileError, match=r"course\.yml:1: this list is in one line"):
        take_out(path, 1)


@pytest.mark.xdist_group("build")
def test_a_folder_of_no_assignment_is_to_be_deleted_and_not_to_be_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.setattr(paths, "EXERCISES", tmp_path)
    assert build._stray_folders() == [
        "exercises/gone:1: no assignment in course.yml has this folder; delete it"
    ]
