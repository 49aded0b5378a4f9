"""Keep of Font Awesome the icons that the pages show.

pydata-sphinx-theme 0.17 brings 1,400 icons, in a font of 153 KB that every page loads and in as
many rules of its style sheet. The book shows about forty. What is left is written as WOFF, which
needs no other library than fontTools.
"""

import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

STYLE = Path("styles", "pydata-sphinx-theme.css")
FONT = Path("vendor", "fontawesome", "webfonts", "fa-solid-900")
# `.fa-bars:before,.fa-navicon:before{content:"\f0c9"}`
RULE = re.compile(r'((?:\.fa-[\w-]+:{1,2}before,?)+)\{content:"(\\?[^"]+)"\}')
NAME = re.compile(r"\bfa-[a-z0-9-]+")
CODE_POINT = re.compile(r'"\\([0-9a-f]{4})"')
SOURCE = re.compile(r"src:url\([^)]*fa-solid-900[^}]*?(?=[;}])")
WOFF = 'src:url(../vendor/fontawesome/webfonts/fa-solid-900.woff) format("woff")'


def used_names(folder: Path) -> set[str]:
    """Return the names of all icons that a page, or a script of the theme, mentions."""
    files = (*folder.rglob("*.html"), *folder.glob("_static/scripts/*.js"))
    return {name for path in files for name in NAME.findall(path.read_text("utf-8"))}


def without_unused(style: str, names: set[str]) -> str:
    """Return the style sheet without the rules of icons that no page has."""
    return RULE.sub(lambda rule: rule[0] if names & set(NAME.findall(rule[1])) else "", style)


def shrink(app: Sphinx, error: Exception | None) -> None:
    """Replace the font by one with the icons that are left in the style sheet."""
    if error or app.builder.format != "html":
        return
    static = Path(app.outdir) / "_static"
    style = without_unused((static / STYLE).read_text("utf-8"), used_names(Path(app.outdir)))
    style, replaced = SOURCE.subn(WOFF, style)
    if replaced != 1:
        raise ExtensionError(
            f"{STYLE.name} does not load Font Awesome as pydata-sphinx-theme 0.17 does: "
            f"adapt SOURCE in {__file__}"
        )
    (static / STYLE).write_text(style, "utf-8")
    font = TTFont(static / FONT.with_suffix(".ttf"))
    kept = subset.Subsetter(subset.Options(flavor="woff", desubroutinize=True))
    kept.populate(unicodes={int(code, 16) for code in CODE_POINT.findall(style)})
    kept.subset(font)
    font.flavor = "woff"
    font.save(static / FONT.with_suffix(".woff"))
    for unused in (".ttf", ".woff2"):
        (static / FONT).with_suffix(unused).unlink()


def setup(app: Sphinx) -> None:
    # Before `fixes.offline_pages` removes the theme's fonts in another format.
    app.connect("build-finished", shrink, priority=400)
