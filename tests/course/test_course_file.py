"""What `course.yml` says is read, and what is wrong in it is told with its line and a remedy."""

from pathlib import Path

import pytest

from autograder.course import paths
from autograder.course.course_file import read
from autograder.course.errors import FileError

GOOD = """\
title: A small course
subtitle: Two chapters
authors: Somebody
year: 2026
language: en_GB
licence:
  code: MIT
  text: CC-BY-4.0
book: https://example.org/small
front: index
parts:
  - caption: "Part 1: begin"
    numbered: true
    quiz: questions
    pages:
      - one/first
      - one/second
  - caption: Behind
    pages:
      - words
assignments:
  - name: halves
    title: Halves
    builds: "`half`"
    after: one/second
  - name: questions
    title: Questions
    builds: answers
    after: one/first
"""
# What is changed, into what, and the line and the reason that must come.
WRONG = [
    ("title: A small course\n", "", 1, "the course: `title` is missing; add it"),
    ("title: A small course", "title:", 1, "the course: `title` is empty; write something there"),
    ("title: A small course", "title: [a]", 1, "the course: `title` must be a text; quote it"),
    ("subtitle:", "subtitel:", 2, "the course: unknown key `subtitel`; there are: title"),
    ("year: 2026", "title: x", 4, "the course: the key `title` occurs twice; remove one"),
    ("en_GB", "British", 5, "`language` is 'British'; write a language such as en_GB"),
    ("  code: MIT\n", "", 7, "licence: `code` is missing; add it"),
    ("https://example.org/small", "example.org", 9, "`book` is 'example.org'; write an address"),
    ("https://example.org/small", "https://a b", 9, "`book` is 'https://a b'; write an address"),
    ("front: index", "front: index.md", 10, "`front` is 'index.md'; write a page below book/"),
    ("one/second\n  - cap", "one/first\n  - cap", 17, "`one/first` is in line 16 already"),
    ("one/second\n  - cap", "two/first\n  - cap", 17, "a second page is called `first`; rename"),
    ("- one/first", "- ../first", 16, "`../first` is not a page; write its path below book/"),
    ("- words", "- {a: b}", 20, "a part: `pages` must be a list of names"),
    ("numbered: true", "numbered: yes", 13, "a part: `numbered` must be true or false, not 'yes'"),
    ("quiz: questions", "quiz: riddles", 16, "`quiz` names `riddles`, which is no assignment; add"),
    ("name: halves", "name: Halves", 22, "`name` is 'Halves'; write small letters, digits and"),
    ("name: halves", "name: questions", 26, "a second assignment is called `questions`; rename"),
    ("after: one/second", "after: words", 22, "`after` names `words`, which is no page of a numb"),
    (
        "    pages:\n      - words\n",
        "    pages: words\n",
        19,
        "`pages` must be a list with at least one entry",
    ),
    ("  - name: halves", "  name: halves", 23, "not YAML:"),
]


def test_a_good_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "course.yml"
    path.write_text(GOOD)
    course = read(path)
    assert course.pages == ("index", "one/first", "one/second", "words")
    assert course.chapters == ("one/first", "one/second")
    assert course.quizzes == {"questions": ("one/first", "one/second")}
    assert [assignment.name for assignment in course.assignments] == ["halves", "questions"]
    assert course.year == "2026"
    assert course.branch == "main"
    assert course.repository == ""
    assert course.book == "https://example.org/small/", "pages are appended to it"


@pytest.mark.parametrize(("old", "new", "line", "reason"), WRONG)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert GOOD.count(old) == 1
    path = tmp_path / "course.yml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(FileError) as raised:
        read(path)
    assert str(raised.value).startswith(f"{path}:{line}: ")
    assert reason in str(raised.value)


@pytest.mark.parametrize("text", ["", "- a\n", "\x00"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "course.yml"
    path.write_text(text)
    with pytest.raises(FileError, match=r"course\.yml:1: "):
        read(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"course\.yml:1: cannot be read: No such file"):
        read(tmp_path / "course.yml")


def test_the_file_of_this_course_is_good() -> None:
    assert set(paths.quizzes()) < set(paths.assignments())
