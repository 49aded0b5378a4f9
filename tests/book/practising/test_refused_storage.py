"""Where the browser refuses to keep things, the pages say so before anything is lost."""

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from browsing import SLOW, Reading
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

CHAPTER = "inference/forward_propagation_in_numpy.html"
UNKEPT = "This browser does not keep what you write"
CODE = "def sigmoid(z):\n    return 'mine'\n"

REFUSE = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, { configurable: true, %s });
}"""
OWN_KEYS = """const keep = Storage.prototype.setItem;
Storage.prototype.setItem = function (key, value) {
  if (key.startsWith("dense-to-adam/")) { %s }
  else keep.call(this, key, value);
};"""
WAYS = {
    "refused by name": REFUSE % 'get() { throw new DOMException("no", "SecurityError"); }',
    "not there": REFUSE % "value: null",
    "takes nothing": OWN_KEYS % 'throw new DOMException("", "QuotaExceededError");',
    "forgets at once": OWN_KEYS % "return;",
}
FILL = """() => {
  for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
    const text = "x".repeat(size);
    try { for (let n = 0; ; n++) localStorage.setItem(`filler-${size}-${n}`, text); } catch {}
  }
}"""
EMPTY = """() => Object.keys(localStorage).filter(key => key.startsWith("filler"))
  .forEach(key => localStorage.removeItem(key))"""


@pytest.fixture(params=WAYS)
def refusing(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reading]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOW)
    context.add_init_script(WAYS[request.param])
    yield Reading.start(context.new_page())
    context.close()


def sigmoid(page: Page) -> Locator:
    return page.locator('[data-practice-cell="forward_propagation/sigmoid"]')


def write(page: Page, code: str = CODE) -> None:
    sigmoid(page).get_by_role("textbox").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(code)


def asked_when_leaving(page: Page) -> list[str]:
    """Load the page again; return the questions that the browser asks before."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.reload()
    page.remove_listener("dialog", answer)
    return asked


def export(page: Page) -> nbformat.NotebookNode:
    with page.expect_download() as download:
        sigmoid(page).get_by_role("button", name="Export what I wrote").click()
    return nbformat.read(download.value.path(), as_version=4)


def test_practising_says_at_once_that_nothing_is_kept(refusing: Reading, built_book: Path) -> None:
    page = refusing.page
    page.goto(f"{built_book.as_uri()}/{CHAPTER}")
    notices = page.locator(".practice-unkept")
    assert notices.count() == page.locator("[data-practice-cell]").count() > 1
    for notice in notices.all():
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(UNKEPT)
    assert asked_when_leaving(page) == []
    write(page)
    assert asked_when_leaving(page) == ["beforeunload"]
    write(page)
    sources = {cell.id: cell.source for cell in export(page).cells}
    assert sources["sigmoid"] == CODE
    assert asked_when_leaving(page) == []
    assert refusing.errors == []


def test_what_is_written_after_the_export_is_not_in_the_file(
    refusing: Reading, built_book: Path
) -> None:
    page = refusing.page
    page.goto(f"{built_book.as_uri()}/{CHAPTER}")
    write(page)
    export(page)
    write(page, CODE + "# more\n")
    assert asked_when_leaving(page) == ["beforeunload"]


def test_the_lists_the_quizzes_and_the_contents_say_so_too(
    refusing: Reading, built_book: Path
) -> None:
    page = refusing.page
    page.goto(f"{built_book.as_uri()}/practise.html")
    for notice in page.locator(".practice-list .practice-unkept").all():
        expect(notice).to_contain_text(UNKEPT)
    page.goto(f"{built_book.as_uri()}/training/adam.html")
    expect(page.locator(".quiz-unkept:visible")).to_have_count(1)
    expect(page.locator(".quiz-unkept").first).to_contain_text("does not keep your answers")
    form = page.locator("section.quiz form").first
    form.locator("input").first.check()
    form.locator(".quiz-check").click()
    expect(form.locator(".quiz-result")).to_contain_text("ight.")
    page.goto(f"{built_book.as_uri()}/index.html")
    expect(page.locator(".chapters-total")).to_contain_text("This browser keeps nothing")
    assert refusing.errors == []


def test_a_storage_that_fills_up_while_one_writes_is_noticed(
    reading: Reading, built_book: Path
) -> None:
    page = reading.page
    page.goto(f"{built_book.as_uri()}/{CHAPTER}")
    notice = sigmoid(page).locator(".practice-unkept")
    expect(notice).to_be_hidden()
    write(page)
    assert asked_when_leaving(page) == []
    page.evaluate(FILL)
    write(page, CODE + "# " + "more " * 100)
    expect(notice).to_contain_text(UNKEPT)
    expect(notice).to_be_visible()
    page.evaluate(EMPTY)
    write(page, CODE + "# the last")
    expect(notice).to_be_hidden()
    assert asked_when_leaving(page) == []
    expect(sigmoid(page).get_by_role("textbox")).to_contain_text("# the last")
    assert reading.errors == []


def test_where_things_are_kept_nothing_is_said(reading: Reading, built_book: Path) -> None:
    page = reading.page
    for path in (CHAPTER, "practise.html", "index.html"):
        page.goto(f"{built_book.as_uri()}/{path}")
        for notice in page.locator(".practice-unkept, .quiz-unkept").all():
            expect(notice).to_be_hidden()
        assert "keeps nothing" not in page.locator("article").inner_text()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('probe'))") == []
