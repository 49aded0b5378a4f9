"""The sources of the book: what is linked is there, and what is promised is kept."""

import re
from collections import Counter

import pytest

from autograder.course import paths
from autograder.course.consistency import pages
from autograder.exercises import all_exercises

BOOK = paths.ROOT / "book"
PAGES = {page: (BOOK / f"{page}.md").read_text("utf-8") for page in pages(paths.ROOT)}


def labels(page: str) -> list[str]:
    return re.findall(r"^\(([\w-]+)\)=$", PAGES[page], re.MULTILINE)


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
    assert sorted(paths.course().pages) == sorted(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_outside_addresses_are_written_with_https(page: str) -> None:
    assert "http://" not in PAGES[page]
