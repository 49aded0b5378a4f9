"""Every page of the built book: barriers, weight, links, notebooks, and what stays private."""

import gzip
import json
import re
import zipfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import nbformat
import pytest
from barriers import EVERY_LOOK, barriers, drop_strokes, violations
from browsing import Reading
from nbclient import NotebookClient
from playwright.sync_api import Page, expect

from autograder.course import paths
from autograder.quizzes.kinds.choice import Choice
from autograder.quizzes.library import path_of
from autograder.quizzes.reading import load
from book._ext.notebooks import plain_markdown

ROOT = paths.ROOT
MAX_BYTES = 700_000
PACKED = {".woff2", ".png", ".jpg", ".gz"}


def contents() -> list[str]:
    return [f"{page}.html" for page in (*paths.course().pages, "search", "answer_key")]


# Barriers


def answer_all(page: Page, chapter: str, *, rightly: bool) -> None:
    """Answer each question of the page's quiz, all rightly or all wrongly."""
    questions = load(path_of(chapter)).questions
    for question in questions:
        form = page.locator(f"#quiz-{question.id}")
        if isinstance(question, Choice):
            wrong = next(x for x in question.letters if x not in question.right_letters)
            checked = form.locator("input[type=checkbox]:checked")
            while checked.count():
                checked.first.uncheck()
            for letter in question.right_letters if rightly else wrong:
                form.locator(f"input[value={letter}]").check()
        elif question.kind == "number":
            given = question.answer if rightly else question.wrong[0].value
            form.locator("input").fill(f"{given:g}")
        else:
            form.locator("input").fill(question.accept[0] if rightly else question.wrong[0].code)
        form.locator(".quiz-check").click()
        expect(form.locator(".quiz-result")).to_contain_text("Right." if rightly else "Not right.")


@pytest.mark.slow
@pytest.mark.parametrize("path", contents())
def test_no_page_has_a_barrier(reading: Reading, built_book: Path, path: str) -> None:
    reading.page.goto(f"{built_book.as_uri()}/{path}")
    drop_strokes(reading.page)
    assert barriers(reading.page) == []


# The header and the sidebars are the same on all pages; on a phone they are others.
@pytest.mark.parametrize("path", ["index.html", "practise.html", f"{paths.chapters()[0]}.html"])
def test_what_surrounds_the_text_has_no_barrier_in_any_look(
    reading: Reading, built_book: Path, path: str
) -> None:
    reading.page.goto(f"{built_book.as_uri()}/{path}")
    drop_strokes(reading.page)
    assert barriers(reading.page, looks=EVERY_LOOK) == []


def test_a_page_with_all_its_strokes_has_no_barrier_either(
    reading: Reading, built_book: Path
) -> None:
    reading.page.goto(f"{built_book.as_uri()}/training/adam.html")
    assert violations(reading.page) == []


@pytest.mark.slow
@pytest.mark.parametrize("chapter", paths.chapters())
def test_no_answered_quiz_has_a_barrier_or_is_too_wide(
    reading: Reading, built_book: Path, chapter: str
) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/{chapter}.html")
    page.evaluate(
        "() => document.querySelectorAll('article > section > :not(section:has(.quiz))')"
        ".forEach((part) => part.tagName === 'H1' || part.remove())"
    )
    found = {}
    for rightly in (True, False):
        answer_all(page, chapter, rightly=rightly)
        found[rightly] = barriers(page, ".quiz")
    assert found == {True: [], False: []}


def test_axe_finds_what_it_is_there_to_find(reading: Reading, built_book: Path) -> None:
    reading.page.goto(f"{built_book.as_uri()}/index.html")
    reading.page.evaluate(
        """() => document.querySelector("article").insertAdjacentHTML("beforeend",
          `<p style="color: #aaa; background: #fff">pale</p><button aria-label="Go">Leave</button>
           <a href="#" style="font-size:1px">a</a><a href="#" style="font-size:1px">b</a>`)"""
    )
    found = {text.split(":")[0] for text in violations(reading.page)}
    assert found >= {"color-contrast", "label-content-name-mismatch", "target-size"}


# Weight


@cache
def weight(path: Path) -> int:
    """The bytes that a web server sends, which packs text."""
    content = path.read_bytes()
    return len(content if path.suffix in PACKED else gzip.compress(content, 6))


@pytest.mark.parametrize("chapter", paths.chapters())
def test_a_chapter_is_light_enough_for_a_phone(
    reading: Reading, built_book: Path, chapter: str
) -> None:
    reading.page.goto(f"{built_book.as_uri()}/{chapter}.html", wait_until="networkidle")
    loaded = {urlsplit(url).path for url in reading.requests if url.startswith("file://")}
    sizes = {path: weight(Path(unquote(path))) for path in loaded}
    assert len(sizes) > 10
    assert sum(sizes.values()) <= MAX_BYTES, sorted(sizes.items(), key=lambda item: -item[1])[:5]


@pytest.mark.parametrize("path", contents())
def test_no_script_is_loaded_twice_and_none_comes_from_elsewhere(
    built_book: Path, path: str
) -> None:
    html = (built_book / path).read_text("utf-8")
    sources = re.findall(r'<script[^>]*\bsrc="([^"?]+)', html)
    assert sorted(sources) == sorted(set(sources))
    assert not any("thebe" in source or "//" in source for source in sources)


# Links


class Links(HTMLParser):
    """The places that a page links to, and those that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: set[str] = {"", "top"}
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if "id" in named:
            self.anchors.add(named["id"] or "")
        target = named.get("href") if tag in ("a", "link") else named.get("src")
        if target:
            self.targets.append(target)


@pytest.fixture(scope="module")
def parsed(built_book: Path, pages: list[str]) -> dict[str, Links]:
    return {page: Links((built_book / page).read_text("utf-8")) for page in pages}


def test_every_link_inside_the_book_leads_somewhere(
    built_book: Path, parsed: dict[str, Links]
) -> None:
    broken, followed = [], 0
    for page, links in parsed.items():
        for target in links.targets:
            parts = urlsplit(urljoin(f"http://book/{page}", target))
            if urlsplit(target).scheme or target.startswith("//"):
                continue
            path, anchor = unquote(parts.path).lstrip("/"), unquote(parts.fragment)
            followed += 1
            if not (built_book / path).is_file():
                broken.append(f"{page}: {target}: no such file")
            elif path in parsed and anchor not in parsed[path].anchors:
                broken.append(f"{page}: {target}: no such place in the page")
    assert sorted(set(broken)) == []
    assert followed > 1000


# Notebooks, and what must not be published

# What stands in solutions, in hidden tests and in the graders' cells only.
SECRET = re.compile(r"BEGIN SOLUTION|END SOLUTION|BEGIN HIDDEN|END HIDDEN|hidden_test|grade_id")


def test_nothing_of_the_instructors_is_published(built_book: Path) -> None:
    assert not (built_book / "_sources").exists()
    assert list(built_book.rglob("*.py")) == []
    notebooks = {path.stem for path in built_book.rglob("*.ipynb")}
    assert notebooks == {Path(chapter).name for chapter in paths.chapters()}
    for path in built_book.rglob("*"):
        if path.suffix in (".html", ".ipynb", ".js", ".md", ".txt", ".yml"):
            found = SECRET.search(path.read_text("utf-8"))
            # The instructors' page names the marks in its text. Practising works with the students'
            # notebooks, in which the cells have their names and nothing else of nbgrader's secrets.
            named = path.name in ("teaching.html", "searchindex.js")
            practised = "scripts" in path.parts and found is not None and found[0] == "grade_id"
            assert found is None or named or practised, (path, found)
            assert "### BEGIN" not in path.read_text("utf-8") or named, path
    for archive in built_book.rglob("*.zip"):
        with zipfile.ZipFile(archive) as files:
            for name in files.namelist():
                if name.endswith((".ipynb", ".py", ".json")):
                    assert b"### BEGIN" not in files.read(name), (archive, name)


@pytest.mark.parametrize("chapter", paths.chapters())
def test_a_chapter_can_be_downloaded_as_a_notebook(
    reading: Reading, server: str, chapter: str
) -> None:
    reading.page.goto(f"{server}{chapter}.html")
    with reading.page.expect_download() as waiting:
        reading.page.get_by_role("link", name="Download this page as a notebook").click()
    notebook = nbformat.read(waiting.value.path(), as_version=4)
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    title = reading.page.locator("article h1").inner_text().rstrip("#").split(". ", 1)[1].strip()
    assert text.startswith(f"# {title}")
    assert not re.search(r"\{(doc|ref|numref|term|solution|exercise|code-cell)[\w-]*\}", text)
    assert not re.search(r"^(\(\S+\)=|:label:|`{3,}\{)", text, re.MULTILINE)
    # The book's solutions are for after one's own try: there is an empty cell for that.
    assert sum(cell.source == "# Your try" for cell in code) == text.count("**Exercise. ") >= 2
    assert all(not cell.outputs and cell.execution_count is None for cell in code)


@pytest.mark.slow
@pytest.mark.parametrize("stem", ["layers_and_notation", "forward_propagation_in_numpy"])
def test_a_downloaded_notebook_runs_from_top_to_bottom(
    built_book: Path, tmp_path: Path, stem: str
) -> None:
    notebook = nbformat.read(built_book / "notebooks" / f"{stem}.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}})
    client.execute()
    outputs = json.dumps([cell.get("outputs", []) for cell in notebook.cells])
    assert "image/svg+xml" in outputs
    assert list(tmp_path.iterdir()) == [], "it writes no files into the reader's folder"


def test_notebooks_never_hold_what_they_cannot_show() -> None:
    def words(role: str, target: str) -> str:
        return f"<{role} {target}>"

    def plain(text: str) -> Any:
        return plain_markdown.plain(text, words)

    assert (
        plain("(here)=\n## Title\n\nSee {ref}`the\nplace <there>`.")
        == "## Title\n\nSee the\nplace."
    )
    assert plain("{numref}`fig-a`, {term}`unit`") == "<numref fig-a>, <term unit>"
    assert plain("```{exercise} One\n:label: x\n\nDo {doc}`it`.\n```") == (
        "**Exercise. One**\n\nDo <doc it>."
    )
    assert plain("````{admonition} A\n:class: note\n\n```python\nx\n```\n````") == (
        "> **A**\n>\n> ```python\n> x\n> ```"
    )
    assert plain("a\n\n<!-- live figure: x -->\n\n```{common-mistakes} a/b\n```\n\nb") == "a\n\nb"
    for unknown in ("```{figure} a.png\n```", "{eq}`a`", "```{exercise} x\n"):
        with pytest.raises(plain_markdown.UnknownMarkup):
            plain(unknown)
