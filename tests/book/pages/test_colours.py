"""Every colour is written in `book/_style/palette.py`, and all else follows it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from book._ext import colours
from book._style.palette import PALETTE

ROOT = Path(__file__).resolve().parents[3]
STYLED = ("book/assets/*", "book/_scripts/**/*", "book/_templates/**/*", "tools/paper/*.css")
# "#b" followed by a letter or a digit is no colour but an id.
WRITTEN = re.compile(
    r"#(?:[0-9a-f]{3,4}){1,2}\b(?![-_])|\b(?:rgb|hsl|lab|lch|oklab|oklch)a?\(", re.I
)
OLD, NEW = "#5f6b78", "#123457"


def test_no_colour_is_written_elsewhere() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for pattern in STYLED
        for path in ROOT.glob(pattern)
        if path.suffix in (".css", ".html", ".js", ".svg")
        for match in WRITTEN.finditer(path.read_text("utf-8"))
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
    """A course of one page, in which one colour of the palette was changed."""
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
    (course / "book" / "index.md").write_text("# A page\n\nIts text.\n")
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


def test_a_changed_colour_changes_the_page_and_the_front_page(
    recoloured: Path, browser: Browser
) -> None:
    html = recoloured / "book" / "_build" / "html"
    page = browser.new_page()
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
    page.close()


def test_a_changed_colour_draws_no_picture_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    before = colours.stand_ins()
    monkeypatch.setitem(PALETTE, "blue", PALETTE["blue"]._replace(light=NEW))
    assert colours.stand_ins() == before
    drawn = f'<path style="stroke:{colours.stand_in("blue")}"/>'
    assert colours.in_variables(drawn) == '<path style="stroke:var(--book-blue)"/>'
