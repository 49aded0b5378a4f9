"""The printed book: tagged, linked, whole, and without the answers where the questions stand."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from autograder.course import paths
from autograder.course.printed_book import NO_LINK
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.library import of_assignment
from autograder.quizzes.question import Quiz

sys.path.insert(0, str(paths.ROOT / "tools"))
from paper import PDF, PaperError, chromium, contents, document
from paper.contents import Book, Part
from paper.finish import elements
from paper.on_site import put_on_site

QUIZZES = [quiz for name in paths.quizzes() for quiz in of_assignment(name)]
A4 = (595, 842)
QUOTES = str.maketrans("‘’“”", "''\"\"")


@dataclass
class Printed:
    """The PDF, read once."""

    reader: PdfReader

    @cached_property
    def texts(self) -> list[str]:
        return [" ".join(page.extract_text().split()) for page in self.reader.pages]

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        """Level, title and index of the page of every entry."""
        return list(self._entries(self.reader.outline, 0))

    def _entries(self, items: list[Any], level: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from self._entries(item, level + 1)
            else:
                page = self.reader.get_destination_page_number(item)
                assert page is not None, item.title
                yield level, str(item.title), page

    def start(self, title: str) -> int:
        (page,) = {page for level, name, page in self.outline if level <= 1 and name == title}
        return page

    @property
    def root(self) -> DictionaryObject:
        root = self.reader.trailer["/Root"]
        assert isinstance(root, DictionaryObject)
        return root

    @cached_property
    def links(self) -> list[tuple[int, DictionaryObject]]:
        return [
            (index, annotation.get_object())
            for index, page in enumerate(self.reader.pages)
            for annotation in page.get("/Annots", ())
            if annotation.get_object()["/Subtype"] == "/Link"
        ]

    @cached_property
    def tags(self) -> list[DictionaryObject]:
        return list(elements(self.root["/StructTreeRoot"]))


# The text of 280 pages is read once for all of these.
together = pytest.mark.xdist_group("pdf")


@pytest.fixture(scope="module")
def printed() -> Printed:
    if not PDF.is_file():
        pytest.fail("the book is not printed: run `make pdf` first", pytrace=False)
    return Printed(PdfReader(PDF))


def titles(built_book: Path) -> list[str]:
    """What stands at the head of each page of the book, with its number."""
    found = []
    for name in contents.read().pages[1:]:
        text = (built_book / f"{name}.html").read_text("utf-8")
        article = text.partition("<article")[2]
        heading = re.search(r"<h1>(.*?)<a class=\"headerlink\"", article, re.DOTALL)
        assert heading is not None, name
        found.append(" ".join(re.sub(r"<[^>]+>", "", heading[1]).split()))
    return found


@together
def test_the_file_says_what_it_is(printed: Printed) -> None:
    book = contents.read()
    assert printed.reader.metadata is not None
    assert printed.reader.metadata.title == book.title
    assert printed.reader.metadata.author == book.author
    assert printed.root["/Lang"] == "en-GB"
    assert printed.root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    sizes = {
        (round(page.mediabox.width), round(page.mediabox.height)) for page in printed.reader.pages
    }
    assert sizes == {A4}


@together
def test_the_file_is_tagged(printed: Printed) -> None:
    assert printed.root["/MarkInfo"]["/Marked"].value is True
    kinds = Counter(str(tag.get("/S")) for tag in printed.tags)
    levels = Counter(level for level, _, _ in printed.outline)
    for level in range(4):
        assert kinds[f"/H{level + 1}"] == levels[level] > 0
    for kind in ("/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure", "/Formula", "/Code"):
        assert kinds[kind] > 10, kind


@together
def test_pictures_and_formulas_have_an_alternative(printed: Printed, built_book: Path) -> None:
    pages = [built_book / f"{name}.html" for name in contents.read().pages]
    drawn = sum(page.read_text("utf-8").count('<svg class="book-figure"') for page in pages)
    pictures = [tag for tag in printed.tags if tag.get("/S") == "/Figure" and "/Alt" in tag]
    assert len(pictures) == drawn
    assert min(len(str(tag["/Alt"])) for tag in pictures) > 30
    formulas = [tag for tag in printed.tags if tag.get("/S") == "/Formula"]
    assert all(str(tag["/Alt"]).strip() for tag in formulas)
    assert any("\\frac" in str(tag["/Alt"]) for tag in formulas)


@together
def test_all_of_the_book_is_there_in_its_order(printed: Printed, built_book: Path) -> None:
    expected = titles(built_book)
    assert len(expected) >= len(paths.chapters())
    parts = {part.caption for part in contents.read().parts}
    listed = [title for level, title, _ in printed.outline if level == 0]
    assert parts <= set(listed)
    chapters = [title for level, title, _ in printed.outline if level == 1]
    assert [title for title in chapters if title in expected] == expected
    starts = [printed.start(title) for title in expected]
    assert starts == sorted(set(starts))
    for title, page in zip(expected, starts):
        assert squashed(title) in squashed(printed.texts[page])
    assert 8 * len(paths.chapters()) < len(printed.texts) < 25 * len(paths.chapters())


def squashed(text: str) -> str:
    """Without spaces, which a file need not hold, and with straight quotation marks."""
    return "".join(text.translate(QUOTES).split())


@together
def test_the_contents_give_the_page_of_each_chapter(printed: Printed, built_book: Path) -> None:
    page = squashed(printed.texts[1])
    for title in [*titles(built_book), "Solutions to the exercises", "Answers to the quizzes"]:
        assert f"{squashed(title)}{printed.start(title) + 1}" in page


@together
def test_every_page_but_the_first_bears_its_number(printed: Printed) -> None:
    assert not re.search(r"\b1\b", printed.texts[0])
    for number, text in enumerate(printed.texts[1:], 2):
        assert re.search(rf"\b{number}\b", text), f"page {number}"


@together
def test_links_lead_into_the_file_or_to_the_web(printed: Printed) -> None:
    inner = outer = 0
    known = printed.reader.named_destinations
    for index, link in printed.links:
        if "/Dest" in link:
            assert str(link["/Dest"]) in known, f"page {index + 1}: {link['/Dest']}"
            inner += 1
        else:
            assert re.match(r"https?://", str(link["/A"]["/URI"])), f"page {index + 1}: {link}"
            outer += 1
    assert inner > 300
    assert outer > 20


@together
def test_a_link_between_chapters_leads_to_the_section_it_names(
    printed: Printed, built_book: Path
) -> None:
    place = printed.reader.named_destinations["/inference-forward_propagation_in_numpy--columns"]
    page = printed.reader.get_destination_page_number(place)
    assert page is not None
    start = printed.start("7. Forward propagation in NumPy")
    assert start < page < printed.start("8. Training in TensorFlow")


@together
def test_no_page_has_what_only_a_screen_can_do(printed: Printed) -> None:
    whole = " ".join(printed.texts)
    for words in ("Try again", "Clear all answers", "Show the code", "Download this page", "file:"):
        assert words not in whole, words
    assert printed.root.get("/AcroForm") is None


@together
@pytest.mark.parametrize("quiz", QUIZZES, ids=lambda quiz: quiz.path.stem)
def test_the_answers_stand_at_the_end_only(printed: Printed, quiz: Quiz) -> None:
    start = printed.start("Answers to the quizzes")
    before, key = (squashed(" ".join(part)) for part in halves(printed.texts, start))
    assert "Explanationof" not in before
    # Without what is typeset in another way, and so broken up otherwise in the file.
    plain = [each for each in reasons(quiz) if not re.search(r"[$`*_\[]", each) and len(each) > 40]
    for explanation in plain:
        assert squashed(explanation) not in before, explanation
    for explanation in right_reasons(quiz):
        if explanation in plain:
            assert squashed(explanation) in key, explanation


def halves(texts: list[str], start: int) -> tuple[list[str], list[str]]:
    return texts[:start], texts[start:]


def reasons(quiz: Quiz) -> list[str]:
    options = [each for question in quiz.questions for each in getattr(question, "options", ())]
    return [each.explanation for each in options] + right_reasons(quiz)


def right_reasons(quiz: Quiz) -> list[str]:
    found = []
    for question in quiz.questions:
        if isinstance(question, Choice):
            found += [each.explanation for each in question.options if each.right]
        else:
            found.append(question.explanation)
    return found


@together
def test_solutions_are_collected_and_each_exercise_says_where(printed: Printed) -> None:
    start, end = (
        printed.start(each) for each in ("Solutions to the exercises", "Answers to the quizzes")
    )
    solved = [title for _, title, page in printed.outline if title.startswith("Exercise ")]
    before = " ".join(printed.texts[:start])
    named = [int(number) for number in re.findall(r"Solution on page (\d+)", before)]
    assert len(solved) == len(named) > 30
    assert named == sorted(named)
    assert start < min(named)
    assert max(named) <= end
    for title, page in zip(solved, named):
        assert squashed(title) in squashed(printed.texts[page - 1]), title


# Small books

PAGE = """<html><head><link rel="stylesheet" href="_static/a.css"></head><body><article>
<section id="top-of-it"><h1>{title}</h1>{body}</section></article></body></html>"""


def small(folder: Path, **bodies: str) -> Book:
    """A built book with these pages, and no quiz."""
    for name, body in {**bodies, "answer_key": ""}.items():
        text = PAGE.format(title=name.title(), body=body)
        (folder / f"{name}.html").write_text(text, "utf-8")
    first, *others = bodies
    return Book("A book", "", "", "Somebody", "en-GB", first, [Part("Part 1", others)])


def test_a_book_that_is_not_built_is_named_with_the_command(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"not built.*index\.html.*make book"):
        document.joined(tmp_path, contents.read())


def test_links_between_pages_become_links_in_the_document(tmp_path: Path) -> None:
    body = '<a href="two.html#there">x</a><a href="two.html">y</a><a href="https://keras.io">z</a>'
    book = small(tmp_path, one=body, two='<p id="there">Text</p>')
    joined = document.joined(tmp_path, book)
    assert '<a href="#two--there">x</a><a href="#two--top">y</a>' in joined
    assert '<a href="https://keras.io">z</a>' in joined
    assert 'id="two--there"' in joined


@pytest.mark.parametrize("address", ["two.html#nowhere", "three.html", "#nowhere"])
def test_a_link_that_leads_nowhere_is_an_error(tmp_path: Path, address: str) -> None:
    book = small(tmp_path, one=f'<a href="{address}">x</a>', two="")
    with pytest.raises(PaperError, match=rf"one\.html: {re.escape(address)}"):
        document.joined(tmp_path, book)


def test_does_the_front_page_link_to_the_file_once_there_is_one(tmp_path: Path) -> None:
    small(tmp_path, one=f"<p>Before.</p>{NO_LINK}<p>After.</p>", two="")
    page, pdf = tmp_path / "one.html", tmp_path / "printed.pdf"
    assert "href" not in page.read_text("utf-8").partition("<article>")[2]
    for megabytes in (2, 3):  # a second printing replaces the first
        pdf.write_bytes(b"-" * megabytes * 1_000_000)
        put_on_site(pdf, tmp_path, "one")
        linked = BeautifulSoup(page.read_text("utf-8"), "html.parser")
        (place,) = linked.select(".printed-book")
        assert not place.has_attr("hidden")
        assert f"{megabytes} MB" in place.get_text()
        (link,) = linked.select("article a")
        assert (tmp_path / str(link["href"])).read_bytes() == pdf.read_bytes()
    printed = document.joined(tmp_path, small(tmp_path, one=str(place), two=""))
    assert "as one PDF" not in printed


def test_a_file_beside_the_pages_is_named_and_not_linked(tmp_path: Path) -> None:
    book = small(tmp_path, one='<p>See <a href="notebooks/a.ipynb">the notebook</a>.</p>', two="")
    assert "<p>See the notebook.</p>" in document.joined(tmp_path, book)


def test_what_is_folded_lies_open_on_paper(tmp_path: Path) -> None:
    book = small(tmp_path, one="<details><summary>Hint</summary><p>Think.</p></details>", two="")
    assert '<details open=""><summary>Hint' in document.joined(tmp_path, book)


def test_a_solution_without_an_exercise_is_an_error(tmp_path: Path) -> None:
    box = '<div class="solution"><p class="admonition-title">Solution</p></div>'
    with pytest.raises(PaperError, match=r"two\.html: a solution that follows no exercise"):
        document.joined(tmp_path, small(tmp_path, one="", two=box))


def test_a_missing_browser_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(PaperError, match="Install the package `chromium`"):
        chromium.find()


@pytest.mark.parametrize(
    "broad",
    ['<p style="white-space: nowrap">{}</p>', '<table><tr><td style="white-space: pre">{}</table>'],
)
def test_what_is_too_wide_for_the_paper_is_an_error(
    tmp_path: Path, browser: Browser, broad: str
) -> None:
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "a.css").write_text("")
    book = small(tmp_path, one="", two=broad.format("broad " * 40))
    path = document.write(tmp_path, tmp_path / "pdf", book)
    with pytest.raises(PaperError, match=r"too wide for the paper:\ntwo--top: broad"):
        chromium.print_to(tmp_path / "a.pdf", path, browser)


def test_a_missing_style_sheet_is_an_error(tmp_path: Path, browser: Browser) -> None:
    path = document.write(tmp_path, tmp_path / "pdf", small(tmp_path, one="", two=""))
    with pytest.raises(PaperError, match=r"missing files: .*a\.css.*make book"):
        chromium.print_to(tmp_path / "a.pdf", path, browser)
