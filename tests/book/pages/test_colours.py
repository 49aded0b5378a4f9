"""Every colour is written in `book/_style/palette.py`, and all else follows it; so do texts."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from live_figures import PICTURE
from playwright.sync_api import Browser, Page

from book._ext import colours
from book._style.palette import PALETTE

ROOT = Path(__file__).resolve().parents[3]
STYLED = ("book/assets/*", "book/_scripts/**/*", "book/_templates/**/*", "tools/paper/*.css")
PROGRAMS = ("book/_ext/**/*.py", "book/_style/*.py", "tools/**/*.py", "autograder/**/*.py")
# "#b" followed by a letter or a digit is no colour but an id.
WRITTEN = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b(?![-_])|\b(?:rgb|hsl|lab|lch|oklab|oklch)a?\(", re.I
)
# In a comment "# add" has a space, and "#fff" as a place in a page follows a name.
WRITTEN_IN_CODE = re.compile(r"(?<![\w/])#(?:[0-9a-f]{6}|[0-9a-f]{3,4})\b(?![-_])", re.I)
OLD, NEW = "#5f6b78", "#123457"
# One text per file, and what a translator might write there.
TRANSLATED = {
    "book/_scripts/texts.js": [
        ('tally: "{right} of {total} right"', 'tally: "{total} Fragen, {right} richtig"'),
        ('add: "Add 1 to all logits"', 'add: "Zu allen Logits 1 addieren"'),
    ],
    "book/_ext/texts.py": [
        ('QUIZ_CHECK = "Check"', 'QUIZ_CHECK = "Prüfen"'),
        ('QUIZ_EXPLANATION = "Explanation of {letter}"', 'QUIZ_EXPLANATION = "Zu {letter}"'),
    ],
}
NO_INDEX = "    html_use_index: false\n"
ADDRESS = "https://example.org/a-book/"
PAGE = """# A page

Its text.

```{live-figure} softmax-sliders
Move a slider.
```

```{figure} picture.svg
:alt: Four bars, each with the exponential of a logit.

Its caption.
```

```{quiz} adam
```
"""


def test_no_colour_is_written_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for pattern in STYLED
        for path in ROOT.glob(pattern)
        if path.suffix in (".css", ".html", ".js", ".svg")
        for match in WRITTEN.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_no_program_holds_a_colour() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for pattern in PROGRAMS
        for path in ROOT.glob(pattern)
        if path != ROOT / "book" / "_style" / "palette.py"
        for match in WRITTEN_IN_CODE.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_every_variable_that_is_used_is_a_colour() -> None:
    known = {colours.variable(name) for name in PALETTE}
    for pattern in STYLED:
        for path in ROOT.glob(pattern):
            if path.suffix in (".css", ".html", ".js", ".svg"):
                used = set(re.findall(r"var\((--book-[a-z-]*[a-z])\)", path.read_text("utf-8")))
                assert used <= known, path.name


def test_colours_can_be_told_apart() -> None:
    assert len({colour.light for colour in PALETTE.values()}) == len(PALETTE)
    assert len({colours.stand_in(name) for name in PALETTE}) == len(PALETTE)
    for colour in PALETTE.values():
        assert all(colours.HEX.fullmatch(shade) for shade in colour)


@pytest.fixture(scope="module")
def recoloured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published course of one page, with another colour in the palette and four other texts."""
    course = tmp_path_factory.mktemp("recoloured")
    ignore = shutil.ignore_patterns("_build", ".nbcache", "inference", "training", "__pycache__")
    shutil.copytree(ROOT / "book", course / "book", ignore=ignore)
    shutil.copytree(ROOT / "tools" / "paper", course / "tools" / "paper")
    for name in ("autograder", "solutions", "exercises", "node_modules", "requirements.lock"):
        (course / name).symlink_to(ROOT / name)
    palette = course / "book" / "_style" / "palette.py"
    text = palette.read_text("utf-8")
    assert text.count(OLD) == 1
    palette.write_text(text.replace(OLD, NEW))
    (course / "book" / "_toc.yml").write_text("format: jb-book\nroot: index\n")
    config = course / "book" / "_config.yml"
    text = config.read_text("utf-8")
    assert text.count(NO_INDEX) == 1
    config.write_text(text.replace(NO_INDEX, f"{NO_INDEX}    html_baseurl: {ADDRESS}\n"))
    for name, changes in TRANSLATED.items():
        written = (course / name).read_text("utf-8")
        for english, german in changes:
            assert written.count(english) == 1
            written = written.replace(english, german)
        (course / name).write_text(written, "utf-8")
    (course / "book" / "picture.svg").write_text(PICTURE)
    (course / "book" / "index.md").write_text(PAGE)
    jupyter_book = str(Path(sys.executable).with_name("jupyter-book"))
    done = subprocess.run(
        [jupyter_book, "build", str(course / "book"), "-W"],
        check=False,
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "PYTHONPATH": str(course)},
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return course


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(part) for part in bytes.fromhex(colour[1:]))})"


def test_a_changed_colour_changes_style_sheet_and_logo(recoloured: Path) -> None:
    static = recoloured / "book" / "_build" / "html" / "_static"
    style = (static / "palette.css").read_text("utf-8")
    assert f"--book-muted:{NEW}" in style
    assert OLD not in style
    logo = (static / "logo.svg").read_text("utf-8")
    assert "var(" not in logo
    assert colours.between(PALETTE["muted"]._replace(light=NEW)) in logo


def test_a_changed_text_changes_the_page(recoloured: Path, page: Page) -> None:
    page.goto((recoloured / "book" / "_build" / "html" / "index.html").as_uri())
    total = page.locator(".quiz-question").count()
    assert page.locator(".quiz-tally").inner_text() == f"{total} Fragen, 0 richtig"
    assert page.locator(".quiz-check").first.inner_text() == "Prüfen"
    assert page.locator(".quiz-explanation > summary").first.text_content() == "Zu a"
    page.get_by_role("button", name="Zu allen Logits 1 addieren").wait_for()


def test_a_published_page_names_its_address(recoloured: Path) -> None:
    html = recoloured / "book" / "_build" / "html"
    page = (html / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}index.html" />' in page
    assert f'<meta property="og:url" content="{ADDRESS}index.html" />' in page
    assert f'<meta property="og:image" content="{ADDRESS}_static/icon.png" />' in page
    assert '<meta name="description" content="Its text." />' in page
    assert f"<loc>{ADDRESS}index.html</loc>" in (html / "sitemap.xml").read_text("utf-8")
    assert f'<base href="{ADDRESS}" />' in (html / "404.html").read_text("utf-8")


def test_a_changed_colour_changes_the_page_and_the_front_page(recoloured: Path, page: Page) -> None:
    html = recoloured / "book" / "_build" / "html"
    page.goto((html / "index.html").as_uri())
    caption = '<figure><figcaption id="caption">Its caption.</figcaption></figure>'
    page.locator("article").evaluate(f"(article) => article.innerHTML += {caption!r}")
    colour_of = "(element) => getComputedStyle(element).color"
    assert page.locator("#caption").evaluate(colour_of) == rgb(NEW)

    paper = (recoloured / "tools" / "paper" / "paper.css").read_text("utf-8")
    title = '<p class="book-licence">A licence.</p>'
    sheet = (html / "_static" / "palette.css").read_text("utf-8")
    page.set_content(f"<style>{sheet}</style><style>{paper}</style>{title}")
    assert page.locator(".book-licence").evaluate(colour_of) == rgb(NEW)


def test_a_changed_colour_draws_no_picture_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = colours.stand_ins()
    monkeypatch.setitem(PALETTE, "blue", PALETTE["blue"]._replace(light=NEW))
    assert colours.stand_ins() == before
    drawn = f'<path style="stroke:{colours.stand_in("blue")}"/>'
    assert colours.in_variables(drawn) == '<path style="stroke:var(--book-blue)"/>'
