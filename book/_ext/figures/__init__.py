"""Figures: drawn pictures in the colours of the page, live figures, and the colours themselves."""

from sphinx.application import Sphinx

from . import (
    inline,
    live,
    palette_files,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (inline, live, palette_files):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
