"""Make the README's pictures from screenshots (book, failed check, graded class), and the icon.

The icon is the logo as a PNG, for browsers and previews that show no SVG.

Run it after `make course`: `.venv/bin/python -m tools.picture`. It needs Chromium on the PATH. The
picture of the class report notes what it was made from; `--check` says whether that has changed.
"""

import base64
import io
import shutil
import sys

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from autograder.course import paths
from autograder.course.fingerprint import fingerprint
from autograder.demo.results import results
from autograder.demo.run import FOLDER, grid
from autograder.demo.students import ASSIGNMENT, students
from book._ext.colours import for_both_themes
from book._style.palette import PALETTE

BOOK = paths.ROOT / "book" / "_build" / "html" / "inference" / "forward_propagation_in_numpy.html"
LOGO = paths.ROOT / "book" / "assets" / "logo.svg"
ICON = LOGO.with_name("icon.png")
FEEDBACK = FOLDER / "feedback" / "carl" / ASSIGNMENT / f"{ASSIGNMENT}.html"
REPORT = FOLDER / "reports" / f"{ASSIGNMENT}.html"
REPORT_PICTURE = paths.ROOT / "docs" / "class_report.png"
REPORT_SOURCES = ("class_report/templates/*", "pages/templates/*", "pages/*.py", "demo/students.py")
MADE_FROM = "made-from"
BROWSERS = ("chromium-headless-shell", "chromium")
PAGE = """<style>
body {{ margin: 0; padding: 24px; background: {ground}; display: flex; gap: 24px; width: 1344px }}
img {{ display: block; width: 100% }}
section {{ background: {paper}; border-radius: 10px; overflow: hidden; padding: 12px;
           box-shadow: 0 1px 6px {line}; margin-bottom: 24px }}
.left {{ width: 600px }} .right {{ width: 720px }}
pre {{ margin: 0; font: 13px/1.2 "DejaVu Sans Mono", monospace }}
</style>
<div class="left"><section><img src="{book}"></section></div>
<div class="right"><section><img src="{check}"></section><section>{table}</section></div>"""


def as_address(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode()


def section_of_book(browser: Browser) -> bytes:
    page = browser.new_page(viewport={"width": 1000, "height": 1250})
    page.goto(BOOK.as_uri())
    page.wait_for_timeout(500)
    box = page.locator("#columns").locator("xpath=ancestor-or-self::section[1]").bounding_box()
    assert box is not None
    return page.screenshot(clip={**box, "height": min(box["height"], 1180)}, full_page=True)


def failed_check(browser: Browser) -> bytes:
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.goto(FEEDBACK.as_uri())
    return page.locator("pre", has_text="is not right yet").first.screenshot()


def table() -> str:
    console = Console(record=True, width=80, file=io.StringIO())
    console.print(grid(results(FOLDER, students())))
    return console.export_html(inline_styles=True, code_format="<pre>{code}</pre>")


def class_report(browser: Browser) -> None:
    """Write the picture of the demonstration class's report, down to its exercises."""
    page = browser.new_page(viewport={"width": 1180, "height": 900})
    page.goto(REPORT.as_uri())
    box = page.locator("section", has=page.locator("#exercises")).bounding_box()
    assert box is not None
    clip = {"x": 0, "y": 0, "width": 1180, "height": box["y"] + box["height"] + 24}
    picture = Image.open(io.BytesIO(page.screenshot(clip=clip, full_page=True)))
    note = PngInfo()
    note.add_text(MADE_FROM, sources_of_report())
    picture.save(REPORT_PICTURE, pnginfo=note, optimize=True)
    print(REPORT_PICTURE.relative_to(paths.ROOT))


def sources_of_report() -> str:
    """Return the fingerprint of what the report's page looks like."""
    package = paths.ROOT / "autograder"
    return fingerprint([one for how in REPORT_SOURCES for one in package.glob(how)], paths.ROOT)


def check() -> int:
    """Return 0 if the picture of the class report shows what the page looks like now."""
    if Image.open(REPORT_PICTURE).info.get(MADE_FROM) == sources_of_report():
        return 0
    print(
        f"{REPORT_PICTURE.relative_to(paths.ROOT)} shows an older page; run `make course`, then "
        "`.venv/bin/python -m tools.picture`",
        file=sys.stderr,
    )
    return 1


def icon(browser: Browser) -> bytes:
    """Return the logo as a square picture."""
    page = browser.new_page(viewport={"width": 180, "height": 180})
    drawing = for_both_themes(LOGO.read_text("utf-8"))
    style = f"body {{ margin: 0; padding: 10px; background: {PALETTE['paper'].light} }}"
    page.set_content(f"<style>{style}</style>{drawing}")
    return page.screenshot()


def main() -> None:
    if "--check" in sys.argv[1:]:
        raise SystemExit(check())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, map(shutil.which, BROWSERS))),
            args=["--no-sandbox", "--disable-gpu"],
        )
        ICON.write_bytes(icon(browser))
        class_report(browser)
        text = PAGE.format(
            book=as_address(section_of_book(browser)),
            check=as_address(failed_check(browser)),
            table=table(),
            ground=PALETTE["blue_wash"].light,
            paper=PALETTE["paper"].light,
            line=PALETTE["line"].light,
        )
        page = browser.new_page(viewport={"width": 1392, "height": 900})
        page.set_content(text)
        target = paths.ROOT / "docs" / "picture.png"
        page.screenshot(path=target, full_page=True)
        print(target.relative_to(paths.ROOT))


if __name__ == "__main__":
    main()
