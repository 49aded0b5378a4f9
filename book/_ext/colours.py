"""The colours of `_style/palette.py` in the forms in which the build needs them."""

import hashlib
import re

from .._style.palette import PALETTE, Colour

HEX = re.compile(r"#[0-9a-f]{6}\b")
VARIABLE = re.compile(r"var\(--book-([a-z-]+)\)")


def variable(name: str) -> str:
    """The name of a colour's CSS variable."""
    return f"--book-{name.replace('_', '-')}"


def style_sheet() -> str:
    """The variables of both themes; paper is always light."""

    def rule(selector: str, theme: str) -> str:
        colours = (f"{variable(name)}:{getattr(c, theme)}" for name, c in PALETTE.items())
        return f"{selector}{{{';'.join(colours)}}}\n"

    light, dark = rule(":root", "light"), rule("html[data-theme=dark]", "dark")
    return f"{light}{dark}@media print{{{rule('html[data-theme]', 'light').strip()}}}\n"


def stand_in(name: str) -> str:
    """What figures are drawn in while the book is built.

    It depends on the name only, so that a change of a colour runs no cell again.
    """
    return "#" + hashlib.sha256(name.encode()).hexdigest()[:6]


def stand_ins() -> str:
    """The module `palette` that the cells of the pages import."""
    colours = {name: (stand_in(name), stand_in(name)) for name in PALETTE}
    return (
        "from typing import NamedTuple\n\n\n"
        "class Colour(NamedTuple):\n    light: str\n    dark: str\n\n\n"
        f"PALETTE = {{name: Colour(*both) for name, both in {colours!r}.items()}}\n"
    )


def in_variables(drawing: str) -> str:
    """A drawing whose stand-ins have become CSS variables."""
    variables = {stand_in(name): f"var({variable(name)})" for name in PALETTE}
    return HEX.sub(lambda match: variables.get(match[0], match[0]), drawing)


def for_both_themes(drawing: str) -> str:
    """A drawing whose CSS variables have become colours between those of the two themes.

    It is for pictures behind `<img>`, which cannot see the theme of the page.
    """
    names = {variable(name)[len("--book-") :]: name for name in PALETTE}
    return VARIABLE.sub(lambda match: between(PALETTE[names[match[1]]]), drawing)


def between(colour: Colour) -> str:
    """The colour half way from light to dark."""
    light, dark = (bytes.fromhex(each.removeprefix("#")) for each in colour)
    return "#" + bytes((a + b) // 2 for a, b in zip(light, dark)).hex()
