"""Each fault in a page fails the build and is named, with the page: all in one book, to save time.

The book is built with `-W`, which turns each warning into a failure.
"""

import re
from pathlib import Path

import pytest
from small_book import build_small_book, cell

TERMINAL_CODE = re.compile(r"\x1b\[[0-9;]*m")
PRACTICE = """(sigmoid)=
## One

(threshold)=
## Two

```{practice} forward_propagation/sigmoid
```
"""
DRAWING = "import figures\nfigures.plt.plot([1, 2])\nfigures.plt.show()"
DESCRIBED = '---\nmystnb:\n  image:\n    alt: "A line."\n---\n'
# The page, and what is said of it.
FAULTS = {
    "unknown-exercise": (
        "```{common-mistakes} forward_propagation/no_such\n```",
        "no exercise 'no_such'",
    ),
    "link-to-nowhere": ("{ref}`no-such-place`", "no-such-place"),
    "figure-without-words": (cell(DRAWING), "without a text alternative"),
    "words-without-figure": (cell(f"{DESCRIBED}x = 1"), "describes a picture"),
    "words-of-a-closed-figure": (
        cell(f"{DESCRIBED}{DRAWING.replace('show', 'close')}"),
        "describes a picture",
    ),
    "unknown-live-figure": (
        "```{live-figure} no-such\nTry it.\n```",
        "no live figure 'no-such'",
    ),
    "live-figure-without-text": ("```{live-figure} activations\n```", "Content block expected"),
    "live-figure-without-picture": (
        "```{live-figure} activations\nTry it.\n```\n\nA paragraph.",
        "no static picture",
    ),
    "unknown-function": (
        "```{practice} forward_propagation/nothing\n```",
        "no exercise 'nothing'",
    ),
    "practice-of-a-model": (
        "```{practice} keras_models/build_coffee_roaster\n```",
        "built with Keras",
    ),
    "practised-twice": (
        "```{practice} forward_propagation/sigmoid\n```",
        "is practised on the page index already",
    ),
    "listed-without-a-place": (
        "```{practice-list} convolution\n```",
        "no page has {practice} convolution/windows",
    ),
    "practice-of-a-quiz": ("```{practice-list} quiz_week1\n```", "nothing of 'quiz_week1'"),
}
# These end the build at once.
FATAL = {
    "a failing cell": (cell("raise RuntimeError('it broke')"), "it broke"),
    "a formula that KaTeX cannot read": (r"$\frac{1}{$", "KaTeX parse error"),
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines that a build of all faulty pages prints."""
    folder = tmp_path_factory.mktemp("faulty")
    pages = {name: page for name, (page, _) in FAULTS.items()}
    build = build_small_book(folder, PRACTICE, more_pages=pages)
    assert build.returncode != 0
    return TERMINAL_CODE.sub("", build.stdout + build.stderr).splitlines()


def reported(complaints: list[str], page: str) -> list[str]:
    """Return what is said of a page."""
    pattern = re.compile(rf"/{page}\.md:\S* (WARNING|ERROR): (.*)")
    return [found[2] for line in complaints if (found := pattern.search(line))]


@pytest.mark.xdist_group("faulty pages")
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_with_its_page(complaints: list[str], name: str) -> None:
    said = reported(complaints, name)
    assert any(FAULTS[name][1] in message for message in said), said


@pytest.mark.xdist_group("faulty pages")
def test_pages_without_a_fault_are_not_reported(complaints: list[str]) -> None:
    assert reported(complaints, "index") == []


@pytest.mark.parametrize("name", FATAL)
def test_a_page_that_cannot_be_made_ends_the_build_and_says_why(tmp_path: Path, name: str) -> None:
    page, reason = FATAL[name]
    build = build_small_book(tmp_path, page)
    assert build.returncode != 0
    assert reason in build.stdout + build.stderr
