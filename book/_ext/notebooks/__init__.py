"""What there is to download: chapters as notebooks, and the folders of the assignments."""

from sphinx.application import Sphinx

from . import (
    chapter_notebooks,
    folders,
    links,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (chapter_notebooks, folders, links):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
