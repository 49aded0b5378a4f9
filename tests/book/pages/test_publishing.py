"""What search engines, previews, web servers and printers get of the book."""

import gzip
import io
import re
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from browsing import Reading
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from autograder.course import paths
from book._ext.publishing import head, icons

sys.path.insert(0, str(paths.ROOT / "tools"))
import picture

CHAPTER = "training/adam"
MAX_FONT_BYTES = 12_000


@pytest.fixture(scope="module")
def heads(built_book: Path, pages: list[str]) -> dict[str, BeautifulSoup]:
    """The head of each page."""
    texts = {page: (built_book / page).read_text("utf-8") for page in pages}
    return {
        page: BeautifulSoup(text.partition("</head>")[0], "html.parser")
        for page, text in texts.items()
    }


def test_each_page_says_once_how_wide_it_is(heads: dict[str, BeautifulSoup]) -> None:
    assert {
        page for page, soup in heads.items() if len(soup.select("[name=viewport]")) != 1
    } == set()


def test_each_page_has_a_title_of_its_own(heads: dict[str, BeautifulSoup]) -> None:
    titles = {page: soup.title.string for page, soup in heads.items() if soup.title}
    assert len(set(titles.values())) == len(heads)
    course = paths.course()
    assert titles[f"{course.front}.html"] == course.title
    assert all(title and title.count(course.title) == 1 for title in titles.values())


def test_each_page_is_described(heads: dict[str, BeautifulSoup]) -> None:
    for page, soup in heads.items():
        (text,) = (tag["content"] for tag in soup.select("meta[name=description]"))
        assert 20 <= len(text) <= head.MAX_DESCRIPTION, page
        graph = {tag["property"]: tag["content"] for tag in soup.select("[property^='og:']")}
        assert graph["og:description"] == text
        assert graph["og:site_name"] == paths.course().title
        assert graph["og:title"]
        assert not re.search(r"[<>&]", graph["og:title"]), page
    chapter = heads[f"{CHAPTER}.html"].select_one("[property='og:type']")
    assert chapter is not None
    assert chapter["content"] == "article"


def test_each_page_has_an_icon_for_browsers_without_svg(
    heads: dict[str, BeautifulSoup], built_book: Path
) -> None:
    for page, soup in heads.items():
        linked = {tag["href"] for tag in soup.select("link[rel~=icon], link[rel=apple-touch-icon]")}
        assert {Path(str(each)).name for each in linked} == {"logo.svg", head.ICON}
        assert all((built_book / page).parent.joinpath(str(each)).is_file() for each in linked), (
            page
        )


def test_the_icon_is_the_logo_in_the_colours_of_the_palette(browser: Browser) -> None:
    now = Image.open(io.BytesIO(picture.icon(browser))).convert("RGB")
    stored = Image.open(picture.ICON).convert("RGB")
    assert stored.size == now.size
    # Smoothed edges may differ from one Chromium to another.
    differences = ImageStat.Stat(ImageChops.difference(stored, now)).mean
    assert max(differences) < 1, "run `python -m tools.picture`"


def test_a_web_server_gets_its_files(built_book: Path) -> None:
    assert (built_book / ".nojekyll").is_file()
    page = BeautifulSoup((built_book / "404.html").read_text("utf-8"), "html.parser")
    assert page.select_one(f"article a[href='{paths.course().front}.html']")
    # Without an address there is nothing to write into a map of the site.
    assert (built_book / "sitemap.xml").is_file() == bool(paths.course().book)


def test_the_font_holds_the_icons_that_pages_show_and_few_others(built_book: Path) -> None:
    static = built_book / "_static"
    path = static / icons.FONT.with_suffix(".woff")
    assert path.stat().st_size <= MAX_FONT_BYTES
    glyphs = TTFont(path).getBestCmap()
    style = (static / icons.STYLE).read_text("utf-8")
    rules = {name: rule[2] for rule in icons.RULE.finditer(style) for name in rule[1].split(",")}
    shown = {
        name
        for page in built_book.glob("*.html")
        for tag in BeautifulSoup(page.read_text("utf-8"), "html.parser").select("i[class*='fa-']")
        for name in tag.get_attribute_list("class")
        if name.startswith("fa-") and name not in ("fa-solid", "fa-lg")
    }
    assert len(shown) > 5
    for name in shown:
        code = next(text for rule, text in rules.items() if rule.startswith(f".{name}:"))
        assert int(code.removeprefix("\\"), 16) in glyphs, name


def test_search_quotes_neither_answers_nor_folded_code(reading: Reading, server: str) -> None:
    reading.page.goto(f"{server}search.html")
    quoted = reading.page.evaluate(
        "async (page) => Search.htmlToText(await (await fetch(page)).text())", f"{CHAPTER}.html"
    )
    reading.page.goto(f"{server}{CHAPTER}.html")
    hidden = reading.page.locator(".quiz-explanation p, details.hide pre").all_text_contents()
    assert len(hidden) > 10
    assert [text for text in hidden if text.strip() and text.strip() in quoted] == []
    for heading in reading.page.locator("article h2").all():
        assert heading.evaluate("(each) => each.firstChild.textContent") in quoted


def test_the_icon_of_the_search_field_covers_no_letter(reading: Reading, server: str) -> None:
    reading.page.goto(f"{server}search.html")
    field = reading.page.locator(".bd-search-container .bd-search, .bd-search").last
    icon, text = field.locator("i").bounding_box(), field.locator("input").bounding_box()
    assert icon is not None
    assert text is not None
    padding = field.locator("input").evaluate(
        "(each) => parseFloat(getComputedStyle(each).paddingLeft)"
    )
    assert icon["x"] + icon["width"] <= text["x"] + padding


def test_paper_has_no_solution_and_no_bar_of_folded_code(reading: Reading, server: str) -> None:
    reading.page.goto(f"{server}{CHAPTER}.html")
    folded = reading.page.locator("details.hide, div.solution")
    assert folded.count() > 3
    reading.page.emulate_media(media="print")
    assert folded.locator("visible=true").count() == 0
    assert reading.page.locator("h1:visible").count() == 1


def test_no_chapter_weighs_more_than_700_kilobytes_on_the_wire(
    browser: Browser, built_book: Path, pages: list[str]
) -> None:
    """The heaviest chapters, scrolled to their end, with all that they load."""
    chapters = {f"{page}.html" for page in paths.course().chapters}
    by_size = sorted(chapters, key=lambda page: (built_book / page).stat().st_size)
    for chapter in by_size[-3:]:
        loaded: set[str] = set()
        page = browser.new_page()
        page.on("request", lambda request, into=loaded: into.add(request.url))
        page.goto((built_book / chapter).as_uri(), wait_until="networkidle")
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.close()
        files = {Path(urlsplit(url).path) for url in loaded if url.startswith("file:")}
        assert len(files) > 10
        weight = sum(len(gzip.compress(Path(unquote(str(file))).read_bytes())) for file in files)
        assert weight <= 700_000, f"{chapter}: {weight} bytes"
