"""Let the pages work from a folder on disk, without files and scripts that they do not need."""

import shutil
from pathlib import Path

from sphinx.application import Sphinx

# Sphinx's search fetches each page that it found, to quote from it. A page opened as a file may
# not fetch.
SEARCH_FROM_DISK = (
    'if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;'
)
# Sphinx quotes from whatever a page holds. Answers and folded code are not what a reader looks for.
QUOTED = """addEventListener("DOMContentLoaded", () => {
  if (typeof Search === "undefined") return;
  const whole = Search.htmlToText;
  Search.htmlToText = (html, anchor) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const hidden = page.querySelectorAll(".quiz, details.hide, .practice, .solution");
    for (const part of hidden) part.remove();
    return whole(page.documentElement.outerHTML, anchor);
  };
});"""
# What the theme brings and no page loads: two thirds of the book's size.
UNUSED = (
    "**/*.map",
    "scripts/fontawesome.js*",
    "vendor/fontawesome/webfonts/*.ttf",
    "*webpack-macros.html",
)


def remove_unused(app: Sphinx, error: Exception | None) -> None:
    """Delete the theme's files that are never asked for."""
    if error or app.builder.format != "html":
        return
    # No page links to them, and an earlier build with other settings may have left some.
    shutil.rmtree(Path(app.outdir) / "_sources", ignore_errors=True)
    static = Path(app.outdir) / "_static"
    for pattern in UNUSED:
        for path in static.glob(pattern):
            path.unlink()


def setup(app: Sphinx) -> None:
    # Jupyter Book sets this option of sphinx_comments, which is not loaded: an unknown option is a
    # warning.
    app.add_config_value("comments_config", {}, "")
    app.add_js_file(None, body=SEARCH_FROM_DISK)
    app.add_js_file(None, body=QUOTED)
    app.connect("build-finished", remove_unused)
