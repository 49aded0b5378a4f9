"""Names of files and folders: in lines of a log, in patterns, and what they are taken for."""

import logging
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url

from autograder.course.litter import LITTER
from autograder.course.printable import MAX_LINE, one_line
from autograder.grading import find_notebook, literal_paths, submission_fingerprint
from autograder.grading.find_submissions import find_submissions
from autograder.grading.printable import patch_logging

STRANGE = (
    "Kurs (2025)",
    "[CS101] course",
    "100% {course}",
    "a*b?c",
    "x-main (1)",
    "+^$.|\\",
    "Übung",
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Jörg 🙂", "Jörg 🙂"),
        ("a\nb\r\t", r"a\nb\r\t"),
        ("\x1b[2J\x07\x7f", r"\x1b[2J\x07\x7f"),
        ("\u202egpj\u2066\u200b\u2028", r"\u202egpj\u2066\u200b\u2028"),
        (os.fsdecode(b"\xff"), r"\udcff"),
        ("x" * (MAX_LINE + 5), "x" * MAX_LINE + " ..."),
    ],
)
def test_a_text_is_one_printable_line(text: str, shown: str) -> None:
    assert one_line(text) == shown
    assert shown.isprintable()


def logged(message: object, *arguments: object, by: str = "nbgrader") -> str:
    before = logging.getLogRecordFactory()
    try:
        patch_logging()
        patch_logging()  # once is enough
        make = logging.getLogRecordFactory()
        return make("log", 30, f"/lib/{by}/base.py", 1, message, arguments, None).getMessage()
    finally:
        logging.setLogRecordFactory(before)


def test_names_do_not_break_the_lines_of_a_log() -> None:
    assert logged("Removing: a\n[WARNING] b") == r"Removing: a\n[WARNING] b"
    assert logged("%s: %d", "a\n\x1b[1m", 3) == r"a\n\x1b[1m: 3"
    assert logged("%s", Path("a\nb")) == r"a\nb"
    assert logged("%(a)s", {"a": "x\ny"}) == r"x\ny"
    assert logged("%s", ValueError("what\nto do\x1b")) == "what\n    to do\\x1b"
    assert logged("Traceback:\n  line") == "Traceback:\n      line"
    assert logged("a\nb", by="tornado") == "a\nb"


@pytest.mark.parametrize("name", STRANGE)
def test_a_folder_is_found_whatever_its_name_is(name: str, tmp_path: Path) -> None:
    root = tmp_path / name
    literal_paths.patch_paths()
    for student in (*STRANGE, "new\nline"):
        (root / "submitted" / student / "hw").mkdir(parents=True)
    course = CourseDirectory(root=str(root), submitted_directory=str(root / "submitted"))
    pattern = course.format_path(course.submitted_directory, "*", "hw")
    found = literal_paths.matches(pattern)
    assert len(found) == len(STRANGE) + 1
    ids = {literal_paths.ids_of(course, folder) for folder in found}
    assert ids == {("hw", student) for student in (*STRANGE, "new\nline")}
    one = course.format_path(course.submitted_directory, "[CS101] course", "hw")
    assert literal_paths.matches(one) == [one]
    some = course.format_path(course.submitted_directory, "[KU]*", "hw")
    assert len(literal_paths.matches(some)) == 1
    url = literal_paths.sqlite_url(root / "gradebook.db")
    assert make_url(url).database == str(root / "gradebook.db")


def test_a_file_is_ignored_by_its_name_in_any_folder() -> None:
    assert literal_paths.is_ignored("/a/[b] c/solution.py", ["solution.py"])
    assert literal_paths.is_ignored("/a/[b] c/x.pyc", ["*.pyc"])
    assert not literal_paths.is_ignored("/a/[b] c/x.py", ["*.pyc", "[b] c"])
    assert not literal_paths.is_ignored("/a", None)


def course_in(tmp_path: Path) -> SimpleNamespace:
    made = CourseDirectory(root=str(tmp_path), assignment_id="hw")
    made.submitted_directory = str(tmp_path / "submitted")
    return made


def test_submissions_that_lie_elsewhere_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "submitted"
    (folder / "ada" / "hw").mkdir(parents=True)
    (folder / "not yet").mkdir()
    (folder / "eve" / "HW").mkdir(parents=True)
    (folder / "loose\n.ipynb").touch()
    (folder / ".ipynb_checkpoints" / "hw").mkdir(parents=True)
    (folder / ".bob" / "hw").mkdir(parents=True)
    (folder / "carl").mkdir()
    (folder / "carl" / "hw.ipynb").touch()
    found = find_submissions(course_in(tmp_path))
    assert set(found.ids.values()) == {("hw", "ada")}
    assert set(found.refused) == {("hw", ".bob")}
    assert [text.split(":")[0] for text in found.misplaced] == [
        "carl has no folder hw, but hw.ipynb", "eve has no folder hw, but HW",
        "files beside the students' folders belong to no student",
    ]  # fmt: skip
    assert r"loose\n.ipynb" in found.misplaced[-1]


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["hw (1).ipynb"], "hw (1).ipynb"),
        (["hw (1).ipynb", "hw (2).ipynb"], None),
        (["HW.IPYNB", "draft.ipynb"], "HW.IPYNB"),
        (["hw.ipynb.txt", "draft.ipynb"], "hw.ipynb.txt"),
        (["hw-checkpoint.ipynb"], "hw-checkpoint.ipynb"),
        (["hw-checkpoint.ipynb", "final.ipynb"], "final.ipynb"),
        (["sub/hw.ipynb", "other/x.ipynb"], "sub/hw.ipynb"),
        (["a/hw.ipynb", "b/hw.ipynb"], None),
        (["hw.json", "a/hw.ipynb"], "a/hw.ipynb"),
        (["._hw.ipynb", "x.ipynb", "__MACOSX/hw.ipynb", ".ipynb_checkpoints/hw.ipynb"], "x.ipynb"),
    ],
)
def test_which_notebook_counts(names: list[str], chosen: str | None, tmp_path: Path) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = find_notebook.candidates(tmp_path, "hw")
    assert find_notebook.choose(found, tmp_path, "hw") == (tmp_path / chosen if chosen else None)


def test_a_submission_is_known_by_its_content(tmp_path: Path) -> None:
    def stamp(room: int = 1000) -> str:
        return submission_fingerprint.fingerprint(tmp_path, LITTER, room)

    (tmp_path / "hw.ipynb").write_text("one")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "x.csv").write_text("1")
    first = stamp()
    (tmp_path / ".DS_Store").touch()
    (tmp_path / "timestamp.txt").write_text("2025-01-01")
    os.utime(tmp_path / "hw.ipynb", (0, 0))
    assert stamp() == first
    seen = {first}
    os.mkfifo(tmp_path / "pipe")
    seen.add(stamp())
    (tmp_path / "link").symlink_to("/nothing")
    seen.add(stamp())
    (tmp_path / "data" / "x.csv").rename(tmp_path / "data" / "y.csv")
    seen.add(stamp())
    (tmp_path / "data" / "y.csv").write_text("2")
    seen.add(stamp())
    (tmp_path / "data" / "y.csv").unlink()
    seen.add(stamp())
    assert len(seen) == 6
    assert stamp(room=1) == stamp(room=1)
