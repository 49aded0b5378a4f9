"""Put drawings into the page itself, in colours that follow the reader's light or dark theme.

A picture behind `<img>` cannot see the page's theme. So every SVG that a cell draws is written
into the HTML, named by its text alternative, with the colours replaced by CSS variables. A cell
that names a picture and draws none fails the build.
"""

import hashlib
import html
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from ..colours import in_variables

LOGGER = logging.getLogger(__name__)
UNWANTED = re.compile(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", re.DOTALL)
REFERENCE = re.compile(r'(\bid="|href="#|url\(#)')
SIZE = re.compile(r'<svg[^>]*?width="([\d.]+)pt"[^>]*?viewBox="([^"]+)"[^>]*>', re.DOTALL)


def inline(svg: str, alt: str) -> str:
    """Make Matplotlib's SVG file a part of a page."""
    # Ids must be unique in a page that holds several figures.
    prefix = "f" + hashlib.sha256(svg.encode()).hexdigest()[:8]
    size = SIZE.search(svg)
    if size is None:
        raise ValueError("an SVG without width and viewBox")
    # A style element would apply to the whole page; what it says stands in assets/book.css.
    body = UNWANTED.sub("", svg[size.end() :])
    body = REFERENCE.sub(rf"\g<1>{prefix}-", body)
    body = re.sub(r"\n\s*", " ", in_variables(body))
    return (
        f'<svg class="book-figure" role="img" aria-label="{html.escape(alt)}" viewBox="{size[2]}" '
        f'style="width:{float(size[1]) * 4 / 3:.0f}px">{body}'
    )


class InlineFigures(SphinxPostTransform):
    """Replace every SVG image that a cell made."""

    # After myst-nb has chosen the SVG among the cell's outputs (4), before Sphinx collects files.
    default_priority = 10
    formats = ("html",)

    def run(self, **_: object) -> None:
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.env.srcdir, image["uri"])
            if path.suffix != ".svg" or "jupyter_execute" not in path.parts:
                continue
            alt = " ".join(image.get("alt", "").split())
            if not alt:
                LOGGER.warning(
                    "a figure without a text alternative (mystnb: image: alt)", location=image
                )
            image.replace_self(nodes.raw("", inline(path.read_text("utf-8"), alt), format="html"))


def expect_pictures(_app: Sphinx, doctree: nodes.document) -> None:
    """Warn of each cell with a caption or a text alternative that has drawn nothing."""
    for cell in doctree.findall(nodes.container):
        options = (cell.get("cell_metadata") or {}).get("mystnb") or {}
        described = isinstance(options, dict) and ("figure" in options or "image" in options)
        if cell.get("nb_element") == "cell_code" and described and not has_picture(cell):
            LOGGER.warning(
                "this cell describes a picture (mystnb: figure or image) and has drawn none",
                location=cell,
            )


def has_picture(cell: nodes.Element) -> bool:
    """Whether there is an image among a cell's outputs."""
    outputs = (part for part in cell.findall(nodes.container) if "mime_type" in part)
    return any(part["mime_type"].startswith("image/") for part in outputs)


def setup(app: Sphinx) -> None:
    app.add_post_transform(InlineFigures)
    app.connect("doctree-read", expect_pictures)
