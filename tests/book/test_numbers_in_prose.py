"""Numbers that sentences give are those of the course: each is counted anew.

Where one is wrong, the message says the file, the line, and what to write. A course of your own
that gives no such numbers drops the sentences from `SENTENCES`.
"""

import re
from collections.abc import Callable
from functools import cache

from autograder.course import paths
from autograder.exercises import Exercise, all_exercises

LIVE_FIGURE = re.compile(r"^`{3,}\{live-figure\}", re.MULTILINE)
WORDS = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)


@cache
def functions() -> int:
    return len(all_exercises())


@cache
def practised() -> int:
    return sum(isinstance(exercise, Exercise) for exercise in all_exercises())


@cache
def mistakes() -> int:
    return sum(len(exercise.misconceptions) for exercise in all_exercises())


@cache
def correct_variants() -> int:
    return sum(len(exercise.correct) + 1 for exercise in all_exercises())


@cache
def live_figures() -> int:
    pages = [paths.ROOT / "book" / f"{page}.md" for page in paths.course().pages]
    return sum(len(LIVE_FIGURE.findall(page.read_text("utf-8"))) for page in pages)


# A file, the sentence around its numbers, and what each number counts. A space may be a line break.
SENTENCES: list[tuple[str, str, list[Callable[[], int]]]] = [
    ("README.md", r"(\w+) figures can be moved", [live_figures]),
    ("README.md", r"The (\w+) functions that need NumPy only", [practised]),
    ("README.md", r"over (\w+) functions: of", [functions]),
    ("book/index.md", r"(\w+) functions have an editor", [practised]),
    ("book/index.md", r"you write (\w+) functions with NumPy", [practised]),
    (
        "README.md",
        r"of (\w+) known mistakes (\w+) lose marks and (\w+) are named",
        [mistakes, mistakes, mistakes],
    ),
    ("README.md", r"of (\w+) correct variants of the functions (\w+) earn", [correct_variants] * 2),
]


def value(word: str) -> int:
    """Return the number that digits or a word give."""
    return int(word) if word.isdigit() else WORDS.index(word.lower())


def written(number: int, like: str) -> str:
    """Return a number as the sentence writes it."""
    return str(number) if like.isdigit() or number >= len(WORDS) else WORDS[number]


def wrong(file: str, sentence: str, counts: list[Callable[[], int]]) -> list[str]:
    """Return a message for each number of a sentence that is not the one counted."""
    text = (paths.ROOT / file).read_text("utf-8")
    found = re.search(sentence.replace(" ", r"\s+"), text)
    if not found:
        return [f"{file}:1: the sentence `{sentence}` is gone; change SENTENCES in this test"]
    return [
        f"{file}:{text.count(chr(10), 0, found.start(group)) + 1}: says {found[group]}; "
        f"write {written(count(), found[group])}"
        for group, count in enumerate(counts, 1)
        if value(found[group]) != count()
    ]


def test_the_numbers_in_sentences_are_those_that_are_counted() -> None:
    messages = dict.fromkeys(message for sentence in SENTENCES for message in wrong(*sentence))
    assert not messages, "\n".join(messages)


def test_every_count_is_of_something() -> None:
    assert all(count() for _, _, counts in SENTENCES for count in counts)
