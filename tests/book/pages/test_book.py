"""The built book, read in a headless Chromium as a reader would: online and from a folder."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from browsing import SLOW, Reading, set_theme
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, ViewportSize
from small_book import build_small_book, cell

from book._ext.fixes import offline_math
from book._ext.fixes.execution_cache import imported

ROOT = Path(__file__).resolve().parents[3]
CHAPTER = "inference/forward_propagation_in_numpy.html"
ANCHORS = ("one-unit", "sigmoid", "columns", "dense", "sequential", "batch", "threshold", "keras")
# The contrast of an element's text with what lies behind it, by the formula of WCAG 2.
CONTRAST = """element => {
  const numbers = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = rgb => {
    const [r, g, b] = rgb.slice(0, 3).map(c => c / 255)
      .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  let behind = element, back = [];
  for (; behind; behind = behind.parentElement) {
    back = numbers(getComputedStyle(behind).backgroundColor);
    if (back.length === 3 || back[3] === 1) break;
  }
  const front = light(numbers(getComputedStyle(element).color));
  const [a, b] = [front, light(back)].sort((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}"""


def test_search_finds_a_chapter_by_its_words(reading: Reading, address: str) -> None:
    reading.page.goto(f"{address}search.html?q=broadcasting", wait_until="networkidle")
    reading.page.locator(f'ul.search a[href*="{CHAPTER}"]').first.wait_for()
    assert reading.leaving(address) == []
    assert reading.errors == []


LOOK = """() => ({
  width: document.documentElement.scrollWidth,
  ids: [...document.querySelectorAll("article [id]")].map((each) => each.id),
  pictures: [...document.querySelectorAll("article img, article svg[role=img]")]
    .map((each) => each.getAttribute("alt") || each.getAttribute("aria-label") || ""),
  captions: [...document.querySelectorAll("article figure")]
    .map((each) => each.querySelector("figcaption")?.innerText.trim() ?? ""),
})"""
CUT_OFF = """() => [...document.querySelectorAll("article .katex-html")]
  .filter((each) => each.offsetParent && each.scrollWidth > each.clientWidth + 1)
  .map((each) => each.closest(".katex").querySelector("annotation").textContent)"""
SMALL: ViewportSize = {"width": 320, "height": 800}
USUAL: ViewportSize = {"width": 375, "height": 800}  # of phones
together = pytest.mark.xdist_group("looked at")
themed_together = pytest.mark.xdist_group("themed")


@dataclass
class Walk:
    """What there is on each page, and all that went on while the pages were read."""

    address: str
    reading: Reading
    seen: dict[str, dict[str, Any]]


def walk(browser: Browser, address: str, pages: list[str]) -> Walk:
    """Read every page, on a phone."""
    page = browser.new_page(viewport=SMALL)
    page.set_default_timeout(SLOW)
    found = Walk(address, Reading.start(page), {})
    for path in pages:
        page.goto(address + path, wait_until="networkidle")
        found.seen[path] = page.evaluate(LOOK)
        page.set_viewport_size(USUAL)
        found.seen[path]["cut off"] = page.evaluate(CUT_OFF)
        page.set_viewport_size(SMALL)
    page.close()
    return found


@pytest.fixture(scope="module")
def online(browser: Browser, server: str, pages: list[str]) -> Walk:
    return walk(browser, server, pages)


@pytest.fixture(scope="module")
def looked_at(online: Walk) -> dict[str, dict[str, Any]]:
    """What there is on each page, on a phone."""
    return online.seen


@together
def test_no_page_asks_another_host_or_reports_an_error(
    online: Walk, browser: Browser, built_book: Path, pages: list[str]
) -> None:
    assert CHAPTER in pages
    for read in online, walk(browser, f"{built_book.as_uri()}/", pages):
        assert read.reading.leaving(read.address) == []
        assert read.reading.errors == []


@together
def test_no_page_scrolls_sideways_on_a_phone(looked_at: dict[str, dict[str, Any]]) -> None:
    assert {path: seen["width"] for path, seen in looked_at.items() if seen["width"] > 320} == {}


@together
def test_every_formula_is_seen_whole_on_a_usual_phone(
    looked_at: dict[str, dict[str, Any]],
) -> None:
    found = {path: seen["cut off"] for path, seen in looked_at.items() if seen["cut off"]}
    assert found == {}


@together
def test_every_picture_says_in_words_what_is_to_be_seen(
    looked_at: dict[str, dict[str, Any]],
) -> None:
    names = [(path, name) for path, seen in looked_at.items() for name in seen["pictures"]]
    assert len(names) > len(looked_at)
    assert [(path, name) for path, name in names if len(name) <= 30] == []


@together
def test_every_figure_has_a_caption(looked_at: dict[str, dict[str, Any]]) -> None:
    assert sum(len(seen["captions"]) for seen in looked_at.values()) > len(looked_at)
    assert [path for path, seen in looked_at.items() if "" in seen["captions"]] == []


@together
def test_ids_are_unique_in_a_page(looked_at: dict[str, dict[str, Any]]) -> None:
    for path, seen in looked_at.items():
        assert [name for name, times in Counter(seen["ids"]).items() if times > 1] == [], path


def test_formulas_are_typeset_without_a_script_and_read_aloud_as_mathml(
    plain: Page, server: str
) -> None:
    plain.goto(server + CHAPTER)
    formulas = plain.locator("article .math").count()
    assert formulas > 10
    assert plain.locator("article .math .katex-html").count() == formulas
    assert plain.locator("article .math .katex-mathml math").count() == formulas
    assert plain.locator(".katex-error").count() == 0


def test_a_browser_that_translates_leaves_formulas_and_code_alone(
    built_book: Path, pages: list[str]
) -> None:
    found = 0
    for path in pages:
        soup = BeautifulSoup((built_book / path).read_text("utf-8"), "html.parser")
        for part in soup.select(".katex, article code, article .highlight"):
            found += 1
            assert part.get("translate") == "no", f"{path}: {part}"
    assert found > 1000


def test_formulas_are_drawn_in_the_fonts_of_katex(reading: Reading, server: str) -> None:
    reading.page.goto(server + CHAPTER, wait_until="networkidle")
    fonts = "[...document.fonts].filter(f => f.family.startsWith('KaTeX')).map(f => f.status)"
    statuses = reading.page.evaluate(fonts)
    assert "loaded" in statuses
    assert "error" not in statuses


def test_a_check_can_link_to_each_section(reading: Reading, server: str) -> None:
    counts = {}
    for anchor in ANCHORS:
        reading.page.goto(f"{server}{CHAPTER}#{anchor}")
        counts[anchor] = reading.page.locator(f"[id='{anchor}']").count()
    assert counts == dict.fromkeys(ANCHORS, 1)


@pytest.fixture(scope="module")
def themed(browser: Browser, server: str) -> Iterator[dict[str, Page]]:
    """The chapter as two readers see it, who chose different themes."""
    found = {}
    for theme in ("light", "dark"):
        found[theme] = browser.new_page()
        set_theme(found[theme], theme)
        found[theme].goto(server + CHAPTER)
    yield found
    for page in found.values():
        page.close()


@themed_together
def test_captions_and_code_stand_out_from_the_page(themed: dict[str, Page]) -> None:
    pale = []
    for theme, page in themed.items():
        assert page.evaluate("document.documentElement.dataset.theme") == theme
        for part in ("figcaption .caption-text", "pre span", "code.literal span", "section > p"):
            worst = page.locator(f"article {part}").evaluate_all(
                f"all => Math.min(...all.slice(0, 60).map({CONTRAST}))"
            )
            if worst is None or worst < 4.5:
                pale.append(f"{theme}, {part}: {worst}")
    assert pale == []


@themed_together
def test_figures_follow_the_theme(themed: dict[str, Page]) -> None:
    inks = set()
    for page in themed.values():
        inks.add(
            page.evaluate(
                "getComputedStyle(document.documentElement).getPropertyValue('--book-ink')"
            )
        )
        assert page.locator(".book-figure [style*='var(--book-']").count() > 10
    assert len(inks) == 2


def test_common_mistakes_show_the_wrong_code_when_unfolded(reading: Reading, server: str) -> None:
    reading.page.goto(server + CHAPTER)
    box = reading.page.locator(".admonition", has_text="Common mistakes in dense").first
    box.locator(".admonition-title").click()
    box.locator("summary").first.click()
    assert "def " in box.locator("pre").first.inner_text()


# Small books.


def test_a_sound_page_builds_and_errors_printed_by_libraries_stay_off_it(tmp_path: Path) -> None:
    code = "import sys, figures\nprint('to the page')\nprint('to the log', file=sys.stderr)"
    build = build_small_book(tmp_path, "$a^{[1]}$\n\n" + cell(code))
    assert build.returncode == 0, build.stderr[-2000:]
    html = (tmp_path / "book/_build/html/index.html").read_text()
    assert ">to the page" in html
    assert ">to the log" not in html


def test_a_quiet_build_says_which_page_it_reads_and_nothing_that_libraries_log(
    tmp_path: Path,
) -> None:
    code = cell("import os\nos.write(2, b'logged by native code');")
    build = build_small_book(tmp_path, code, flags=["--quiet"])
    assert build.returncode == 0, build.stderr[-2000:]
    assert " 1 of 1  index" in build.stdout
    said = build.stdout + build.stderr
    assert "logged by native code" not in said
    assert "WARNING" not in said
    log = (tmp_path / "book/_build/kernels.log").read_text()
    assert "logged by native code" in log


def test_the_cache_is_another_one_when_imported_code_changes(tmp_path: Path) -> None:
    style = tmp_path / "book" / "_style"
    style.mkdir(parents=True)
    (style / "figures.py").write_text("WIDTH = 5\n")
    before = imported(tmp_path)
    assert imported(tmp_path) == before
    (style / "figures.py").write_text("WIDTH = 6\n")
    assert imported(tmp_path) != before


def test_a_missing_katex_is_an_error_that_names_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_math, "KATEX", tmp_path / "node_modules" / "katex")
    with pytest.raises(Exception, match="make course"):
        offline_math.installed_version()
