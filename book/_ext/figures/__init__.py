"""Figures: drawn pictures in the colours of the page, and live figures."""

from sphinx.application import Sphinx

from . import (
    inline,
    live,
)


def setup(app: Sphinx) -> dict[str, bool]:
    """Set up all modules of this folder."""
    for module in (inline, live):
        module.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
