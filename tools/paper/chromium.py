"""Print the joined document with Chromium."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from pypdf import PdfReader

from . import PaperError

# The headless shell is enough for printing, and the tests need no more.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
# The browser needs no network: everything that is printed is on disk.
SWITCHES = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
MAX_PASSES = 4
# The width between the margins that paper.css sets, in CSS pixels.
PAPER_WIDTH = round((210 - 2 * 21) / 25.4 * 96)
HEADINGS = "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading]')]"
# Chromium 156 parses CSS target-counter() but prints nothing for it. So page numbers are filled in
# by a second pass; the first one prints placeholders.
FILL_IN = """numbers => {
  const links = [...document.querySelectorAll("a.page-number")];
  const number = (link) => numbers[decodeURIComponent(link.hash.slice(1))];
  for (const link of links) link.textContent = numbers ? number(link) : "000";
  return links.filter((link) => numbers && !number(link)).map((link) => link.hash);
}"""
TOO_WIDE = """() => {
  const parts = document.querySelectorAll("main :is(pre, table, svg.book-figure, .katex-html, p)");
  const edge = document.querySelector("main").getBoundingClientRect().right + 1;
  const right = (part) => {
    const { left, width } = part.getBoundingClientRect();
    return left + Math.max(width, part.scrollWidth);
  };
  return [...parts]
    .filter((part) => right(part) > edge)
    .map((part) => `${part.closest("article")?.id}: ${part.textContent.trim().slice(0, 60)}`);
}"""


def find() -> str:
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise PaperError(
        "Printing the book needs Chromium, which is not on the PATH"
        f" (looked for: {', '.join(NAMES)}). Install the package `chromium`."
    )


@contextmanager
def started() -> Iterator[Browser]:
    """Run Chromium within a `with` block."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=list(SWITCHES))
        yield browser
        browser.close()


def print_to(pdf: Path, document: Path, browser: Browser) -> list[str]:
    """Print until the page numbers in the text are right; return the texts of all headings."""
    numbers = _print_once(browser, document, pdf)
    for _ in range(MAX_PASSES - 1):
        filled, numbers = numbers, _print_once(browser, document, pdf, numbers)
        if numbers == filled:
            break
    else:
        raise PaperError(f"the page numbers still change after {MAX_PASSES} passes")
    headings: list[str] = _open(browser, document).evaluate(
        f"{HEADINGS}.map((heading) => heading.textContent)"
    )
    return headings


def _print_once(
    browser: Browser, document: Path, pdf: Path, numbers: dict[str, int] | None = None
) -> dict[str, int]:
    """Print with these page numbers; return those of the result."""
    # The document is reloaded: printing it twice does not always give the same page breaks.
    page = _open(browser, document)
    if missing := page.evaluate(FILL_IN, numbers):
        raise PaperError(f"link targets that are on no page: {', '.join(missing)}")
    if wide := page.evaluate(TOO_WIDE):
        raise PaperError("content that is too wide for the paper:\n" + "\n".join(wide))
    final = numbers is not None
    page.pdf(
        path=pdf, prefer_css_page_size=True, print_background=True, tagged=final, outline=final
    )
    page.close()
    return page_numbers(pdf)


def _open(browser: Browser, document: Path) -> Page:
    page = browser.new_page(viewport={"width": PAPER_WIDTH, "height": 900})
    # The whole book is one page, and the machine may be busy.
    page.set_default_timeout(300_000)
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.emulate_media(media="print", color_scheme="light")
    page.goto(document.as_uri(), wait_until="load")
    page.evaluate("document.fonts.ready.then(() => true)")
    if failed:
        raise PaperError("missing files: " + ", ".join(failed) + ". Run: make book")
    return page


def page_numbers(pdf: Path) -> dict[str, int]:
    """Return the page, counted from 1, of each named destination of the document."""
    reader = PdfReader(pdf)
    numbers = {}
    for name, place in reader.named_destinations.items():
        index = reader.get_destination_page_number(place)
        if index is not None:
            numbers[name.removeprefix("/")] = index + 1
    return numbers
