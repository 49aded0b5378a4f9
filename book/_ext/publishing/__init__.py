"""What a book needs on the web: facts for search engines, the files of a site, light pages."""

from sphinx.application import Sphinx

from . import (
    head,
    icons,
    lighter_code,
    printed_book,
    site_files,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (head, icons, lighter_code, printed_book, site_files):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
