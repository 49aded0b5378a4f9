"""Write the files that a web server wants beside the pages: a page for what is not found, a map."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from .. import texts

NOT_FOUND = "404"
MAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{}</urlset>
"""


def not_found(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield the page that a web server shows for an address that does not exist.

    It is shown at any depth of the site: its links begin at the book's address, if that is known.
    """
    if app.builder.format != "html":
        return
    address = escape(app.config.html_baseurl)
    body = (
        f"<section><h1>{texts.NOT_FOUND_TITLE}</h1><p>{texts.NOT_FOUND}</p>"
        f'<p><a href="{app.config.root_doc}.html">{texts.NOT_FOUND_HOME}</a></p></section>'
    )
    context = {"title": texts.NOT_FOUND_TITLE, "body": body, "parents": []}
    if address:
        context["metatags"] = f'<base href="{address}" />\n'
    yield NOT_FOUND, context, "page.html"


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write the map of the site, and the file with which GitHub Pages serves `_static`."""
    if error or app.builder.format != "html":
        return
    folder, address = Path(app.outdir), app.config.html_baseurl
    (folder / ".nojekyll").touch()
    if address:
        pages = sorted(app.env.found_docs)
        rows = (f"<url><loc>{escape(address)}{escape(page)}.html</loc></url>\n" for page in pages)
        (folder / "sitemap.xml").write_text(MAP.format("".join(rows)), "utf-8")
    else:
        (folder / "sitemap.xml").unlink(missing_ok=True)


def setup(app: Sphinx) -> None:
    app.connect("html-collect-pages", not_found)
    app.connect("build-finished", write_files)
