"""The sources of the book: what is linked is there, and what is promised is kept."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from autograder.course import paths
from autograder.exercises import all_exercises

BOOK = paths.ROOT / "book"
PAGES = {
    path.relative_to(BOOK).with_suffix("").as_posix(): path.read_text("utf-8")
    for folder in (BOOK, BOOK / "inference", BOOK / "training")
    for path in sorted(folder.glob("*.md"))
}


def labels(page: str) -> list[str]:
    return re.findall(r"^\(([\w-]+)\)=$", PAGES[page], re.MULTILINE)


def in_contents() -> list[str]:
    contents = yaml.safe_load((BOOK / "_toc.yml").read_text("utf-8"))
    files = [chapter["file"] for part in contents["parts"] for chapter in part["chapters"]]
    return [contents["root"], *files]


def test_every_section_that_a_check_names_stands_in_its_chapter() -> None:
    missing = {
        f"{exercise.chapter}#{mistake.section}"
        for exercise in all_exercises()
        for mistake in exercise.misconceptions
        if mistake.section and mistake.section not in labels(exercise.chapter)
    }
    assert missing == set()


def test_every_label_is_used_once_in_the_book() -> None:
    counted = Counter(label for page in PAGES for label in labels(page))
    assert [label for label, count in counted.items() if count > 1] == []


def test_every_page_is_in_the_contents_and_every_entry_is_a_page() -> None:
    assert sorted(in_contents()) == sorted(PAGES)


@pytest.mark.parametrize("chapter", paths.chapters())
def test_every_chapter_says_what_it_teaches_and_has_a_picture_and_exercises(chapter: str) -> None:
    text = PAGES[chapter]
    assert "you can" in text[:2500], "what the reader will be able to do"
    assert "lecture" in text[:3500], "the lecture that it mirrors"
    assert re.search(r"\d+ minutes", text[:3500]), "how long it takes"
    assert "alt: >-" in text, "a picture with a text alternative"
    assert len(re.findall(r"^`*\{exercise\}", text, re.MULTILINE)) >= 2
    assert "## What to remember" in text


@pytest.mark.parametrize("chapter", paths.quizzes()["quiz_week2"])
def test_every_chapter_of_week_2_links_to_its_lecture(chapter: str) -> None:
    address = "https://www.coursera.org/learn/advanced-learning-algorithms/lecture/"
    assert address in PAGES[chapter]


@pytest.mark.parametrize("page", PAGES)
def test_outside_addresses_are_written_with_https(page: str) -> None:
    assert "http://" not in PAGES[page]


def test_every_chapter_has_a_quiz() -> None:
    quizzes = {path.stem for path in (BOOK / "quizzes").glob("*.yml")}
    assert quizzes == {Path(chapter).name for chapter in paths.chapters()}
